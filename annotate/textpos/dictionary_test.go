package textpos_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/clipperhouse/uax29/v2/words"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/annotate/textpos/lexicon"
)

// dictionaryWords is the words of UAX #29 that have a letter or a digit, those in a run of Thai and the like joined to the
// words of the dictionary, from the start of the text on.
func dictionaryWords(text *textpos.Text) []annotate.Segment {
	s := text.String()
	ends := []int{0}
	it := words.FromString(s)
	for it.Next() {
		last := &ends[len(ends)-1]
		switch {
		case it.Start() < *last: // its mark of another script stands on the last letter of a word
			*last = max(*last, it.End())
		case lexicon.Begins(s[it.Start():]):
			ends = slices.AppendSeq(ends, lexicon.Ends(s, it.Start(), len(s)))
			ends[len(ends)-1] = max(ends[len(ends)-1], it.End())
		default:
			ends = append(ends, it.End())
		}
	}
	var found []annotate.Segment
	for i, end := range ends[1:] {
		if telling(s[ends[i]:end]) {
			found = append(found, annotate.Segment{Start: text.CodePoint(ends[i]), End: text.CodePoint(end)})
		}
	}
	return found
}

// thai says: The mayor, Mr. Jens Hawkins, said “the child goes to school”. In it UAX #29 has no word of two syllables.
const thai = "นายกเทศมนตรีนายเจนส์ฮอว์คินส์กล่าวว่า“เด็กไปโรงเรียน”ๆ 12ครั้ง"

func TestWordsOfADictionary(t *testing.T) {
	text := textpos.New(thai)
	at := func(part string) annotate.Segment {
		b := strings.Index(thai, part)
		return annotate.Segment{Start: text.CodePoint(b), End: text.CodePoint(b + len(part))}
	}
	t.Run("a click finds the word", func(t *testing.T) {
		for _, word := range []string{"เทศมนตรี", "เจนส์ฮอว์คินส์", "กล่าว", "ว่า", "เด็ก", "โรงเรียน", "12", "ครั้ง"} {
			want := at(word)
			for cp := want.Start; cp < want.End; cp++ {
				if got := text.WordAt(cp); got != want {
					t.Errorf("at %d stands %q, want %q", cp, text.Slice(got.Start, got.End), word)
				}
			}
		}
	})
	t.Run("a selection grows to words and leaves out quotation marks", func(t *testing.T) {
		for _, c := range []struct{ selected, want string }{
			{"ฮอว์", "เจนส์ฮอว์คินส์"},
			{"่าวว", "กล่าวว่า"},
			{"“เด็กไป", "เด็กไป"},
			{"งเรียน”", "โรงเรียน"},
			{"2ค", "12ครั้ง"},
		} {
			got := text.SnapWords(at(c.selected))
			if s := text.Slice(got.Start, got.End); s != c.want {
				t.Errorf("%q snaps to %q, want %q", c.selected, s, c.want)
			}
		}
	})
	t.Run("the caret goes by words", func(t *testing.T) {
		want := []string{"นายก", "เทศมนตรี", "นาย", "เจนส์ฮอว์คินส์", "กล่าว", "ว่า", "เด็ก", "ไป", "โรงเรียน", "ๆ", "12", "ครั้ง"}
		var right, left []string
		for cp := 0; cp < text.Len(); {
			cp = text.NextWordEnd(cp)
			right = append(right, text.Slice(text.PrevWordStart(cp), cp))
		}
		for cp := text.Len(); cp > 0; {
			before := cp
			cp = text.PrevWordStart(cp)
			left = append(left, text.Slice(cp, min(before, text.NextWordEnd(cp))))
		}
		slices.Reverse(left)
		if !slices.Equal(right, want) || !slices.Equal(left, want) {
			t.Errorf("to the right %q\nto the left  %q\nwant         %q", right, left, want)
		}
	})
	t.Run("tokens stay those of UAX #29", func(t *testing.T) {
		var got []string
		for w := range text.Words(at("ไปโรงเรียน")) {
			got = append(got, text.Slice(w.Start, w.End))
		}
		if want := []string{"ไ", "ป", "โ", "ร", "ง", "เ", "รี", "ย", "น"}; !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	})
}

// TestWordsInALongLine asks in the middle of lines without spaces for words, which are those from the start on.
func TestWordsInALongLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.SliceOfN(rapid.SampledFrom([]string{
			"เขา", "ตากลม", "ก็", "นาย", "ส", "เจนส์", "ภาษา", "กรุงเทพฯ", "ๆ", "ฮอว์", "ໄປໂຮງຮຽນ", "ຄື", "ຂ", "ខ្មែរ", "ក", "ក្មេងៗ", "မြန်မာ", "က", "သည်", "e\u0301", "1",
		}), 2, 9).Draw(t, "some")
		line := strings.Repeat(strings.Join(some, "")+"เขาไปโรงเรียน", 300)
		text := textpos.New(line)
		want := dictionaryWords(text)
		for range 20 {
			i := rapid.IntRange(0, len(want)-1).Draw(t, "word")
			cp := rapid.IntRange(want[i].Start, want[i].End-1).Draw(t, "at")
			if got := text.WordAt(cp); got != want[i] {
				t.Fatalf("WordAt(%d) = %v, %q, want %v, %q, in %q", cp, got, text.Slice(got.Start, got.End),
					want[i], text.Slice(want[i].Start, want[i].End), some)
			}
		}
	})
}

// TestWordsWithoutAnEnd asks in a line in which a word reaches over the end of every other, about a place where such lines
// are cut. Where that is depends on the text only.
func TestWordsWithoutAnEnd(t *testing.T) {
	text := textpos.New(strings.Repeat("ก", 20_000))
	for cp := text.WordAt(2715).Start; cp < 2745; {
		w := text.WordAt(cp)
		if w.Start != cp || w.End-w.Start > 3 || text.WordAt(w.End-1) != w {
			t.Fatalf("after %d stands %v", cp, w)
		}
		cp = w.End
	}
}
