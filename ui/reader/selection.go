package reader

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// selection is the stretch between the anchor, which stays, and the caret, which moves; and further stretches that
// were selected with Ctrl held down.
type selection struct {
	anchor, caret int
	extra         []annotate.Segment
}

// bounds are the ends of the stretch between anchor and caret.
func (s selection) bounds() (from, to int) { return min(s.anchor, s.caret), max(s.anchor, s.caret) }

// segments are all selected stretches, in order and apart from each other.
func (s selection) segments() []annotate.Segment {
	from, to := s.bounds()
	if from == to && len(s.extra) == 0 {
		return nil
	}
	return annotate.NormalizeSegments(append(slices.Clone(s.extra), annotate.Segment{Start: from, End: to}))
}

// Selection lists the selected stretches in order; empty when nothing is selected.
func (r *Reader) Selection() []annotate.Segment { return r.selection.segments() }

// Select selects seg and puts the caret at its end. A cluster that seg would cut is selected whole.
func (r *Reader) Select(seg annotate.Segment) {
	seg = r.text.SnapGraphemes(r.clip(seg))
	r.setSelection(seg.Start, seg.End, nil)
	r.Reveal(seg)
}

// ClearSelection leaves the caret where it is and selects nothing.
func (r *Reader) ClearSelection() { r.setSelection(r.caret.cp, r.caret.cp, nil) }

// clearText is ClearSelection where there is a selection.
func (r *Reader) clearText() {
	if len(r.Selection()) > 0 {
		r.ClearSelection()
	}
}

// setSelection selects from anchor to the caret, and extra beside it, and draws that.
func (r *Reader) setSelection(anchor, cp int, extra []annotate.Segment) {
	before := r.selection
	r.selection = selection{anchor, cp, extra}
	if cp != r.caret.cp || anchor == cp {
		r.caret = caret{cp: cp}
	}
	same := before.anchor == anchor && before.caret == cp && slices.Equal(before.extra, extra)
	if r.lay != nil && !same {
		r.surface.placeGrounds(r.page.visible())
	}
	r.overlay.placeOverlay()
	if !same && r.opts.OnSelectionChanged != nil {
		r.opts.OnSelectionChanged()
	}
}

// SelectedText is the plain text of the selection, or of the selected mark; several stretches are joined with " … ".
func (r *Reader) SelectedText() string {
	segments := r.Selection()
	if m := r.marks.ByID(r.selected); m != nil && len(segments) == 0 {
		segments = m.Segments
	}
	return r.text.Quote(segments)
}

// placeSelection puts grounds behind the selected stretches in view, or behind the boundaries that a handle is being
// dragged to.
func (f *surface) placeSelection(first, last int) {
	r := f.reader
	if from, to := r.selection.bounds(); from < to {
		f.placeStretch(annotate.Segment{Start: from, End: to}, first, last)
	}
	for _, s := range r.selection.extra {
		f.placeStretch(s, first, last)
	}
	if r.gesture.kind == dragsHandle {
		f.placeStretch(r.gesture.resized, first, last)
	}
}

// placeStretch puts the ground of one stretch behind each line in view.
func (f *surface) placeStretch(s annotate.Segment, first, last int) {
	r := f.reader
	start, end := r.text.Byte(s.Start), r.text.Byte(s.End)
	from, to := max(first, r.lay.LineOf(start)), min(last, r.lay.LineOf(end))
	em := r.typography.Size
	for i := from; i <= to; i++ {
		line := r.lay.Line(i)
		r.intervals = r.lay.Shape(i).Rects(r.intervals[:0], max(start, line.Start), min(end, line.End))
		if line.Folded && start < line.End && line.Start < end {
			r.intervals = append(r.intervals, layout.Span{X0: 0, X1: r.page.width})
		}
		base := f.snapped(line.Top) + line.Baseline
		for _, span := range r.intervals {
			f.rects.add(r.page.left+span.X0-1, base-1.02*em, r.page.left+span.X1+1, base+0.39*em, 3, r.colors.Selection)
		}
	}
}

// ResizeSelected moves one end of the selected mark by a unit, forwards in the text where dir is 1, backwards where
// it is -1, and tells OnMarkResized. It says whether there was room.
func (r *Reader) ResizeSelected(edge Edge, unit Unit, dir int) bool {
	m := r.marks.ByID(r.selected)
	if m == nil || !m.Own || r.opts.OnMarkResized == nil {
		return false
	}
	at, segment := m.Start, 0
	if edge == EndEdge {
		at, segment = m.End, len(m.Segments)-1
	}
	segments, ok := r.withEdge(m, segment, edge, r.beside(at, unit, edge, dir))
	if ok {
		r.opts.OnMarkResized(m.ID, segments)
	}
	return ok
}

// beside returns the place one unit from cp: for words the next start of a word where a start moves, the next end
// where an end moves.
func (r *Reader) beside(cp int, unit Unit, edge Edge, dir int) int {
	switch {
	case unit == ByCharacter && dir > 0:
		return r.text.NextGrapheme(cp)
	case unit == ByCharacter:
		return r.text.PrevGrapheme(cp)
	case edge == StartEdge && dir < 0:
		return r.text.PrevWordStart(cp)
	case edge == StartEdge: // past this word and the white space behind it
		return r.text.PrevWordStart(r.text.NextWordEnd(r.text.NextWordEnd(cp)))
	case dir > 0:
		return r.text.NextWordEnd(cp)
	}
	return r.text.NextWordEnd(r.text.PrevWordStart(r.text.PrevWordStart(cp)))
}

// withEdge returns m's segments with one end of one of them at cp. It fails where nothing of the segment would stay
// or nothing changes.
func (r *Reader) withEdge(m *paint.Placed, segment int, edge Edge, cp int) ([]annotate.Segment, bool) {
	segments := slices.Clone(m.Segments)
	if edge == StartEdge {
		segments[segment].Start = cp
	} else {
		segments[segment].End = cp
	}
	if segments[segment].Start >= segments[segment].End {
		return nil, false
	}
	segments = annotate.NormalizeSegments(segments)
	return segments, !slices.Equal(segments, m.Segments)
}
