package agreementview

import (
	"context"
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// opened lists the spans behind a cell.
func (v *View) opened(row, column int) {
	q := query{storyID: v.choices.storyID(), label: anyLabel}
	if v.choices.tabs.Index() == labelsPart {
		p := v.comparison.report.Pairs[v.comparison.pair]
		labels := [2]string{strings.Replace(v.heat.rows[row], none, "", 1), strings.Replace(v.heat.columns[column], none, "", 1)}
		q.annotators, q.labels = []string{p.A, p.B}, &labels
		v.evidence.look(q, fmt.Sprintf("%s: %s, %s: %s", p.A, v.heat.rows[row], p.B, v.heat.columns[column]))
		return
	}
	p := v.comparison.report.Pairs[v.comparison.pairOf(v.comparison.report.Annotators[row], v.comparison.report.Annotators[column])]
	q.annotators = []string{p.A, p.B}
	about := p.A + " and " + p.B
	m, path := v.choices.figure()
	q.relations = m.name == relationF1
	if path != m.pair {
		q.label = v.choices.label.Selected
		about += ": " + q.label
	}
	about = m.name + " · " + about
	v.evidence.look(q, about)
}

// evidence lists the spans behind a figure.
type evidence struct {
	view    *View
	query   query              // what the list shows
	shown   string             // what that is, in words
	reading context.CancelFunc // ends the reading of the spans
	heading *control.Caption
	places  *places
	dock    *dock // nil before a place was gone to
}

func newEvidence(v *View) *evidence {
	e := &evidence{view: v, heading: control.NewCaption("")}
	e.places = newPlaces(e.visit, v.typed, v.form.Leave)
	return e
}

// look lists the spans that a query asks for, and gives them the keyboard.
func (e *evidence) look(q query, about string) {
	e.list(q, about, func() {
		e.view.form.Focus(e.places)
		e.places.choose(0)
	})
}

// list lists the spans that a query asks for, read beside the window, then calls then if there are any.
func (e *evidence) list(q query, about string, then func()) {
	v := e.view
	if len(q.annotators) == 0 {
		return
	}
	e.clear()
	e.query, e.shown = q, about
	e.heading.Say(about+" · reading…", "")
	own, cancel := context.WithCancel(v.session.Context())
	e.reading = cancel
	codebook, differing := v.session.Codebook(), v.choices.differing.Checked
	var f found
	var err error
	v.session.Read(func(context.Context) error {
		f, err = find(own, v.session.Project, codebook, q, differing)
		return nil
	}, func() {
		switch {
		case own.Err() != nil:
			return // another figure was opened meanwhile
		case err != nil:
			e.heading.Say(session.Sentence(err), "")
			return
		}
		text := fmt.Sprintf("%s, %d differ", wording.Count(f.total, "place"), f.differ)
		if shown := len(f.places); shown == mostBehind {
			text += fmt.Sprintf("; the first %d", shown)
		}
		e.heading.Say(text+" · "+about, "")
		e.places.show(f.places)
		if len(f.places) > 0 {
			then()
		}
	})
}

// clear empties the list of spans.
func (e *evidence) clear() {
	e.stop()
	e.query = query{}
	e.heading.Say("", "")
	e.places.show(nil)
}

// stop ends the reading that is under way.
func (e *evidence) stop() {
	if e.reading != nil {
		e.reading()
	}
}

// visit goes to the text of a place, and keeps the list in sight there.
func (e *evidence) visit(p behind) {
	e.dock = newDock(e.view, e.places.items, e.shown)
	e.view.desk.Dock(e.dock.object)
	e.dock.open(p)
}
