package read

import (
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// TestTheKeyboardStaysWithTheArticles: an act that puts others in their place, as undoing a merge may, does not take
// the keyboard away.
func TestTheKeyboardStaysWithTheArticles(t *testing.T) {
	d := newDesk(t)
	before := d.view().articles.list
	if _, ok := d.w.session.Do("replace", "Replaced the articles", func(tx *store.Tx) error {
		for _, document := range before {
			if err := tx.DeleteDocument(document.ID); err != nil {
				return err
			}
		}
		text := "The envoy left Geneva.\n"
		return tx.AddDocument(&annotate.Document{StoryID: before[0].StoryID, Title: "Later", Text: text, TextSHA256: annotate.HashText(text),
			SourceName: "later.txt", SourceFormat: "text"}, nil)
	}); !ok {
		t.Fatal("nothing was replaced")
	}
	d.settle()
	check := func(articles int) {
		t.Helper()
		list := d.view().panes.list
		if len(list) != articles {
			t.Fatalf("%d articles are shown, not %d", len(list), articles)
		}
		if d.w.win.Canvas().Focused() != list[0].reader {
			t.Errorf("with %d articles none of them has the keyboard", articles)
		}
	}
	check(1)
	d.shortcut("edit.undo")
	check(len(before))
	d.shortcut("edit.redo")
	check(1)
}
