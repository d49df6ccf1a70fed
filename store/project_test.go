package store_test

import (
	"testing"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestWhatIsDoneIsThereAfterReopening(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "The ISI set up the meeting.")
	s := storetest.Tag(t, p, storetest.Anna, d, "actor", 4, 7)
	storetest.Sound(t, p)
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	p, err := store.Open(ctx, p.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	got, err := p.Span(ctx, s.ID)
	if err != nil || got.Start() != 4 || got.End() != 7 || got.Confidence != 1 {
		t.Fatal(got, err)
	}
	for _, want := range []string{"tag", "import"} {
		act, err := p.Undo(ctx, "")
		if err != nil || act.Summary != want {
			t.Fatal(act, err)
		}
		storetest.Sound(t, p)
	}
	for range 2 {
		if _, err := p.Redo(ctx, ""); err != nil {
			t.Fatal(err)
		}
		storetest.Sound(t, p)
	}
	if again, err := p.Span(ctx, s.ID); err != nil || !again.CreatedAt.Equal(got.CreatedAt) {
		t.Fatal(again, err)
	}
}
