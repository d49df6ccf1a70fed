package reader

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// benchText is a text of about n bytes.
func benchText(n int) string { return strings.Repeat(article, n/len(article)+1) }

// benchMarks spreads n marks of both styles over a text of that many code points.
func benchMarks(n, length int) []Mark {
	random := rand.New(rand.NewPCG(1, 2))
	marks := make([]Mark, n)
	for i := range marks {
		start := random.IntN(length - 200)
		s := annotate.Segment{Start: start, End: start + 3 + random.IntN(60)}
		if i%3 == 0 {
			marks[i] = claim(fmt.Sprint(i), s)
		} else {
			marks[i] = actor(fmt.Sprint(i), "", s)
		}
	}
	return marks
}

// benchReader shows a text with marks, wholly set, in a pane of the size that three side by side have.
func benchReader(b *testing.B, bytes, marks int) *Reader {
	test.NewTempApp(b)
	r, _, later := newTestReader(b, benchText(bytes), articleRegions(), fyne.NewSize(530, 1240), Options{})
	for _, done := r.lay.Ready(); !done; _, done = r.lay.Ready() {
		(<-later)()
	}
	r.SetMarks(benchMarks(marks, r.text.Len()))
	r.paint()
	return r
}

// paint generates the pictures of the lines that have changed, as Fyne's painter does.
func (r *Reader) paint() {
	for _, v := range r.lines {
		if v.line >= 0 && v.raster.Visible() {
			v.generate(int(v.raster.Size().Width), int(v.raster.Size().Height))
		}
	}
	r.ruler.generate(tickRoom, int(r.page.size.Height))
}

// paintStretch generates the pictures of the lines of a stretch, and the overview.
func (r *Reader) paintStretch(s annotate.Segment) {
	for _, v := range r.lines {
		if v.line >= 0 && v.stretch.Start < s.End && s.Start < v.stretch.End {
			v.generate(int(v.raster.Size().Width), int(v.raster.Size().Height))
		}
	}
	r.ruler.generate(tickRoom, int(r.page.size.Height))
}

// BenchmarkKeyToHighlight is the time from the press of a label's key until the new mark's lines and the overview
// are painted, among marks of the given number in 1 MB of text.
func BenchmarkKeyToHighlight(b *testing.B) {
	for _, n := range []int{50, 1000, 10000, 100000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := benchReader(b, 1<<20, n)
			var s annotate.Segment
			r.opts.OnRune = func(rune) bool {
				r.PutMark(claim("new", s))
				return true
			}
			i := 0
			for b.Loop() {
				s = annotate.Segment{Start: 300 + i%500, End: 330 + i%500}
				r.TypedRune('2')
				r.paintStretch(s)
				i++
			}
		})
	}
}

// BenchmarkWheel is one notch of the wheel with the line or two that come into view painted.
func BenchmarkWheel(b *testing.B) {
	for _, bytes := range []int{7 << 10, 1 << 20} {
		for _, n := range []int{50, 10000} {
			b.Run(fmt.Sprintf("%dkB/%d", bytes>>10, n), func(b *testing.B) {
				r := benchReader(b, bytes, n)
				step := float32(-15)
				known := make([]int, len(r.lines))
				b.ReportAllocs()
				for b.Loop() {
					for i, v := range r.lines {
						known[i] = v.line
					}
					r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, step)})
					for i, v := range r.lines {
						if v.line >= 0 && v.line != known[i] {
							v.generate(int(v.raster.Size().Width), int(v.raster.Size().Height))
						}
					}
					if r.page.offset == 0 || r.page.offset == r.knownEnd() {
						step = -step
					}
				}
			})
		}
	}
}

// BenchmarkPage is a page down with every line painted.
func BenchmarkPage(b *testing.B) {
	r := benchReader(b, 1<<20, 10000)
	for b.Loop() {
		r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		r.paint()
		if r.page.offset == r.knownEnd() {
			r.SetCaret(0)
		}
	}
}

// BenchmarkHitTest finds what lies beneath the pointer.
func BenchmarkHitTest(b *testing.B) {
	for _, n := range []int{1000, 100000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := benchReader(b, 1<<20, n)
			i := 0
			for b.Loop() {
				r.marksUnder(fyne.NewPos(float32(30+i%400), float32(30+i%1100)))
				i++
			}
		})
	}
}

// BenchmarkSetMarks replaces all marks of 1 MB of text.
func BenchmarkSetMarks(b *testing.B) {
	for _, n := range []int{1000, 100000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := benchReader(b, 1<<20, 0)
			marks := benchMarks(n, r.text.Len())
			for b.Loop() {
				r.SetMarks(marks)
			}
		})
	}
}

// BenchmarkOpen shows the first screen of a text.
func BenchmarkOpen(b *testing.B) {
	for _, bytes := range []int{7 << 10, 1 << 20} {
		b.Run(fmt.Sprintf("%dkB", bytes>>10), func(b *testing.B) {
			r := benchReader(b, 7<<10, 0)
			text := benchText(bytes)
			for b.Loop() {
				r.SetText(textpos.New(text), nil)
				r.paint()
			}
		})
	}
}
