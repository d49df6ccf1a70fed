package agreementview

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// opened lists the spans behind a cell.
func (v *View) opened(row, column int) {
	q := query{storyID: v.storyID(), label: anyLabel}
	if v.tabs.Index() == labelsPart {
		p := v.report.Pairs[v.pair]
		labels := [2]string{strings.Replace(v.heat.rows[row], none, "", 1), strings.Replace(v.heat.columns[column], none, "", 1)}
		q.annotators, q.labels = []string{p.A, p.B}, &labels
		v.look(q, fmt.Sprintf("%s: %s, %s: %s", p.A, v.heat.rows[row], p.B, v.heat.columns[column]))
		return
	}
	p := v.report.Pairs[v.pairOf(v.report.Annotators[row], v.report.Annotators[column])]
	q.annotators = []string{p.A, p.B}
	about := p.A + " and " + p.B
	m, path := v.figure()
	q.relations = m.name == relationF1
	if path != m.pair {
		q.label = v.label.Selected
		about += ": " + q.label
	}
	v.look(q, about)
}

// look lists the spans that a query asks for, and gives them the keyboard.
func (v *View) look(q query, about string) {
	v.list(q, about, func() {
		v.form.Focus(v.places)
		v.places.choose(0)
	})
}

// list lists the spans that a query asks for, read beside the window, then calls then if there are any.
func (v *View) list(q query, about string, then func()) {
	if len(q.annotators) == 0 {
		return
	}
	v.clear()
	v.query, v.shown = q, about
	v.heading.Say(about+" · reading…", "")
	own, cancel := context.WithCancel(v.session.Context())
	v.reading = cancel
	codebook, differing := v.session.Codebook(), v.differing.Checked
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
			v.heading.Say(session.Sentence(err), "")
			return
		}
		text := fmt.Sprintf("%s, %d differ", wording.Count(f.total, "place"), f.differ)
		if shown := len(f.places); shown == mostBehind {
			text += fmt.Sprintf("; the first %d", shown)
		}
		v.heading.Say(text+" · "+about, "")
		v.places.show(f.places)
		if len(f.places) > 0 {
			then()
		}
	})
}

// clear empties the list of spans.
func (v *View) clear() {
	if v.reading != nil {
		v.reading()
	}
	v.query = query{}
	v.heading.Say("", "")
	v.places.show(nil)
}

// visit goes to the text of a place.
func (v *View) visit(p behind) { v.desk.GoTo(cmp.Or(p.a.spanID, p.b.spanID)) }
