package layout

import (
	"context"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"
)

// serif is the fonts of most tests: Latin, Greek, Cyrillic and Hebrew are in it, all else is boxes.
var serif = sync.OnceValue(func() *Fonts {
	f, err := NewFonts(Serif())
	if err != nil {
		panic(err)
	}
	return f
})

var reading = Style{Size: 16, LineHeight: 1.5, ParagraphGap: 8}

// all returns a layout of text that is fully indexed.
func all(text string, style Style, width float32) *Layout {
	l := New(text, serif(), style, width)
	for !l.Index(context.Background(), 1<<20) {
	}
	return l
}

// words are what mixed text is made of: scripts, marks, joiners, spaces of all kinds, line ends, long words.
var words = []string{
	"the", "office", "naïve", "AVATAR", "e\u0301le\u0300ve", "Ünïcode", "fi", "(see", "p.", "12)", "“Quoted,”", "state-of-the-art", "—", "…", "$1,234.50",
	"👩‍👩‍👧‍👦", "🇫🇷🇩🇪🇺", "👍🏽", "☺️", "e\u0301\u0302\u0303\u0304", "العربية", "اَلْعَرَبِيَّةُ", "١٢٣", "שלום", "שָׁלוֹם", "(עברית)", "中文字体", "，。", "日本語の", "テスト", "한국어",
	"ภาษาไทยง่าย", "ພາສາລາວ", "ភាសាខ្មែរ", "မြန်မာစကား", "हिन्दी", "क्ष", "\u200B", "\u200D", "\u00AD", "\u200F", "\u202B", "\u202C", "\u2067", "\u2069", "\u0301", "\uFDFD", "\u00A0", "\u3000", "\u2003",
	"\t", "\n", "\n\n", "\r\n", "\r", "\v", "\u2028", "\u0085", "  ", "     ", "https://example.org/a/very/long/path?with=arguments&more=of-them#and-a-fragment",
	"Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsentwurf", "\x00",
}

func mixed(from, to int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(from, to).Draw(t, "words") {
			b.WriteString(rapid.SampledFrom(words).Draw(t, "word"))
			if rapid.IntRange(0, 3).Draw(t, "spaced") > 0 {
				b.WriteByte(' ')
			}
		}
		return b.String()
	})
}

var widths = rapid.SampledFrom([]float32{0, 1, 20, 63, 150, 400, 1000})

// boundaries returns the grapheme boundaries of text, each paragraph by itself.
func boundaries(text string) map[int]bool {
	at := map[int]bool{0: true}
	start := 0
	for _, paragraph := range strings.SplitAfter(text, "\n") {
		for g := graphemes.FromString(paragraph); g.Next(); {
			at[start+g.End()] = true
		}
		start += len(paragraph)
	}
	return at
}

func TestLinesPartitionTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := mixed(0, 60).Draw(t, "text")
		width := widths.Draw(t, "width")
		l := all(text, reading, width)
		at, top := 0, math.Inf(-1)
		bounds := boundaries(text)
		for i := range l.LineCount() {
			n := l.Line(i)
			if n.Start != at || n.End < n.Start || n.Content > n.End || n.Content < n.Start {
				t.Fatalf("line %d is [%d,%d) with content to %d; it should begin at %d", i, n.Start, n.End, n.Content, at)
			}
			if n.End == n.Start && n.End != len(text) {
				t.Fatalf("line %d at %d is empty", i, n.Start)
			}
			if !bounds[n.Start] || !bounds[n.Content] {
				t.Fatalf("line %d, %q, is not whole clusters", i, text[n.Start:n.End])
			}
			if n.Top <= top {
				t.Fatalf("line %d lies at %v, the one before at %v", i, n.Top, top)
			}
			if got := l.LineAt(n.Top + float64(n.Height)/2); got != i {
				t.Fatalf("LineAt the middle of line %d: %d", i, got)
			}
			if n.Start < len(text) {
				if got := l.LineOf(n.Start); got != i {
					t.Fatalf("LineOf the start of line %d: %d", i, got)
				}
				if got := l.LineOf(n.End - 1); got != i {
					t.Fatalf("LineOf the end of line %d: %d", i, got)
				}
			}
			at, top = n.End, n.Top
		}
		if at != len(text) {
			t.Fatalf("the lines end at %d of %d", at, len(text))
		}
		last := l.Line(l.LineCount() - 1)
		if h := last.Top + float64(last.Height); math.Abs(h-l.Height()) > 1e-6 || l.Height() != l.EstimatedHeight() {
			t.Fatalf("the last line ends at %v, heights are %v and %v", h, l.Height(), l.EstimatedHeight())
		}
	})
}

func TestLinesFitTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := mixed(0, 40).Draw(t, "text")
		width := widths.Draw(t, "width")
		l := all(text, reading, width)
		for i := range l.LineCount() {
			s := l.Shape(i)
			if s.Width <= width+0.01 {
				continue
			}
			// What cannot be cut is wider than the line: one cluster of HarfBuzz (a ligature, or a joiner with what is around it).
			var units int
			sh := l.fonts.take()
			parts, _ := l.parts(sh, l.Line(i))
			l.fonts.give(sh)
			for _, p := range parts {
				for k, c := range p.shape.clusters[p.from:p.to] {
					if p.kind == word && (c.safe && !p.joined || units == 0) && (c.advance > 0 || k == 0) {
						units++
					}
				}
			}
			if units > 1 {
				t.Fatalf("line %d, %q, is %v wide, more than %v, and has %d clusters", i, text[s.Start:s.Content], s.Width, width, units)
			}
		}
	})
}

func TestCaretStops(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := mixed(0, 40).Draw(t, "text")
		l := all(text, reading, widths.Draw(t, "width"))
		bounds := boundaries(text)
		for i := range l.LineCount() {
			s := l.Shape(i)
			checkLine(t, l, s, bounds)
		}
	})
}

// checkLine checks that the caret stops of a line are its grapheme boundaries and that hit test and caret are inverse.
func checkLine(t interface {
	Fatalf(string, ...any)
	Helper()
}, l *Layout, s *Shaped, bounds map[int]bool) {
	t.Helper()
	text := l.Text()
	var stops []int
	at := map[float32][]int{} // x → stops whose caret may stand there
	for k := range s.Stops() {
		b := s.Stop(k)
		if !bounds[b] || k > 0 && b <= stops[k-1] {
			t.Fatalf("caret stop %d of %q is at %d after %v", k, text[s.Start:s.Content], b, stops)
		}
		stops = append(stops, b)
		for _, a := range []Affinity{Downstream, Upstream} {
			at[s.X(b, a)] = append(at[s.X(b, a)], b)
		}
	}
	count := 0
	for b := range bounds {
		if b >= s.Start && b <= s.Content {
			count++
		}
	}
	if count != len(stops) {
		t.Fatalf("%q has %d grapheme boundaries and %d caret stops", text[s.Start:s.Content], count, len(stops))
	}
	for _, b := range stops {
		for _, a := range []Affinity{Downstream, Upstream} {
			x := s.X(b, a)
			got, affinity := s.Offset(x)
			if !slices.Contains(at[x], got) || s.X(got, affinity) != x {
				t.Fatalf("%q: caret %d stands at %v, where the hit test finds %d, which stands at %v", text[s.Start:s.Content], b, x, got, s.X(got, affinity))
			}
			same := true
			for _, other := range at[x] {
				same = same && other == b
			}
			if same && got != b {
				t.Fatalf("%q: caret %d stands alone at %v, where the hit test finds %d", text[s.Start:s.Content], b, x, got)
			}
		}
	}
}

func TestRectsCoverTheirClusters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := mixed(1, 40).Draw(t, "text")
		l := all(text, reading, widths.Draw(t, "width"))
		s := l.Shape(rapid.IntRange(0, l.LineCount()-1).Draw(t, "line"))
		i := rapid.IntRange(0, s.Stops()-1).Draw(t, "from")
		j := rapid.IntRange(i, s.Stops()-1).Draw(t, "to")
		var want, got float32
		for k := i; k < j; k++ {
			lo, hi := s.X(s.Stop(k), Downstream), s.X(s.Stop(k+1), Upstream)
			want += max(lo-hi, hi-lo)
		}
		spans := s.Rects(nil, s.Stop(i), s.Stop(j))
		for k, span := range spans {
			if span.X0 >= span.X1 || k > 0 && span.X0 < spans[k-1].X1 {
				t.Fatalf("spans %v", spans)
			}
			got += span.X1 - span.X0
		}
		if math.Abs(float64(want-got)) > 0.1 {
			t.Fatalf("%q: clusters %d to %d are %v wide, their spans %v", text[s.Start:s.Content], i, j, want, got)
		}
	})
}

// lines returns where the lines begin.
func lines(l *Layout) []int {
	var starts []int
	for i := range l.LineCount() {
		starts = append(starts, l.Line(i).Start)
	}
	return starts
}

func TestLinesDoNotDependOnHowTheyWereMade(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Repeat(mixed(1, 60).Draw(t, "text"), rapid.SampledFrom([]int{1, 1, 40, 200}).Draw(t, "times"))
		width := widths.Draw(t, "width")
		if len(text) > 50_000 {
			width = max(width, 150)
		}
		want := lines(all(text, reading, width))

		l := New(text, serif(), Style{Size: 30, LineHeight: 1}, 77)
		for done := false; !done; {
			done = l.Index(context.Background(), rapid.IntRange(1, 40_000).Draw(t, "budget"))
			switch rapid.IntRange(0, 3).Draw(t, "change") {
			case 0:
				l.Resize(rapid.Float32Range(50, 900).Draw(t, "other width"))
			case 1:
				l.Restyle(Style{Size: rapid.Float32Range(8, 40).Draw(t, "size"), LineHeight: 1})
			}
		}
		l.Restyle(reading)
		l.Resize(width)
		if got := lines(l); !slices.Equal(got, want) {
			t.Fatalf("lines at %v, want %v", got, want)
		}
	})
}
