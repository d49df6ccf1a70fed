package textpos_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

func TestFindsWhatPeopleWriteInSeveralWays(t *testing.T) {
	for _, test := range []struct {
		text, words string
		want        string
	}{
		{"the minister’s aide, the ministerʼs aide", "minister's", "[{4 14} {25 35}]"},
		{"the minister's aide", "minister’s", "[{4 14}]"},
		{"„Ja“, «oui», 「はい」 and “yes”", `"`, "[{0 1} {3 4} {6 7} {10 11} {13 14} {16 17} {22 23} {26 27}]"},
		{"Kabul–Islamabad and Kabul‑Islamabad", "kabul-islamabad", "[{0 15} {20 35}]"},
		{"caf\u00e9 and cafe\u0301 🌍 CAFE\u0301", "café", "[{0 4} {9 14} {17 22}]"},
		{"café and cafe\u0301", "cafe\u0301", "[{0 4} {9 14}]"},
		{"café and cafe\u0301 and cafe", "cafe", "[{19 23}]"}, // never a part of a character
		{"u\u0323\u0308 u\u0308\u0323", "u\u0308\u0323", "[{0 3} {4 7}]"},
		{"Haqqani\nnetwork, Haqqani \n\n network, Haqqani\u00a0network", "haqqani network", "[{0 15} {17 35} {37 52}]"},
		{"Haqqani network", "Haqqani\n network ", "[{0 15}]"},
		{"the mee\u00adting, the \ufeffmeeting\u200b.", "meeting", "[{4 12} {19 26}]"},
		{"🌍🌍 会议在日内瓦举行。会议", "会议", "[{3 5} {12 14}]"},
		{"قال المبعوث\nإن", "المبعوث إن", "[{4 14}]"},
		{"\u0645\u0653 \u0627\u0653ن", "آن", "[{3 6}]"}, // alef and madda apart
		{"STRASSE, Straße, s", "straße", "[{0 7} {9 15}]"},
		{"Straße", "s", "[{0 1}]"}, // not a half of ß
		{"ΟΔΟΣ οδός οδος", "οδος", "[{0 4} {10 14}]"},
		{"İstanbul istanbul", "istanbul", "[{0 8} {9 17}]"},
		{"a\u00ad\u00adb", "ab", "[{0 4}]"},
		{"a\u1161. \u1100\u1161\u11a8", "a", "[{0 1}]"}, // a Korean vowel that nothing stands before
		{"a\u1161. \u1100\u1161\u11a8", "각", "[{4 7}]"},
		{"aaaa", "aa", "[{0 2} {2 4}]"},
		{"anything", " \n", "[]"},
		{"", "a", "[]"},
	} {
		if got := fmt.Sprint(textpos.Fold(test.text, true).Find(test.words, 100)); got != test.want {
			t.Errorf("%q in %q: %s, want %s", test.words, test.text, got, test.want)
		}
	}
	if got := textpos.Fold("US us", false).Find("us", 100); fmt.Sprint(got) != "[{3 5}]" {
		t.Errorf("where case counts: %v", got)
	}
	if got := textpos.Fold("x x x", true).Find("x", 2); len(got) != 2 {
		t.Errorf("more than the limit: %v", got)
	}
}

// Whatever stands in a text is found in it, however it is written anew, and what is found folds to what was looked for.
func TestFindsEveryStretchWhateverItIsWrittenLike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := textpos.New(texts().Draw(t, "text"))
		from := text.GraphemeAt(rapid.IntRange(0, text.Len()).Draw(t, "from")).Start
		to := min(text.Len(), from+rapid.IntRange(0, 12).Draw(t, "length"))
		if to < text.Len() {
			to = text.GraphemeAt(to).Start
		}
		s := text.TrimSpace(annotate.Segment{Start: from, End: max(from, to)})
		words := text.Slice(s.Start, s.End)
		caseless := rapid.Bool().Draw(t, "caseless")
		folded := textpos.Fold(text.String(), caseless)
		write := rapid.SampledFrom([]func(string) string{
			func(s string) string { return s }, norm.NFD.String, norm.NFC.String,
			strings.NewReplacer("’", "'", "“", "\"", "\u00a0", "\n", " ", " \n").Replace,
		}).Draw(t, "write")
		hits := folded.Find(write(words), text.Len()+1)
		want := textpos.Fold(words, caseless)
		for i, hit := range hits {
			if hit.Start >= hit.End || hit.End > text.Len() || i > 0 && hit.Start < hits[i-1].End {
				t.Fatalf("hits %v in %d code points", hits, text.Len())
			}
			if !want.Contains(text.Slice(hit.Start, hit.End)) {
				t.Fatalf("%q was found for %q", text.Slice(hit.Start, hit.End), words)
			}
		}
		plain := strings.IndexFunc(words, func(r rune) bool { return r >= 0x80 }) < 0 && strings.TrimSpace(words) != ""
		if plain && !slices.ContainsFunc(hits, func(h annotate.Segment) bool { return h.Start <= s.Start && h.End > s.Start }) {
			t.Fatalf("%q stands at %v of %q: %v", words, s, text.String(), hits)
		}
	})
}
