package layout

import (
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/go-text/typesetting/segmenter"
	"pgregory.net/rapid"
)

// checkSimple checks that what simple finds is what the segmenters find.
func checkSimple(t interface{ Fatalf(string, ...any) }, text string) bool {
	c := cutter{breaks: make([]bool, len(text)+1), bounds: []int32{0}}
	if !c.simple(text) {
		return false
	}
	breaks := make([]bool, len(text)+1)
	var s segmenter.Segmenter
	s.InitWithString(text)
	at := 0
	for lines := s.LineIterator(); lines.Next(); {
		for _, r := range lines.Line().Text {
			at += utf8.RuneLen(r)
		}
		breaks[at] = true
	}
	bounds := []int32{0}
	for g := graphemes.FromString(text); g.Next(); {
		bounds = append(bounds, int32(g.End()))
	}
	if !slices.Equal(c.breaks, breaks) {
		t.Fatalf("breaks of %q: %v, want %v", text, c.breaks, breaks)
	}
	if !slices.Equal(c.bounds, bounds) {
		t.Fatalf("boundaries of %q: %v, want %v", text, c.bounds, bounds)
	}
	return true
}

func TestSimpleTextIsSegmentedAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alphabet := append([]rune("  aéŁz90"), symbols...)
		checkSimple(t, string(rapid.SliceOfN(rapid.SampledFrom(alphabet), 0, 12).Draw(t, "text")))
	})
	for r := rune(0x20); r < 0x250; r++ {
		for _, text := range []string{"a" + string(r) + "b", string(r), "1" + string(r) + " (" + string(r), "x, " + string(r) + string(r) + "."} {
			checkSimple(t, text)
		}
	}
	for _, text := range []string{"The office, “naïve” – well-known (1948) – said: ‘Yes!’", " a"} {
		if !checkSimple(t, text) {
			t.Errorf("%q is not taken as simple", text)
		}
	}
}
