package review

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
)

// TestQueueFollowsWhatChanges compares a queue that is changed part by part with one that is made anew.
func TestQueueFollowsWhatChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		next := 0
		entry := func(document string) Entry {
			next++
			return Entry{ItemID: annotate.DerivedID(fmt.Sprint("item", next)), DocumentID: document, Kind: rapid.SampledFrom(Kinds).Draw(t, "kind"),
				Labels: []string{rapid.SampledFrom([]string{"actor", "claim"}).Draw(t, "label")}, Start: next, Annotators: []string{},
				Score: float64(rapid.IntRange(0, 3).Draw(t, "score")), Open: rapid.Bool().Draw(t, "open"), Auto: rapid.Bool().Draw(t, "auto")}
		}
		all := map[string][]Entry{}
		documents := rapid.IntRange(1, 4).Draw(t, "documents")
		for k := range documents {
			for range rapid.IntRange(1, 5).Draw(t, "items") {
				all[fmt.Sprint("document", k)] = append(all[fmt.Sprint("document", k)], entry(fmt.Sprint("document", k)))
			}
		}
		wanted := Filter{Show: rapid.SampledFrom([]Show{ShowAll, ShowOpen, ShowDecided}).Draw(t, "show"),
			LabelID: rapid.SampledFrom([]string{"", "claim"}).Draw(t, "only")}
		order := rapid.SampledFrom([]Sorting{ByArticle, ByDisagreement}).Draw(t, "order")
		anew := func() *Queue {
			q := NewQueue()
			for k := range documents {
				q.Add(fmt.Sprint("document", k), true, all[fmt.Sprint("document", k)])
			}
			q.Arrange(wanted, order)
			return q
		}
		q := anew()
		for range 5 {
			id := fmt.Sprint("document", rapid.IntRange(0, documents-1).Draw(t, "changes"))
			entries := slices.Clone(all[id])
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
			all[id] = entries
			q.Replace(id, entries)
			fresh := anew()
			if diff := cmp.Diff(fresh.Counts(), q.Counts()); diff != "" && !onlyEmptyKinds(q.Counts(), fresh.Counts()) {
				t.Fatal(diff)
			}
			if q.Shown() != fresh.Shown() {
				t.Fatalf("%d items are shown, not %d", q.Shown(), fresh.Shown())
			}
			for row := range q.Shown() {
				e := fresh.At(row)
				if diff := cmp.Diff(e, q.At(row)); diff != "" || !wanted.Admits(&e) {
					t.Fatal(row, diff)
				}
				if at, there := q.Row(e.Place()); at != row || !there {
					t.Fatalf("item %d stands at %d", row, at)
				}
			}
		}
	})
}

// onlyEmptyKinds says whether two counts differ in nothing but kinds of which there are no items.
func onlyEmptyKinds(a, b Counts) bool {
	for _, kind := range Kinds {
		if a.ByKind[kind] != b.ByKind[kind] {
			return false
		}
	}
	a.ByKind, b.ByKind = nil, nil
	return cmp.Equal(a, b)
}

// TestKeptEntriesComeBack writes entries as a project keeps them and reads them again; what was not written so is refused.
func TestKeptEntriesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfN(rapid.StringMatching("[a-z]{0,4}"), 0, 3)
		entries := []Entry{}
		for i := range rapid.IntRange(0, 8).Draw(t, "items") {
			entries = append(entries, Entry{ItemID: annotate.DerivedID(fmt.Sprint(i)), DocumentID: "d", Kind: rapid.SampledFrom(Kinds).Draw(t, "kind"),
				Labels: ids.Draw(t, "labels"), Annotators: ids.Draw(t, "annotators"), Start: rapid.IntRange(0, 1<<30).Draw(t, "start"),
				End: rapid.IntRange(0, 1<<30).Draw(t, "end"), Score: rapid.Float64Range(0, 1).Draw(t, "score"),
				Open: rapid.Bool().Draw(t, "open"), Auto: rapid.Bool().Draw(t, "auto"), Changed: rapid.Bool().Draw(t, "changed")})
		}
		data := Encode(entries)
		read := func(data []byte) (got []Entry, err error) {
			q := NewQueue()
			err = q.AddKept("d", true, data)
			q.Arrange(Filter{}, ByArticle)
			for row := range q.Shown() {
				got = append(got, q.At(row))
			}
			return got, err
		}
		got, err := read(data)
		if diff := cmp.Diff(entries, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
			t.Fatal(err, diff)
		}
		if _, err := read(append(slices.Clone(data), 0)); err == nil {
			t.Error("a byte too many is read")
		}
		if _, err := read(data[:rapid.IntRange(0, len(data)-1).Draw(t, "cut")]); err == nil {
			t.Error("a part is read as the whole")
		}
		garbled := slices.Clone(data)
		garbled[rapid.IntRange(0, len(data)-1).Draw(t, "at")] ^= rapid.Byte().Draw(t, "bits")
		read(garbled) // must not panic
	})
}

func TestStepGoesRoundAndOverDecidedItems(t *testing.T) {
	id := func(name string) string {
		if name == "" {
			return ""
		}
		return annotate.DerivedID(name)
	}
	names := map[string]string{}
	entry := func(name string, open bool) Entry {
		names[id(name)] = name
		return Entry{ItemID: id(name), DocumentID: "d", Kind: Some, Open: open}
	}
	q := NewQueue()
	q.Add("d", true, []Entry{entry("a", true), entry("b", false), entry("c", true), entry("d", false)})
	q.Arrange(Filter{}, ByArticle)
	step := func(from string, row, dir int, open bool) string {
		e, _ := q.Step(Place{"d", id(from)}, row, dir, open)
		return names[e.ItemID]
	}
	for i, c := range []struct{ got, want string }{
		{step("a", 0, 1, true), "c"}, {step("a", 0, 1, false), "b"}, {step("c", 2, 1, true), "a"}, {step("d", 3, 1, false), "a"},
		{step("c", 2, -1, false), "b"}, {step("a", 0, -1, false), ""}, {step("gone", 2, 1, true), "c"}, {step("", 0, 1, true), "a"},
	} {
		if c.got != c.want {
			t.Errorf("%d: %q, not %q", i, c.got, c.want)
		}
	}
	q.Arrange(Filter{Show: ShowOpen}, ByArticle)
	if got := step("b", 0, 1, true); got != "c" {
		t.Errorf("after one that the list does not show comes %q", got)
	}
}
