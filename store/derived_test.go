package store_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
)

// TestKeptQueueIsWhatItWouldBeIfMadeAnew has annotators, reviewers, a second program and a merged file change a project at random. What
// the file keeps of a review is made at any time in between; a check compares all of it that is not stale with what the annotations
// say, and reading the queue with the items read anew.
func TestKeptQueueIsWhatItWouldBeIfMadeAnew(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		texts := []string{disputed, disputed + " And more.", disputed + " And still more."}
		other := history{T: rt, p: newProject(t)}
		defer other.p.Close()
		h := history{T: rt, p: newProject(t)}
		defer h.p.Close()
		for i, text := range texts {
			h.documents = append(h.documents, addDocument(t, h.p, text))
			if i > 0 {
				other.documents = append(other.documents, addDocument(t, other.p, text))
			}
		}
		beside, err := store.Open(ctx, h.p.Path())
		if err != nil {
			rt.Fatal(err)
		}
		defer beside.Close()
		for range rapid.IntRange(4, 14).Draw(rt, "steps") {
			h.change(&other, beside)
			if rapid.IntRange(0, 2).Draw(rt, "keep") == 0 {
				if err := h.p.MakeAnew(ctx, nil); err != nil {
					rt.Fatal(err)
				}
			}
		}
		h.sound()
		h.sameAsQueue()
		h.sound()
	})
}

// change has somebody do something.
func (h *history) change(other *history, beside *store.Project) {
	documents, err := h.p.Documents(ctx, h.documents[0].StoryID)
	if err != nil {
		h.Fatal(err)
	}
	if h.documents = documents; len(documents) == 0 {
		h.Skip("all articles are gone")
	}
	switch rapid.SampledFrom([]string{"annotate", "annotate", "annotate", "decide", "decide", "vote", "undo", "redo", "entity", "codebook", "delete", "many", "beside", "merge"}).Draw(h.T, "change") {
	case "annotate":
		h.annotate()
	case "beside":
		second := *h
		second.p = beside
		second.annotate()
	case "decide":
		if list := h.items(store.ReviewQuery{}); len(list) > 0 {
			if one := rapid.SampledFrom(list).Draw(h.T, "item"); one.Kind != review.Added {
				h.decide(one)
			}
		}
	case "vote":
		if _, err := h.p.AutoReview(ctx, eva, store.ByMajority, 0.5, nil); err != nil {
			h.Fatal(err)
		}
	case "undo":
		_, err := h.p.Undo(ctx, rapid.SampledFrom([]string{"", anna.ID}).Draw(h.T, "whose"))
		h.unlessRefused(err)
	case "redo":
		_, err := h.p.Redo(ctx, "")
		h.unlessRefused(err)
	case "entity":
		h.entity()
	case "codebook":
		_, err := h.p.Do(ctx, annotate.Annotator{}, "codebook", "codebook", func(tx *store.Tx) error {
			cb, err := tx.Codebook()
			if err != nil {
				return err
			}
			t := &cb.RelationTypes[0]
			t.Symmetric, t.HeadLabel = !t.Symmetric, rapid.SampledFrom([]string{"", t.HeadLabel}).Draw(h.T, "head")
			return tx.SetCodebook(cb, nil)
		})
		h.unlessRefused(err)
	case "delete":
		one := rapid.SampledFrom(documents).Draw(h.T, "document")
		_, err := h.p.Do(ctx, annotate.Annotator{}, "delete", "delete", func(tx *store.Tx) error { return tx.DeleteDocument(one.ID) })
		h.unlessRefused(err)
	case "many": // enough for the article to be made anew in the act
		one := rapid.SampledFrom(documents).Draw(h.T, "document")
		who := rapid.SampledFrom([]annotate.Annotator{anna, ben, carl}).Draw(h.T, "who")
		_, err := h.p.Do(ctx, who, "many", "many", func(tx *store.Tx) error {
			for i := range 16 {
				from := i % (len(edges) - 1)
				if err := tx.CreateSpan(&annotate.Span{DocumentID: one.ID, LabelID: label("actor"), Segments: segments(edges[from], edges[from+1])}); err != nil {
					return err
				}
			}
			return nil
		})
		h.unlessRefused(err)
	case "merge":
		other.annotate()
		_, err := h.p.Merge(ctx, []string{other.p.Path()}, nil, nil)
		h.unlessRefused(err)
	}
}

// entity gives a span an entity, or an entity another name.
func (h *history) entity() {
	_, err := h.p.Do(ctx, anna, "entity", "entity", func(tx *store.Tx) error {
		spans, err := tx.Spans(rapid.SampledFrom(h.documents).Draw(h.T, "document").ID, "")
		if err != nil || len(spans) == 0 {
			return err
		}
		one := rapid.SampledFrom(spans).Draw(h.T, "span")
		if one.EntityID != "" && rapid.Bool().Draw(h.T, "rename") {
			e, err := tx.Entity(one.EntityID)
			if err != nil {
				return err
			}
			e.Name = rapid.SampledFrom([]string{"Khan", "Müller", "the network"}).Draw(h.T, "name")
			return tx.UpdateEntity(e)
		}
		e := annotate.Entity{LabelID: one.LabelID, Name: rapid.SampledFrom([]string{"Khan", "Müller"}).Draw(h.T, "name")}
		if err := tx.CreateEntity(&e); err != nil {
			return err
		}
		one.EntityID = e.ID
		return tx.UpdateSpan(one)
	})
	h.unlessRefused(err)
}

// unlessRefused fails for an error that is no refusal.
func (h *history) unlessRefused(err error) {
	h.Helper()
	for _, refusal := range []error{nil, annotate.ErrInvalid, annotate.ErrConflict, annotate.ErrNothing} {
		if errors.Is(err, refusal) {
			return
		}
	}
	h.Fatal(err)
}
