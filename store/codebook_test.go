package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/revise"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// without returns the codebook of the tests without one of its parts, by the kind of impact that this has.
func without(part string) annotate.Codebook {
	cb := storetest.Border()
	switch part {
	case "label":
		cb.Labels = cb.Labels[1:]
		cb.RelationTypes = cb.RelationTypes[1:]
	case "attribute":
		cb.Labels[0].Attributes = cb.Labels[0].Attributes[1:]
	case "value":
		cb.Labels[0].Attributes[1].Options = []string{"speaker"}
	case "number":
		cb.Labels[1].Attributes[0].Type = annotate.Date
	case "relation_type":
		cb.RelationTypes = cb.RelationTypes[1:]
	case "relation":
		cb.RelationTypes[1].Scope = annotate.WithinDocument
	}
	return cb
}

func TestCodebookThatBreaksAnnotationsIsRefused(t *testing.T) {
	for part, want := range map[string]string{
		"label":         `2 spans have the label "actor", the first is “👩‍👩‍👧”`,
		"attribute":     "2 spans have a value for the attribute actor.type",
		"value":         `2 spans have "target" for the attribute actor.roles`,
		"number":        `2 spans have "0.5" for the attribute claim.weight`,
		"relation_type": `2 relations are of the type "makes"`,
		"relation":      `2 relations stand between spans that the type "same_claim" would no longer relate`,
	} {
		t.Run(part, func(t *testing.T) {
			p := storetest.Annotated(t)
			_, err := p.Do(ctx, storetest.Anna, "codebook", "Change codebook", func(tx *store.Tx) error { return tx.SetCodebook(without(part), nil) })
			if !errors.Is(err, annotate.ErrConflict) || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want %q", err, want)
			}
			impacts, err := p.CodebookImpact(ctx, without(part))
			if err != nil || len(impacts) == 0 || len(impacts[0].Examples) != 2 {
				t.Errorf("%+v, %v", impacts, err)
			}
		})
	}
}

func TestCodebookChangeWithRemedies(t *testing.T) {
	for name, test := range map[string]struct {
		part   string
		remedy revise.Remedy
	}{
		"delete label": {"label", revise.Remedy{Kind: revise.RemedyDelete}}, "delete attribute": {"attribute", revise.Remedy{Kind: revise.RemedyDelete}},
		"clear attribute": {"attribute", revise.Remedy{Kind: revise.RemedyClear}}, "clear item": {"value", revise.Remedy{Kind: revise.RemedyClear}},
		"replace item": {"value", revise.Remedy{Kind: revise.RemedyReplace, To: "speaker"}}, "clear number": {"number", revise.Remedy{Kind: revise.RemedyClear}},
		"replace number": {"number", revise.Remedy{Kind: revise.RemedyReplace, To: "2011-10-06"}}, "delete relations": {"relation_type", revise.Remedy{Kind: revise.RemedyDelete}},
		"delete misfits": {"relation", revise.Remedy{Kind: revise.RemedyDelete}},
	} {
		t.Run(name, func(t *testing.T) {
			p := storetest.Annotated(t)
			before := storetest.JSONL(t, p)
			impacts, err := p.CodebookImpact(ctx, without(test.part))
			if err != nil {
				t.Fatal(err)
			}
			resolution := revise.Resolution{}
			for _, impact := range impacts {
				resolution[impact.Key()] = test.remedy
				if impact.Kind == revise.RelationTypeGone {
					resolution[impact.Key()] = revise.Remedy{Kind: revise.RemedyDelete}
				}
			}
			storetest.Do(t, p, storetest.Anna, "codebook", func(tx *store.Tx) error { return tx.SetCodebook(without(test.part), resolution) })
			storetest.Sound(t, p)
			if left, err := p.CodebookImpact(ctx, without(test.part)); err != nil || len(left) > 0 {
				t.Error(left, err)
			}
			if _, err := p.Undo(ctx, ""); err != nil {
				t.Fatal(err)
			}
			storetest.Sound(t, p)
			if diff := cmp.Diff(string(before), string(storetest.JSONL(t, p))); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("move to a new label", func(t *testing.T) {
		p := storetest.Annotated(t)
		cb := without("label")
		cb.Labels = append(cb.Labels, annotate.Label{ID: annotate.NewID(), Name: "player", Color: "#000000", Style: annotate.Tint, ParentID: cb.Labels[0].ID})
		impacts, err := p.CodebookImpact(ctx, cb)
		if err != nil {
			t.Fatal(err)
		}
		resolution := revise.Resolution{}
		for _, impact := range impacts {
			resolution[impact.Key()] = revise.Remedy{Kind: revise.RemedyDelete}
			if impact.Kind == revise.LabelGone {
				resolution[impact.Key()] = revise.Remedy{Kind: revise.RemedyMove, To: "player"}
			}
		}
		storetest.Do(t, p, storetest.Anna, "codebook", func(tx *store.Tx) error { return tx.SetCodebook(cb, resolution) })
		storetest.Sound(t, p)
		if stats, _ := p.Stats(ctx); stats.ByLabel["player"] != 2 {
			t.Errorf("%+v", stats)
		}
	})
}

func TestRenamesReachTheAnnotations(t *testing.T) {
	p := storetest.Annotated(t)
	cb, err := p.Codebook(ctx)
	if err != nil {
		t.Fatal(err)
	}
	cb.Labels[0].Name = "player" // relation types still say "actor"
	cb.Labels[0].Attributes[0].Name, cb.Labels[0].Attributes[1].Name = "roles", "type"
	storetest.Do(t, p, storetest.Anna, "codebook", func(tx *store.Tx) error { return tx.SetCodebook(cb, nil) })
	storetest.Sound(t, p)
	after, _ := p.Codebook(ctx)
	if after.RelationTypes[0].HeadLabel != "player" {
		t.Errorf("%+v", after.RelationTypes)
	}
	for layer, err := range exchange.Layers(ctx, p, exchange.LayerQuery{Layer: "anna"}) {
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range layer.Spans {
			if want := map[string]any{"roles": "state", "type": []string{"speaker", "target"}}; s.LabelID == cb.Labels[0].ID && !cmp.Equal(s.Attributes, want) {
				t.Error(s.Attributes)
			}
		}
	}
}

func TestCodebookFromElsewhereIsKnownByItsNames(t *testing.T) {
	p := storetest.Annotated(t)
	cb := storetest.Border()
	for i := range cb.Labels {
		cb.Labels[i].ID = annotate.NewID()
		for j := range cb.Labels[i].Attributes {
			cb.Labels[i].Attributes[j].ID = annotate.NewID()
		}
	}
	for i := range cb.RelationTypes {
		cb.RelationTypes[i].ID = annotate.NewID()
	}
	slices.Reverse(cb.Labels)
	storetest.Do(t, p, storetest.Anna, "codebook", func(tx *store.Tx) error { return tx.SetCodebook(cb, nil) })
	storetest.Sound(t, p)
	got, _ := p.Codebook(ctx)
	if got.Labels[0].ID != storetest.Label("claim") || got.Labels[1].ID != storetest.Label("actor") || got.RelationTypes[0].ID != storetest.RelationType("makes") {
		t.Errorf("%+v", got)
	}
}
