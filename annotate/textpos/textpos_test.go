package textpos_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/clipperhouse/uax29/v2/words"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// hostile are pieces that join, count in pairs, or are not even text.
var hostile = []string{
	"a", "Z", "7", " ", "  ", "\n", "\r\n", "\r", "\t", ".", ",", "'", "’", "\"", "“", "”", "_", "-", ":", "…", "don't", "U.S. ", "3.14",
	"e\u0301", "\u0301", "\u0308\u0323", "\u200d", "\ufe0f", "\u00ad", "\u200b", "\u00a0", "\u2028", "\u3000",
	"🇩", "🇪", "🇩🇪", "👩", "👩\u200d👩\u200d👧", "👍🏽", "🏽", "🦊", "©", "❤\ufe0f", "𝒜",
	"\u1100", "\u1161", "\u11a8", "가", "각", "한국어", "سلام", "\u0600", "\u06dd", "ا", "\u064e", "שלום", "ג\"ג", "ไทย", "ก\u0e33", "\u0e01\u0e34",
	"漢", "字", "。", "「", "」", "カタ", "ひら", "ー", "\u0915\u094d\u0937", "नमस्ते", "\U000110bd", "\u0d4e", "\u0e33", "１", "ﾊﾞ",
	"\xff", "\xe4", "\xed\xa0\x80", "\xf0\x9f", "\x80", "\x00", "\x7f", "\u0085",
}

func texts() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.SampledFrom(hostile), 0, 60).Draw(t, "parts")
		text := strings.Join(parts, "")
		if rapid.Bool().Draw(t, "free") {
			text += rapid.String().Draw(t, "tail")
		}
		if rapid.IntRange(0, 20).Draw(t, "long") == 0 {
			text = strings.Repeat(text+". ", 100)
		}
		return text
	})
}

func TestPositionsAgreeWithRunes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := texts().Draw(t, "text")
		text, want := textpos.New(s), []rune(s)
		if !slices.Equal([]rune(text.String()), want) {
			t.Fatalf("String() = %q", text.String())
		}
		if text.Len() != len(want) || text.Bytes() != len(text.String()) {
			t.Fatalf("Len %d, Bytes %d", text.Len(), text.Bytes())
		}
		at := 0
		for cp := 0; cp <= len(want); cp++ {
			if text.Byte(cp) != at || text.CodePoint(at) != cp {
				t.Fatalf("code point %d: byte %d (want %d), back %d", cp, text.Byte(cp), at, text.CodePoint(at))
			}
			if cp < len(want) {
				size := utf8.RuneLen(want[cp])
				if text.CodePoint(at+size-1) != cp {
					t.Fatalf("byte %d lies in code point %d, not %d", at+size-1, cp, text.CodePoint(at+size-1))
				}
				at += size
			}
		}
		a := rapid.IntRange(-2, len(want)+2).Draw(t, "start")
		b := rapid.IntRange(-2, len(want)+2).Draw(t, "end")
		got, expected := text.Slice(a, b), ""
		if from, to := max(0, min(a, len(want))), max(0, min(b, len(want))); from < to {
			expected = string(want[from:to])
		}
		if got != expected {
			t.Fatalf("Slice(%d,%d) = %q, want %q", a, b, got, expected)
		}
	})
}

func TestLocalGraphemesAreThoseOfTheWholeText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := textpos.New(texts().Draw(t, "text"))
		compareGraphemes(t, text)
	})
}

type failer interface {
	Fatalf(format string, args ...any)
	Helper()
}

func compareGraphemes(t failer, text *textpos.Text) {
	t.Helper()
	start := 0
	it := graphemes.FromString(text.String())
	for it.Next() {
		end := start + utf8.RuneCountInString(it.Value())
		for cp := start; cp < end; cp++ {
			if got := text.GraphemeAt(cp); got != (annotate.Segment{Start: start, End: end}) {
				t.Fatalf("GraphemeAt(%d) = %v, want %d–%d in %.200q", cp, got, start, end, text.String())
			}
			if text.IsGrapheme(cp) != (cp == start) {
				t.Fatalf("IsGrapheme(%d) = %v in %q", cp, cp != start, text.String())
			}
			if text.NextGrapheme(cp) != end || text.PrevGrapheme(cp+1) != start {
				t.Fatalf("neighbours of %d are wrong in %q", cp, text.String())
			}
		}
		start = end
	}
	end := text.Len()
	if text.GraphemeAt(end) != (annotate.Segment{Start: end, End: end}) || !text.IsGrapheme(end) || text.NextGrapheme(end) != end {
		t.Fatalf("the end of the text is not handled")
	}
}

func telling(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

func TestLocalWordsAreThoseOfTheWholeText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := textpos.New(texts().Draw(t, "text"))
		var want []annotate.Segment
		it, start := words.FromString(text.String()), 0
		for it.Next() {
			end := start + utf8.RuneCountInString(it.Value())
			if telling(it.Value()) {
				want = append(want, annotate.Segment{Start: start, End: end})
			}
			start = end
		}
		if got := slices.Collect(text.Words(annotate.Segment{End: text.Len()})); !slices.Equal(got, want) {
			t.Fatalf("Words = %v, want %v in %.200q", got, want, text.String())
		}
		want = dictionaryWords(text)
		for cp := 0; cp <= text.Len(); cp++ {
			i := slices.IndexFunc(want, func(w annotate.Segment) bool { return w.Start <= cp && cp < w.End })
			if i < 0 {
				i = slices.IndexFunc(want, func(w annotate.Segment) bool { return w.End == cp })
			}
			expected := annotate.Segment{Start: cp, End: cp}
			if i >= 0 {
				expected = text.SnapGraphemes(want[i])
			}
			if got := text.WordAt(cp); got != expected {
				t.Fatalf("WordAt(%d) = %v, want %v in %.200q", cp, got, expected, text.String())
			}
		}
	})
}
