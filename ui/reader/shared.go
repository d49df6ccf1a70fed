package reader

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// Met is a passage that is at hand, or one that belongs to it in another article.
type Met = paint.Met

// SetShared draws dots beneath the stretches that other articles have too, in place of those before.
func (r *Reader) SetShared(stretches []annotate.Segment) {
	shared := paint.NewShared(stretches)
	if slices.Equal(shared.Stretches(), r.shared.Stretches()) {
		return
	}
	r.shared = shared
	r.surface.repaintAll()
}

// SetMet sets the passages at hand apart, in place of those before.
func (r *Reader) SetMet(met []Met) {
	if len(met) == 0 && len(r.met) == 0 {
		return
	}
	var changed []annotate.Segment
	for _, m := range slices.Concat(r.met, met) {
		changed = append(changed, m.Segment)
	}
	r.met = slices.Clone(met)
	r.changed(changed)
}

// Met are the passages that are set apart.
func (r *Reader) Met() []Met { return slices.Clone(r.met) }

// Band is where a stretch lies in the widget: from the top of its first line to the bottom of its last, which may be out of view. It is
// not ok where the text is not set that far.
func (r *Reader) Band(s annotate.Segment) (top, bottom float32, ok bool) {
	if s = r.clip(s); r.lay == nil || !r.page.indexed(s.End) {
		return 0, 0, false
	}
	first := r.lay.Line(r.lay.LineOf(r.text.Byte(s.Start)))
	last := r.lay.Line(r.lay.LineOf(r.text.Byte(max(s.Start, s.End-1))))
	return r.page.top(first), r.page.top(last) + last.Height, true
}

// Column is where the column of text lies in the widget, with the numbers beside it and what of its marks reaches beyond it.
func (r *Reader) Column() (left, right float32) {
	return r.page.left - r.page.gutter - paint.Bleed, r.page.left + r.page.width + paint.Bleed
}

// Palette is the colours in force, nil until the view is shown.
func (r *Reader) Palette() *paint.Palette { return r.colors }

// AtPointer is the id of the mark at a place on the canvas, the innermost one; "" where there is none.
func (r *Reader) AtPointer(pos fyne.Position) string {
	if ids := r.MarksUnder(pos); len(ids) > 0 {
		return ids[0]
	}
	return ""
}

// Meet scrolls the line in which a stretch begins to a distance from the top of the view, opening what of it is folded.
func (r *Reader) Meet(s annotate.Segment, distance float32) {
	s = r.clip(s)
	r.openFor(s)
	if r.lay == nil || !r.page.indexed(s.End) {
		r.page.travel(destination{s, false})
		return
	}
	r.page.setOffset(marginTop + r.lay.Line(r.lay.LineOf(r.text.Byte(s.Start))).Top - float64(distance))
}

// Shared are the stretches beneath which there are dots, in the order in which they begin.
func (r *Reader) Shared() []annotate.Segment { return r.shared.Stretches() }
