package layout

import (
	"context"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/textpos/lexicon"
)

func TestParagraphs(t *testing.T) {
	text := "First.\nSecond.\n\nAfter a blank line.\r\nLast.\n"
	l := all(text, Style{Size: 10, LineHeight: 2, ParagraphGap: 5}, 500)
	want := []Line{
		{Start: 0, End: 7, Content: 6, Top: 0},
		{Start: 7, End: 15, Content: 14, Top: 25},
		{Start: 15, End: 16, Content: 15, Top: 45},
		{Start: 16, End: 37, Content: 35, Top: 65},
		{Start: 37, End: 43, Content: 42, Top: 90},
		{Start: 43, End: 43, Content: 43, Top: 110},
	}
	if l.LineCount() != len(want) {
		t.Fatalf("%d lines, want %d", l.LineCount(), len(want))
	}
	for i, w := range want {
		w.Height, w.ParagraphStart, w.ParagraphEnd = 20, true, true
		got := l.Line(i)
		if got.Baseline < 10 || got.Baseline > 16 {
			t.Errorf("baseline of line %d: %v", i, got.Baseline)
		}
		w.Baseline = got.Baseline
		if got != w {
			t.Errorf("line %d: %+v, want %+v", i, got, w)
		}
	}
}

func TestBreaks(t *testing.T) {
	for _, c := range []struct {
		name, text string
		width      float32
		want       []string
	}{
		{"between words", "aaaa bbbb cccc", 75, []string{"aaaa bbbb ", "cccc"}},
		{"white space hangs", "aaaa bbbb      cccc", 75, []string{"aaaa bbbb      ", "cccc"}},
		{"after a hyphen", "aaaa-bbbb-cccc", 85, []string{"aaaa-bbbb-", "cccc"}},
		{"not before French punctuation", "aaaa bbbb !", 72, []string{"aaaa ", "bbbb !"}},
		{"between ideographs, not before a full stop", "中文字体。", 48, []string{"中文字", "体。"}},
		{"a word too wide for the line", "iiiiiiiiii", 20, []string{"iiii", "iiii", "ii"}},
		{"a long word begins on a line of its own", "a iiiiiiiiii", 20, []string{"a ", "iiii", "iiii", "ii"}},
		{"no-break spaces hold", "aa\u00A0bb cc", 45, []string{"aa\u00A0bb ", "cc"}},
		{"flags and families stay whole", "🇫🇷🇩🇪👩‍👩‍👧", 1, []string{"🇫🇷", "🇩🇪", "👩‍👩‍👧"}},
		{"marks stay on their base", "e\u0301e\u0301", 1, []string{"e\u0301", "e\u0301"}},
		{"line separators", "a\u2028b\vc\rd", 100, []string{"a\u2028", "b\v", "c\r", "d"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := all(c.text, reading, c.width)
			var got []string
			for i := range l.LineCount() {
				n := l.Line(i)
				got = append(got, c.text[n.Start:n.End])
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("lines %+q, want %+q", got, c.want)
			}
		})
	}
}

func TestTabs(t *testing.T) {
	l := all("a\tbb\t\tc", Style{Size: 16, LineHeight: 1.5, Tab: 50}, 500)
	s := l.Shape(0)
	for _, c := range []struct {
		offset int
		want   float32
	}{{2, 50}, {5, 100}, {6, 150}} {
		if got := s.X(c.offset, Downstream); math.Abs(float64(got-c.want)) > 0.1 {
			t.Errorf("the caret at %d stands at %v, want %v", c.offset, got, c.want)
		}
	}
}

func TestBidi(t *testing.T) {
	// visual returns the clusters of the only line from left to right.
	visual := func(text string, width float32) (string, *Shaped) {
		s := all(text, reading, width).Shape(0)
		var b strings.Builder
		for _, i := range s.visual {
			b.WriteString(text[s.Stop(int(i)):s.Stop(int(i)+1)])
		}
		return b.String(), s
	}
	for _, c := range []struct{ name, text, want string }{
		{"Hebrew in English", "ab אבג cd", "ab גבא cd"},
		{"a number in Hebrew in English", "ab אב 12 גד cd", "ab דג 12 בא cd"},
		{"English in Hebrew", "אב cd גד", "דג cd בא"},
		{"white space at the end of Hebrew", "אב  ", "  בא"},
		{"Arabic with a date", "في 2024 قال Smith نعم", "معن Smith لاق 2024 يف"},
		{"brackets in Hebrew", "אב (cd) גד", "דג )cd( בא"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, _ := visual(c.text, 600); got != c.want {
				t.Errorf("%q is shown as %q, want %q", c.text, got, c.want)
			}
		})
	}
	t.Run("a paragraph from right to left is aligned right", func(t *testing.T) {
		_, s := visual("אבג ", 600)
		if !s.RTL || math.Abs(float64(s.Left+s.Width-600)) > 0.01 {
			t.Errorf("it begins at %v and is %v wide", s.Left, s.Width)
		}
		if x := s.X(s.Start, Downstream); math.Abs(float64(x-600)) > 0.01 {
			t.Errorf("its caret begins at %v", x)
		}
		if x := s.X(s.Content, Upstream); x >= s.Left {
			t.Errorf("its caret ends at %v, right of %v", x, s.Left)
		}
	})
	t.Run("an empty line after Hebrew", func(t *testing.T) {
		l := all("אב\n", reading, 600)
		if x := l.Shape(1).X(5, Downstream); x != 0 {
			t.Errorf("the caret stands at %v", x)
		}
	})
	t.Run("a range across directions is several stretches", func(t *testing.T) {
		text := "ab אבג cd"
		_, s := visual(text, 600)
		if spans := s.Rects(nil, 1, strings.Index(text, "בג")); len(spans) != 2 {
			t.Errorf("%v", spans)
		}
		if spans := s.Rects(nil, 0, len(text)); len(spans) != 1 {
			t.Errorf("%v", spans)
		}
	})
}

func TestLigaturesAreSplitEvenly(t *testing.T) {
	l := all("office", reading, 500)
	s := l.Shape(0)
	f := s.X(3, Downstream) - s.X(2, Downstream)
	i := s.X(4, Downstream) - s.X(3, Downstream)
	if len(s.glyphs) == 6 {
		t.Skip("the face has no ligature here")
	}
	if math.Abs(float64(f-i)) > 0.02 {
		t.Errorf("the parts of the ligature are %v and %v wide", f, i)
	}
}

func TestGiantParagraphs(t *testing.T) {
	for _, c := range []struct{ name, unit string }{
		{"no spaces", "0123456789abcdef/"},
		{"one letter", "m"},
		{"ideographs", "中文字体测试"},
		{"words", "the quick brown fox "},
		{"Arabic", "العربية لغة "},
		{"Arabic without spaces", "العربية"},
		{"Thai", "เขาไปโรงเรียน"},
		{"Thai in which words overlap", "ก"},
		{"Khmer letters stacked without end", "ក្"},
		{"spaces", "    "},
		{"zero-width spaces", "\u200B"},
		{"marks on one letter", "\u0301"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Repeat(c.unit, 100_000/len(c.unit))
			l := all(text, reading, 600)
			longest := 0
			for i := range l.LineCount() {
				n := l.Line(i)
				longest = max(longest, n.End-n.Start)
			}
			if longest > 2*maxLine {
				t.Errorf("a line of %d bytes", longest)
			}
			for i := 0; i < l.LineCount(); i += max(1, l.LineCount()/10) {
				s := l.Shape(i)
				if c.unit != "    " && s.Width > 600.01 {
					t.Errorf("line %d is %v wide", i, s.Width)
				}
				for k := range s.Stops() {
					b := s.Stop(k)
					if x := s.X(b, Downstream); x != s.X(b, Upstream) {
						t.Errorf("the caret at %d stands at %v and %v", b, x, s.X(b, Upstream))
					}
				}
			}
		})
	}
}

// The layout may be asked while it is indexed and resized: run with -race.
func TestConcurrentUse(t *testing.T) {
	text := strings.Repeat(strings.Join(words, " "), 100)
	l := New(text, serif(), reading, 300)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var group sync.WaitGroup
	group.Add(2)
	go func() {
		defer group.Done()
		for !l.Index(ctx, 4096) && ctx.Err() == nil {
		}
	}()
	go func() {
		defer group.Done()
		for i := range 50 {
			l.Shape(l.LineOf(i * 100))
			l.LineAt(l.Height() / 2)
			l.Ready()
		}
	}()
	for i := range 20 {
		l.Resize(200 + float32(i))
		l.Shape(l.LineCount() - 1)
	}
	group.Wait()
	if bytes, done := l.Ready(); !done || bytes != len(text) {
		t.Errorf("ready: %d, %v", bytes, done)
	}
}

func TestIndexStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	l := New(strings.Repeat("some words ", 10_000), serif(), reading, 300)
	before, _ := l.Ready()
	if l.Index(ctx, 1<<20) {
		t.Error("all was indexed")
	}
	if after, _ := l.Ready(); after != before {
		t.Errorf("%d bytes were indexed", after-before)
	}
}

// TestThaiBreaksBetweenSyllables sets Thai so narrow that it has to be broken within its words, and finds no line that
// begins or ends where no syllable can.
func TestThaiBreaksBetweenSyllables(t *testing.T) {
	text := strings.Repeat("สำนักงานนายกเทศมนตรีกล่าวเมื่อวันอังคารว่าลูกเรือได้รับคำเตือนสองครั้งก่อนการหยุดงานและเขาไม่รู้ๆ", 8)
	for width := float32(60); width < 500; width += 17 {
		l := all(text, reading, width)
		for i := 1; i < l.LineCount(); i++ {
			if at := l.Line(i).Start; !lexicon.Parts(text, at) {
				t.Fatalf("at width %.0f a line ends with %q and the next begins with %q", width, text[at-6:at], text[at:at+3])
			}
		}
	}
}

// TestLinesEndWithWords sets text in which no spaces stand between words.
func TestLinesEndWithWords(t *testing.T) {
	for name, words := range map[string]string{
		"Thai":    "เขา|ไป|โรงเรียน|กับ|เพื่อน|และ|ซื้อ|หนังสือ|ภาษา|ไทย|ที่|กรุงเทพฯ|ทุก|วัน|",
		"Lao":     "ຂ້ອຍ|ຮັກ|ພາສາ|ລາວ|ແລະ|ໄປ|ໂຮງຮຽນ|ກັບ|ໝູ່|",
		"Khmer":   "ខ្ញុំ|ស្រឡាញ់|ប្រទេស|កម្ពុជា|និង|មាន|សៀវភៅ|ពីរ|",
		"Burmese": "ကျွန်တော်|မြန်မာ|စကား|ကို|ချစ်|ပါ|တယ်|",
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Repeat(strings.ReplaceAll(words, "|", ""), 500)
			ends := map[int]bool{}
			for at := 0; at < len(text); {
				for _, word := range strings.Split(strings.TrimSuffix(words, "|"), "|") {
					at += len(word)
					ends[at] = true
				}
			}
			for _, width := range []float32{200, 333, 600} {
				l := all(text, reading, width)
				for i := range l.LineCount() {
					line := l.Line(i)
					if !ends[line.End] {
						t.Fatalf("at width %v line %d ends within a word: %q", width, i, text[line.Start:line.End])
					}
					if w := l.Shape(i).Width; w > width || w < width-200 && line.End < len(text) {
						t.Fatalf("at width %v line %d is %v wide", width, i, w)
					}
				}
			}
		})
	}
}
