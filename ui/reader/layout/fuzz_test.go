package layout

import (
	"image"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzLayout sets any text at any width and size. Whatever it is, the lines partition it and nothing fails; if it is valid
// UTF-8, caret places are grapheme boundaries and inverse to the hit test.
func FuzzLayout(f *testing.F) {
	f.Add("plain text\nof two lines", float32(100), float32(16))
	f.Add(strings.Join(words, ""), float32(50), float32(12))
	f.Add(strings.Join(words, " "), float32(300), float32(40))
	f.Add("אב (cd\u2067) \u202Eגד\t12", float32(40), float32(16))
	f.Add("\xff\xe4\xb8 e\u0301", float32(0), float32(0))
	f.Fuzz(func(t *testing.T, text string, width, size float32) {
		l := all(text, Style{Size: size, LineHeight: 1.5}, width)
		valid := utf8.ValidString(text)
		bounds := boundaries(text)
		dst := image.NewRGBA(image.Rect(0, 0, 40, 40))
		at := 0
		for i := range l.LineCount() {
			n := l.Line(i)
			if n.Start != at {
				t.Fatalf("line %d begins at %d, not %d", i, n.Start, at)
			}
			at = n.End
			s := l.Shape(i)
			if valid {
				checkLine(t, l, s, bounds)
			}
			if i < 3 {
				l.Draw(dst, i, 0, 0, 1, black)
			}
		}
		if at != len(text) {
			t.Fatalf("the lines end at %d of %d", at, len(text))
		}
	})
}
