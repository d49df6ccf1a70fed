package layout

import (
	"slices"
	"testing"

	"golang.org/x/text/unicode/bidi"
	"pgregory.net/rapid"
)

func TestLevels(t *testing.T) {
	for _, c := range []struct {
		name, text string
		base       uint8
		want       []uint8
	}{
		{"a number in Hebrew in English", "a אב 12 גד b", 0, []uint8{0, 0, 1, 1, 1, 2, 2, 1, 1, 1, 0, 0}},
		{"English in Hebrew", "אב cd 1", 1, []uint8{1, 1, 1, 2, 2, 2, 2}},
		{"European digits after Arabic are Arabic numbers", "ع 12", 1, []uint8{1, 1, 2, 2}},
		{"brackets go with what is around them", "א(b)ג", 1, []uint8{1, 1, 2, 1, 1}},
		{"brackets round the direction of the paragraph", "a(אb)", 0, []uint8{0, 0, 1, 0, 0}},
		{"a percent sign belongs to its number", "א 10%", 1, []uint8{1, 1, 2, 2, 2}},
		{"an isolate keeps its inside from the outside", "a \u2067ב\u2069 c", 0, []uint8{0, 0, 0, 1, 0, 0, 0}},
		{"an override", "\u202Eab\u202Cc", 0, []uint8{0, 1, 1, 1, 0}},
		{"white space before a tab", "אב \tג", 0, []uint8{1, 1, 0, 0, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var v resolver
			if got := v.resolve([]rune(c.text), c.base); !slices.Equal(got, c.want) {
				t.Errorf("levels of %q: %v, want %v", c.text, got, c.want)
			}
		})
	}
}

// Directions, which are levels odd or even, are those golang.org/x/text finds. Brackets are left out: its Paragraph does not
// pair them (it compares closing ones to themselves).
func TestLevelsAgreeWithOrder(t *testing.T) {
	alphabet := []rune("ab אב عب 12 ١٢ +-,.:%$ !\"' \u0301\u200B\u200E\u200F\u061C\u2067\u2066\u2068\u2069\u202A\u202B\u202D\u202E\u202C")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.SampledFrom(alphabet), 1, 24).Draw(t, "text")
		base := uint8(rapid.IntRange(0, 1).Draw(t, "base"))
		def := bidi.LeftToRight
		if base == 1 {
			def = bidi.RightToLeft
			text = append([]rune{'א'}, text...)
		} else {
			text = append([]rune{'a'}, text...)
		}
		text = append(text, 'a'+rune(base)*('א'-'a'))
		var p bidi.Paragraph
		if _, err := p.SetString(string(text), bidi.DefaultDirection(def)); err != nil {
			t.Fatal(err)
		}
		order, err := p.Order()
		if err != nil {
			t.Fatal(err)
		}
		var v resolver
		levels := v.resolve(text, base)
		for i := range order.NumRuns() {
			run := order.Run(i)
			from, to := run.Pos()
			for k := from; k <= to; k++ {
				switch classOf(text[k]) {
				case bidi.BN, bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.PDF:
					continue // without width, and free to stand at any level
				}
				if odd := levels[k]&1 == 1; odd != (run.Direction() == bidi.RightToLeft) {
					t.Fatalf("character %d of %+q: level %d (all: %v), x/text says %v", k, string(text), levels[k], levels, run.Direction())
				}
			}
		}
	})
}
