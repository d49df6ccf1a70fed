package reviewview

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/spanform"
)

// draft is what is to become gold while it is edited.
type draft struct {
	view      *View
	span      annotate.Span
	began     annotate.Span      // the span as the edit began
	relation  *annotate.Relation // of an item of relations, else nil
	linked    annotate.Relation  // the relation as the edit began
	gold      string             // the gold span that is changed; "" where a candidate is taken with changes
	candidate int                // the candidate that it began as
	character bool               // arrows move by characters, not words
	object    fyne.CanvasObject  // its card
	quote     *fyne.Container
	form      *spanform.Form // nil for a relation
	link      *linkForm      // nil for a span
}

// edit begins an edit of the gold span of the item, or of its first candidate.
func (h *hand) edit() {
	v := h.view
	d := &draft{view: v}
	switch {
	case h.item.Kind == review.Relation:
		d.begin(h.order[0])
	case !h.item.Open && len(h.item.Gold) > 0:
		span := h.item.Gold[0]
		for _, g := range h.item.Gold {
			if g.ID == h.goldSpan {
				span = g
			}
		}
		d.beginGold(span)
	case len(h.picked) > 0:
		d.begin(h.picked[0])
	default:
		d.begin(h.order[0])
	}
	h.several, h.picked = false, nil
	d.open()
	d.refresh()
	v.focusText()
}

// begin takes a candidate as what is edited.
func (d *draft) begin(candidate int) {
	c := d.view.hand.item.Candidates[candidate]
	d.candidate = candidate
	if d.view.hand.item.Kind == review.Relation {
		d.linked = annotate.Relation{TypeID: c.Relation.TypeID, HeadSpanID: c.Head, TailSpanID: c.Tail, Note: c.Relation.Note}
		relation := d.linked
		d.relation = &relation
		return
	}
	d.span, d.began = c.Span, c.Span
}

// beginGold takes a gold span as what is edited.
func (d *draft) beginGold(span annotate.Span) { d.gold, d.span, d.began = span.ID, span, span }

// open makes it the draft of the item at hand.
func (d *draft) open() {
	d.view.hand.draft = d
	d.build()
	d.showFields(true)
}

// hint says which keys the edit has.
func (d *draft) hint() string {
	if d.relation != nil {
		return "Choose type and direction, then Enter."
	}
	step := "words"
	if d.character {
		step = "characters"
	}
	return fmt.Sprintf("The arrows move by %s. Tab goes to the fields.", step)
}

// refresh shows the draft in the article and on the panel.
func (d *draft) refresh() {
	d.view.page.showMarks()
	d.view.page.reveal()
	d.showQuote()
	d.view.panel.refresh()
}

// resized gives the draft other ends.
func (d *draft) resized(segments []annotate.Segment) {
	d.span.Segments = segments
	d.refresh()
}

// relabel gives the draft another label, and drops what that cannot have.
func (d *draft) relabel(label annotate.Label) {
	if label.ID == d.span.LabelID {
		return
	}
	d.span, _ = d.span.Relabel(label)
	d.showFields(false)
	d.refresh()
}

// rune chooses a label by its digit or letter; space changes by what the arrows move.
func (d *draft) rune(r rune) {
	if d.relation != nil {
		return
	}
	if r == ' ' {
		d.character = !d.character
		d.view.panel.refresh()
		return
	}
	for i, l := range d.view.session.Codebook().Labels {
		if r == rune('1'+i) && i < 9 || l.Hotkey == string(r) {
			d.relabel(l)
			return
		}
	}
}

// key moves the ends, takes the draft or leaves it, and says whether the key does that.
func (d *draft) key(key fyne.KeyName, mods fyne.KeyModifier) bool {
	edge, unit := reader.EndEdge, reader.ByWord
	if mods&fyne.KeyModifierShift != 0 {
		edge = reader.StartEdge
	}
	if d.character {
		unit = reader.ByCharacter
	}
	switch key {
	case fyne.KeyReturn, fyne.KeyEnter:
		d.take()
	case fyne.KeyEscape:
		d.view.hand.cancelEdit()
	case fyne.KeyLeft, fyne.KeyRight:
		dir := 1
		if key == fyne.KeyLeft {
			dir = -1
		}
		if d.relation == nil && !d.view.page.reader.ResizeSelected(edge, unit, dir) {
			d.view.session.Tell("The span ends there.")
		}
	case fyne.KeyUp, fyne.KeyDown:
		d.turn(key == fyne.KeyDown)
	default:
		return false
	}
	return true
}

// turn begins with the next or the previous candidate instead.
func (d *draft) turn(forward bool) {
	order := d.view.hand.order
	n := len(order)
	if n == 0 || d.gold != "" {
		return
	}
	by := 1
	if !forward {
		by = n - 1
	}
	d.begin(order[(slices.Index(order, d.candidate)+by)%n])
	d.showFields(true)
	d.refresh()
}

// cancelEdit leaves the item as it is.
func (h *hand) cancelEdit() {
	v := h.view
	h.draft = nil
	v.page.showMarks()
	v.page.reveal()
	v.panel.refresh()
	v.focusText()
}

// take makes the draft gold, unless something that was typed is no value.
func (d *draft) take() {
	v := d.view
	if err := d.commit(); err != nil {
		v.session.Fail(err)
		return
	}
	switch {
	case d.relation != nil:
		v.verdicts.decide(review.Verdict{Name: review.Edited, Candidates: []int{d.candidate}, Relations: []annotate.Relation{*d.relation}})
	case d.gold != "":
		span, reason := d.span, v.panel.given()
		v.verdicts.settle(func(ctx context.Context) (store.Act, error) {
			return adjudicate.EditGold(ctx, v.session.Project, v.session.Annotator(), span, reason)
		})
	default:
		v.verdicts.decide(review.Verdict{Name: review.Edited, Candidates: []int{d.candidate}, Spans: []annotate.Span{d.span}})
	}
	v.focusText()
}
