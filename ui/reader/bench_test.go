package reader

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
	"github.com/parallax-annotation/parallax/ui/reader/readertest"
)

// A text of n bytes is called as people say it.
var benchSizes = []struct {
	name  string
	bytes int
}{{"7kB", 7e3}, {"100kB", 1e5}, {"1MB", 1e6}, {"10MB", 1e7}}

// eachCase runs a benchmark for every text with every number of marks that it has room for.
func eachCase(b *testing.B, run func(b *testing.B, text string, marks int)) {
	for _, s := range benchSizes {
		for _, marks := range []int{50, 1000, 10000, 100000} {
			if marks*7 <= s.bytes {
				b.Run(fmt.Sprintf("%s/%d", s.name, marks), func(b *testing.B) { run(b, readertest.Text(s.bytes), marks) })
			}
		}
	}
}

// benchMarks spreads n marks of both styles over a text of that many code points, in the order of the text, as a
// project delivers them.
func benchMarks(n, length int) []Mark {
	marks := make([]Mark, n)
	segments := readertest.Segments(n, length)
	slices.SortFunc(segments, func(a, b annotate.Segment) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	for i, s := range segments {
		if i%3 == 0 {
			marks[i] = claim(fmt.Sprint(i), s)
		} else {
			marks[i] = actor(fmt.Sprint(i), "", s)
		}
	}
	return marks
}

// benchReader shows a text with marks, wholly set, in a pane of the size that three side by side have.
func benchReader(b testing.TB, text string, marks int) *Reader {
	test.NewTempApp(b)
	r, _, later := newTestReader(b, text, nil, fyne.NewSize(530, 1240), Options{})
	settle(r, later)
	r.SetMarks(benchMarks(marks, r.text.Len()))
	r.paint(true)
	return r
}

// settle waits until the text is wholly set.
func settle(r *Reader, later chan func()) {
	for !r.Ready() {
		(<-later)()
	}
}

// paint generates the pictures that have changed since the last time, or all, as Fyne's painter does.
func (r *Reader) paint(all bool) {
	for _, v := range r.surface.strips {
		if v.number >= 0 && (all || v.number != painted[v]) {
			v.generate(int(v.raster.Size().Width), int(v.raster.Size().Height))
			painted[v] = v.number
		}
	}
	if all || r.ruler.overview.Stale() {
		r.ruler.generate(paint.OverviewWidth, int(r.page.size.Height))
	}
}

// painted is which number each strip showed when it was painted last.
var painted = map[*strip]int{}

// BenchmarkFirstScreen opens a text with its marks, as the window does it: the text is shown at once, the marks when
// they are readied beside it. It tells when the first screen of the text was painted and when that with its marks was;
// the rest of the text is set in the background.
func BenchmarkFirstScreen(b *testing.B) {
	eachCase(b, func(b *testing.B, text string, n int) {
		r := benchReader(b, readertest.Text(7e3), 50)
		marks := benchMarks(n, textpos.New(text).Len())
		var plain, marked []time.Duration
		for b.Loop() {
			start := time.Now()
			readied := make(chan *Marks)
			go func() { readied <- NewMarks(marks) }()
			r.SetText(textpos.New(text), nil)
			r.paint(true)
			plain = append(plain, time.Since(start))
			r.ShowMarks(<-readied)
			r.paint(true)
			marked = append(marked, time.Since(start))
			b.StopTimer()
			if r.stopIndex != nil {
				r.stopIndex()
			}
			b.StartTimer()
		}
		reportMedian(b, plain, "ms-text")
		reportMedian(b, marked, "ms-marks")
		b.ReportMetric(0, "ns/op") // medians say more
	})
}

// reportMedian reports the middle of the times.
func reportMedian(b *testing.B, took []time.Duration, unit string) {
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2].Seconds()*1000, unit)
}

// BenchmarkKey is the time from the press of a label's key until the new mark's lines and the overview are painted.
// The commit of the span is measured in package ui.
func BenchmarkKey(b *testing.B) {
	eachCase(b, func(b *testing.B, text string, n int) {
		r := benchReader(b, text, n)
		var s annotate.Segment
		r.opts.OnRune = func(rune) bool {
			r.PutMark(claim("new", s))
			return true
		}
		i := 0
		for b.Loop() {
			s = annotate.Segment{Start: 300 + i%500, End: 330 + i%500}
			r.TypedRune('2')
			for _, v := range r.surface.strips {
				if v.number >= 0 && v.stretch.Start < s.End && s.Start < v.stretch.End {
					v.generate(int(v.raster.Size().Width), int(v.raster.Size().Height))
				}
			}
			r.ruler.generate(paint.OverviewWidth, int(r.page.size.Height))
			i++
		}
	})
}

// BenchmarkWheel is one notch of the wheel, what comes into view painted.
func BenchmarkWheel(b *testing.B) {
	eachCase(b, func(b *testing.B, text string, n int) { benchScroll(b, benchReader(b, text, n), 15) })
}

// BenchmarkPage is a page, painted.
func BenchmarkPage(b *testing.B) {
	eachCase(b, func(b *testing.B, text string, n int) { benchScroll(b, benchReader(b, text, n), 500) })
}

func benchScroll(b *testing.B, r *Reader, by float32) {
	by = -by
	step := func() {
		r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, by)})
		r.paint(false)
		if r.page.offset == 0 || r.page.offset == r.page.knownEnd() {
			by = -by
		}
	}
	for range 100 {
		step() // letters and words seen for the first time
	}
	b.ReportAllocs()
	for b.Loop() {
		step()
	}
}

// BenchmarkScrollFrame is a frame in which three texts of 1 MB, 1600×1240 in all, scroll by a notch of the wheel, our
// own code alone: the median and the worst, by the clock and by what the thread worked. What the clock has more went to
// other processes, or to the collection of garbage beside it.
func BenchmarkScrollFrame(b *testing.B) {
	test.NewTempApp(b)
	var views []*Reader
	grid := container.NewGridWithColumns(3)
	later := make(chan func(), 1000)
	for range 3 {
		r := New(Options{OnUI: func(f func()) { later <- f }})
		r.SetText(textpos.New(readertest.Text(1e6)), nil)
		views = append(views, r)
		grid.Add(r)
	}
	w := test.NewTempWindow(b, grid)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1600, 1240))
	for _, r := range views {
		settle(r, later)
		r.SetMarks(benchMarks(10000, r.text.Len()))
	}
	step := func() {
		for _, r := range views {
			r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -15)})
			r.paint(false)
		}
	}
	for range 300 {
		step()
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var took, worked []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		start, before := time.Now(), readertest.ThreadTime()
		step()
		took, worked = append(took, time.Since(start)), append(worked, readertest.ThreadTime()-before)
	}
	for _, c := range []struct {
		times []time.Duration
		unit  string
	}{{took, "ms-clock"}, {worked, "ms-worked"}} {
		reportMedian(b, c.times, c.unit)
		b.ReportMetric(c.times[len(c.times)*99/100].Seconds()*1000, c.unit+"-99%")
		b.ReportMetric(c.times[len(c.times)-1].Seconds()*1000, c.unit+"-worst")
	}
}

// BenchmarkSoftwarePainter is a notch of the wheel, and a page, the whole pane painted by Fyne's own painter without
// OpenGL.
func BenchmarkSoftwarePainter(b *testing.B) {
	for _, c := range []struct {
		name string
		by   float32
	}{{"wheel", -15}, {"page", -500}} {
		b.Run(c.name, func(b *testing.B) {
			eachCase(b, func(b *testing.B, text string, n int) {
				r := benchReader(b, text, n)
				canvas, by := fyne.CurrentApp().Driver().CanvasForObject(r), c.by
				for b.Loop() {
					r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, by)})
					canvas.Capture()
					if r.page.offset == 0 || r.page.offset == r.page.knownEnd() {
						by = -by
					}
				}
			})
		})
	}
}

// BenchmarkHitTest finds what lies beneath the pointer.
func BenchmarkHitTest(b *testing.B) {
	eachCase(b, func(b *testing.B, text string, n int) {
		r := benchReader(b, text, n)
		i := 0
		for b.Loop() {
			r.page.marksUnder(fyne.NewPos(float32(30+i%400), float32(30+i%1100)))
			i++
		}
	})
}

// BenchmarkSetMarks replaces all marks of 1 MB of text.
func BenchmarkSetMarks(b *testing.B) {
	r := benchReader(b, readertest.Text(1e6), 0)
	for _, n := range []int{50, 1000, 10000, 100000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			marks := benchMarks(n, r.text.Len())
			for b.Loop() {
				r.SetMarks(marks)
			}
		})
	}
}

// BenchmarkMemory is what a text keeps, wholly set, for each of its bytes, the text itself included but no pictures;
// and what marks keep, by the thousand, with their ids of 36 letters and their segments.
func BenchmarkMemory(b *testing.B) {
	heap := func() int64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	eachCase(b, func(b *testing.B, text string, n int) {
		r := benchReader(b, readertest.Text(7e3), 0)
		for b.Loop() {
			before := heap()
			later := make(chan func(), 1000)
			other := New(Options{OnUI: func(f func()) { later <- f }})
			other.surface.recolor()
			other.SetText(textpos.New(strings.Clone(text)), nil)
			other.page.resize(r.page.size)
			settle(other, later)
			b.ReportMetric(float64(heap()-before)/float64(len(text)), "B/B")
			before = heap()
			marks := benchMarks(n, other.text.Len())
			for i := range marks {
				marks[i].ID = fmt.Sprintf("%036d", i)
				marks[i].Segments = slices.Clone(marks[i].Segments)
			}
			other.SetMarks(marks)
			b.ReportMetric(float64(heap()-before)/float64(n), "kB/1000spans")
			runtime.KeepAlive(other)
		}
		b.ReportMetric(0, "ns/op")
	})
}
