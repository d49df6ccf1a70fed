package store_test

import (
	"testing"

	"github.com/parallax-annotation/parallax/store"
)

func TestWhatIsDoneIsThereAfterReopening(t *testing.T) {
	p := newProject(t)
	d := addDocument(t, p, "The ISI set up the meeting.")
	s := tag(t, p, anna, d, "actor", 4, 7)
	sound(t, p)
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
		sound(t, p)
	}
	for range 2 {
		if _, err := p.Redo(ctx, ""); err != nil {
			t.Fatal(err)
		}
		sound(t, p)
	}
	if again, err := p.Span(ctx, s.ID); err != nil || !again.CreatedAt.Equal(got.CreatedAt) {
		t.Fatal(again, err)
	}
}
