package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// benchDesk opens a window on a project of a size.
func benchDesk(b *testing.B, size storetest.Size) *desk {
	b.Helper()
	app := test.NewTempApp(b)
	app.Preferences().SetString("annotator", "anna")
	d := &desk{t: b, calls: make(chan func(), 1<<14), path: filepath.Join(b.TempDir(), "large.parallax")}
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
	d.w = New(app, Options{OnUI: func(fn func()) { d.calls <- fn }, Poll: 1 << 50})
	b.Cleanup(d.w.closeProject)
	return d
}

// BenchmarkTagAmongTenThousandSpans is one annotation in an article that has 10,000: from the key press until the
// text view has the new mark and the inspector shows it, saved. The frame that draws it is not in it.
func BenchmarkTagAmongTenThousandSpans(b *testing.B) {
	d := benchDesk(b, storetest.Size{Stories: 1, Documents: 1, Spans: 10_000, Characters: 400_000})
	d.open()
	reader := d.w.workspace.panes.current().reader
	words := find(d.w.workspace.panes.current().text.String(), "meet", 4000)
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		hit := words[i%len(words)]
		hit.End -= i / len(words) % 3
		reader.Select(hit)
		begun := time.Now()
		reader.TypedRune('1')
		took = append(took, time.Since(begun))
		d.settle()
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-95%")
	b.ReportMetric(0, "ns/op") // holds the wait for what follows, which nobody waits for
}

// BenchmarkOpenTenThousandStories is a large project from the call until its stories are listed.
func BenchmarkOpenTenThousandStories(b *testing.B) {
	d := benchDesk(b, storetest.Size{Stories: 10_000, Documents: 1, Spans: 10, Characters: 300})
	for b.Loop() {
		d.w.OpenProject(d.path)
		d.until("the stories are listed", func() bool { return d.w.workspace != nil && len(d.w.workspace.sidebar.rows) >= 10_000 })
		b.StopTimer()
		d.w.closeProject()
		d.settle()
		b.StartTimer()
	}
}

// BenchmarkOpenArticle opens an article of a project in a pane, all of its spans shown: the time from the call until
// its text is painted, until its spans are, and the longest that the window could not answer meanwhile.
func BenchmarkOpenArticle(b *testing.B) {
	for _, size := range []struct {
		name              string
		characters, spans int
	}{{"7kB", 7e3, 50}, {"100kB", 1e5, 1000}, {"1MB", 1e6, 10_000}, {"1MB", 1e6, 100_000}, {"10MB", 1e7, 100_000}} {
		b.Run(fmt.Sprintf("%s/%d", size.name, size.spans), func(b *testing.B) {
			d := benchDesk(b, storetest.Size{Stories: 1, Documents: 2, Spans: size.spans, Characters: size.characters * 75 / 90})
			d.w.win.Resize(fyne.NewSize(1280, 800))
			d.open()
			d.w.workspace.others = true
			p := d.w.workspace.panes.current()
			var text, spans, stuck []time.Duration
			for i := 0; b.Loop(); i++ {
				begun := time.Now()
				longest := time.Duration(0)
				ui := func(fn func()) {
					start := time.Now()
					fn()
					longest = max(longest, time.Since(start))
				}
				ui(func() { p.load(d.w.workspace.documents[(i+1)%2].ID) })
				for p.text == nil {
					ui(<-d.calls)
				}
				ui(func() { paint(p) })
				text = append(text, time.Since(begun))
				for len(p.spans) < size.spans {
					ui(<-d.calls)
				}
				ui(func() { paint(p) })
				spans = append(spans, time.Since(begun))
				stuck = append(stuck, longest)
				b.StopTimer()
				d.settle()
				b.StartTimer()
			}
			for _, m := range []struct {
				took []time.Duration
				unit string
			}{{text, "ms-text"}, {spans, "ms-spans"}, {stuck, "ms-longest"}} {
				slices.Sort(m.took)
				b.ReportMetric(float64(m.took[len(m.took)/2].Microseconds())/1000, m.unit)
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// paint makes the pictures of a pane's text, as Fyne's painter does.
func paint(p *pane) {
	for _, o := range test.WidgetRenderer(p.reader).Objects() {
		if r, ok := o.(*canvas.Raster); ok && r.Visible() {
			r.Generator(int(r.Size().Width), int(r.Size().Height))
		}
	}
}
