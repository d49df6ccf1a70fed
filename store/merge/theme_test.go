package merge_test

import (
	"strings"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// Two files that each make half a circle of themes are merged without one, and the order of merging does not matter, also where a third
// took one half back.
func TestHalvesOfACircleOfThemesAreMergedWithoutItInEveryOrder(t *testing.T) {
	folder := t.TempDir()
	base := storetest.New(t)
	ids := map[string]string{}
	storetest.Do(t, base, storetest.Anna, "begin", func(tx *store.Tx) error {
		for _, name := range []string{"a", "b", "c"} {
			e := annotate.Entity{ID: annotate.DerivedID("theme", name), LabelID: storetest.Label("actor"), Name: name}
			if err := tx.CreateEntity(&e); err != nil {
				return err
			}
			ids[name] = e.ID
		}
		return nil
	})
	work := func(from string, acts ...func(tx *store.Tx) error) string {
		p := copyOf(t, from, folder)
		for _, act := range acts {
			time.Sleep(2 * time.Millisecond) // acts of two projects in one millisecond have no order in time
			storetest.Do(t, p, storetest.Ben, "theme", act)
		}
		return snapshot(t, p, folder)
	}
	under := func(theme, id string) func(tx *store.Tx) error {
		return func(tx *store.Tx) error { return tx.SetTheme(ids[theme], ids[id]) }
	}
	start := snapshot(t, base, folder)
	second := work(start, under("a", "b"))
	for name, c := range map[string]struct {
		files []string
		put   int // how many stand under a theme at the end
	}{
		"two halves":             {[]string{start, work(start, under("b", "a")), second}, 1},
		"three thirds":           {[]string{work(start, under("b", "a")), work(start, under("c", "b")), work(start, under("a", "c"))}, 2},
		"one half is taken back": {[]string{work(start, under("b", "a")), second, work(second, under("", "b"))}, 1},
		"one joins what one put under": {[]string{work(start, under("b", "a")), work(start, under("c", "b")),
			work(start, func(tx *store.Tx) error { return tx.MergeEntities(ids["a"], ids["c"]) })}, 1},
		"one deletes the theme": {[]string{start, work(start, under("b", "a")), work(start, func(tx *store.Tx) error { return tx.DeleteEntity(ids["b"]) })}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			want := ""
			for i, order := range permutations(c.files) {
				for _, atOnce := range []bool{false, true} {
					p := merged(t, folder, order, atOnce)
					entities, err := p.Entities(ctx, store.EntityQuery{})
					storetest.Must(t, err)
					got, put := "", 0
					for _, e := range entities {
						if got += e.Name + " " + e.ParentID + "\n"; e.ParentID != "" {
							put++
						}
					}
					if want == "" {
						want = got
					}
					if got != want || put != c.put {
						t.Errorf("in the order %d %v, at once %v, %d stand under a theme:\n%s\nnot\n%s", i, order, atOnce, put, got, want)
					}
					storetest.Sound(t, p)
					for _, again := range order {
						if result := mergeFiles(t, p, again); result.Act.Seq != 0 {
							t.Errorf("merging %s again is an act: %v\n%s", again, result.Plan.Sentences(), changes(result.Act))
						}
					}
					storetest.Must(t, p.Close())
				}
			}
		})
	}
}

func TestACircleOfThemesThatIsCutIsSaid(t *testing.T) {
	folder := t.TempDir()
	p := storetest.New(t)
	ids := map[string]string{}
	storetest.Do(t, p, storetest.Anna, "begin", func(tx *store.Tx) error {
		for _, name := range []string{"a", "b"} {
			e := annotate.Entity{LabelID: storetest.Label("actor"), Name: name}
			if err := tx.CreateEntity(&e); err != nil {
				return err
			}
			ids[name] = e.ID
		}
		return nil
	})
	other := copyOf(t, snapshot(t, p, folder), folder)
	storetest.Do(t, other, storetest.Ben, "theme", func(tx *store.Tx) error { return tx.SetTheme(ids["a"], ids["b"]) })
	storetest.Do(t, p, storetest.Anna, "theme", func(tx *store.Tx) error { return tx.SetTheme(ids["b"], ids["a"]) })
	result := mergeFiles(t, p, snapshot(t, other, folder))
	if said := strings.Join(result.Plan.Sentences(), "\n"); !strings.Contains(said, "belongs to no theme now") {
		t.Error(said)
	}
}
