package store_test

import (
	"errors"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestUndoOwnTakesBackNothingOfOthers(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "👩‍👩‍👧 says: Café القمة 会议开始 The minister spoke.")
	mine := storetest.Tag(t, p, storetest.Anna, d, "actor", 0, 5)
	theirs := storetest.Tag(t, p, storetest.Ben, d, "claim", 6, 10)
	there := func(s annotate.Span) bool {
		_, err := p.Span(ctx, s.ID)
		return err == nil
	}
	undo, redo, err := p.UndoableOwn(ctx, storetest.Anna)
	if err != nil || undo == nil || undo.AnnotatorID != storetest.Anna.ID || redo != nil {
		t.Fatal(undo, redo, err)
	}
	if act, err := p.UndoOwn(ctx, storetest.Anna); err != nil || act.Target != undo.Seq || there(mine) || !there(theirs) {
		t.Error(act, err)
	}
	if _, err := p.RedoOwn(ctx, storetest.Ben); !errors.Is(err, annotate.ErrNothing) {
		t.Error("ben does anna's act again", err)
	}
	if _, err := p.RedoOwn(ctx, storetest.Anna); err != nil || !there(mine) {
		t.Error(err)
	}
	// The import is nobody's: whoever asks takes it back, unless it bears the work of others.
	if _, err := p.UndoOwn(ctx, annotate.NewAnnotator("carl")); !errors.Is(err, annotate.ErrConflict) {
		t.Error("the article goes from under the work of others", err)
	}
	for _, who := range []annotate.Annotator{storetest.Ben, storetest.Anna, annotate.NewAnnotator("carl")} {
		if _, err := p.UndoOwn(ctx, who); err != nil {
			t.Error(who.Name, err)
		}
	}
	if documents, err := p.Documents(ctx, d.StoryID); err != nil || len(documents) > 0 {
		t.Error(documents, err)
	}
	if _, err := p.UndoOwn(ctx, storetest.Anna); !errors.Is(err, annotate.ErrNothing) {
		t.Error(err)
	}
	storetest.Do(t, p, storetest.Ben, "say", func(tx *store.Tx) error { _, _, err := tx.EnsureStory("Elsewhere"); return err })
	if _, err := p.UndoOwn(ctx, storetest.Anna); !errors.Is(err, annotate.ErrNothing) {
		t.Error("anna takes back what ben did", err)
	}
}
