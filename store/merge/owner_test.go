package merge_test

import (
	"errors"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// A merge is the act of who made it: somebody else who works in the file does not take it back with theirs.
func TestAMergeIsTakenBackByWhoMadeIt(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "The ferry left. The quay is shut.")
	storetest.Must(t, p.Rest())
	other := copyOf(t, p.Path(), t.TempDir())
	storetest.Tag(t, other, annotate.NewAnnotator("dora"), d, "actor", 4, 9)
	storetest.Must(t, other.Rest())
	ben := storetest.Tag(t, p, storetest.Ben, d, "claim", 16, 32)
	rita := annotate.NewAnnotator("rita")
	spans := func() int {
		stats, err := p.Stats(ctx)
		storetest.Must(t, err)
		return stats.Spans
	}
	merged := func(by annotate.Annotator) store.Act {
		result, err := merge.Files(ctx, p, by, []string{other.Path()}, nil, nil)
		storetest.Must(t, err)
		return result.Act
	}
	act := merged(rita)
	if past, err := p.PastAct(ctx, act.Seq); err != nil || past.AnnotatorID != rita.ID || spans() != 2 {
		t.Errorf("the merge is told as %+v, %v", past, err)
	}
	if again := merged(rita); again.Seq != 0 {
		t.Error("the same file again is an act:", again)
	}
	if undone, err := p.UndoOwn(ctx, storetest.Ben); err != nil || undone.Target == act.Seq || spans() != 1 {
		t.Errorf("ben took back %+v, %v", undone, err)
	}
	if _, err := p.UndoOwn(ctx, storetest.Ben); !errors.Is(err, annotate.ErrNothing) || spans() != 1 {
		t.Error("ben takes back rita's merge:", err)
	}
	storetest.Tag(t, p, rita, d, "actor", 20, 24) // by which she is more than who merged
	if past, err := p.PastAct(ctx, act.Seq); err != nil || past.Who != "rita" {
		t.Errorf("the merge is told as %+v, %v", past, err)
	}
	if _, err := p.UndoAct(ctx, act.Seq); err != nil || spans() != 1 {
		t.Errorf("the merge by its number: %v, %d spans", err, spans())
	}
	storetest.Sound(t, p)
	if undone, err := p.UndoOwn(ctx, rita); err != nil || spans() != 0 {
		t.Error(undone, err)
	}

	nobodys := merged(annotate.Annotator{})
	for _, who := range []annotate.Annotator{rita, storetest.Ben, annotate.NewAnnotator("dora")} {
		if undone, err := p.UndoOwn(ctx, who); err == nil {
			t.Errorf("%s took back %+v", who.Name, undone)
		}
	}
	if _, err := p.UndoAct(ctx, nobodys.Seq); err != nil || spans() != 0 {
		t.Error(err, spans())
	}
	if _, err := p.Span(ctx, ben.ID); !errors.Is(err, annotate.ErrNotFound) {
		t.Error(err)
	}
	storetest.Sound(t, p)
}
