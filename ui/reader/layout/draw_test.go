package layout

import (
	"image"
	"image/color"
	"testing"
)

// inkOf returns what line i looks like drawn at scale into a w × h image, and the rectangle that holds the ink.
func inkOf(l *Layout, i, w, h int, x, scale float32, c color.NRGBA) (*image.RGBA, image.Rectangle) {
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	l.Draw(dst, i, x, 0, scale, c)
	return dst, inked(dst)
}

func TestDraw(t *testing.T) {
	l := all("Hxg", reading, 500)
	t.Run("ink lies in the line and on its width", func(t *testing.T) {
		_, ink := inkOf(l, 0, 100, 24, 10, 1, black)
		width := int(l.Shape(0).Width)
		if ink.Min.X < 9 || ink.Max.X > 12+width || ink.Dx() < width-3 || ink.Min.Y < 2 || ink.Max.Y > 23 {
			t.Errorf("ink at %v of a line %d wide", ink, width)
		}
	})
	t.Run("at twice the scale it is twice as large", func(t *testing.T) {
		_, one := inkOf(l, 0, 100, 24, 0, 1, black)
		_, two := inkOf(l, 0, 200, 48, 0, 2, black)
		if d := two.Dx() - 2*one.Dx(); d < -3 || d > 3 {
			t.Errorf("%v and %v", one, two)
		}
	})
	t.Run("in the colour asked for", func(t *testing.T) {
		dst, ink := inkOf(l, 0, 100, 24, 0, 1, color.NRGBA{R: 200, A: 255})
		var darkest uint8
		for y := ink.Min.Y; y < ink.Max.Y; y++ {
			for x := ink.Min.X; x < ink.Max.X; x++ {
				c := dst.RGBAAt(x, y)
				if c.G != 0 || c.B != 0 {
					t.Fatalf("%v at %d, %d", c, x, y)
				}
				darkest = max(darkest, c.A)
			}
		}
		if darkest < 200 {
			t.Errorf("nothing is darker than %d", darkest)
		}
	})
	t.Run("only within a sub-image", func(t *testing.T) {
		whole, _ := inkOf(l, 0, 100, 24, 0, 1, black)
		dst := image.NewRGBA(image.Rect(0, 0, 100, 24))
		part := image.Rect(5, 0, 15, 24)
		l.Draw(dst.SubImage(part).(*image.RGBA), 0, 0, 0, 1, black)
		for y := range 24 {
			for x := range 100 {
				want := color.RGBA{}
				if image.Pt(x, y).In(part) {
					want = whole.RGBAAt(x, y)
				}
				if got := dst.RGBAAt(x, y); got != want {
					t.Fatalf("at %d, %d: %v, want %v", x, y, got, want)
				}
			}
		}
	})
	t.Run("a box for what no face has", func(t *testing.T) {
		if _, ink := inkOf(all("\U0001D11E\U000E0041\uE000", reading, 500), 0, 100, 24, 0, 1, black); ink.Empty() {
			t.Error("nothing is drawn")
		}
	})
	t.Run("without allocating", func(t *testing.T) {
		dst := image.NewRGBA(image.Rect(0, 0, 100, 24))
		ink := color.NRGBA{R: 1, A: 255}
		l.Draw(dst, 0, 0, 0, 1, ink)
		if n := testing.AllocsPerRun(100, func() { l.Draw(dst, 0, 0, 0, 1, ink) }); n > 0 {
			t.Errorf("%v allocations", n)
		}
	})
}
