package layout

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/ui/reader/readertest"
)

var black = color.NRGBA{A: 255}

// TestPagingAllocatesNothing draws every line of a text, far more than are kept, over and over: once all its words
// have been seen, no more memory is asked for.
func TestPagingAllocatesNothing(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"Latin", readertest.Text(400_000)},
		{"Hebrew", strings.Repeat("מדינת ישראל (1948) נוסדה לאחר a long war. ", 3000)},
		{"ideographs", strings.Repeat("中文字体测试，日本語の文章。\n", 3000)},
		{"tabs", strings.Repeat("a\tb c\td\n", 3000)},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := all(c.text, reading, 680)
			dst := image.NewRGBA(image.Rect(0, 0, 700, 24))
			i := 0
			page := func() {
				for range 60 {
					l.Draw(dst, i%l.LineCount(), 0, 0, 1, black)
					i++
				}
			}
			for i < 3*l.LineCount() {
				page()
			}
			// The race detector has pools forget at random: a few are not ours.
			if n := testing.AllocsPerRun(l.LineCount()/60, page); n > 5 {
				t.Errorf("%v allocations for 60 lines", n)
			}
		})
	}
}
