package shell

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// Bounds of what the palette finds in a project.
const (
	mostNamed  = 40     // names that are offered
	mostQuotes = 10     // spans that are offered by their words
	mostSpans  = 50_000 // spans of the open story whose words are looked at
	quoteStart = 200    // code points of them
)

// hitOf is a command as the palette offers it.
func (w *Window) hitOf(c *command.Command) hit {
	h := hit{title: c.Title(), hint: cmp.Or(c.Help, c.Menu), keys: c.KeyNames(), run: func() { w.commands.Start(c) }}
	if reason := c.Reason(); reason != "" {
		h.hint, h.stopped = reason, true
	}
	return h
}

// named looks beside the window for what in the project is called as query says, and calls then with the best. stop ends it.
func (w *Window) named(query string, then func([]hit)) (stop func()) {
	own, stop := context.WithCancel(w.session.Context())
	n := &naming{window: w, query: annotate.FoldName(query), codebook: w.session.Codebook(), found: map[string]bool{}}
	story, annotator := w.session.Story().ID, w.session.Annotator().ID
	w.session.Read(func(context.Context) error {
		err := n.names(own)
		if err == nil && story != "" {
			err = n.quotes(own, story, annotator)
		}
		if own.Err() != nil {
			return nil // another query is typed, or the palette was left
		}
		return err
	}, func() {
		if own.Err() == nil {
			stop()
			then(append(n.best, n.quoted...))
		}
	})
	return stop
}

// naming is one search in the project.
type naming struct {
	window   *Window
	query    string
	codebook annotate.Codebook
	best     []hit           // the best names
	quoted   []hit           // spans by their words
	found    map[string]bool // the entities among the names, whose mentions are not listed too
}

// names finds stories, articles and entities.
func (n *naming) names(ctx context.Context) error {
	for name, err := range n.window.session.Project.Names(ctx) {
		if err != nil {
			return err
		}
		if points, ok := n.match(append([]string{name.Name}, name.Also...)); ok {
			n.keep(name, points)
		}
	}
	slices.SortStableFunc(n.best, byPoints)
	n.best = n.best[:min(len(n.best), mostNamed)]
	return nil
}

func byPoints(a, b hit) int { return cmp.Or(b.points-a.points, strings.Compare(a.title, b.title)) }

// match says how well the query finds the best of some names, or all of them read together, as in "Dawn Mullen".
func (n *naming) match(names []string) (best int, ok bool) {
	for _, name := range append(names, strings.Join(names, " ")) {
		if points, found := command.Match(n.query, annotate.FoldName(name)); found && (!ok || points > best) {
			best, ok = points, true
		}
	}
	return best, ok
}

// keep puts a name among the best, of which no more are held than a few times what is offered.
func (n *naming) keep(name store.Name, points int) {
	h := n.hit(name)
	h.points = points
	n.best = append(n.best, h)
	if len(n.best) > 10*mostNamed {
		slices.SortStableFunc(n.best, byPoints)
		n.best = n.best[:mostNamed]
	}
}

func (n *naming) hit(name store.Name) hit {
	w := n.window
	switch name.Kind {
	case "story":
		return hit{title: name.Name, hint: "Story", run: func() { w.stage.Leave(); w.session.ShowStory(name.ID) }}
	case "document":
		hint := strings.Join(append([]string{"Article"}, append(name.Also, name.Story)...), " · ")
		return hit{title: name.Name, hint: hint, run: func() { w.session.ShowArticle(name.ID) }}
	}
	n.found[name.ID] = true
	label, _ := n.codebook.LabelByID(name.LabelID)
	hint := wording.Capital(label.Name)
	if len(name.Also) > 0 {
		hint += " · also " + strings.Join(name.Also, ", ")
	}
	return hit{title: name.Name, hint: hint, run: func() { w.showMention(name) }}
}

// quotes finds spans of the open story by their words.
func (n *naming) quotes(ctx context.Context, storyID, annotatorID string) error {
	seen := 0
	for span, err := range n.window.session.Project.QuotedSpans(ctx, storyID, annotatorID, quoteStart) {
		if err != nil {
			return err
		}
		if seen++; seen > mostSpans || len(n.quoted) == mostQuotes || ctx.Err() != nil {
			return nil
		}
		if !n.found[span.EntityID] && strings.Contains(annotate.FoldName(span.Words), n.query) {
			label, _ := n.codebook.LabelByID(span.LabelID)
			n.quoted = append(n.quoted, hit{title: wording.Quoted(span.Words, 120), hint: wording.Capital(label.Name) + " in " + span.In.Name(),
				run: func() { n.window.session.ShowSpan(span.ID) }})
		}
	}
	return nil
}

// showMention goes to where an entity is mentioned first: by the annotator, in the open story, before others and elsewhere.
func (w *Window) showMention(name store.Name) {
	s := w.session
	var span annotate.Span
	var found bool
	s.Read(func(ctx context.Context) (err error) {
		span, found, err = s.Project.FirstMention(ctx, name.ID, s.Annotator().ID, s.Story().ID, !s.Blind())
		return err
	}, func() {
		switch {
		case !found:
			s.Tell("No span that you can see has the name " + wording.Quoted(name.Name, 60) + ".")
		case span.AnnotatorID == s.Annotator().ID:
			s.ShowSpan(span.ID)
		default:
			s.ShowPlace(span.DocumentID, span.Segments[0])
		}
	})
}
