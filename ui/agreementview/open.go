package agreementview

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// opened goes to the spans behind a cell.
func (v *View) opened(row, column int) { v.evidence.look(v.behind(row, column)) }

// behind says which spans stand behind a cell, and what that is in words; for a cell that stands for nothing the query is empty.
func (v *View) behind(row, column int) (q query, about string) {
	if v.comparison.report == nil || row >= len(v.heat.cells) || column >= len(v.heat.cells[row]) || v.heat.cells[row][column].text == "" {
		return query{}, ""
	}
	q = query{storyID: v.choices.storyID(), label: anyLabel}
	if v.choices.tabs.Index() == labelsPart {
		p := v.comparison.report.Pairs[v.comparison.pair]
		labels := [2]string{strings.Replace(v.heat.rows[row], none, "", 1), strings.Replace(v.heat.columns[column], none, "", 1)}
		q.annotators, q.labels = []string{p.A, p.B}, &labels
		return q, fmt.Sprintf("%s: %s, %s: %s", p.A, v.heat.rows[row], p.B, v.heat.columns[column])
	}
	p := v.comparison.report.Pairs[v.comparison.pairOf(v.comparison.report.Annotators[row], v.comparison.report.Annotators[column])]
	q.annotators = []string{p.A, p.B}
	about = p.A + " and " + p.B
	m, path := v.choices.figure()
	q.relations = m.name == relationF1
	if path != m.pair {
		q.label = v.choices.label.Selected
		about += ": " + q.label
	}
	return q, m.name + " · " + about
}

// goToPlace is what the menus of both lists call it.
const goToPlace = "Go to the place"

// evidence lists the spans behind a figure.
type evidence struct {
	view    *View
	query   query              // what the list shows
	shown   string             // what that is, in words
	reading context.CancelFunc // ends the reading of the spans
	heading *control.Caption
	places  *places
	listed  bool          // what the query asks for is in the list
	hint    *widget.Label // what fills the list, while it is empty
	dock    *dock         // nil before a place was gone to
}

func newEvidence(v *View) *evidence {
	e := &evidence{view: v, heading: control.NewCaption("")}
	e.places = newPlaces(e.visit, v.typed, v.form.Leave)
	e.places.menu = func(p behind, at fyne.Position) {
		v.desk.PopUp(at, fyne.NewMenuItem(goToPlace, func() { e.visit(p) }))
	}
	e.hint = part.Wrapped("Choose a field or a figure: the places behind it stand here, and Enter goes to them.")
	e.hint.Importance = widget.LowImportance
	return e
}

// look gives the keyboard to the spans that a query asks for, once they are listed.
func (e *evidence) look(q query, about string) {
	if !e.listed || !reflect.DeepEqual(q, e.query) {
		e.list(q, about, e.take)
	} else if len(e.places.items) > 0 {
		e.take()
	}
}

// take gives the keyboard to the first of the spans.
func (e *evidence) take() {
	e.view.form.Focus(e.places)
	e.places.choose(0)
}

// list lists the spans that a query asks for, read beside the window, then calls then if there are any. For one that asks for none the
// list is empty.
func (e *evidence) list(q query, about string, then func()) {
	v := e.view
	e.clear()
	if len(q.annotators) == 0 {
		return
	}
	e.hint.Hide()
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
		e.listed = true
		if len(f.places) > 0 {
			then()
		}
	})
}

// clear empties the list of spans.
func (e *evidence) clear() {
	e.stop()
	e.query, e.listed = query{}, false
	e.hint.Show()
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
