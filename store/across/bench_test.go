package across_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/across"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// BenchmarkPassages has a story of 50 articles of 6 kB: all of them compared and kept, read again, and one added and compared with them.
func BenchmarkPassages(b *testing.B) {
	p := storetest.New(b)
	r := rand.New(rand.NewPCG(1, 1))
	story := storetest.Stories(b, p)[0]
	sentence := func() string {
		var t strings.Builder
		for range 15 + r.IntN(15) {
			fmt.Fprintf(&t, "%c%c%cer%c the ", 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(4), 'a'+r.IntN(9))
		}
		return t.String() + "mill. "
	}
	var known []string // what several articles quote
	for range 60 {
		known = append(known, sentence())
	}
	write := func() string {
		var t strings.Builder
		for n := 0; t.Len() < 6000; n++ {
			t.WriteString(sentence())
			if n%5 == 0 {
				t.WriteString(known[r.IntN(len(known))])
			}
		}
		return t.String()
	}
	addOne := func() {
		d := annotate.Document{StoryID: story, Language: "en", Text: write()}
		storetest.Do(b, p, annotate.Annotator{}, "import", func(tx *store.Tx) error { return tx.AddDocument(&d, nil) })
	}
	for range 50 {
		addOne()
	}
	look := func(b *testing.B) time.Duration {
		began := time.Now()
		if shared, err := across.Passages(ctx, p, story, nil); err != nil || len(shared.Families) == 0 {
			b.Fatal(err)
		}
		return time.Since(began)
	}
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			if err := p.MakeAnew(ctx, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("kept", func(b *testing.B) {
		for b.Loop() {
			look(b)
		}
	})
	b.Run("added", func(b *testing.B) {
		var spent time.Duration
		for b.Loop() {
			addOne()
			spent += look(b)
			if _, err := p.Undo(ctx, ""); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(spent.Microseconds())/1000/float64(b.N), "ms-passages")
	})
}
