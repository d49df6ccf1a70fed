package read

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/command"
)

const (
	mostSteps = 100  // places that the trail goes back through
	stepFrom  = 1000 // code points: what the caret moves less by is the same place
)

// trail is the way through the articles. A place is kept where one goes from it by a name, a link or a search, to another article, or
// far within one.
type trail struct {
	view          *View
	here          step // where one is; the zero step before anything was read
	behind, ahead []step
	leaping       bool // what moves now does so by itself, since a place was left, and not by a hand
}

// step is a place on the way: in an article, or a view that stands in place of the articles.
type step struct {
	view     string // "" in an article
	document string
	at       int    // in code points
	span     string // the span that was in hand there, "" for none
}

func (s step) same(other step) bool {
	return s.view == other.view && s.document == other.document && s.at == other.at
}

func (s step) near(other step) bool {
	return s.view == other.view && s.document == other.document && max(s.at-other.at, other.at-s.at) < stepFrom
}

// leave keeps where one is, as one is about to go elsewhere.
func (t *trail) leave() {
	t.behind = kept(t.behind, t.here)
	if shown := t.view.desk.Shown(); shown != Name {
		t.behind = kept(t.behind, step{view: shown})
	}
	t.ahead, t.leaping = nil, true
}

// kept is a way with one more place at its end.
func kept(way []step, place step) []step {
	if place == (step{}) || len(way) > 0 && way[len(way)-1].same(place) {
		return way
	}
	way = append(way, place)
	return way[max(0, len(way)-mostSteps):]
}

// moved follows the caret, or the span in hand, of a pane.
func (t *trail) moved(p *pane, at int, span string) {
	if p != t.view.panes.current() || p.text == nil {
		return
	}
	to := step{document: p.documentID, at: at, span: span}
	if !t.leaping && !to.near(t.here) {
		t.leave()
		t.leaping = false
	}
	t.here = to
}

// byHand ends what moved by itself.
func (t *trail) byHand() { t.leaping = false }

// sought goes from a place to the hit of a search, however near that is.
func (t *trail) sought(from, hit step) {
	if t.here = from; !hit.same(from) {
		t.leave()
		t.here = hit
	}
}

// walk goes to the last place of one way that is still there, and keeps where one was on the other.
func (t *trail) walk(way, other *[]step) {
	now := t.now()
	for len(*way) > 0 {
		to := (*way)[len(*way)-1]
		*way = (*way)[:len(*way)-1]
		if to.same(now) || !t.show(to) {
			continue
		}
		*other = kept(*other, now)
		return
	}
	t.view.session.Tell("The places on this way are gone.")
}

// now is where one is, be it in another view.
func (t *trail) now() step {
	if shown := t.view.desk.Shown(); shown != Name {
		return step{view: shown}
	}
	return t.here
}

// show goes to a place, opening its article where that is closed, and says whether it is still there.
func (t *trail) show(to step) bool {
	v := t.view
	behind, ahead := t.behind, t.ahead // to go there is no place of its own
	defer func() { t.behind, t.ahead, t.leaping = behind, ahead, true }()
	if to.view != "" {
		v.desk.Show(to.view)
		return true
	}
	if _, here := v.articles.byID(to.document); !here {
		if _, err := v.session.Project.Document(v.session.Context(), to.document); err != nil {
			return false
		}
	}
	if _, err := v.session.Project.Span(v.session.Context(), to.span); to.span != "" && err == nil {
		v.session.ShowSpan(to.span)
		v.desk.Focus()
	} else {
		v.session.SelectSpan("")
		v.showPlace(to.document, annotate.Segment{Start: to.at, End: to.at})
	}
	t.here = to
	return true
}

// leads says why a way leads nowhere, "" where it leads on.
func (t *trail) leads(way []step, reason string) string {
	for _, s := range way {
		if !s.same(t.now()) {
			return ""
		}
	}
	return reason
}

// trailCommands go back and forward.
func (w commands) trailCommands() []*command.Command {
	stop := func(way func(*trail) []step, reason string) func() string {
		return func() string {
			if w.session() == nil {
				return w.needsProject()
			}
			t := w.view().trail
			return t.leads(way(t), reason)
		}
	}
	return []*command.Command{
		{ID: "go.back", Name: "Back to the place before", Menu: "Annotate", Group: "go", Under: "Go to", Keys: []command.Key{command.Named(fyne.KeyF4)},
			Help: "Where one was before a search, a link, a name or another article; opens the article where it was closed",
			Stop: stop(func(t *trail) []step { return t.behind }, "There is no place before this one."),
			Run:  func() { t := w.view().trail; t.walk(&t.behind, &t.ahead) }},
		{ID: "go.forward", Name: "Forward to the place after", Menu: "Annotate", Group: "go", Under: "Go to",
			Keys: []command.Key{command.Named(fyne.KeyF4, fyne.KeyModifierShift)},
			Help: "Takes back the last step back",
			Stop: stop(func(t *trail) []step { return t.ahead }, "There is no place after this one."),
			Run:  func() { t := w.view().trail; t.walk(&t.ahead, &t.behind) }},
	}
}
