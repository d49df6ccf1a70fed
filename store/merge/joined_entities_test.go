package merge_test

import (
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// Where two people made one of two entities, each in the other way, a merge with either of them again changes nothing: which of the two
// stands for both does not depend on who was met last.
func TestEntitiesJoinedInBothWaysAreOneWhateverTheOrderOfMerging(t *testing.T) {
	folder := t.TempDir()
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "The CIA and the ISI met.")
	ids := map[string]string{}
	storetest.Do(t, p, storetest.Anna, "begin", func(tx *store.Tx) error {
		for i, name := range []string{"ISI", "CIA"} {
			e := annotate.Entity{LabelID: storetest.Label("actor"), Name: name}
			if err := tx.CreateEntity(&e); err != nil {
				return err
			}
			ids[name] = e.ID
			s := annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), EntityID: e.ID, Segments: []annotate.Segment{{Start: 4 + 12*i, End: 7 + 12*i}}}
			if err := tx.CreateSpan(&s); err != nil {
				return err
			}
		}
		return nil
	})
	start := snapshot(t, p, folder)
	joined := func(into, from string) string {
		time.Sleep(2 * time.Millisecond) // acts of two projects in one millisecond have no order in time
		p := copyOf(t, start, folder)
		storetest.Do(t, p, storetest.Ben, "join", func(tx *store.Tx) error { return tx.MergeEntities(ids[into], ids[from]) })
		return snapshot(t, p, folder)
	}
	files := []string{start, joined("CIA", "ISI"), joined("ISI", "CIA"), joined("CIA", "ISI")}
	want := ""
	for _, order := range permutations(files) {
		p := merged(t, folder, order, false)
		if got := datasetOf(t, p); want == "" {
			want = got
		} else if got != want {
			t.Errorf("in the order %v:\n%s", order, differing(want, got))
		}
		entities, err := p.Entities(ctx, store.EntityQuery{})
		storetest.Must(t, err)
		if len(entities) != 1 || entities[0].Mentions != 2 {
			t.Errorf("in the order %v: %+v", order, entities)
		}
		for _, again := range files {
			if result := mergeFiles(t, p, again); result.Act.Seq != 0 {
				t.Fatalf("in the order %v: merging %s again is an act: %v\n%s", order, again, result.Plan.Sentences(), changes(result.Act))
			}
		}
		storetest.Sound(t, p)
	}
}
