package reader

import (
	"image"
	"image/color"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// paintLine paints line i: what lies beneath the letters, the letters, and the tags.
func (r *Reader) paintLine(b *brush, i int) {
	line := r.lay.Line(i)
	pieces := r.piecesOf(i)
	g := r.geometry(line, pieces)
	r.paintHits(b, i, g)
	r.paintMarks(b, pieces, g)
	r.frameHits(b, i, g)
	r.paintLetters(b, i, pieces)
	if r.tags {
		r.paintTags(b, pieces, g)
	}
	if r.numbers != NoNumbers {
		r.paintNumber(b, i)
	}
}

// paintLetters draws the text: fainter where it belongs to a region, except under marks and hits, where it must be
// read on any tint.
func (r *Reader) paintLetters(b *brush, i int, pieces []piece) {
	line := r.lay.Line(i)
	within := r.stretch(line)
	draw := func(from, to int, ink color.NRGBA) {
		if part := image.Rect(from, 0, to, b.img.Rect.Max.Y).Intersect(b.img.Rect); !part.Empty() {
			cut := image.RGBA{Pix: b.img.Pix[b.img.PixOffset(part.Min.X, part.Min.Y):], Stride: b.img.Stride, Rect: part}
			r.lay.Draw(&cut, i, b.dx*b.scale, float32(b.origin), b.scale, ink)
		}
	}
	if r.regionIn(within) < 0 {
		draw(0, b.img.Rect.Max.X, r.colors.ink)
		return
	}
	// The picture is cut at every edge of a region, a mark or a hit, and each cut drawn in the ink it needs.
	r.intervals = r.intervals[:0]
	for k := r.regionIn(within); k < len(r.regions) && r.regions[k].Start < within.End; k++ {
		r.addIntervals(i, annotate.Segment{Start: r.regions[k].Start, End: r.regions[k].End})
	}
	grey := len(r.intervals)
	for k := r.hitIn(within); k < len(r.hits) && r.hits[k].Start < within.End; k++ {
		r.addIntervals(i, r.hits[k])
	}
	for _, p := range pieces {
		if !p.gap {
			r.intervals = append(r.intervals, layout.Span{X0: p.x0, X1: p.x1})
		}
	}
	cuts := append(r.cuts[:0], 0, b.img.Rect.Max.X)
	for _, s := range r.intervals {
		cuts = append(cuts, b.x(s.X0), b.x(s.X1))
	}
	slices.Sort(cuts)
	r.cuts = cuts
	holds := func(spans []layout.Span, x float32) bool {
		return slices.ContainsFunc(spans, func(s layout.Span) bool { return s.X0 <= x && x < s.X1 })
	}
	for k := 1; k < len(cuts); k++ {
		ink := r.colors.ink
		middle := float32(cuts[k-1]+cuts[k])/2/b.scale - b.dx
		if holds(r.intervals[:grey], middle) && !holds(r.intervals[grey:], middle) {
			ink = r.colors.faint
		}
		draw(cuts[k-1], cuts[k], ink)
	}
}

// addIntervals adds to the scratch where the part of s that lies in line i stands.
func (r *Reader) addIntervals(i int, s annotate.Segment) {
	within := r.stretch(r.lay.Line(i))
	from, to := max(s.Start, within.Start), min(s.End, within.End)
	if from < to {
		r.intervals = r.lay.Shape(i).Rects(r.intervals, r.text.Byte(from), r.text.Byte(to))
	}
}
