package storetest

import (
	"errors"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/merge"
)

// Change has somebody do something.
func (h *Reviewing) Change(other *Reviewing, beside *store.Project) {
	documents, err := h.P.Documents(ctx, h.Documents[0].StoryID)
	if err != nil {
		h.Fatal(err)
	}
	if h.Documents = documents; len(documents) == 0 {
		h.Skip("all articles are gone")
	}
	switch rapid.SampledFrom([]string{"annotate", "annotate", "annotate", "decide", "decide", "vote", "undo", "redo", "entity", "codebook", "delete", "many", "beside", "merge"}).Draw(h.T, "change") {
	case "annotate":
		h.Annotate()
	case "beside":
		second := *h
		second.P = beside
		second.Annotate()
	case "decide":
		if list := h.Items(derived.Query{}); len(list) > 0 {
			if one := rapid.SampledFrom(list).Draw(h.T, "item"); one.Kind != review.Added {
				h.Decide(one)
			}
		}
	case "vote":
		if _, err := adjudicate.Auto(ctx, h.P, Eva, adjudicate.ByMajority, 0.5, nil); err != nil {
			h.Fatal(err)
		}
	case "undo":
		_, err := h.P.Undo(ctx, rapid.SampledFrom([]string{"", Anna.ID}).Draw(h.T, "whose"))
		h.unlessRefused(err)
	case "redo":
		_, err := h.P.Redo(ctx, "")
		h.unlessRefused(err)
	case "entity":
		h.entity()
	case "codebook":
		_, err := h.P.Do(ctx, annotate.Annotator{}, "codebook", "codebook", func(tx *store.Tx) error {
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
		_, err := h.P.Do(ctx, annotate.Annotator{}, "delete", "delete", func(tx *store.Tx) error { return tx.DeleteDocument(one.ID) })
		h.unlessRefused(err)
	case "many": // enough for the article to be made anew in the act
		one := rapid.SampledFrom(documents).Draw(h.T, "document")
		who := rapid.SampledFrom([]annotate.Annotator{Anna, Ben, Carl}).Draw(h.T, "who")
		_, err := h.P.Do(ctx, who, "many", "many", func(tx *store.Tx) error {
			for i := range 16 {
				from := i % (len(edges) - 1)
				if err := tx.CreateSpan(&annotate.Span{DocumentID: one.ID, LabelID: Label("actor"), Segments: Segments(edges[from], edges[from+1])}); err != nil {
					return err
				}
			}
			return nil
		})
		h.unlessRefused(err)
	case "merge":
		other.Annotate()
		_, err := merge.Files(ctx, h.P, annotate.Annotator{}, []string{other.P.Path()}, nil, nil)
		h.unlessRefused(err)
	}
}

// entity gives a span an entity, or an entity another name.
func (h *Reviewing) entity() {
	_, err := h.P.Do(ctx, Anna, "entity", "entity", func(tx *store.Tx) error {
		spans, err := tx.Spans(rapid.SampledFrom(h.Documents).Draw(h.T, "document").ID, "")
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
func (h *Reviewing) unlessRefused(err error) {
	h.Helper()
	for _, refusal := range []error{nil, annotate.ErrInvalid, annotate.ErrConflict, annotate.ErrNothing} {
		if errors.Is(err, refusal) {
			return
		}
	}
	h.Fatal(err)
}
