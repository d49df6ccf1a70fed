package textpos_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/clipperhouse/uax29/v2/words"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// TestEveryCodePointBesideTheOthers looks at every assigned code point before and after one of each class; beyond
// U+3000 at some of the letters and symbols only.
func TestEveryCodePointBesideTheOthers(t *testing.T) {
	others := []string{"a", " ", "\n", "\r", "\u0301", "\u200d", "\u0600", "\u1100", "🇩", "🦊", "\u094d", "漢"}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unicode.In(r, unicode.Lo, unicode.So) && r > 0x3000 && r%61 != 0 ||
			!unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf) {
			continue
		}
		var b strings.Builder
		for _, other := range others {
			b.WriteString(other)
			b.WriteRune(r)
			b.WriteString(other + "\n")
		}
		text := textpos.New(b.String())
		it, at := graphemes.FromString(text.String()), 0
		for it.Next() {
			end := at + utf8.RuneCountInString(it.Value())
			if text.GraphemeAt(at) != (annotate.Segment{Start: at, End: end}) {
				t.Fatalf("U+%04X: GraphemeAt(%d) = %v, want %d–%d", r, at, text.GraphemeAt(at), at, end)
			}
			at = end
		}
		compareWords(t, text)
	}
}

func compareWords(t failer, text *textpos.Text) {
	t.Helper()
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
}

func TestWordsOfOrdinaryText(t *testing.T) {
	text := textpos.New("He said: “I don't know 3.5 of the U.S. rules.” 漢字 e\u0301te\u0301 سلام")
	var got []string
	for w := range text.Words(annotate.Segment{End: text.Len()}) {
		got = append(got, text.Slice(w.Start, w.End))
	}
	want := []string{"He", "said", "I", "don't", "know", "3.5", "of", "the", "U.S", "rules", "漢", "字", "e\u0301te\u0301", "سلام"}
	if !slices.Equal(got, want) {
		t.Fatalf("words = %q, want %q", got, want)
	}
}

func TestCaretGoesByWords(t *testing.T) {
	text := textpos.New("  “Yes,” 🦊 she said.")
	stops := []int{0}
	for at := 0; at < text.Len(); {
		at = text.NextWordEnd(at)
		stops = append(stops, at)
	}
	if want := []int{0, 6, 14, 19, 20}; !slices.Equal(stops, want) {
		t.Errorf("to the right: %v, want %v", stops, want)
	}
	stops = nil
	for at := text.Len(); at > 0; {
		at = text.PrevWordStart(at)
		stops = append(stops, at)
	}
	if want := []int{15, 11, 3, 0}; !slices.Equal(stops, want) {
		t.Errorf("to the left: %v, want %v", stops, want)
	}
}

func TestSnapWords(t *testing.T) {
	for _, c := range []struct{ text, selected, want string }{
		{"the Haqqani network said", "qani net", "Haqqani network"},
		{"the “veritable arm” of", " “veritable arm” ", "veritable arm"},
		{"he ‘said’ «so» „dort“ \"x\"", "‘said’", "said"},
		{"he ‘said’ «so» „dort“ \"x\"", "«so»", "so"},
		{"he ‘said’ «so» „dort“ \"x\"", "„dort“", "dort"},
		{"he ‘said’ «so» „dort“ \"x\"", "\"x\"", "x"},
		{"他说「你好」。", "「你好」。", "你好"},
		{"I don't, know", "n'", "don't"},
		{"the soldiers' (old) camp", "soldiers' ", "soldiers"},
		{"Inter-Services Intelligence (ISI), he", "Services Intelligence (ISI), ", "Services Intelligence (ISI)"},
		{"“yes” and “no”, he", "“yes” and “no”, ", "“yes” and “no”"},
		{"(ISI) of", "(ISI)", "ISI"},
		{"[“(deep)”]", "[“(deep)”]", "deep"},
		{"a rise of 5%, then", "5%, ", "5%"},
		{"“I don’t,” he", "“I don’t,” ", "I don’t"},
		{"e\u0301te\u0301 fini", "te", "e\u0301te\u0301"},
		{"say 👩\u200d👩\u200d👧!", "👩\u200d👩\u200d👧!", "👩\u200d👩\u200d👧"},
		{"a — b", " — ", ""},
		{"قال “نعم” أمس", "“نعم” ", "نعم"},
	} {
		text := textpos.New(c.text)
		at := strings.Index(c.text, c.selected)
		seg := annotate.Segment{Start: text.CodePoint(at), End: text.CodePoint(at + len(c.selected))}
		got := text.SnapWords(seg)
		if s := text.Slice(got.Start, got.End); s != c.want {
			t.Errorf("%q of %q snaps to %q, want %q", c.selected, c.text, s, c.want)
		}
	}
}

func TestSnappedSegmentsCutNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := textpos.New(texts().Draw(t, "text"))
		start := rapid.IntRange(0, text.Len()).Draw(t, "start")
		seg := annotate.Segment{Start: start, End: rapid.IntRange(start, text.Len()).Draw(t, "end")}
		for name, snap := range map[string]func(annotate.Segment) annotate.Segment{
			"SnapWords": text.SnapWords, "SnapGraphemes": text.SnapGraphemes,
			"WordAt":     func(s annotate.Segment) annotate.Segment { return text.SnapGraphemes(text.WordAt(s.Start)) },
			"SentenceAt": func(s annotate.Segment) annotate.Segment { return text.SnapGraphemes(text.SentenceAt(s.Start)) },
		} {
			got := snap(seg)
			if got.Start < 0 || got.End > text.Len() || got.Start > got.End {
				t.Fatalf("%s(%v) = %v in a text of %d", name, seg, got, text.Len())
			}
			if !text.IsGrapheme(got.Start) || !text.IsGrapheme(got.End) {
				t.Fatalf("%s(%v) = %v cuts a cluster in %.200q", name, seg, got, text.String())
			}
		}
		grown := text.SnapGraphemes(seg)
		if seg.Start < seg.End && (grown.Start > seg.Start || grown.End < seg.End) {
			t.Fatalf("SnapGraphemes(%v) = %v shrank", seg, grown)
		}
	})
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"He met Gen. Kayani. “Mr. Khan came on Sept. 11,” he said.",
			[]string{"He met Gen. Kayani.", "“Mr. Khan came on Sept. 11,” he said."}},
		{"The U.S. Embassy spoke. It left the U.S. The rest stayed.",
			[]string{"The U.S. Embassy spoke.", "It left the U.S.", "The rest stayed."}},
		{"George W. Bush and J. K. Rowling met. He wants vitamin C. She agrees.",
			[]string{"George W. Bush and J. K. Rowling met.", "He wants vitamin C.", "She agrees."}},
		{"It ended in Sept. Nobody came.", []string{"It ended in Sept.", "Nobody came."}},
		{"One line\n\nAnother one? Yes! Done", []string{"One line", "Another one?", "Yes!", "Done"}},
		{"他来了。她走了。", []string{"他来了。", "她走了。"}},
		{"هل جاء؟ نعم جاء. ثم ذهب.", []string{"هل جاء؟", "نعم جاء.", "ثم ذهب."}},
		{"He left. “Nobody came.” (Some did.) 'True.'", []string{"He left.", "“Nobody came.”", "(Some did.)", "'True.'"}},
		{"It was I. He knew.", []string{"It was I.", "He knew."}},
	} {
		text := textpos.New(c.text)
		var got []string
		for s := range text.Sentences(annotate.Segment{End: text.Len()}) {
			got = append(got, text.Slice(s.Start, s.End))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("sentences of %q:\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// TestLocalSentencesAreThoseOfTheWholeText checks that each break is one of UAX #29 over the whole text, that breaks are
// left out only after a full stop, and that asking at any position gives the same sentences.
func TestLocalSentencesAreThoseOfTheWholeText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := textpos.New(texts().Draw(t, "text"))
		var all []annotate.Segment
		begins := map[int]bool{}
		for s := range text.Sentences(annotate.Segment{End: text.Len()}) {
			all = append(all, s)
			begins[s.Start] = true
		}
		it, start, known := sentences.FromString(text.String()), 0, 0
		for it.Next() {
			end := start + utf8.RuneCountInString(it.Value())
			trimmed := text.TrimSpace(annotate.Segment{Start: start, End: end})
			if trimmed.Start < trimmed.End {
				before := strings.TrimSpace(text.Slice(0, trimmed.Start))
				if begins[trimmed.Start] {
					known++
				} else if !strings.HasSuffix(before, ".") {
					t.Fatalf("the sentence at %d is lost in %.200q", trimmed.Start, text.String())
				}
			}
			start = end
		}
		if known != len(all) {
			t.Fatalf("%d of %d sentences begin where UAX #29 begins one in %.200q", known, len(all), text.String())
		}
		for _, s := range all {
			for cp := s.Start; cp < s.End; cp++ {
				if got := text.SentenceAt(cp); got != text.SnapGraphemes(s) {
					t.Fatalf("SentenceAt(%d) = %v, want %v in %.200q", cp, got, s, text.String())
				}
			}
		}
	})
}

// TestTextWithoutBreaks asks at each place of lines that never break, where a cut is made: the pieces are short, join up
// without gap, and are the same wherever one asks.
func TestTextWithoutBreaks(t *testing.T) {
	for name, s := range map[string]string{
		"letters": strings.Repeat("é", 20_000), "flags": strings.Repeat("🇩🇪", 5_000),
		"accents": "a" + strings.Repeat("\u0301", 20_000), "joiners": strings.Repeat("\u200d", 20_000),
	} {
		t.Run(name, func(t *testing.T) {
			text := textpos.New(s)
			for at := 0; at < text.Len(); {
				g := text.GraphemeAt(at)
				if g.Start != at || g.End <= at || g.End-at > 2*4096 {
					t.Fatalf("GraphemeAt(%d) = %v", at, g)
				}
				for _, cp := range []int{g.Start, (g.Start + g.End) / 2, g.End - 1} {
					if text.GraphemeAt(cp) != g {
						t.Fatalf("GraphemeAt(%d) = %v, want %v", cp, text.GraphemeAt(cp), g)
					}
				}
				at = g.End
			}
			end := 0
			for w := range text.Words(annotate.Segment{End: text.Len()}) {
				if w.Start != end || w.End-w.Start > 3*4096 || text.WordAt(w.Start) != w || text.WordAt(w.End-1) != w {
					t.Fatalf("word %v after %d; WordAt gives %v", w, end, text.WordAt(w.Start))
				}
				end = w.End
			}
		})
	}
}

func FuzzTextpos(f *testing.F) {
	for _, s := range []string{"", "don't 🇩🇪👩\u200d👧", "\u0600a\r\n", "a\xffb\xf0\x9f", "他说「你好」。Mr. X. Y"} {
		f.Add(s, 1, 3)
	}
	f.Fuzz(func(t *testing.T, s string, start, end int) {
		text := textpos.New(s)
		if text.Len() != len([]rune(s)) {
			t.Fatalf("Len = %d", text.Len())
		}
		if len(s) < 4096 {
			compareGraphemes(t, text)
			compareWords(t, text)
		}
		seg := annotate.Segment{Start: start, End: end}
		for _, got := range []annotate.Segment{text.SnapWords(seg), text.SnapGraphemes(seg), text.SentenceAt(start), text.WordAt(end)} {
			if got.Start > got.End || got.Start < got.End && !(text.IsGrapheme(got.Start) && text.IsGrapheme(got.End)) {
				t.Fatalf("%v is no segment of clusters", got)
			}
		}
		if next := text.NextWordEnd(start); next < start && next != text.Len() || !text.IsGrapheme(next) {
			t.Fatalf("NextWordEnd(%d) = %d", start, next)
		}
		if prev := text.PrevWordStart(end); prev > max(end, 0) || !text.IsGrapheme(prev) {
			t.Fatalf("PrevWordStart(%d) = %d", end, prev)
		}
	})
}

func BenchmarkNew(b *testing.B) {
	for name, s := range map[string]string{
		"ascii": strings.Repeat("The talks were held in Doha. ", 10<<20/29),
		"mixed": strings.Repeat("“The talks” were held — 漢字 🦊. ", 10<<20/44),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				textpos.New(s)
			}
		})
	}
}

func BenchmarkAt(b *testing.B) {
	for name, s := range map[string]string{
		"prose": strings.Repeat("“The talks” were held in Doha — 漢字 🦊. ", 80_000), "unbroken": strings.Repeat("é", 3<<19),
		"flags": strings.Repeat("🇩🇪", 3<<17), "chinese": strings.Repeat("漢字", 1<<19),
	} {
		text := textpos.New(s)
		at := text.Len()/2 + 1
		for call, fn := range map[string]func(int){
			"Grapheme": func(cp int) { text.GraphemeAt(cp) }, "Word": func(cp int) { text.WordAt(cp) },
			"Sentence": func(cp int) { text.SentenceAt(cp) }, "Byte": func(cp int) { text.Byte(cp) },
		} {
			b.Run(name+"/"+call, func(b *testing.B) {
				for b.Loop() {
					fn(at)
				}
			})
		}
	}
}
