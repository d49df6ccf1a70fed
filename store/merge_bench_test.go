package store_test

import (
	"path/filepath"
	"runtime"
	"testing"

	"github.com/parallax-annotation/parallax/store"
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
