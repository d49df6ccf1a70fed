package store_test

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// A long name that is there stays, and can be put away; no other is given one.
func TestNoNameIsMadeTooLong(t *testing.T) {
	p := storetest.Annotated(t)
	long := strings.Repeat("x", annotate.LongestName+1)
	id := ""
	_, err := p.Do(ctx, storetest.Anna, "entity", "entity", func(tx *store.Tx) error {
		e := annotate.Entity{LabelID: storetest.Label("actor"), Name: long} // as a dataset brings it
		err := tx.CreateEntity(&e)
		id = e.ID
		return err
	})
	storetest.Must(t, err)
	change := func(edit func(*annotate.Entity)) error {
		_, err := p.Do(ctx, storetest.Anna, "entity", "entity", func(tx *store.Tx) error {
			e, err := tx.Entity(id)
			if err != nil {
				return err
			}
			edit(&e)
			return tx.UpdateEntity(e)
		})
		return err
	}
	storetest.Must(t, change(func(e *annotate.Entity) { e.Note = "a note" }))
	storetest.Must(t, change(func(e *annotate.Entity) { e.Name, e.Aliases = "short", []string{long} }))
	for what, err := range map[string]error{
		"name":  change(func(e *annotate.Entity) { e.Name = long + "y" }),
		"alias": change(func(e *annotate.Entity) { e.Aliases = append(e.Aliases, long+"y") }),
	} {
		if err == nil || !strings.Contains(err.Error(), "characters long") {
			t.Errorf("%s: %v", what, err)
		}
	}
	stories, err := p.Stories(ctx)
	storetest.Must(t, err)
	documents, err := p.Documents(ctx, stories[0].ID)
	storetest.Must(t, err)
	for what, fn := range map[string]func(tx *store.Tx) error{
		"story":   func(tx *store.Tx) error { s := stories[0].Story; s.Name = long; return tx.UpdateStory(s) },
		"article": func(tx *store.Tx) error { d := documents[0]; d.Title = long; return tx.UpdateDocument(d) },
	} {
		if _, err := p.Do(ctx, storetest.Anna, what, what, fn); err == nil || !strings.Contains(err.Error(), "characters long") {
			t.Errorf("%s: %v", what, err)
		}
	}
}
