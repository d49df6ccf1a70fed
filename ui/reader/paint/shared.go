package paint

import (
	"image"
	"image/color"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// Met is a passage that is at hand, or one that belongs to it in another article.
type Met struct {
	annotate.Segment
	Numbers []annotate.Segment // of which the others have others
}

// Shared are the passages that other articles have too, in the order in which they begin.
type Shared struct {
	stretches []annotate.Segment
	reach     []int // how far the stretches up to each one reach
}

// NewShared puts stretches in order, which may overlap.
func NewShared(stretches []annotate.Segment) Shared {
	s := Shared{stretches: slices.Clone(stretches)}
	slices.SortFunc(s.stretches, func(a, b annotate.Segment) int { return a.Start - b.Start })
	furthest := 0
	for _, stretch := range s.stretches {
		furthest = max(furthest, stretch.End)
		s.reach = append(s.reach, furthest)
	}
	return s
}

// within calls visit with the stretches that have a part between two code points.
func (s Shared) within(from, to int, visit func(annotate.Segment)) {
	first, _ := slices.BinarySearch(s.reach, from+1)
	for _, stretch := range s.stretches[first:] {
		if stretch.Start >= to {
			return
		}
		if stretch.End > from {
			visit(stretch)
		}
	}
}

// common is the hue of what articles share. None of the labels that come with the program has it.
var common = color.NRGBA{R: 0x0b, G: 0x7a, B: 0x75, A: 0xff}

// Common is how what articles share is drawn.
func (p *Palette) Common() Hue { return p.Hue(common) }

// paintMet draws the ground of the passages at hand in line i, beneath its marks: fainter than a mark, with a line beneath and with
// brackets where one begins and ends.
func (w *Painter) paintMet(b *Brush, i int, g geometry) {
	hue := w.Colors.Common()
	for _, met := range w.Met {
		w.eachPart(i, met.Segment, func(span layout.Span, begins, ends bool) {
			box := image.Rect(b.X(span.X0), b.Y(g.top), b.X(span.X1), b.Y(g.bottom+sharedBelow*w.Size))
			b.Fill(box, WithAlpha(hue.Fill, hue.Fill.A/3))
			line, foot := b.Px(1.5), b.Px(0.3*w.Size)
			if met.End-met.Start <= longMet {
				b.Fill(image.Rect(box.Min.X, box.Max.Y-line, box.Max.X, box.Max.Y), hue.Line)
			}
			for _, side := range []struct {
				there bool
				x, to int
			}{{begins, box.Min.X - line, box.Min.X + foot}, {ends, box.Max.X, box.Max.X - foot}} {
				if side.there {
					b.Fill(image.Rect(side.x, box.Min.Y, side.x+line, box.Max.Y), hue.Line)
					b.Fill(image.Rect(min(side.x, side.to), box.Min.Y, max(side.x+line, side.to), box.Min.Y+line), hue.Line)
				}
			}
		})
	}
}

// longMet is how many code points of a passage at hand have a line beneath: under all of a copy it would be a ruled page.
const longMet = 1000

// sharedBelow is how far beneath tints the line of a shared passage lies, in units of the letters' size.
const sharedBelow = 0.07

// paintShared draws dots beneath the words of line i that other articles have too, and a box around the numbers at hand of which they
// have others.
func (w *Painter) paintShared(b *Brush, i int, g geometry) {
	within, shaped := w.stretch(w.Layout.Line(i)), w.Layout.Shape(i)
	hue, dot := w.Colors.Common(), b.Px(1.25)
	y := b.Y(g.bottom+sharedBelow*w.Size) - dot
	w.Shared.within(within.Start, within.End, func(stretch annotate.Segment) {
		w.eachPart(i, stretch, func(span layout.Span, _, _ bool) {
			x1 := min(span.X1, shaped.Left+shaped.Width) // white space that hangs over the end of a line is left out
			b.Dashes(image.Rect(b.X(span.X0), y, b.X(x1), y+dot), dot, b.Px(2.5), WithAlpha(hue.Line, 190))
		})
	})
	for _, met := range w.Met {
		for _, number := range met.Numbers {
			w.eachPart(i, number, func(span layout.Span, begins, ends bool) {
				box := image.Rect(b.X(span.X0-air), b.Y(g.top), b.X(span.X1+air), b.Y(g.bottom))
				b.Frame(box, b.Px(2), begins, ends, 0, 0, w.Colors.HitEdge)
			})
		}
	}
}

// eachPart calls visit with each part of a stretch in line i, and whether the stretch begins and ends with it.
func (w *Painter) eachPart(i int, stretch annotate.Segment, visit func(span layout.Span, begins, ends bool)) {
	within := w.stretch(w.Layout.Line(i))
	w.intervals = w.addIntervals(w.intervals[:0], i, stretch)
	for k, span := range w.intervals {
		visit(span, k == 0 && stretch.Start >= within.Start, k == len(w.intervals)-1 && stretch.End <= within.End)
	}
}

// paintMet ticks the passages at hand between two code points.
func (o *Overview) paintMet(from, to int) {
	for _, met := range o.scene.Met {
		if met.Start < to && met.End > from {
			o.tick(met.Segment, 0, doneFrom, WithAlpha(o.scene.Colors.Common().Line, 120)) // of copies it is all of the article
		}
	}
}

// Stretches are all of them.
func (s Shared) Stretches() []annotate.Segment { return slices.Clone(s.stretches) }
