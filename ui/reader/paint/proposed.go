package paint

import (
	"image"
	"image/color"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// Proposed is a stretch that is only proposed to be marked.
type Proposed struct {
	annotate.Segment
	Color  color.NRGBA // the label's hue
	AtHand bool        // it belongs to the proposal that keys take or turn down
}

// How the outline of what is proposed is dashed, in the units of a brush. No mark has such a one.
const (
	proposedOn, proposedOff = 4, 4
	atHandOn, atHandOff     = 7, 3
)

// eachProposed calls visit with each part of what is proposed in line i.
func (w *Painter) eachProposed(b *Brush, i int, g geometry, visit func(p Proposed, box image.Rectangle, begins, ends bool)) {
	within, shaped := w.stretch(w.Layout.Line(i)), w.Layout.Shape(i)
	for _, p := range w.Proposed {
		if p.Start >= within.End || p.End <= within.Start {
			continue
		}
		w.eachPart(i, p.Segment, func(span layout.Span, begins, ends bool) {
			x1 := min(span.X1, shaped.Left+shaped.Width) // white space that hangs over the end of a line is left out
			visit(p, image.Rect(b.X(span.X0-air), b.Y(g.top), b.X(x1+air), b.Y(g.bottom)), begins, ends)
		})
	}
}

// paintAtHand draws the ground of the proposal at hand in line i, beneath its letters: fainter than a mark.
func (w *Painter) paintAtHand(b *Brush, i int, g geometry) {
	w.eachProposed(b, i, g, func(p Proposed, box image.Rectangle, _, _ bool) {
		if fill := w.Colors.Hue(p.Color).Fill; p.AtHand {
			b.Fill(box, WithAlpha(fill, fill.A/2))
		}
	})
}

// paintProposed draws a dashed outline around what is proposed in line i, a heavier one around the proposal at hand.
func (w *Painter) paintProposed(b *Brush, i int, g geometry) {
	w.eachProposed(b, i, g, func(p Proposed, box image.Rectangle, begins, ends bool) {
		hue := w.Colors.Hue(p.Color)
		if p.AtHand {
			b.Frame(box, b.Px(2), begins, ends, b.Px(atHandOn), b.Px(atHandOff), hue.Line)
			return
		}
		b.Frame(box, b.Px(1), begins, ends, b.Px(proposedOn), b.Px(proposedOff), WithAlpha(hue.Line, 210))
	})
}
