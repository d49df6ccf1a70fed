package store_test

import (
	"errors"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

func TestUndoOwnTakesBackNothingOfOthers(t *testing.T) {
	p := newProject(t)
	d := addDocument(t, p, "👩‍👩‍👧 says: Café القمة 会议开始 The minister spoke.")
	mine := tag(t, p, anna, d, "actor", 0, 5)
	theirs := tag(t, p, ben, d, "claim", 6, 10)
	there := func(s annotate.Span) bool {
		_, err := p.Span(ctx, s.ID)
		return err == nil
	}
	undo, redo, err := p.UndoableOwn(ctx, anna)
	if err != nil || undo == nil || undo.AnnotatorID != anna.ID || redo != nil {
		t.Fatal(undo, redo, err)
	}
	if act, err := p.UndoOwn(ctx, anna); err != nil || act.Target != undo.Seq || there(mine) || !there(theirs) {
		t.Error(act, err)
	}
	if _, err := p.RedoOwn(ctx, ben); !errors.Is(err, annotate.ErrNothing) {
		t.Error("ben does anna's act again", err)
	}
	if _, err := p.RedoOwn(ctx, anna); err != nil || !there(mine) {
		t.Error(err)
	}
	// The import is nobody's: whoever asks takes it back, unless it bears the work of others.
	if _, err := p.UndoOwn(ctx, annotate.NewAnnotator("carl")); !errors.Is(err, annotate.ErrConflict) {
		t.Error("the article goes from under the work of others", err)
	}
	for _, who := range []annotate.Annotator{ben, anna, annotate.NewAnnotator("carl")} {
		if _, err := p.UndoOwn(ctx, who); err != nil {
			t.Error(who.Name, err)
		}
	}
	if documents, err := p.Documents(ctx, d.StoryID); err != nil || len(documents) > 0 {
		t.Error(documents, err)
	}
	if _, err := p.UndoOwn(ctx, anna); !errors.Is(err, annotate.ErrNothing) {
		t.Error(err)
	}
	do(t, p, ben, "say", func(tx *store.Tx) error { _, _, err := tx.Story("Elsewhere"); return err })
	if _, err := p.UndoOwn(ctx, anna); !errors.Is(err, annotate.ErrNothing) {
		t.Error("anna takes back what ben did", err)
	}
}
