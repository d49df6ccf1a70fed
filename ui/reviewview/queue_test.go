package reviewview

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
)

// TestQueueFollowsWhatChanges compares a queue that is changed part by part with one that is made anew.
func TestQueueFollowsWhatChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		next := 0
		entry := func(document string) store.ReviewEntry {
			next++
			return store.ReviewEntry{ItemID: fmt.Sprint("item", next), DocumentID: document, Kind: rapid.SampledFrom(review.Kinds).Draw(t, "kind"),
				Labels: []string{rapid.SampledFrom([]string{"actor", "claim"}).Draw(t, "label")}, Start: next,
				Score: float64(rapid.IntRange(0, 3).Draw(t, "score")), Open: rapid.Bool().Draw(t, "open"), Auto: rapid.Bool().Draw(t, "auto")}
		}
		var all []store.ReviewEntry
		documents := rapid.IntRange(1, 4).Draw(t, "documents")
		for k := range documents {
			for range rapid.IntRange(1, 5).Draw(t, "items") {
				all = append(all, entry(fmt.Sprint("document", k)))
			}
		}
		wanted := filter{show: rapid.SampledFrom([]store.ReviewShow{store.ShowAll, store.ShowOpen, store.ShowDecided}).Draw(t, "show"),
			order: rapid.SampledFrom([]store.ReviewOrder{store.ByArticle, store.ByDisagreement}).Draw(t, "order"),
			label: rapid.SampledFrom([]string{"", "claim"}).Draw(t, "only")}
		q := newQueue(slices.Clone(all), store.ReviewCounts{}, wanted)
		for range 5 {
			id := fmt.Sprint("document", rapid.IntRange(0, documents-1).Draw(t, "changes"))
			from, to := q.of(id)
			entries := slices.Clone(q.all[from:to])
			i := rapid.IntRange(0, len(entries)-1).Draw(t, "at")
			switch rapid.IntRange(0, 2).Draw(t, "how") {
			case 0:
				entries[i].Open = !entries[i].Open
			case 1:
				entries = slices.Insert(entries, i, entry(id))
			default:
				if len(entries) > 1 {
					entries = slices.Delete(entries, i, i+1)
				}
			}
			q.replace(id, entries)
			fresh := newQueue(slices.Clone(q.all), store.ReviewCounts{}, wanted)
			if !slices.Equal(q.shown, fresh.shown) || q.tally.open != fresh.tally.open || q.tally.decided != fresh.tally.decided || q.tally.auto != fresh.tally.auto {
				t.Fatalf("%v %+v is not %v %+v", q.shown, q.tally, fresh.shown, fresh.tally)
			}
			for kind, n := range fresh.tally.kinds {
				if *q.tally.kinds[kind] != *n {
					t.Fatalf("%s: %+v, not %+v", kind, *q.tally.kinds[kind], *n)
				}
			}
			for row, k := range q.shown {
				if at, there := q.row(q.all[k].ItemID); at != row || !there {
					t.Fatalf("item %d stands at %d, not at %d", k, at, row)
				}
			}
		}
	})
}

func TestStepGoesRoundAndOverDecidedItems(t *testing.T) {
	entry := func(id string, open bool) store.ReviewEntry {
		return store.ReviewEntry{ItemID: id, DocumentID: "d", Kind: review.Some, Open: open}
	}
	q := newQueue([]store.ReviewEntry{entry("a", true), entry("b", false), entry("c", true), entry("d", false)}, store.ReviewCounts{}, filter{})
	step := func(from string, row, dir int, open bool) string {
		e, _ := q.step(from, row, dir, open)
		return e.ItemID
	}
	for i, c := range []struct{ got, want string }{
		{step("a", 0, 1, true), "c"}, {step("a", 0, 1, false), "b"}, {step("c", 2, 1, true), "a"}, {step("d", 3, 1, false), "a"},
		{step("c", 2, -1, false), "b"}, {step("a", 0, -1, false), ""}, {step("gone", 2, 1, true), "c"}, {step("", 0, 1, true), "a"},
	} {
		if c.got != c.want {
			t.Errorf("%d: %q, not %q", i, c.got, c.want)
		}
	}
	q.filter.show = store.ShowOpen
	q.arrange()
	if got := step("b", 0, 1, true); got != "c" {
		t.Errorf("after one that the list does not show comes %q", got)
	}
}
