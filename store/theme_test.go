package store_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// actors makes actors of these names, each without a theme, and returns their ids by name.
func actors(t *testing.T, p *store.Project, names ...string) map[string]string {
	t.Helper()
	ids := map[string]string{}
	storetest.Do(t, p, storetest.Anna, "begin", func(tx *store.Tx) error {
		for _, name := range names {
			e := annotate.Entity{LabelID: storetest.Label("actor"), Name: name}
			if err := tx.CreateEntity(&e); err != nil {
				return err
			}
			ids[name] = e.ID
		}
		return nil
	})
	return ids
}

// theme is the name of the theme of an entity.
func theme(t *testing.T, p *store.Project, id string) string {
	t.Helper()
	e, err := p.Entity(ctx, id)
	storetest.Must(t, err)
	if e.ParentID == "" {
		return ""
	}
	above, err := p.Entity(ctx, e.ParentID)
	storetest.Must(t, err)
	return above.Name
}

func TestAnEntityIsPutUnderAThemeAndTakenOutOfItByOneActThatIsUndone(t *testing.T) {
	p := storetest.New(t)
	ids := actors(t, p, "Ministries", "Interior", "Defence")
	put := storetest.Do(t, p, storetest.Anna, "theme", func(tx *store.Tx) error { return tx.SetTheme(ids["Ministries"], ids["Interior"], ids["Defence"]) })
	if len(put.Changes) != 2 || theme(t, p, ids["Interior"]) != "Ministries" || theme(t, p, ids["Defence"]) != "Ministries" {
		t.Errorf("%+v", put)
	}
	storetest.Do(t, p, storetest.Anna, "theme", func(tx *store.Tx) error { return tx.SetTheme("", ids["Defence"]) })
	if got := theme(t, p, ids["Defence"]); got != "" {
		t.Errorf("it stands under %q", got)
	}
	for _, want := range []string{"Ministries", ""} {
		_, err := p.Undo(ctx, "")
		storetest.Must(t, err)
		if got := theme(t, p, ids["Defence"]); got != want {
			t.Errorf("after an undo it stands under %q", got)
		}
	}
	_, err := p.Redo(ctx, "")
	storetest.Must(t, err)
	if got := theme(t, p, ids["Interior"]); got != "Ministries" {
		t.Errorf("after a redo it stands under %q", got)
	}
	storetest.Sound(t, p)
}

func TestAThemeIsRefusedThatMakesACircleOrIsOfAnotherLabelOrGoes(t *testing.T) {
	p := storetest.New(t)
	ids := actors(t, p, "State", "Ministries", "Interior")
	claim := annotate.Entity{LabelID: storetest.Label("claim"), Name: "The quay is shut"}
	storetest.Do(t, p, storetest.Anna, "begin", func(tx *store.Tx) error {
		return errors.Join(tx.CreateEntity(&claim), tx.SetTheme(ids["State"], ids["Ministries"]), tx.SetTheme(ids["Ministries"], ids["Interior"]))
	})
	for sentence, act := range map[string]func(tx *store.Tx) error{
		"belongs to itself":       func(tx *store.Tx) error { return tx.SetTheme(ids["Interior"], ids["State"]) },
		"\"State\" cannot be the": func(tx *store.Tx) error { return tx.SetTheme(ids["State"], ids["State"]) },
		"of the same label":       func(tx *store.Tx) error { return tx.SetTheme(claim.ID, ids["Interior"]) },
		"there is no entity":      func(tx *store.Tx) error { return tx.SetTheme("nobody", ids["Interior"]) },
		"the theme of 1 others":   func(tx *store.Tx) error { return tx.DeleteEntity(ids["State"]) },
	} {
		if _, err := p.Do(ctx, storetest.Anna, "theme", "theme", act); err == nil || !strings.Contains(err.Error(), sentence) {
			t.Errorf("%q is said, not %q", err, sentence)
		}
	}
	storetest.Sound(t, p)
}

func TestEntitiesMadeOneKeepWhatStoodUnderThemAndMakeNoCircle(t *testing.T) {
	for name, c := range map[string]struct{ put, join, want string }{ // "ab" puts a under b, or lets a become part of b
		"what stood under the one that goes":        {"ca", "ab", "b> c>b d>"},
		"its theme, where the other has none":       {"ac", "ab", "b>c c> d>"},
		"its own theme, where it has one":           {"ac bd", "ab", "b>d c> d>"},
		"into its own theme":                        {"ab ca", "ab", "b> c>b d>"},
		"its theme becomes part of it":              {"ba ad", "ab", "b>d c> d>"},
		"the theme of its theme becomes part of it": {"bc ca ad", "ab", "b>d c>b d>"},
	} {
		t.Run(name, func(t *testing.T) {
			p := storetest.New(t)
			ids := actors(t, p, "a", "b", "c", "d")
			storetest.Do(t, p, storetest.Anna, "theme", func(tx *store.Tx) (err error) {
				for _, pair := range strings.Fields(c.put) {
					err = errors.Join(err, tx.SetTheme(ids[pair[1:]], ids[pair[:1]]))
				}
				return err
			})
			storetest.Do(t, p, storetest.Anna, "join", func(tx *store.Tx) error { return tx.MergeEntities(ids[c.join[1:]], ids[c.join[:1]]) })
			var got []string
			for _, id := range []string{"b", "c", "d"} {
				got = append(got, id+">"+theme(t, p, ids[id]))
			}
			if said := strings.Join(got, " "); said != c.want {
				t.Errorf("%s, not %s", said, c.want)
			}
			storetest.Sound(t, p)
			_, err := p.Undo(ctx, "")
			storetest.Must(t, err)
			storetest.Sound(t, p)
		})
	}
}

// What is undone out of the middle of the history may not make a circle with what was done since.
func TestAThemeIsNotTakenBackIntoACircle(t *testing.T) {
	p := storetest.New(t)
	ids := actors(t, p, "a", "b")
	under := func(theme, id string) store.Act {
		return storetest.Do(t, p, storetest.Anna, "theme", func(tx *store.Tx) error { return tx.SetTheme(theme, ids[id]) })
	}
	under(ids["b"], "a")
	out := under("", "a")
	under(ids["a"], "b")
	if _, err := p.UndoAct(ctx, out.Seq); !errors.Is(err, annotate.ErrConflict) {
		t.Errorf("undone: %v", err)
	}
	storetest.Sound(t, p)
}

func TestCheckNamesACircleOfThemesThatAnotherProgramMade(t *testing.T) {
	p := storetest.New(t)
	ids := actors(t, p, "a", "b")
	if _, err := storetest.Raw(t, p).Exec("UPDATE entity SET parent_id = CASE id WHEN ?1 THEN ?2 ELSE ?1 END", ids["a"], ids["b"]); err != nil {
		t.Fatal(err)
	}
	problems, err := p.Check(ctx, nil)
	storetest.Must(t, err)
	said := 0
	for _, problem := range problems {
		if problem.Kind == "theme" && strings.Contains(problem.Sentence, "stands under itself") {
			said++
		}
	}
	if said != 1 {
		t.Errorf("%v", problems)
	}
}
