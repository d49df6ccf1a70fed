//go:build !ci && !test

package layout

import (
	"image"
	"testing"

	"pgregory.net/rapid"
)

// TestSystemFonts shows that scripts the regular face lacks are set in fonts of the system, where it has them.
func TestSystemFonts(t *testing.T) {
	f, err := NewFonts(Serif())
	if err != nil {
		t.Fatal(err)
	}
	line := func(text string) *Shaped { return New(text, f, reading, 2000).Shape(0) }
	for _, c := range []struct {
		name, text string
		glyphs     int // at most
	}{
		{"Arabic", "العربية", 7},
		{"Chinese", "中文字体", 4},
		{"Thai", "ภาษาไทย", 7},
		{"Devanagari conjuncts", "क्ष", 1},
		{"a family is one picture", "👩‍👩‍👧‍👦", 1},
		{"a flag is one picture", "🇫🇷", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := line(c.text)
			if s.glyphs[0].face == 0 {
				t.Skip("no font of this system has it")
			}
			var visible int
			for _, g := range s.glyphs {
				if g.id == 0 {
					t.Fatal("a character has no glyph")
				}
				if m := f.mask(maskKey{g.id, 16 << 6, g.face, 0}); m.picture != nil || m.alpha != nil {
					visible++
				}
			}
			if visible == 0 || visible > c.glyphs {
				t.Errorf("%d glyphs with ink, want 1 to %d", visible, c.glyphs)
			}
		})
	}
	t.Run("Arabic letters join also where a long word is cut", func(t *testing.T) {
		if line("بب").glyphs[0].face == 0 {
			t.Skip("no font of this system has Arabic")
		}
		var text string
		for range 40 {
			text += "ب"
		}
		forms := map[uint32]bool{}
		for _, g := range line(text).glyphs {
			forms[uint32(g.id)] = true
		}
		short := map[uint32]bool{}
		for _, g := range line("ببب").glyphs {
			short[uint32(g.id)] = true
		}
		if len(forms) > len(short) {
			t.Errorf("40 letters have %d forms, 3 have %d: one stands at the cut as if alone", len(forms), len(short))
		}
	})
	t.Run("carets", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			text := mixed(0, 30).Draw(t, "text")
			l := New(text, f, reading, widths.Draw(t, "width"))
			bounds := boundaries(text)
			dst := image.NewRGBA(image.Rect(0, 0, 50, 24))
			for i := range l.LineCount() {
				checkLine(t, l, l.Shape(i), bounds)
				l.Draw(dst, i, 0, 0, 1, black)
			}
		})
	})
}
