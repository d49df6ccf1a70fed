package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// named makes actors of these names and returns their ids.
func named(t *testing.T, p *store.Project, names ...string) (ids []string) {
	t.Helper()
	storetest.Do(t, p, storetest.Anna, "entities", func(tx *store.Tx) error {
		for _, name := range names {
			e := annotate.Entity{LabelID: storetest.Label("actor"), Name: name}
			if err := tx.CreateEntity(&e); err != nil {
				return err
			}
			ids = append(ids, e.ID)
		}
		return nil
	})
	return ids
}

// registry is what the registry lists: names with their counts, and the pairs that are proposed.
func registry(t *testing.T, p *store.Project) (lines, pairs []string) {
	t.Helper()
	all, proposed, err := p.Registry(ctx)
	storetest.Must(t, err)
	for _, r := range all {
		lines = append(lines, fmt.Sprintf("%s %v %d/%d", r.Name, r.Aliases, r.Mentions, r.Articles))
	}
	for _, pair := range proposed {
		pairs = append(pairs, pair.A.Name+" = "+pair.B.Name)
	}
	return lines, pairs
}

func wantLines(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestTheRegistryCountsMentionsAndProposesWhatMayBeOne(t *testing.T) {
	p := storetest.New(t)
	first, second := storetest.AddDocument(t, p, "Ada Vell spoke. A. Vell left 🌍."), storetest.AddDocument(t, p, "阿达 met Ada Vell.")
	ids := named(t, p, "Ada Vell", "A. Vell", "Nobody")
	mention(t, p, storetest.Anna, first, "Ada Vell", ids[0], map[string]any{})
	mention(t, p, storetest.Ben, first, "Ada Vell", ids[0], map[string]any{})
	mention(t, p, storetest.Ben, second, "Ada Vell", ids[0], map[string]any{})
	short, _ := mention(t, p, storetest.Anna, first, "A. Vell", ids[1], map[string]any{})
	lines, pairs := registry(t, p)
	wantLines(t, "the list", lines, []string{"A. Vell [] 1/1", "Ada Vell [] 3/2", "Nobody [] 0/0"})
	wantLines(t, "proposed", pairs, []string{"A. Vell = Ada Vell"})

	mentions, err := p.Mentions(ctx, ids[0], "")
	storetest.Must(t, err)
	if len(mentions) != 3 || mentions[0].Layer.Name != "anna" || mentions[2].DocumentID != second.ID || mentions[0].Story != "Border" {
		t.Errorf("%+v", mentions)
	}
	if own, err := p.Mentions(ctx, ids[0], storetest.Anna.ID); err != nil || len(own) != 1 {
		t.Errorf("anna's: %+v, %v", own, err)
	}
	claim := storetest.Tag(t, p, storetest.Anna, first, "claim", 9, 14)
	storetest.Do(t, p, storetest.Anna, "relate", func(tx *store.Tx) error {
		return tx.CreateRelation(&annotate.Relation{TypeID: storetest.RelationType("makes"), HeadSpanID: short.ID, TailSpanID: claim.ID})
	})
	if n, err := p.RelationsOfEntity(ctx, ids[1]); err != nil || n != 1 {
		t.Errorf("%d relations, %v", n, err)
	}

	reject := func(a, b string) store.Act {
		return storetest.Do(t, p, storetest.Anna, "reject", func(tx *store.Tx) error { return tx.RejectPair(a, b) })
	}
	reject(ids[0], ids[1])
	if act := reject(ids[1], ids[0]); act.Seq != 0 {
		t.Error("what is remembered is remembered again")
	}
	_, pairs = registry(t, p)
	wantLines(t, "after it was turned down", pairs, nil)
	storetest.Sound(t, p)
	_, err = p.UndoOwn(ctx, storetest.Anna)
	storetest.Must(t, err)
	_, pairs = registry(t, p)
	wantLines(t, "after that was undone", pairs, []string{"A. Vell = Ada Vell"})
	if _, err := p.Do(ctx, storetest.Anna, "reject", "", func(tx *store.Tx) error { return tx.RejectPair(ids[0], ids[0]) }); !errors.Is(err, annotate.ErrInvalid) {
		t.Errorf("one is not itself: %v", err)
	}
}

// Two that are not one stay so when one of them becomes part of a third, whose other name it then is; and what one merges is not lost.
func TestWhatIsMergedHandsOnWhatItIsNot(t *testing.T) {
	p := storetest.New(t)
	ids := named(t, p, "Ada Vell", "A. Vell", "Anton Vell")
	storetest.Do(t, p, storetest.Anna, "merge", func(tx *store.Tx) error {
		e, err := tx.Entity(ids[1])
		e.ExternalID, e.Note = "Q1", "in the first article"
		return errors.Join(err, tx.UpdateEntity(e), tx.RejectPair(ids[1], ids[2]), tx.MergeEntities(ids[0], ids[1]))
	})
	lines, pairs := registry(t, p)
	wantLines(t, "the list", lines, []string{"Ada Vell [A. Vell] 0/0", "Anton Vell [] 0/0"})
	wantLines(t, "proposed", pairs, nil)
	e, err := p.Entity(ctx, ids[0])
	if err != nil || e.ExternalID != "Q1" || e.Note != "in the first article" {
		t.Errorf("%+v, %v", e, err)
	}
	storetest.Sound(t, p)
	_, err = p.UndoOwn(ctx, storetest.Anna)
	storetest.Must(t, err)
	_, pairs = registry(t, p)
	wantLines(t, "undone", pairs, []string{"A. Vell = Ada Vell", "A. Vell = Anton Vell"})
}

func TestMentionsMoveToAnotherEntityInOneAct(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "Vell spoke. Then Vell left.")
	ids := named(t, p, "Vell")
	first, _ := mention(t, p, storetest.Anna, d, "Vell", ids[0], map[string]any{})
	second, _ := mention(t, p, storetest.Ben, d, "Vell left", ids[0], map[string]any{})
	split := storetest.Do(t, p, storetest.Anna, "split", func(tx *store.Tx) error {
		e := annotate.Entity{LabelID: storetest.Label("actor"), Name: "The other Vell"}
		if err := tx.CreateEntity(&e); err != nil {
			return err
		}
		return tx.MoveMentions(e.ID, second.ID)
	})
	lines, _ := registry(t, p)
	wantLines(t, "split", lines, []string{"The other Vell [] 1/1", "Vell [] 1/1"})
	if kept, err := p.Span(ctx, first.ID); err != nil || kept.EntityID != ids[0] {
		t.Errorf("%+v, %v", kept, err)
	}
	_, err := p.UndoAct(ctx, split.Seq)
	storetest.Must(t, err)
	lines, _ = registry(t, p)
	wantLines(t, "undone", lines, []string{"Vell [] 2/1"})
	claim := annotate.Entity{LabelID: storetest.Label("claim"), Name: "Vell left"}
	if _, err := p.Do(ctx, storetest.Anna, "split", "", func(tx *store.Tx) error {
		return errors.Join(tx.CreateEntity(&claim), tx.MoveMentions(claim.ID, first.ID))
	}); !errors.Is(err, annotate.ErrInvalid) {
		t.Errorf("an actor becomes a claim: %v", err)
	}
}
