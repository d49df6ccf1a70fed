package reviewview

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// BenchmarkDecideAmongHundredThousand is one decision with 100,000 items in the queue: from the key press until it is
// saved and the next item stands in the list, in the article and on the panel. The frame that draws it is not in it.
func BenchmarkDecideAmongHundredThousand(b *testing.B) {
	p, err := store.Create(ctx, filepath.Join(b.TempDir(), "large.parallax"), storetest.Codebook())
	if err != nil {
		b.Fatal(err)
	}
	if err := storetest.Fill(ctx, p, storetest.Size{Stories: 100, Documents: 10, Spans: 100, Characters: 3000}); err != nil {
		b.Fatal(err)
	}
	d := open(b, p, theme.Light)
	for name, order := range map[string]review.Sorting{"article": review.ByArticle, "disagreement": review.ByDisagreement} {
		b.Run(name, func(b *testing.B) {
			d.view.queue.sorting = order
			d.view.filters.apply()
			d.settle()
			keys := []rune{'1', 'x', '1', 's'}
			took := make([]time.Duration, 0, b.N)
			for i := range b.N {
				begun := time.Now()
				d.view.page.reader.TypedRune(keys[i%len(keys)])
				took = append(took, time.Since(begun))
				d.Next() // what the review reads beside the window
			}
			d.settle()
			slices.Sort(took)
			b.ReportMetric(float64(d.view.queue.Counts().Items), "items")
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-95%")
			b.ReportMetric(0, "ns/op") // holds the wait for what follows, which nobody waits for
		})
	}
}
