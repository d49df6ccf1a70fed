package ui

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// benchDesk opens a window on a project of a size.
func benchDesk(b *testing.B, size storetest.Size) *desk {
	b.Helper()
	app := test.NewTempApp(b)
	app.Preferences().SetString("annotator", "anna")
	d := &desk{Loop: uitest.NewLoop(b), t: b, path: filepath.Join(b.TempDir(), "large.parallax")}
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
	d.w = New(app, Options{OnUI: d.OnUI, Poll: 1 << 50})
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
