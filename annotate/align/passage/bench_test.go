package passage_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// BenchmarkCopies measures how well copies with known edits are found; the time is that of all of them.
func BenchmarkCopies(b *testing.B) {
	for _, e := range edits {
		b.Run(e.name, func(b *testing.B) {
			var f figures
			for b.Loop() {
				f = measure(b, e)
			}
			b.ReportMetric(f.plagdet, "plagdet")
			b.ReportMetric(f.precision, "precision")
			b.ReportMetric(f.recall, "recall")
			b.ReportMetric(f.granularity, "granularity")
		})
	}
}

// BenchmarkTwoLongArticles reads and compares two articles of 1 MB, of which the second copies some of the first.
func BenchmarkTwoLongArticles(b *testing.B) {
	p := newProse(b, 1)
	first, second, _ := p.texts(7500, 500, edits[1])
	b.SetBytes(int64(len(first) + len(second)))
	for b.Loop() {
		if got := passage.Compare(read(first), read(second)); len(got) < 100 {
			b.Fatalf("%d passages", len(got))
		}
	}
}

// story is articles of about 6 kB, each of which quotes some sentences that all of them know.
func story(b *testing.B, articles int) []string {
	p := newProse(b, 2)
	var known []string
	for range 60 {
		known = append(known, write(p.sentence()))
	}
	texts := make([]string, articles)
	for i := range texts {
		var t strings.Builder
		for n := 0; t.Len() < 6000; n++ {
			if n%5 == 0 {
				t.WriteString(known[p.IntN(len(known))])
			}
			t.WriteString(write(p.sentence()))
			if n%4 == 3 {
				t.WriteString("\n\n")
			}
		}
		texts[i] = t.String()
	}
	return texts
}

func readAll(b *testing.B, texts []string) []*passage.Text {
	var articles []passage.Article
	for _, t := range texts {
		articles = append(articles, passage.Article{Text: textpos.New(t), Language: "en"})
	}
	all, err := passage.ReadAll(context.Background(), articles)
	if err != nil {
		b.Fatal(err)
	}
	return all
}

// BenchmarkStory reads and compares all articles of a story, and joins what they share to families.
func BenchmarkStory(b *testing.B) {
	for _, articles := range []int{4, 50} {
		texts := story(b, articles)
		b.Run(fmt.Sprint(articles, " articles"), func(b *testing.B) {
			for b.Loop() {
				found, err := passage.Among(context.Background(), readAll(b, texts), nil)
				if err != nil || len(passage.Families(found)) == 0 {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkArticleAdded compares one article that is new with the 50 of its story, which were read before, and makes the families anew.
func BenchmarkArticleAdded(b *testing.B) {
	texts := story(b, 51)
	before := readAll(b, texts[:50])
	found, err := passage.Among(context.Background(), before, nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		all := found[:len(found):len(found)]
		added := read(texts[50])
		for i, other := range before {
			all = append(all, passage.Found{A: i, B: 50, Pairs: passage.Compare(other, added)})
		}
		if len(passage.Families(all)) == 0 {
			b.Fatal("no families")
		}
	}
}
