package reader

import (
	"fmt"
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
)

// TestNoSeamBetweenStrips draws the same passage, with underlines in deep lanes and outlines, at every place in a
// strip, and finds the same picture each time: nothing is cut off or drawn twice where strips meet.
func TestNoSeamBetweenStrips(t *testing.T) {
	test.NewTempApp(t)
	const next = "\u2028" // a new line without a gap before it
	passage := "The mayor’s office said Ésquý 👩🏽‍🚒" + next + "officials deny it all" + next + "and nobody else knows"
	for _, scale := range []float32{1, 2} {
		var first image.Image
		for before := range 2 * stripLines {
			text := strings.Repeat("line"+next, before) + passage + strings.Repeat(next+"line", 9)
			r, w, _ := newTestReader(t, text, nil, fyne.NewSize(400, 900), Options{})
			w.Canvas().(interface{ SetScale(float32) }).SetScale(scale)
			r.SetTypography(Typography{Size: 20}) // lines and gaps are whole pixels high
			for i := range 7 {
				s := at(text, "mayor’s office said", 0)
				r.PutMark(actor(fmt.Sprint("up", i), "", annotate.Segment{Start: s.Start + i, End: s.End - i}))
				s = at(text, "deny it all", 0)
				r.PutMark(actor(fmt.Sprint("low", i), "", annotate.Segment{Start: s.Start, End: s.End - i}))
			}
			r.PutMark(claim("c", at(text, "office said Ésquý 👩🏽‍🚒"+next+"officials deny", 0)))
			r.SelectMark("c")
			r.tip.hover("up2")
			top := r.surface.snapped(r.lay.Line(before).Top)
			got := cropped(w.Canvas().Capture(), image.Rect(0, int((top-3)*scale), int(370*scale), int((top+120)*scale)))
			if first == nil {
				first = got
			} else if x, y, same := samePixels(first, got); !same {
				t.Fatalf("scale %.0f, as line %d: another picture at %d, %d", scale, before, x, y)
			}
		}
	}
}

func cropped(img image.Image, r image.Rectangle) image.Image {
	return img.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(r)
}

// samePixels compares two pictures of one size.
func samePixels(a, b image.Image) (x, y int, same bool) {
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y) != b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y) {
				return x, y, false
			}
		}
	}
	return 0, 0, true
}
