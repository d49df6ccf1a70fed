package paint

import (
	"image"
	"image/color"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// Painter puts the ink of a line into a picture: letters, tints, underlines, hits, tags, numbers. It keeps the
// pictures of tags from one line to the next.
type Painter struct {
	Scene                   // of the line that is painted
	pieces    []piece       // scratch of the line that is painted
	heads     []piece       // scratch of the tags in a line
	cuts      []int         // scratch of where a line changes its ink
	intervals []layout.Span // scratch of one range in a line
	tagCache  map[tagKey]*tag
}

// NewPainter returns a painter that has painted nothing yet.
func NewPainter() *Painter { return &Painter{tagCache: map[tagKey]*tag{}} }

// Line paints line i of a scene: what lies beneath the letters, the letters, the tags, and the line's number.
func (w *Painter) Line(s Scene, b *Brush, i int) {
	w.Scene = s
	line := w.Layout.Line(i)
	if line.Folded {
		w.paintFold(b, i)
		return
	}
	pieces := w.piecesOf(i)
	g := w.geometry(line, pieces)
	w.paintMet(b, i, g)
	w.paintAtHand(b, i, g)
	w.paintHits(b, i, g)
	w.paintMarks(b, pieces, g)
	w.frameHits(b, i, g)
	w.paintLetters(b, i, pieces)
	w.paintShared(b, i, g)
	w.paintProposed(b, i, g)
	w.paintFlags(b, i)
	if w.Tags {
		w.paintTags(b, pieces, g)
	}
	if w.Numbers != NoNumbers {
		w.paintNumber(b, i)
	}
}

// paintLetters draws the text: fainter where it belongs to a region, except under marks and hits, where it must be
// read on any tint.
func (w *Painter) paintLetters(b *Brush, i int, pieces []piece) {
	line := w.Layout.Line(i)
	within := w.stretch(line)
	draw := func(from, to int, ink color.NRGBA) {
		if b.Shapes != nil {
			b.Shapes.Letters(from, to, ink)
			return
		}
		if part := image.Rect(from, 0, to, b.Img.Rect.Max.Y).Intersect(b.Img.Rect); !part.Empty() {
			cut := image.RGBA{Pix: b.Img.Pix[b.Img.PixOffset(part.Min.X, part.Min.Y):], Stride: b.Img.Stride, Rect: part}
			w.Layout.Draw(&cut, i, b.Dx*b.Scale, float32(b.Origin), b.Scale, ink)
		}
	}
	first := RegionIn(w.Regions, within)
	if first < 0 {
		draw(0, b.Img.Rect.Max.X, w.Colors.Ink)
		return
	}
	// The picture is cut at every edge of a region, a mark or a hit, and each cut drawn in the ink it needs.
	spans := w.intervals[:0]
	for k := first; k < len(w.Regions) && w.Regions[k].Start < within.End; k++ {
		spans = w.addIntervals(spans, i, annotate.Segment{Start: w.Regions[k].Start, End: w.Regions[k].End})
	}
	grey := len(spans)
	for k := w.hitIn(within); k < len(w.Hits) && w.Hits[k].Start < within.End; k++ {
		spans = w.addIntervals(spans, i, w.Hits[k])
	}
	for _, p := range pieces {
		if !p.gap {
			spans = append(spans, layout.Span{X0: p.x0, X1: p.x1})
		}
	}
	cuts := append(w.cuts[:0], 0, b.Img.Rect.Max.X)
	for _, s := range spans {
		cuts = append(cuts, b.X(s.X0), b.X(s.X1))
	}
	slices.Sort(cuts)
	w.intervals, w.cuts = spans, cuts
	holds := func(spans []layout.Span, x float32) bool {
		return slices.ContainsFunc(spans, func(s layout.Span) bool { return s.X0 <= x && x < s.X1 })
	}
	for k := 1; k < len(cuts); k++ {
		ink := w.Colors.Ink
		middle := float32(cuts[k-1]+cuts[k])/2/b.Scale - b.Dx
		if holds(spans[:grey], middle) && !holds(spans[grey:], middle) {
			ink = w.Colors.Faint
		}
		draw(cuts[k-1], cuts[k], ink)
	}
}
