package layout

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"testing"

	"pgregory.net/rapid"
)

// TestBlendingIsThatOfImageDraw lays random masks and pictures over random grounds, partly outside, both ways.
func TestBlendingIsThatOfImageDraw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fill := func(name string, pix []uint8) { // what is multiplied by its alpha is never more than it
			copy(pix, rapid.SliceOfN(rapid.Byte(), len(pix), len(pix)).Draw(t, name))
			for i := 0; i+3 < len(pix); i += 4 {
				for k := range 3 {
					pix[i+k] = uint8(int(pix[i+k]) * int(pix[i+3]) / 255)
				}
			}
		}
		ground := image.NewRGBA(image.Rect(0, 0, 6, 5))
		fill("ground", ground.Pix)
		want := image.NewRGBA(ground.Rect)
		copy(want.Pix, ground.Pix)
		at := image.Pt(rapid.IntRange(-4, 6).Draw(t, "x"), rapid.IntRange(-4, 6).Draw(t, "y"))
		box := image.Rect(-2, 1, 2, 4)
		if rapid.Bool().Draw(t, "mask") {
			m := image.NewAlpha(box)
			copy(m.Pix, rapid.SliceOfN(rapid.Byte(), len(m.Pix), len(m.Pix)).Draw(t, "cover"))
			c := color.NRGBA{rapid.Byte().Draw(t, "r"), 30, 200, rapid.Byte().Draw(t, "a")}
			blendMask(ground, m, at, newInk(c))
			draw.DrawMask(want, box.Add(at), image.NewUniform(c), image.Point{}, m, box.Min, draw.Over)
		} else {
			p := image.NewRGBA(box)
			fill("picture", p.Pix)
			blendPicture(ground, p, at)
			draw.Draw(want, box.Add(at), p, box.Min, draw.Over)
		}
		if !bytes.Equal(ground.Pix, want.Pix) {
			t.Fatalf("got %v, image/draw gives %v", ground.Pix, want.Pix)
		}
	})
}
