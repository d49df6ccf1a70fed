package registryview

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/search"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// mentions are the places that refer to the entity at hand, article by article.
type mentions struct {
	view   *View
	texts  *session.Texts
	of     string          // the entity that they refer to
	all    []store.Mention // while names are hidden, only those of the annotator
	rows   []place
	marked map[string]bool // what is to be split off, by key of the place
	names  map[string]string
	turn   int // counts what is being read: only the last one counts

	count  *control.Caption
	split  *control.Button
	list   *control.List
	object fyne.CanvasObject
}

// place is a row: a stretch of an article with the spans of all annotators there, or, without spans, the head of the article.
type place struct {
	article annotate.Document
	story   string
	spans   []store.Mention
	n       int // of a head, the places in the article
}

// key tells a place from others.
func (p place) key() string {
	return p.article.ID + " " + annotate.DerivedID(slices.Collect(func(yield func(string) bool) {
		for _, s := range p.spans {
			if !yield(s.ID) {
				return
			}
		}
	})...)
}

// How many code points are shown before the words, and behind them.
const (
	ahead  = 30
	behind = 80
)

func newMentions(v *View) *mentions {
	m := &mentions{view: v, texts: v.session.Texts(64), marked: map[string]bool{}, count: control.NewCaption("")}
	m.list = control.NewList(func() int { return len(m.rows) }, control.NewLineRow, m.fill, &control.Form{Window: v.desk.Window, Leave: v.Focus})
	m.list.HideSeparators = true
	m.list.OnChosen, m.list.OnRemove, m.list.OnReturn = func() {}, func(int) {}, m.visit
	m.list.OnRune = func(r rune) {
		if r == ' ' {
			m.mark()
			return
		}
		v.desk.Commands.Rune(r)
	}
	m.split = control.NewButton("Split off…", nil, false, func() { v.desk.Commands.StartID("registry.split") }, v.form)
	head := container.New(layout.NewCustomPaddedLayout(8, 4, 8, 8), container.NewBorder(nil, nil, nil, container.NewCenter(m.split),
		control.NewColumn(2, part.SectionTitle("Mentions"), container.New(part.Indent(8), m.count))))
	m.object = container.NewStack(part.NewGround(theme.ColorNameChrome), container.NewBorder(head, nil, nil, nil, m.list))
	return m
}

// load reads the mentions of the entity at hand, beside the window.
func (m *mentions) load() {
	v := m.view
	m.turn++
	e := v.atHand()
	if e == nil {
		m.show("", nil)
		return
	}
	turn, id, whose := m.turn, e.ID, ""
	if v.session.Blind() {
		whose = v.session.Annotator().ID
	}
	var all []store.Mention
	relations := 0
	var people []annotate.Annotator
	v.session.Read(func(ctx context.Context) (err error) {
		if all, err = v.session.Project.Mentions(ctx, id, whose); err != nil {
			return err
		}
		if people, err = v.session.Project.Annotators(ctx); err != nil {
			return err
		}
		relations, err = v.session.Project.RelationsOfEntity(ctx, id)
		return err
	}, func() {
		if at := v.atHand(); turn == m.turn && at != nil && at.ID == id {
			m.names = v.session.Names(people)
			m.show(id, all)
			v.details.say(*at, relations)
			v.details.showType(all, m.own())
		}
	})
}

// show lists the mentions of an entity. What is marked stays so as long as it is the same one.
func (m *mentions) show(id string, all []store.Mention) {
	at := m.list.Chosen()
	if id != m.of {
		clear(m.marked)
		at = -1
	}
	m.of, m.all, m.rows = id, all, nil
	head := -1
	for _, one := range all {
		if head < 0 || m.rows[head].article.ID != one.DocumentID {
			head = len(m.rows)
			m.rows = append(m.rows, place{article: one.Article, story: one.Story})
		}
		if last := &m.rows[len(m.rows)-1]; len(last.spans) > 0 && slices.Equal(last.spans[0].Segments, one.Segments) {
			last.spans = append(last.spans, one)
			continue
		}
		m.rows[head].n++
		m.rows = append(m.rows, place{article: one.Article, story: one.Story, spans: []store.Mention{one}})
	}
	there := map[string]bool{}
	for _, p := range m.rows {
		there[p.key()] = len(p.spans) > 0
	}
	for key := range m.marked {
		if !there[key] {
			delete(m.marked, key)
		}
	}
	m.list.Refresh()
	m.list.Changed(at)
	m.say()
	m.view.desk.Changed()
}

// say says how many there are, and what can be done with those that are marked.
func (m *mentions) say() {
	text := wording.Count(len(m.all), "mention")
	if m.view.session.Blind() {
		text += " of yours"
	}
	if n := len(m.marked); n > 0 {
		text += ", " + wording.CountOf(n, "place", "places") + " chosen"
	} else if len(m.all) > 0 {
		text += " · Enter goes there, x chooses what is to be split off"
	}
	m.count.Say(text, "")
	control.Enable(m.split, len(m.marked) > 0)
}

// fill shows a place, or the head of an article, in a row.
func (m *mentions) fill(i int, row *control.LineRow) {
	p := m.rows[i]
	row.Secondary = func(at fyne.Position) {
		m.view.desk.PopUp(at, append([]*fyne.MenuItem{fyne.NewMenuItem("Go to the place", m.visit)}, m.view.desk.Items("registry.mark", "registry.split")...)...)
	}
	if len(p.spans) == 0 {
		name := p.article.Name()
		if p.article.Outlet != "" && p.article.Outlet != name {
			name = p.article.Outlet + " · " + name
		}
		row.OnSign = nil
		row.Say(control.Line{Words: wording.OneLine(name), Note: wording.Number(p.n), Bold: true,
			Tip: strings.Join(slices.DeleteFunc([]string{name, p.story, wording.Day(p.article.Published)}, func(s string) bool { return s == "" }), "\n")})
		return
	}
	sign := base.CheckButtonIcon()
	if m.marked[p.key()] {
		sign = base.CheckButtonCheckedIcon()
	}
	var who []string
	for _, one := range p.spans {
		who = append(who, m.names[one.AnnotatorID])
	}
	words := m.quoted(p)
	row.OnSign = m.mark
	row.Say(control.Line{Words: words, Note: wording.And(who), Sign: sign, Indent: 8, Tip: words + "\n" + wording.And(who)})
}

// quoted is the words of a place with what stands around them.
func (m *mentions) quoted(p place) string {
	a, ok := m.texts.Article(p.article.ID)
	if !ok {
		return ""
	}
	span := p.spans[0]
	at := annotate.Segment{Start: span.Start(), End: span.End()}
	before, _ := search.Around(a.Text, at, ahead)
	_, after := search.Around(a.Text, at, behind)
	return wording.OneLine(before + "“" + wording.Short(a.Text.Quote(span.Segments), 160) + "”" + after)
}

// mark chooses the place at hand, or not; at the head of an article all its places. Then it goes on to the next.
func (m *mentions) mark() {
	at := m.list.Chosen()
	if at < 0 {
		return
	}
	from, to := at, at+1
	if len(m.rows[at].spans) == 0 {
		from, to = at+1, at+1+m.rows[at].n
	}
	on := slices.ContainsFunc(m.rows[from:to], func(p place) bool { return !m.marked[p.key()] })
	for _, p := range m.rows[from:to] {
		if on {
			m.marked[p.key()] = true
		} else {
			delete(m.marked, p.key())
		}
	}
	m.list.Refresh()
	m.say()
	m.view.desk.Changed()
}

// chosenSpans are the spans at the places that are chosen.
func (m *mentions) chosenSpans() (ids []string) {
	for _, p := range m.rows {
		if len(p.spans) > 0 && m.marked[p.key()] {
			for _, one := range p.spans {
				ids = append(ids, one.ID)
			}
		}
	}
	return ids
}

// own are the mentions in the annotator's own layer.
func (m *mentions) own() (own []store.Mention) {
	for _, one := range m.all {
		if one.AnnotatorID == m.view.session.Annotator().ID {
			own = append(own, one)
		}
	}
	return own
}

// visit goes to the place at hand; from the head of an article to its first.
func (m *mentions) visit() {
	at := m.list.Chosen()
	if at < 0 {
		return
	}
	if len(m.rows[at].spans) == 0 {
		at++
	}
	m.view.desk.GoTo(m.rows[at].spans[0].ID)
}
