package paint

import (
	"image"
	"image/color"

	"github.com/parallax-annotation/parallax/annotate"
)

// unsure is the hue of what somebody is unsure of.
var unsure = color.NRGBA{R: 0xb3, G: 0x26, B: 0x6e, A: 0xff}

// paintFlags draws a wave beneath the words of line i that somebody is unsure of.
func (w *Painter) paintFlags(b *Brush, i int) {
	if len(w.Flags) == 0 {
		return
	}
	shaped, middle, height := w.Layout.Shape(i), w.Layout.Line(i).Baseline+0.42*w.Size, 0.08*w.Size
	ink := w.Colors.Hue(unsure).Line
	for _, flag := range w.Flags {
		w.intervals = w.addIntervals(w.intervals[:0], i, flag)
		for _, span := range w.intervals {
			x1 := min(span.X1, shaped.Left+shaped.Width) // white space that hangs over the end of a line is left out
			b.Wave(image.Rect(b.X(span.X0), b.Y(middle-height), b.X(x1), b.Y(middle+height)), b.Px(1.25), ink)
		}
	}
}

// Wave draws a line that goes up and down within the rectangle, thick pixels wide. It is tied to the picture, so that it runs on where
// pieces meet.
func (b *Brush) Wave(r image.Rectangle, thick int, c color.NRGBA) {
	room := max(r.Dy()-thick, 1)
	for x := r.Min.X; x < r.Max.X; x++ {
		y := x % (2 * room)
		if y > room {
			y = 2*room - y
		}
		b.Fill(image.Rect(x, r.Min.Y+y, x+1, r.Min.Y+y+thick), c)
	}
}

// paintFlags ticks what somebody is unsure of between two code points.
func (o *Overview) paintFlags(from, to int) {
	for _, flag := range o.scene.Flags {
		if flag.Start < to && flag.End > from {
			o.tick(annotate.Segment{Start: flag.Start, End: flag.End}, 0, underlinesFrom+1, o.scene.Colors.Hue(unsure).Line)
		}
	}
}
