package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	_ "github.com/mattn/go-sqlite3"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestHistoryGoesToTheEmptyProjectAndBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		p := storetest.New(t)
		defer p.Close()
		db := storetest.Raw(t, p)
		defer db.Close()
		states := [][]string{storetest.Dump(t, p, db)}
		storetest.Begin(t, p)
		states = append(states, nil, storetest.Dump(t, p, db)) // two acts, the first of which is not looked at
		for range rapid.IntRange(1, 15).Draw(rt, "acts") {
			act, err := storetest.Step(rt, p)
			now := storetest.Dump(t, p, db)
			if err != nil && !storetest.Ruled(err) {
				rt.Fatal(err)
			}
			if act.Seq == 0 {
				if diff := cmp.Diff(states[len(states)-1], now); diff != "" {
					rt.Fatalf("no act, but (%v): %s", err, diff)
				}
				continue
			}
			states = append(states, now)
		}
		problems, err := p.Check(ctx, nil)
		if err != nil || len(problems) > 0 {
			rt.Fatal(problems, err)
		}
		for i := len(states) - 2; i >= 0; i-- {
			if _, err := p.Undo(ctx, ""); err != nil {
				rt.Fatal(err)
			}
			if states[i] == nil {
				continue
			}
			if diff := cmp.Diff(states[i], storetest.Dump(t, p, db)); diff != "" {
				rt.Fatalf("undo to %d: %s", i, diff)
			}
		}
		if _, err := p.Undo(ctx, ""); !errors.Is(err, annotate.ErrNothing) {
			rt.Fatal("the making of the project was undone", err)
		}
		if p.Close() != nil {
			rt.Fatal("close")
		}
		p, err = store.Open(ctx, p.Path())
		if err != nil {
			rt.Fatal(err)
		}
		defer p.Close()
		for i := 1; i < len(states); i++ {
			if _, err := p.Redo(ctx, ""); err != nil {
				rt.Fatal(err)
			}
			if states[i] == nil {
				continue
			}
			if diff := cmp.Diff(states[i], storetest.Dump(t, p, db)); diff != "" {
				rt.Fatalf("redo to %d: %s", i, diff)
			}
		}
		if _, err := p.Redo(ctx, ""); !errors.Is(err, annotate.ErrNothing) {
			rt.Fatal("there was more to redo", err)
		}
		if problems, err := p.Check(ctx, nil); err != nil || len(problems) > 0 {
			rt.Fatal(problems, err)
		}
	})
}

func TestUndoByAnnotatorLeavesASoundProject(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		p := storetest.New(t)
		defer p.Close()
		db := storetest.Raw(t, p)
		defer db.Close()
		storetest.Begin(t, p)
		for range rapid.IntRange(5, 25).Draw(rt, "steps") {
			before := storetest.Dump(t, p, db)
			var act store.Act
			var err error
			switch rapid.IntRange(0, 5).Draw(rt, "turn") {
			case 0:
				act, err = p.Undo(ctx, rapid.SampledFrom([]string{storetest.Anna.ID, storetest.Ben.ID}).Draw(rt, "whose"))
			case 1:
				act, err = p.Redo(ctx, rapid.SampledFrom([]string{storetest.Anna.ID, storetest.Ben.ID, ""}).Draw(rt, "whose"))
			default:
				act, err = storetest.Step(rt, p)
			}
			if err != nil && !storetest.Ruled(err) {
				rt.Fatal(err)
			}
			if act.Seq == 0 {
				if diff := cmp.Diff(before, storetest.Dump(t, p, db)); diff != "" {
					rt.Fatalf("refused (%v), but: %s", err, diff)
				}
			}
		}
		problems, err := p.Check(ctx, nil)
		if err != nil || len(problems) > 0 {
			rt.Fatal(problems, err)
		}
	})
}
