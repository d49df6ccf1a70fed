package store_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// edges are where spans of the disputed text may start and end.
var edges = []int{0, 5, 6, 10, 11, 16, 17, 22, 23, 27, 28, 32, 33, 35}

// reviewing is a project at which three annotators and two reviewers work at random.
type reviewing struct {
	*rapid.T
	p         *store.Project
	documents []annotate.Document
}

func (h reviewing) span(who annotate.Annotator) annotate.Span {
	from := rapid.IntRange(0, len(edges)-2).Draw(h.T, "from")
	to := rapid.IntRange(from+1, min(from+4, len(edges)-1)).Draw(h.T, "to")
	return annotate.Span{DocumentID: rapid.SampledFrom(h.documents).Draw(h.T, "document").ID, LabelID: label(rapid.SampledFrom([]string{"actor", "claim"}).Draw(h.T, "label")),
		Segments: segments(edges[from], edges[to]), AnnotatorID: who.ID}
}

// annotate has one of the annotators mark, change, delete or relate something.
func (h reviewing) annotate() {
	who := rapid.SampledFrom([]annotate.Annotator{anna, ben, carl}).Draw(h.T, "who")
	what := rapid.SampledFrom([]string{"mark", "mark", "mark", "change", "delete", "relate", "done"}).Draw(h.T, "what")
	span := h.span(who)
	_, err := h.p.Do(ctx, who, what, what, func(tx *store.Tx) error {
		own, err := tx.Spans(span.DocumentID, who.ID)
		if err != nil {
			return err
		}
		if len(own) == 0 || what == "mark" {
			return tx.CreateSpan(&span)
		}
		one := own[len(own)/2]
		switch what {
		case "change":
			one.Segments = span.Segments
			return tx.UpdateSpan(one)
		case "delete":
			return tx.DeleteSpan(one.ID)
		case "relate":
			return tx.CreateRelation(&annotate.Relation{TypeID: relation(rapid.SampledFrom([]string{"makes", "same_claim"}).Draw(h.T, "type")), HeadSpanID: own[0].ID, TailSpanID: one.ID})
		}
		return tx.SetProgress(span.DocumentID, annotate.Done)
	})
	if err != nil && !errors.Is(err, annotate.ErrInvalid) && !errors.Is(err, annotate.ErrConflict) {
		h.Fatal(err)
	}
}

// decide answers one of the items.
func (h reviewing) decide(item store.ReviewItem) {
	n := len(item.Candidates)
	v := review.Verdict{Name: rapid.SampledFrom([]review.Name{review.Take, review.Several, review.Union, review.Intersection, review.None}).Draw(h.T, "verdict"),
		Candidates: []int{rapid.IntRange(0, n-1).Draw(h.T, "candidate")}}
	switch {
	case v.Name == review.Several && n > 1 && item.Kind != review.Relation:
		v.Candidates = []int{0, n - 1}
	case v.Name != review.None && item.Kind == review.Relation, v.Name == review.Several:
		v.Name = review.Take
	}
	who := rapid.SampledFrom([]annotate.Annotator{eva, annotate.NewAnnotator("dora")}).Draw(h.T, "reviewer")
	if _, err := h.p.Decide(ctx, who, item.Item, v, "why"); err != nil {
		h.Fatalf("%s of %s: %v", v.Name, item.Kind, err)
	}
}

func (h reviewing) items(q store.ReviewQuery) []store.ReviewItem {
	list, err := h.p.ReviewItems(ctx, q)
	if err != nil {
		h.Fatal(err)
	}
	return list
}

func (h reviewing) export() []byte {
	var out bytes.Buffer
	for _, rejected := range []bool{false, true} {
		if _, err := exchange.ExportFiles(ctx, h.p, exchange.ExportOptions{Format: "jsonl", Rejected: rejected, Writer: &out}, nil); err != nil {
			h.Fatal(err)
		}
	}
	return out.Bytes()
}

func (h reviewing) sound() {
	problems, err := h.p.Check(ctx, nil)
	if err != nil || len(problems) > 0 {
		h.Fatal(problems, err)
	}
}

func TestReviewOfRandomHistories(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := reviewing{T: rt, p: newProject(t)}
		defer h.p.Close()
		for _, text := range []string{disputed, disputed + " And more."} {
			h.documents = append(h.documents, addDocument(t, h.p, text))
		}
		for range rapid.IntRange(2, 12).Draw(rt, "marks") {
			h.annotate()
		}
		before := h.export()
		acts := 0
		for range rapid.IntRange(0, 6).Draw(rt, "decisions") {
			if list := h.items(store.ReviewQuery{}); len(list) > 0 {
				if one := rapid.SampledFrom(list).Draw(rt, "item"); one.Kind != review.Added {
					h.decide(one)
					acts++
				}
			}
		}
		if rapid.Bool().Draw(rt, "auto") {
			result, err := h.p.AutoReview(ctx, eva, store.ByMajority, 0.5, nil)
			if err != nil {
				rt.Fatal(err)
			}
			if open := h.items(store.ReviewQuery{Show: review.ShowOpen}); len(open) != result.Open {
				rt.Fatalf("%d items are open, not %d", len(open), result.Open)
			}
			undo, _, err := h.p.Undoable(ctx, "")
			if err != nil {
				rt.Fatal(err)
			}
			if undo.Action == "review" {
				acts++
			}
		}
		h.sound()
		h.sameAsQueue()
		for range acts {
			if _, err := h.p.Undo(ctx, ""); err != nil {
				rt.Fatal(err)
			}
		}
		if after := h.export(); !bytes.Equal(after, before) {
			rt.Fatalf("undo leaves\n%s\nof\n%s", after, before)
		}
		for range acts {
			if _, err := h.p.Redo(ctx, ""); err != nil {
				rt.Fatal(err)
			}
		}
		h.decideAll()
		h.newWork()
		h.sound()
		h.sameAsQueue()
	})
}

// decideAll answers what is open until nothing is. Gold is then valid and done with every article that has items.
func (h reviewing) decideAll() {
	for {
		open := h.items(store.ReviewQuery{Show: review.ShowOpen})
		if len(open) == 0 {
			break
		}
		h.decide(open[0])
	}
	h.sound()
	gold := annotate.NewAnnotator("gold")
	states, err := h.p.States(ctx, h.documents[0].StoryID, gold.ID)
	if err != nil {
		h.Fatal(err)
	}
	for _, d := range h.documents {
		decided := slices.ContainsFunc(h.items(store.ReviewQuery{DocumentID: d.ID}), func(item store.ReviewItem) bool { return len(item.Decisions) > 0 })
		if decided && states[d.ID] != annotate.Done {
			h.Fatalf("gold is %q with an article of which all is decided", states[d.ID])
		}
	}
}

// newWork adds to the annotations: what it does not touch stays decided, and what is open has something new in it.
func (h reviewing) newWork() {
	decided := map[string]bool{}
	for _, item := range h.items(store.ReviewQuery{}) {
		decided[item.ID] = true
	}
	span := h.span(carl)
	if _, err := h.p.Do(ctx, carl, "mark", "mark", func(tx *store.Tx) error { return tx.CreateSpan(&span) }); err != nil {
		h.Fatal(err)
	}
	for _, item := range h.items(store.ReviewQuery{}) {
		if item.Open == decided[item.ID] {
			h.Fatalf("the item %s of %v: open %v, decided before %v", item.Kind, item.CandidateIDs(), item.Open, decided[item.ID])
		}
		if item.Open && item.DocumentID != span.DocumentID {
			h.Fatal("work on one article opened another")
		}
	}
}

// sameAsQueue compares the queue, of which parts are remembered, with the items read anew.
func (h reviewing) sameAsQueue() {
	var want []review.Entry
	for _, item := range h.items(store.ReviewQuery{}) {
		want = append(want, item.Entry())
	}
	queue, err := h.p.ReviewQueue(ctx, store.ReviewQuery{}, nil)
	var got []review.Entry
	for row := range queue.Shown() {
		got = append(got, queue.At(row))
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
		h.Fatal(err, diff)
	}
}
