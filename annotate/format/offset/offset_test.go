package offset_test

import (
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/format/offset"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

func TestEachUnitLeadsToItsCodePoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runes := rapid.SliceOf(rapid.SampledFrom([]rune("a é漢🦊𝒜\n"))).Draw(t, "text")
		table := offset.New(textpos.New(string(runes)))
		at := map[offset.Unit]map[int]int{offset.CodePoints: {}, offset.UTF16: {}, offset.Bytes: {}}
		for cp := range len(runes) + 1 {
			at[offset.CodePoints][cp] = cp
			at[offset.UTF16][len(utf16.Encode(runes[:cp]))] = cp
			at[offset.Bytes][len(string(runes[:cp]))] = cp
			if got := table.UTF16(cp); got != len(utf16.Encode(runes[:cp])) {
				t.Fatalf("code point %d is at %d", cp, got)
			}
		}
		if table.Units() != len(utf16.Encode(runes)) {
			t.Fatalf("%d units", table.Units())
		}
		for unit, known := range at {
			for o := -2; o < 4*len(runes)+3; o++ {
				want, is := known[o]
				if got, ok := table.CodePoint(unit, o); ok != is || is && got != want {
					t.Fatalf("%v %d is %d %v, want %d %v", unit, o, got, ok, want, is)
				}
			}
		}
	})
}

func TestLinesEndWithLF(t *testing.T) {
	text, before := offset.Lines("ä\r\n🦊\rb\r\n")
	if text != "ä\n🦊\nb\n" || before(3) != 2 || before(5) != 4 || before(8) != 6 || before(0) != 0 {
		t.Errorf("%q %d %d %d", text, before(3), before(5), before(8))
	}
	if text, before := offset.Lines("\xff\n"); text != "\xff\n" || before(1) != 1 {
		t.Errorf("%q", text)
	}
}
