package merge_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// benchmarkMerge merges two projects of so many articles with 100 spans each, which two people imported and annotated
// apart: every article is matched by its text and every annotation is new.
func benchmarkMerge(b *testing.B, documents int) {
	folder := b.TempDir()
	var files []string
	for range 2 {
		p, err := store.Create(ctx, filepath.Join(folder, "filled.parallax"), storetest.Codebook())
		if err != nil {
			b.Fatal(err)
		}
		if err := storetest.Fill(ctx, p, storetest.Size{Stories: documents / 4, Documents: 4, Spans: 100, Characters: 3000}); err != nil {
			b.Fatal(err)
		}
		files = append(files, snapshot(b, p, folder))
		p.Close()
		folder = b.TempDir()
	}
	b.ResetTimer()
	for range b.N {
		b.StopTimer()
		p := copyOf(b, files[0], b.TempDir())
		b.StartTimer()
		result := mergeFiles(b, p, files[1])
		if n := result.Plan.Files[0].Annotations["span"].Added; n != documents*100 {
			b.Fatal(n)
		}
		b.StopTimer()
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		b.ReportMetric(float64(memory.HeapSys)/(1<<20), "heap-MB")
		p.Close()
		b.StartTimer()
	}
}

// filledBench is a project of so many spans in articles of 200.
func filledBench(b *testing.B, spans int) *store.Project {
	p, err := store.Create(ctx, filepath.Join(b.TempDir(), "filled.parallax"), storetest.Codebook())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { p.Close() })
	if err := storetest.Fill(ctx, p, storetest.Size{Stories: spans / 800, Documents: 4, Spans: 200, Characters: 3000}); err != nil {
		b.Fatal(err)
	}
	return p
}

// BenchmarkMergeInto merges the same 20 articles into projects of different sizes, and plans that before.
func BenchmarkMergeInto(b *testing.B) {
	small := snapshot(b, filledBench(b, 4_000), b.TempDir())
	for _, spans := range []int{40_000, 160_000} {
		large := snapshot(b, filledBench(b, spans), b.TempDir())
		b.Run(fmt.Sprintf("plan/%d", spans), func(b *testing.B) {
			p := copyOf(b, large, b.TempDir())
			for b.Loop() {
				if _, err := merge.Preview(ctx, p, []string{small}, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("merge/%d", spans), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				p := copyOf(b, large, b.TempDir())
				b.StartTimer()
				mergeFiles(b, p, small)
				b.StopTimer()
				p.Close()
				b.StartTimer()
			}
		})
	}
}

// BenchmarkCheck checks projects of different sizes.
func BenchmarkCheck(b *testing.B) {
	for _, spans := range []int{40_000, 160_000} {
		p := filledBench(b, spans)
		if err := p.Rest(); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(spans), func(b *testing.B) {
			for b.Loop() {
				if problems, err := p.Check(ctx, nil); err != nil || len(problems) > 0 {
					b.Fatal(problems, err)
				}
			}
		})
	}
}
