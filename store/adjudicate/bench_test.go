package adjudicate_test

import (
	"fmt"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// disputing fills a project with articles, by eight a story, of which each of four annotators marks 50 places, mostly alike:
// 50 items an article.
func disputing(b *testing.B, articles int) *store.Project {
	p := storetest.New(b)
	if err := storetest.Fill(ctx, p, storetest.Size{Stories: articles / 8, Documents: 8, Characters: 1600}); err != nil {
		b.Fatal(err)
	}
	stories, err := p.Stories(ctx)
	if err != nil {
		b.Fatal(err)
	}
	for _, story := range stories {
		documents, err := p.Documents(ctx, story.ID)
		if err != nil {
			b.Fatal(err)
		}
		storetest.Do(b, p, annotate.Annotator{}, "fill", func(tx *store.Tx) error {
			for k, name := range []string{"anna", "ben", "carl", "dora"} {
				who, err := tx.EnsureAnnotator(annotate.NewAnnotator(name))
				if err != nil {
					return err
				}
				for _, d := range documents {
					text, err := tx.Document(d.ID)
					if err != nil {
						return err
					}
					if err := dispute(tx, text, who, k); err != nil {
						return err
					}
				}
			}
			return nil
		})
	}
	return p
}

// dispute marks words of each sentence of 77 code points. One annotator takes a word more, one another label.
func dispute(tx *store.Tx, d annotate.Document, who annotate.Annotator, k int) error {
	title := 0
	for _, r := range d.Text {
		title++
		if r == '\n' {
			break
		}
	}
	for i := range 50 {
		at := title + i/3*77
		place := [][2]int{{4, 12}, {21, 26}, {27, 32}}[i%3]
		s := annotate.Span{DocumentID: d.ID, AnnotatorID: who.ID, LabelID: storetest.Label("actor"), Segments: storetest.Segments(at+place[0], at+place[1])}
		switch {
		case i%7 == 0 && k == 1:
			s.Segments[0].Start -= 4
		case i%11 == 0 && k == 2:
			s.LabelID = storetest.Label("claim")
		}
		if err := tx.CreateSpan(&s); err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkReview takes a queue of 100,000 items through its life: all read, the next one after a decision, in the order of
// articles and of disagreement, and a vote on all of them.
func BenchmarkReview(b *testing.B) {
	for _, articles := range []int{200, 2000} {
		p := disputing(b, articles)
		size := fmt.Sprintf("items=%d", articles*50)
		b.Run("read/"+size, func(b *testing.B) {
			for range b.N {
				again, err := store.Open(ctx, p.Path())
				if err != nil {
					b.Fatal(err)
				}
				queue, err := adjudicate.ReadQueue(ctx, again, derived.Query{}, nil)
				if err != nil || queue.Shown() != articles*50 {
					b.Fatal(queue.Shown(), err)
				}
				again.Close()
			}
		})
		for name, order := range map[string]review.Sorting{"article": review.ByArticle, "disagreement": review.ByDisagreement} {
			q := derived.Query{Show: review.ShowOpen, Order: order}
			b.Run("counts/by="+name+"/"+size, func(b *testing.B) {
				for range b.N {
					if _, err := adjudicate.ReadQueue(ctx, p, q, nil); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run("decideAndNext/by="+name+"/"+size, func(b *testing.B) { decideAndNext(b, p, q) })
		}
		b.Run("vote/"+size, func(b *testing.B) {
			for range b.N {
				if _, err := adjudicate.Auto(ctx, p, storetest.Eva, adjudicate.ByUnanimity, 0, nil); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				if _, err := p.Undo(ctx, ""); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
		})
	}
}

// decideAndNext is what one key press does: the item at hand is decided, durably, its article's part of the queue read again, and the
// next item with it.
func decideAndNext(b *testing.B, p *store.Project, q derived.Query) {
	queue, err := adjudicate.ReadQueue(ctx, p, q, nil)
	if err != nil || queue.Shown() == 0 {
		b.Fatal(err)
	}
	at := itemOf(b, p, queue.At(0))
	b.ResetTimer()
	for range b.N {
		if _, err := adjudicate.Decide(ctx, p, storetest.Eva, at.Item, review.Verdict{Name: review.Take, Candidates: []int{0}}, ""); err != nil {
			b.Fatal(err)
		}
		list, err := adjudicate.Items(ctx, p, derived.Query{DocumentID: at.DocumentID})
		if err != nil {
			b.Fatal(err)
		}
		entries := make([]review.Entry, len(list))
		for i := range list {
			entries[i] = list[i].Entry()
		}
		queue.Replace(at.DocumentID, entries)
		next, found := queue.Step(review.Place{DocumentID: at.DocumentID, ItemID: at.ID}, 0, 1, true)
		if !found {
			b.Skip("the queue is at its end")
		}
		at = itemOf(b, p, next)
	}
}
