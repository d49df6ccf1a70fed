package store_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// BenchmarkSpanCommit marks one span, as a key press does: one act, durable when it returns.
func BenchmarkSpanCommit(b *testing.B) {
	p, d := oneArticle(b)
	b.ResetTimer()
	for i := range b.N {
		commitSpan(b, p, d, i)
	}
}

// BenchmarkBareInsert writes the rows of such a span, or all rows of such an act, with nothing but prepared INSERTs.
func BenchmarkBareInsert(b *testing.B) {
	for _, withLog := range []bool{false, true} {
		b.Run(fmt.Sprintf("log=%v", withLog), func(b *testing.B) {
			insert := bareInsert(b, withLog)
			b.ResetTimer()
			for range b.N {
				insert()
			}
		})
	}
}

// BenchmarkSpanCommitRatio does the three in turn, so that whatever else the disk is doing falls on all, and reports how
// many times the median bare insert the median act takes.
func BenchmarkSpanCommitRatio(b *testing.B) {
	p, d := oneArticle(b)
	bare, logged := bareInsert(b, false), bareInsert(b, true)
	var times [3][]time.Duration
	b.ResetTimer()
	for i := range b.N {
		for k, fn := range []func(){bare, logged, func() { commitSpan(b, p, d, i) }} {
			started := time.Now()
			fn()
			times[k] = append(times[k], time.Since(started))
		}
	}
	median := func(k int) float64 {
		slices.Sort(times[k])
		return float64(times[k][len(times[k])/2])
	}
	b.ReportMetric(median(2)/1e3, "act-µs")
	b.ReportMetric(median(2)/median(0), "×span-rows")
	b.ReportMetric(median(2)/median(1), "×all-rows")
}

// BenchmarkFirstActAfterARest marks one span in a file that was at rest, another one, and lets it rest again.
func BenchmarkFirstActAfterARest(b *testing.B) {
	for _, size := range []int{0, 20 << 20} {
		b.Run(fmt.Sprintf("MB=%d", size>>20), func(b *testing.B) {
			p, d := oneArticle(b)
			if size > 0 {
				storetest.Do(b, p, storetest.Anna, "import", func(tx *store.Tx) error {
					return tx.AddDocument(&annotate.Document{StoryID: d.StoryID, Text: strings.Repeat("Much text. ", size/11)}, nil)
				})
			}
			var acts, rests, awake []time.Duration
			for i := range b.N {
				for _, part := range []struct {
					times *[]time.Duration
					do    func()
				}{
					{&acts, func() { commitSpan(b, p, d, 2*i) }},
					{&awake, func() { commitSpan(b, p, d, 2*i+1) }},
					{&rests, func() {
						if err := p.Rest(); err != nil {
							b.Fatal(err)
						}
					}},
				} {
					started := time.Now()
					part.do()
					*part.times = append(*part.times, time.Since(started))
				}
			}
			median := func(times []time.Duration) float64 {
				slices.Sort(times)
				return float64(times[len(times)/2]) / 1e3
			}
			b.ReportMetric(median(acts), "first-act-µs")
			b.ReportMetric(median(awake), "next-act-µs")
			b.ReportMetric(median(rests), "rest-µs")
		})
	}
}

// BenchmarkOpen opens a project at rest, reads its stories, and closes it.
func BenchmarkOpen(b *testing.B) {
	p, _ := oneArticle(b)
	if err := p.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		p, err := store.Open(ctx, p.Path())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := p.Stories(ctx); err != nil {
			b.Fatal(err)
		}
		if err := p.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTwoPrograms marks spans in turn in two openings of a file.
func BenchmarkTwoPrograms(b *testing.B) {
	p, d := oneArticle(b)
	q, err := store.Open(ctx, p.Path())
	if err != nil {
		b.Fatal(err)
	}
	defer q.Close()
	for i := 0; b.Loop(); i++ {
		commitSpan(b, []*store.Project{p, q}[i%2], d, i)
	}
}

func oneArticle(b *testing.B) (*store.Project, annotate.Document) {
	p := storetest.New(b)
	d := storetest.AddDocument(b, p, strings.Repeat("The minister said so. ", 500))
	storetest.Tag(b, p, storetest.Anna, d, "actor", 4, 12)
	return p, d
}

func commitSpan(b *testing.B, p *store.Project, d annotate.Document, i int) {
	at := i % 500 * 22
	s := annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), Segments: []annotate.Segment{{Start: at + 4, End: at + 12}},
		Attributes: map[string]any{"type": "person"}}
	if _, err := p.Do(ctx, storetest.Anna, "tag", "Tag", func(tx *store.Tx) error { return tx.CreateSpan(&s) }); err != nil {
		b.Fatal(err)
	}
}

// bareInsert returns a function that inserts into the same tables, with the same pragmas on the same disk: a span with
// its segment, and with withLog the rows of the log too.
func bareInsert(b *testing.B, withLog bool) func() {
	const (
		span    = `INSERT INTO span VALUES (?, ?, ?, ?, NULL, '{"type":"person"}', '', 1, '[]', '2011-10-06T00:00:00.000Z', '2011-10-06T00:00:00.000Z')`
		segment = `INSERT INTO segment VALUES (?, 0, 4, 12)`
		act     = `INSERT INTO act VALUES (NULL, ?, '2011-10-06T00:00:00.000Z', ?, 'do', 'tag', 'Tag', NULL, 0, 0, 0)`
		change  = `INSERT INTO change VALUES (NULL, ?, '2011-10-06T00:00:00.000Z', ?, 'tag', 'span', ?, 0, NULL, ?)`
	)
	p, d := oneArticle(b)
	p.Close()
	db, err := sql.Open("sqlite3", "file:"+p.Path()+"?_journal_mode=WAL&_synchronous=FULL&_foreign_keys=1&_busy_timeout=5000")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	prepare := func(query string) *sql.Stmt {
		statement, err := db.Prepare(query)
		if err != nil {
			b.Fatal(err)
		}
		return statement
	}
	begin, commit := prepare("BEGIN IMMEDIATE"), prepare("COMMIT")
	spans, segments, acts, changes := prepare(span), prepare(segment), prepare(act), prepare(change)
	after := strings.Repeat("x", 450)
	exec := func(statement *sql.Stmt, args ...any) {
		if _, err := statement.Exec(args...); err != nil {
			b.Fatal(err)
		}
	}
	return func() {
		id := annotate.NewID()
		exec(begin)
		exec(spans, id, d.ID, storetest.Anna.ID, storetest.Label("actor"))
		exec(segments, id)
		if withLog {
			exec(changes, annotate.NewID(), storetest.Anna.ID, id, after)
			exec(acts, annotate.NewID(), storetest.Anna.ID)
		}
		exec(commit)
	}
}

// BenchmarkOpenLargeProject opens a project of 10,000 articles and 1,000,000 spans and reads the list of stories. Making
// the project, once a run, takes minutes.
func BenchmarkOpenLargeProject(b *testing.B) {
	path := filepath.Join(b.TempDir(), "large.parallax")
	p, err := store.Create(ctx, path, storetest.Codebook())
	if err != nil {
		b.Fatal(err)
	}
	started := time.Now()
	if err := storetest.Fill(ctx, p, storetest.Size{Stories: 2500, Documents: 4, Spans: 100, Characters: 6000}); err != nil {
		b.Fatal(err)
	}
	if err := p.Close(); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("made %d MB in %v", info.Size()>>20, time.Since(started).Round(time.Second))
	measure := func(name string, fn func(*store.Project)) {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				p, err := store.Open(ctx, path)
				if err != nil {
					b.Fatal(err)
				}
				fn(p)
				b.StopTimer()
				runtime.GC()
				var memory runtime.MemStats
				runtime.ReadMemStats(&memory)
				b.ReportMetric(float64(memory.HeapAlloc)/(1<<20), "heap-MB")
				if err := p.Close(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
		})
	}
	measure("stories", func(p *store.Project) {
		if stories, err := p.Stories(ctx); err != nil || len(stories) != 2500 {
			b.Fatal(len(stories), err)
		}
	})
	measure("stories-and-one-article", func(p *store.Project) {
		stories, err := p.Stories(ctx)
		if err != nil {
			b.Fatal(err)
		}
		documents, err := p.Documents(ctx, stories[1000].ID)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := p.Document(ctx, documents[0].ID); err != nil {
			b.Fatal(err)
		}
		if spans, err := p.Spans(ctx, documents[0].ID, ""); err != nil || len(spans) != 100 {
			b.Fatal(len(spans), err)
		}
	})
	measure("stats", func(p *store.Project) {
		if stats, err := p.Stats(ctx); err != nil || stats.Spans != 1000000 {
			b.Fatal(stats.Spans, err)
		}
	})
	measure("span-commit", func(p *store.Project) {
		stories, err := p.Stories(ctx)
		if err != nil {
			b.Fatal(err)
		}
		documents, err := p.Documents(ctx, stories[500].ID)
		if err != nil {
			b.Fatal(err)
		}
		storetest.Tag(b, p, storetest.Anna, documents[0], "actor", 25, 30)
		if _, err := p.Undo(ctx, ""); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkLayers100k reads 100,000 spans in 1,000 articles as an export does.
func BenchmarkLayers100k(b *testing.B) {
	p, err := store.Create(ctx, filepath.Join(b.TempDir(), "p.parallax"), storetest.Codebook())
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	if err := storetest.Fill(ctx, p, storetest.Size{Stories: 250, Documents: 4, Spans: 100, Characters: 6000}); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for range b.N {
		spans := 0
		for layer, err := range exchange.Layers(ctx, p, exchange.LayerQuery{}) {
			if err != nil {
				b.Fatal(err)
			}
			spans += len(layer.Spans)
		}
		if spans != 100000 {
			b.Fatal(spans)
		}
	}
}

// BenchmarkSpans reads the spans of one article, as opening it does.
func BenchmarkSpans(b *testing.B) {
	for _, n := range []int{50, 1000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p, err := store.Create(ctx, filepath.Join(b.TempDir(), "p.parallax"), storetest.Codebook())
			if err != nil {
				b.Fatal(err)
			}
			defer p.Close()
			if err := storetest.Fill(ctx, p, storetest.Size{Stories: 1, Documents: 1, Spans: n, Characters: 10 * n}); err != nil {
				b.Fatal(err)
			}
			stories, err := p.Stories(ctx)
			if err != nil {
				b.Fatal(err)
			}
			documents, err := p.Documents(ctx, stories[0].ID)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if spans, err := p.Spans(ctx, documents[0].ID, ""); err != nil || len(spans) != n {
					b.Fatal(len(spans), err)
				}
			}
		})
	}
}
