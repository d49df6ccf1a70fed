package paint

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// piece is the part of a mark's segment that lies in one stretch of a line. A segment has several pieces in a line
// where the text changes direction.
type piece struct {
	mark        *Placed
	x0, x1      float32 // from the left end of the column
	left, right side
	gap         bool // it lies between two segments
	first       bool // it belongs to the mark's first segment
}

// side says what a piece has at its left or right end.
type side uint8

const (
	goesOn side = iota // the segment goes on, in another line or stretch
	begins
	ends
)

// joint is the longest gap between two segments that is bridged by a dotted line; a wider one shows only stubs of
// stub code points beside the segments.
const (
	joint = 240
	stub  = 16
)

// piecesOf returns the pieces of all marks in line i, the outer ones first. They are good until the next call.
func (w *Painter) piecesOf(i int) []piece {
	line, shaped := w.Layout.Line(i), w.Layout.Shape(i)
	within := w.stretch(line)
	w.pieces = w.pieces[:0]
	w.Marks.Overlapping(within.Start, within.End, func(m *Placed) bool {
		at, _ := slices.BinarySearchFunc(m.Segments, within.Start, func(s annotate.Segment, cp int) int { return s.End - cp - 1 })
		for at = max(at-1, 0); at < len(m.Segments) && m.Segments[at].Start < within.End; at++ {
			w.addPieces(m, m.Segments[at], within, shaped, false)
			if at+1 < len(m.Segments) {
				w.addGap(m, annotate.Segment{Start: m.Segments[at].End, End: m.Segments[at+1].Start}, within, shaped)
			}
		}
		return true
	})
	slices.SortStableFunc(w.pieces, func(a, b piece) int { return a.mark.lane - b.mark.lane })
	return w.pieces
}

// addGap adds the pieces of the dotted line that makes two segments visibly one.
func (w *Painter) addGap(m *Placed, gap, within annotate.Segment, shaped *layout.Shaped) {
	if gap.End-gap.Start <= joint {
		w.addPieces(m, gap, within, shaped, true)
		return
	}
	w.addPieces(m, annotate.Segment{Start: gap.Start, End: gap.Start + stub}, within, shaped, true)
	w.addPieces(m, annotate.Segment{Start: gap.End - stub, End: gap.End}, within, shaped, true)
}

func (w *Painter) addPieces(m *Placed, s, within annotate.Segment, shaped *layout.Shaped, gap bool) {
	from, to := max(s.Start, within.Start), min(s.End, within.End)
	if from >= to {
		return
	}
	start, end := w.Text.Byte(from), w.Text.Byte(to)
	first := len(w.pieces)
	w.intervals = shaped.Rects(w.intervals[:0], start, end)
	for _, span := range w.intervals {
		// White space that hangs over the end of a line is left out.
		x0, x1 := max(span.X0, shaped.Left), min(span.X1, shaped.Left+shaped.Width)
		if x0 < x1 {
			w.pieces = append(w.pieces, piece{mark: m, x0: x0, x1: x1, gap: gap, first: s.Start == m.Start})
		}
	}
	if gap {
		return
	}
	if from == s.Start {
		setSide(w.pieces[first:], shaped.X(start, layout.Downstream), begins)
	}
	if to == s.End {
		setSide(w.pieces[first:], shaped.X(end, layout.Upstream), ends)
	}
}

// setSide notes at the piece whose end lies at x that the segment begins or ends there.
func setSide(pieces []piece, x float32, s side) {
	const near = 0.05
	for i := range pieces {
		p := &pieces[i]
		switch {
		case p.x0-near < x && x < p.x0+near:
			p.left = s
			return
		case p.x1-near < x && x < p.x1+near:
			p.right = s
			return
		}
	}
}
