package read

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// benchDesk opens a window on a project of a size.
func benchDesk(b *testing.B, size storetest.Size) *desk {
	b.Helper()
	d := bareDesk(b)
	d.path = filepath.Join(b.TempDir(), "large.parallax")
	p, err := store.Create(context.Background(), d.path, storetest.Codebook())
	if err != nil {
		b.Fatal(err)
	}
	if err := storetest.Fill(context.Background(), p, size); err != nil {
		b.Fatal(err)
	}
	if err := p.Close(); err != nil {
		b.Fatal(err)
	}
	return d
}

// sizes are the articles that are measured: their text in bytes, and how many spans are marked in it.
var sizes = []struct {
	name         string
	bytes, spans int
}{{"7kB", 7e3, 50}, {"100kB", 1e5, 1000}, {"1MB", 1e6, 10_000}, {"1MB", 1e6, 100_000}, {"10MB", 1e7, 100_000}}

// eachSize runs a benchmark in a window that shows an article of each size with all of its spans, one of two alike.
func eachSize(b *testing.B, run func(b *testing.B, d *desk, spans int)) {
	for _, size := range sizes {
		b.Run(fmt.Sprintf("%s/%d", size.name, size.spans), func(b *testing.B) {
			d := benchDesk(b, storetest.Size{Stories: 1, Documents: 2, Spans: size.spans, Characters: size.bytes * 75 / 90})
			d.w.win.Resize(fyne.NewSize(1280, 800))
			d.open()
			d.view().setOthers(true)
			d.settle()
			run(b, d, size.spans)
		})
	}
}

// report tells the median and, where asked, a percentile near the end.
func report(b *testing.B, took []time.Duration, what string, percentile int) {
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2].Seconds()*1000, "ms-"+what)
	if percentile > 0 {
		b.ReportMetric(took[len(took)*percentile/100].Seconds()*1000, fmt.Sprintf("ms-%s-%d%%", what, percentile))
	}
}

// BenchmarkTag is one annotation: from the key press until the span is committed, marked and shown in the inspector; and
// until its highlight is painted, for which the whole pane is here.
func BenchmarkTag(b *testing.B) {
	eachSize(b, func(b *testing.B, d *desk, _ int) {
		p := d.view().panes.current()
		words := textpos.Fold(p.text.String(), false).Find("meet", 4000)
		var committed, painted []time.Duration
		for i := 0; b.Loop(); i++ {
			hit := words[i%len(words)]
			hit.End -= i / len(words) % 3
			p.reader.Select(hit)
			paint(p)
			begun := time.Now()
			p.reader.TypedRune('1')
			committed = append(committed, time.Since(begun))
			paint(p)
			painted = append(painted, time.Since(begun))
			d.settle()
		}
		report(b, committed, "committed", 95)
		report(b, painted, "painted", 95)
		b.ReportMetric(0, "ns/op") // holds the wait for what follows, which nobody waits for
	})
}

// BenchmarkOpenTenThousandStories is a large project from the call until its stories are listed.
func BenchmarkOpenTenThousandStories(b *testing.B) {
	d := benchDesk(b, storetest.Size{Stories: 10_000, Documents: 1, Spans: 10, Characters: 300})
	for b.Loop() {
		d.open()
		d.until("the stories are listed", func() bool { return d.view() != nil && len(d.view().sidebar.rows) >= 10_000 })
		b.StopTimer()
		d.close()
		d.settle()
		b.StartTimer()
	}
}

// BenchmarkOpenArticle opens an article of a project in a pane: the time from the call until its text is painted, until
// its spans are, and the longest that the window could not answer meanwhile; and the memory that the spans keep, by the
// thousand.
func BenchmarkOpenArticle(b *testing.B) {
	eachSize(b, func(b *testing.B, d *desk, n int) {
		p := d.view().panes.current()
		var text, spans, stuck []time.Duration
		for i := 0; b.Loop(); i++ {
			begun, longest := time.Now(), time.Duration(0)
			run := func(fn func()) {
				start := time.Now()
				fn()
				longest = max(longest, time.Since(start))
			}
			run(func() { p.load(d.view().articles.list[(i+1)%2].ID) })
			for p.text == nil {
				run(d.Take())
			}
			run(func() { paint(p) })
			text = append(text, time.Since(begun))
			for len(p.spans) < n {
				run(d.Take())
			}
			run(func() { paint(p) })
			spans, stuck = append(spans, time.Since(begun)), append(stuck, longest)
			d.settle()
		}
		report(b, text, "text", 0)
		report(b, spans, "spans", 0)
		report(b, stuck, "stuck", 0)
		shown := heap()
		p.spans = nil
		p.reader.SetMarks(nil)
		b.ReportMetric(float64(shown-heap())/float64(n), "kB/1000spans")
		b.ReportMetric(0, "ns/op")
	})
}

// heap is the memory in use.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// paint makes the pictures of a pane's text, as Fyne's painter does.
func paint(p *pane) {
	for _, o := range test.WidgetRenderer(p.reader).Objects() {
		if r, ok := o.(*canvas.Raster); ok && r.Visible() {
			r.Generator(int(r.Size().Width), int(r.Size().Height))
		}
	}
}
