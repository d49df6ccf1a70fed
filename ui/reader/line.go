package reader

import (
	"image"
	"image/color"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// painter puts the ink of a line into a picture: letters, tints, underlines, hits, tags, numbers.
type painter struct {
	reader   *Reader
	pieces   []piece // scratch of the line that is painted
	heads    []piece // scratch of the tags in a line
	cuts     []int   // scratch of where a line changes its ink
	tagCache map[tagKey]*tag
}

// paintLine paints line i: what lies beneath the letters, the letters, and the tags.
func (w *painter) paintLine(b *paint.Brush, i int) {
	r := w.reader
	line := r.lay.Line(i)
	pieces := w.piecesOf(i)
	g := w.geometry(line, pieces)
	w.paintHits(b, i, g)
	w.paintMarks(b, pieces, g)
	w.frameHits(b, i, g)
	w.paintLetters(b, i, pieces)
	if r.tags {
		w.paintTags(b, pieces, g)
	}
	if r.numbers != NoNumbers {
		w.paintNumber(b, i)
	}
}

// paintLetters draws the text: fainter where it belongs to a region, except under marks and hits, where it must be
// read on any tint.
func (w *painter) paintLetters(b *paint.Brush, i int, pieces []piece) {
	r := w.reader
	line := r.lay.Line(i)
	within := r.page.stretch(line)
	draw := func(from, to int, ink color.NRGBA) {
		if part := image.Rect(from, 0, to, b.Img.Rect.Max.Y).Intersect(b.Img.Rect); !part.Empty() {
			cut := image.RGBA{Pix: b.Img.Pix[b.Img.PixOffset(part.Min.X, part.Min.Y):], Stride: b.Img.Stride, Rect: part}
			r.lay.Draw(&cut, i, b.Dx*b.Scale, float32(b.Origin), b.Scale, ink)
		}
	}
	if r.surface.regionIn(within) < 0 {
		draw(0, b.Img.Rect.Max.X, r.colors.Ink)
		return
	}
	// The picture is cut at every edge of a region, a mark or a hit, and each cut drawn in the ink it needs.
	r.intervals = r.intervals[:0]
	for k := r.surface.regionIn(within); k < len(r.regions) && r.regions[k].Start < within.End; k++ {
		w.addIntervals(i, annotate.Segment{Start: r.regions[k].Start, End: r.regions[k].End})
	}
	grey := len(r.intervals)
	for k := w.hitIn(within); k < len(r.hits) && r.hits[k].Start < within.End; k++ {
		w.addIntervals(i, r.hits[k])
	}
	for _, p := range pieces {
		if !p.gap {
			r.intervals = append(r.intervals, layout.Span{X0: p.x0, X1: p.x1})
		}
	}
	cuts := append(w.cuts[:0], 0, b.Img.Rect.Max.X)
	for _, s := range r.intervals {
		cuts = append(cuts, b.X(s.X0), b.X(s.X1))
	}
	slices.Sort(cuts)
	w.cuts = cuts
	holds := func(spans []layout.Span, x float32) bool {
		return slices.ContainsFunc(spans, func(s layout.Span) bool { return s.X0 <= x && x < s.X1 })
	}
	for k := 1; k < len(cuts); k++ {
		ink := r.colors.Ink
		middle := float32(cuts[k-1]+cuts[k])/2/b.Scale - b.Dx
		if holds(r.intervals[:grey], middle) && !holds(r.intervals[grey:], middle) {
			ink = r.colors.Faint
		}
		draw(cuts[k-1], cuts[k], ink)
	}
}

// addIntervals adds to the scratch where the part of s that lies in line i stands.
func (w *painter) addIntervals(i int, s annotate.Segment) {
	r := w.reader
	within := r.page.stretch(r.lay.Line(i))
	from, to := max(s.Start, within.Start), min(s.End, within.End)
	if from < to {
		r.intervals = r.lay.Shape(i).Rects(r.intervals, r.text.Byte(from), r.text.Byte(to))
	}
}
