package adjudicate_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestReviewOfRandomHistories(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := storetest.Reviewing{T: rt, P: storetest.New(t)}
		defer h.P.Close()
		for _, text := range []string{storetest.Disputed, storetest.Disputed + " And more."} {
			h.Documents = append(h.Documents, storetest.AddDocument(t, h.P, text))
		}
		for range rapid.IntRange(2, 12).Draw(rt, "marks") {
			h.Annotate()
		}
		before := h.Export()
		acts := 0
		for range rapid.IntRange(0, 6).Draw(rt, "decisions") {
			if list := h.Items(derived.Query{}); len(list) > 0 {
				if one := rapid.SampledFrom(list).Draw(rt, "item"); one.Kind != review.Added {
					h.Decide(one)
					acts++
				}
			}
		}
		if rapid.Bool().Draw(rt, "auto") {
			result, err := adjudicate.Auto(ctx, h.P, storetest.Eva, adjudicate.ByMajority, 0.5, nil)
			if err != nil {
				rt.Fatal(err)
			}
			if open := h.Items(derived.Query{Show: review.ShowOpen}); len(open) != result.Open {
				rt.Fatalf("%d items are open, not %d", len(open), result.Open)
			}
			undo, _, err := h.P.Undoable(ctx, "")
			if err != nil {
				rt.Fatal(err)
			}
			if undo.Action == "review" {
				acts++
			}
		}
		h.Sound()
		h.SameAsQueue()
		for range acts {
			if _, err := h.P.Undo(ctx, ""); err != nil {
				rt.Fatal(err)
			}
		}
		if after := h.Export(); !bytes.Equal(after, before) {
			rt.Fatalf("undo leaves\n%s\nof\n%s", after, before)
		}
		for range acts {
			if _, err := h.P.Redo(ctx, ""); err != nil {
				rt.Fatal(err)
			}
		}
		h.DecideAll()
		h.NewWork()
		h.Sound()
		h.SameAsQueue()
	})
}
