package merge_test

import (
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// What somebody rejected is rejected in whichever file it is merged into, in any order; it comes back where that was taken back, and where two
// said it apart it is said once.
func TestRejectedPairsAreMergedInEveryOrder(t *testing.T) {
	folder := t.TempDir()
	p := storetest.New(t)
	var ids []string
	storetest.Do(t, p, storetest.Anna, "begin", func(tx *store.Tx) error {
		for _, name := range []string{"Ada Vell", "A. Vell", "Osk", "OSK"} {
			e := annotate.Entity{LabelID: storetest.Label("actor"), Name: name}
			if err := tx.CreateEntity(&e); err != nil {
				return err
			}
			ids = append(ids, e.ID)
		}
		return nil
	})
	start := snapshot(t, p, folder)
	said := func(fn func(*store.Tx) error) string {
		p := copyOf(t, start, folder)
		storetest.Do(t, p, storetest.Ben, "reject", fn)
		return snapshot(t, p, folder)
	}
	files := []string{
		said(func(tx *store.Tx) error { return tx.RejectPair(ids[0], ids[1]) }),
		said(func(tx *store.Tx) error { return tx.RejectPair(ids[1], ids[0]) }),
		said(func(tx *store.Tx) error { return tx.MergeEntities(ids[2], ids[3]) }),
	}
	for _, order := range permutations(files) {
		p := merged(t, folder, order, false)
		all, pairs, err := p.Registry(ctx)
		storetest.Must(t, err)
		if len(all) != 3 || len(pairs) != 0 {
			t.Errorf("in the order %v: %+v, proposed %+v", order, all, pairs)
		}
		for _, again := range files {
			if result := mergeFiles(t, p, again); result.Act.Seq != 0 {
				t.Fatalf("in the order %v: merging %s again is an act: %v\n%s", order, again, result.Plan.Sentences(), changes(result.Act))
			}
		}
		storetest.Sound(t, p)
	}
	into := copyOf(t, start, folder)
	result := mergeFiles(t, into, files[0])
	if lines := result.Plan.Sentences(); !slices.Contains(lines, "  rejected pairs: 1 added, 0 updated, 0 already there, 0 deleted") {
		t.Errorf("the plan says %q", lines)
	}
	if _, err := into.Undo(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if _, pairs, err := into.Registry(ctx); err != nil || len(pairs) != 2 {
		t.Errorf("after the merge was undone: %+v, %v", pairs, err)
	}
}
