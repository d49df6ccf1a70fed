package find_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/search"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/find"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// writer writes articles of words that are as frequent as those of a language: the nth most frequent about 1/n as often as the first.
type writer struct {
	*rand.Rand
	zipf  *rand.Zipf
	words []string
}

func newWriter() *writer {
	w := &writer{Rand: rand.New(rand.NewPCG(1, 1))}
	w.zipf = rand.NewZipf(w.Rand, 1.07, 4, 80_000)
	seen := map[string]bool{}
	for len(w.words) <= 80_000 {
		var b strings.Builder
		for range 1 + len(fmt.Sprint(len(w.words)))/2 + w.IntN(2) {
			b.WriteByte("bcdfghklmnprstvw"[w.IntN(16)])
			b.WriteString([]string{"a", "e", "i", "o", "u", "ai", "é"}[w.IntN(7)])
		}
		if word := b.String(); !seen[word] {
			seen[word] = true
			w.words = append(w.words, word)
		}
	}
	return w
}

func (w *writer) article() string {
	var b strings.Builder
	for n := 0; b.Len() < 4000; n++ {
		b.WriteString(w.words[w.zipf.Uint64()])
		if n%12 == 11 {
			b.WriteByte('.')
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// BenchmarkSearch types queries into the search of projects of many articles: each key asks for the first 50 hits and how many
// there are. Where PARALLAX_BENCH_LARGE is set, one of 100,000 articles is made too.
func BenchmarkSearch(b *testing.B) {
	sizes := []int{1000, 10_000}
	if os.Getenv("PARALLAX_BENCH_LARGE") != "" {
		sizes = append(sizes, 100_000)
	}
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmarkSearch(b, n) })
	}
}

func benchmarkSearch(b *testing.B, articles int) {
	p, w := storetest.New(b), newWriter()
	began := time.Now()
	for from := 0; from < articles; from += 1000 {
		storetest.Do(b, p, annotate.Annotator{}, "import", func(tx *store.Tx) error {
			story, _, err := tx.EnsureStory(fmt.Sprintf("Story %05d", from))
			for range 1000 {
				d := annotate.Document{StoryID: story.ID, Text: w.article(), Outlet: fmt.Sprint("Outlet ", w.IntN(20)), Published: fmt.Sprintf("2011-10-%02d", 1+w.IntN(28))}
				if err == nil {
					err = tx.AddDocument(&d, []annotate.Region{{Start: 0, End: 30, Kind: annotate.RegionTitle}})
				}
			}
			return err
		})
	}
	imported := time.Since(began)
	size := func() int64 {
		if err := p.Rest(); err != nil {
			b.Fatal(err)
		}
		info, err := os.Stat(p.Path())
		if err != nil {
			b.Fatal(err)
		}
		return info.Size()
	}
	before := size()
	began = time.Now()
	if err := p.Renew(ctx, derived.SearchPart, nil); err != nil {
		b.Fatal(err)
	}
	b.Logf("%d articles imported in %v, their index made in %v; %d MB, of which %d are the index", articles, imported.Round(time.Millisecond),
		time.Since(began).Round(time.Millisecond), size()>>20, (size()-before)>>20)
	f := find.New(p)
	for _, q := range []struct{ name, query string }{
		{"often", w.words[0]}, {"usual", w.words[300]}, {"seldom", w.words[60_000]}, {"beginning", w.words[300][:3] + "*"}, {"short", "ba*"},
		{"two", w.words[20] + " " + w.words[200]}, {"phrase", fmt.Sprintf(`"%s %s"`, w.words[0], w.words[1])}, {"near", w.words[2] + " NEAR " + w.words[30]},
	} {
		asked, err := search.Parse(q.query)
		if err != nil {
			b.Fatal(err)
		}
		for _, region := range []annotate.RegionKind{"", find.Prose} {
			b.Run(q.name+string(region), func(b *testing.B) {
				total, first := 0, time.Duration(0)
				for b.Loop() {
					began, told := time.Now(), time.Duration(0)
					found, err := f.Find(ctx, find.Question{Query: asked, Region: region}, 50, find.Hearer{First: func(find.Found) { told = time.Since(began) }})
					if err != nil {
						b.Fatal(err)
					}
					if told == 0 {
						told = time.Since(began)
					}
					total, first = found.Total, first+told
				}
				b.ReportMetric(float64(total), "hits")
				b.ReportMetric(float64(first.Microseconds())/1000/float64(b.N), "ms-first")
			})
		}
	}
}
