package reader

import (
	"sort"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// NextMark selects the first mark behind the selected one, or behind the caret, and returns its id, "" at the end.
// Marks are taken by start, the longer first.
func (r *Reader) NextMark() (id string) { return r.StepMark(1, nil) }

// PrevMark selects the last mark before the selected one, or before the caret, and returns its id, "" at the start.
func (r *Reader) PrevMark() (id string) { return r.StepMark(-1, nil) }

// StepMark is NextMark where dir is 1 and PrevMark where it is -1, among the marks that accept wants: those without
// an entity, those of one label. A nil accept wants all.
func (r *Reader) StepMark(dir int, accept func(Mark) bool) (id string) {
	m := r.marks.ByID(r.selected)
	switch {
	case m != nil:
		m = r.marks.Beside(m, dir)
	case dir > 0:
		m = r.marks.From(r.caret.cp)
	default:
		m = r.marks.Until(r.caret.cp)
	}
	for m != nil && accept != nil && !accept(*m.Mark) {
		m = r.marks.Beside(m, dir)
	}
	if m == nil {
		return ""
	}
	r.clearText()
	r.choose(m.ID)
	r.Reveal(annotate.Segment{Start: m.Start, End: m.End})
	r.Reveal(annotate.Segment{Start: m.Start, End: m.Start}) // even where not all of it has room
	return m.ID
}

// StepRegion moves the caret to the first region that begins behind it where dir is 1, to the last that begins before
// it where dir is -1, and returns that region; false where there is none.
func (r *Reader) StepRegion(dir int) (annotate.Region, bool) {
	at := sort.Search(len(r.regions), func(i int) bool { return r.regions[i].Start > r.caret.cp })
	if dir < 0 {
		at = sort.Search(len(r.regions), func(i int) bool { return r.regions[i].Start >= r.caret.cp }) - 1
	}
	if at < 0 || at >= len(r.regions) {
		return annotate.Region{}, false
	}
	r.choose("")
	r.SetCaret(r.regions[at].Start)
	return r.regions[at], true
}

// MarksAt lists the marks that cover code point cp, the innermost first.
func (r *Reader) MarksAt(cp int) []string {
	var ids []string
	for _, m := range r.marks.At(cp) {
		ids = append(ids, m.ID)
	}
	return ids
}

// MarksHere lists the marks at the caret, or where the selected mark begins if the caret is not in it, the innermost
// first, with the place beneath them on the canvas.
func (r *Reader) MarksHere() (ids []string, at fyne.Position) {
	cp := r.caret.cp
	if m := r.marks.ByID(r.selected); m != nil && !m.Covers(cp) {
		cp = m.Start
	}
	ids = r.MarksAt(cp)
	if r.lay == nil || !r.page.indexed(cp) {
		return ids, at
	}
	r.Reveal(annotate.Segment{Start: cp, End: cp})
	i := r.lineOf(cp, layout.Downstream)
	line := r.lay.Line(i)
	x, y := r.page.left+r.lay.Shape(i).X(r.text.Byte(cp), layout.Downstream), r.surface.snapped(line.Top)+line.Height
	return ids, fyne.CurrentApp().Driver().AbsolutePositionForObject(r).AddXY(x, y)
}
