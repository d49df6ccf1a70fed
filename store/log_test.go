package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// TestLogIsReadFromAPlaceOn reads the log in two parts, and finds each change in the act that it is part of.
func TestLogIsReadFromAPlaceOn(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "The ISI said so.")
	s := storetest.Tag(t, p, storetest.Anna, d, "actor", 4, 7)
	storetest.Do(t, p, storetest.Anna, "two", func(tx *store.Tx) error {
		s.Note = "which?"
		return errors.Join(tx.UpdateSpan(s), tx.SetProgress(d.ID, annotate.Done))
	})
	read := func(q store.LogQuery) (changes []annotate.Change) {
		t.Helper()
		for c, err := range p.Log(ctx, q) {
			if err != nil {
				t.Fatal(err)
			}
			changes = append(changes, c)
		}
		return changes
	}
	all := read(store.LogQuery{})
	middle := all[len(all)-3]
	if diff := cmp.Diff(all[len(all)-2:], read(store.LogQuery{After: middle.Seq})); diff != "" {
		t.Error(diff)
	}
	if of := read(store.LogQuery{SpanID: s.ID, After: middle.Seq}); len(of) != 1 || of[0].Action != "two" {
		t.Errorf("%+v", of)
	}
	if len(read(store.LogQuery{After: all[len(all)-1].Seq})) != 0 {
		t.Error("something is behind the end")
	}
	acts := map[int64]string{}
	for a, err := range p.Acts(ctx, 0) {
		if err != nil {
			t.Fatal(err)
		}
		acts[a.Seq] = a.Action
	}
	for _, c := range all {
		if acts[c.Act] != c.Action {
			t.Errorf("a change of the act %q is said to be of act %d, %q", c.Action, c.Act, acts[c.Act])
		}
	}
	before, after := all[len(all)-2].Span()
	if before.Note != "" || after.Note != "which?" || after.Start() != 4 || after.End() != 7 || all[len(all)-2].DocumentID() != d.ID {
		t.Errorf("%+v %+v", before, after)
	}
}

func TestArticleIsHadByTheHashOfItsText(t *testing.T) {
	p := storetest.New(t)
	want := storetest.AddDocument(t, p, "The ISI said so.")
	got, err := p.DocumentByHash(ctx, annotate.HashText(want.Text))
	if err != nil || got.ID != want.ID || got.Text != want.Text || string(got.Source) != want.Text {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := p.DocumentByHash(ctx, annotate.HashText("another")); !errors.Is(err, annotate.ErrNotFound) {
		t.Error(err)
	}
}

// TestStandingFollowsFromTheActs has two people act, undo and redo at random. One who is told of the acts knows what would be undone
// and redone next, and a check, which does the same, finds that the file says so.
func TestStandingFollowsFromTheActs(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := storetest.New(t)
		defer p.Close()
		d := storetest.AddDocument(t, p, storetest.Disputed)
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			who := rapid.SampledFrom([]annotate.Annotator{storetest.Anna, storetest.Ben}).Draw(rt, "who")
			whose := rapid.SampledFrom([]string{"", who.ID}).Draw(rt, "whose")
			var err error
			switch rapid.IntRange(0, 3).Draw(rt, "step") {
			case 0:
				_, err = p.Undo(ctx, whose)
			case 1:
				_, err = p.Redo(ctx, whose)
			default:
				_, err = p.Do(ctx, who, "tag", "tag", func(tx *store.Tx) error {
					return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), Segments: storetest.Segments(6, 10)})
				})
			}
			if err != nil && !errors.Is(err, annotate.ErrNothing) && !errors.Is(err, annotate.ErrConflict) && !errors.Is(err, annotate.ErrNotFound) { // the article's import may be undone
				rt.Fatal(err)
			}
		}
		var standing history.Standing[int64]
		var acts []store.Act
		for a, err := range p.Acts(ctx, 0) {
			if err != nil {
				rt.Fatal(err)
			}
			standing.Hear(a.Kind, a.Seq, a.Target)
			acts = append(acts, a)
		}
		var undo, redo, last int64
		for _, a := range acts {
			if a.Kind != history.Do {
				continue
			}
			inForce, by, redoable := standing.Of(a.Seq)
			switch {
			case inForce:
				undo = a.Seq
			case redoable && by > last:
				redo, last = a.Seq, by
			}
		}
		wantUndo, wantRedo, err := p.Undoable(ctx, "")
		if err != nil || wantUndo != nil && wantUndo.Seq != undo || wantUndo == nil && undo != 0 || wantRedo != nil && wantRedo.Seq != redo || wantRedo == nil && redo != 0 {
			rt.Fatalf("%+v %+v %v, but the acts say %d and %d", wantUndo, wantRedo, err, undo, redo)
		}
		problems, err := p.Check(ctx, nil)
		if err != nil || len(problems) > 0 {
			rt.Fatal(problems, err)
		}
	})
}

func TestCheckSeesAnActThatStandsWrong(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, storetest.Disputed)
	storetest.Tag(t, p, storetest.Anna, d, "actor", 6, 10)
	if _, err := p.Undo(ctx, ""); err != nil {
		t.Fatal(err)
	}
	storetest.Tag(t, p, storetest.Anna, d, "actor", 6, 16)
	if _, err := storetest.Raw(t, p).Exec("UPDATE act SET undone = (SELECT seq FROM act WHERE kind = 'undo') WHERE undone = -1"); err != nil {
		t.Fatal(err)
	}
	problems, err := p.Check(ctx, nil)
	if err != nil || len(problems) != 1 || problems[0].Kind != "log" {
		t.Error(problems, err)
	}
}
