package store_test

import (
	"errors"
	"slices"
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
	// The import is nobody's: in a shared file it may be anybody's work, so that nobody takes it back by a key, only by naming it.
	carl := annotate.NewAnnotator("carl")
	if _, err := p.UndoOwn(ctx, carl); !errors.Is(err, annotate.ErrNothing) {
		t.Error("carl takes back what nobody is named for", err)
	}
	past, err := p.Past(ctx, 0)
	storetest.Must(t, err)
	imported := past[len(past)-1]
	if _, err := p.UndoAct(ctx, imported.Seq); imported.AnnotatorID != "" || !errors.Is(err, annotate.ErrConflict) {
		t.Error("the article goes from under the work of others", imported, err)
	}
	for _, who := range []annotate.Annotator{storetest.Ben, storetest.Anna} {
		if _, err := p.UndoOwn(ctx, who); err != nil {
			t.Error(who.Name, err)
		}
		if undo, _, err := p.UndoableOwn(ctx, who); undo != nil || err != nil {
			t.Errorf("%s has %v left to undo, %v", who.Name, undo, err)
		}
	}
	if _, err := p.UndoAct(ctx, imported.Seq); err != nil {
		t.Error(err)
	}
	if _, err := p.RedoOwn(ctx, carl); !errors.Is(err, annotate.ErrNothing) {
		t.Error("carl does again what nobody is named for", err)
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

// Who joined the project with an act has done more since: they stay when the act is taken back, and it can be done again.
func TestAFirstActIsTakenBackFromUnderLaterOnes(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "The ferry left. The quay is shut.")
	first := storetest.Tag(t, p, storetest.Anna, d, "actor", 4, 9)
	later := storetest.Tag(t, p, storetest.Anna, d, "actor", 20, 24)
	past, err := p.Past(ctx, 0)
	storetest.Must(t, err)
	before := storetest.Dump(t, p, storetest.Raw(t, p))
	if _, err := p.UndoAct(ctx, past[1].Seq); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Span(ctx, first.ID); !errors.Is(err, annotate.ErrNotFound) {
		t.Error("the first span is there still", err)
	}
	if kept, err := p.Span(ctx, later.ID); err != nil || kept.AnnotatorID != storetest.Anna.ID {
		t.Error(kept, err)
	}
	storetest.Sound(t, p)
	if _, err := p.RedoOwn(ctx, storetest.Anna); err != nil {
		t.Fatal(err)
	}
	if after := storetest.Dump(t, p, storetest.Raw(t, p)); !slices.Equal(after, before) {
		t.Errorf("redone it is\n%q\nand was\n%q", after, before)
	}
	storetest.Sound(t, p)
}
