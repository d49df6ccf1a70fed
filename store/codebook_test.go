package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// without returns the codebook of the tests without one of its parts, by the kind of impact that this has.
func without(part string) annotate.Codebook {
	cb := codebook()
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
		"relation":      `2 relations link spans that the type "same_claim" would no longer link`,
	} {
		t.Run(part, func(t *testing.T) {
			p := annotated(t)
			_, err := p.Do(ctx, anna, "codebook", "Change codebook", func(tx *store.Tx) error { return tx.SetCodebook(without(part), nil) })
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
		remedy store.Remedy
	}{
		"delete label": {"label", store.Remedy{Kind: store.RemedyDelete}}, "delete attribute": {"attribute", store.Remedy{Kind: store.RemedyDelete}},
		"clear attribute": {"attribute", store.Remedy{Kind: store.RemedyClear}}, "clear item": {"value", store.Remedy{Kind: store.RemedyClear}},
		"replace item": {"value", store.Remedy{Kind: store.RemedyReplace, To: "speaker"}}, "clear number": {"number", store.Remedy{Kind: store.RemedyClear}},
		"replace number": {"number", store.Remedy{Kind: store.RemedyReplace, To: "2011-10-06"}}, "delete relations": {"relation_type", store.Remedy{Kind: store.RemedyDelete}},
		"delete misfits": {"relation", store.Remedy{Kind: store.RemedyDelete}},
	} {
		t.Run(name, func(t *testing.T) {
			p := annotated(t)
			before := jsonl(t, p)
			impacts, err := p.CodebookImpact(ctx, without(test.part))
			if err != nil {
				t.Fatal(err)
			}
			resolution := store.Resolution{}
			for _, impact := range impacts {
				resolution[impact.Key()] = test.remedy
				if impact.Kind == store.RelationTypeGone {
					resolution[impact.Key()] = store.Remedy{Kind: store.RemedyDelete}
				}
			}
			do(t, p, anna, "codebook", func(tx *store.Tx) error { return tx.SetCodebook(without(test.part), resolution) })
			sound(t, p)
			if left, err := p.CodebookImpact(ctx, without(test.part)); err != nil || len(left) > 0 {
				t.Error(left, err)
			}
			if _, err := p.Undo(ctx, ""); err != nil {
				t.Fatal(err)
			}
			sound(t, p)
			if diff := cmp.Diff(string(before), string(jsonl(t, p))); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("move to a new label", func(t *testing.T) {
		p := annotated(t)
		cb := without("label")
		cb.Labels = append(cb.Labels, annotate.Label{ID: annotate.NewID(), Name: "player", Color: "#000000", Style: annotate.Tint, ParentID: cb.Labels[0].ID})
		impacts, err := p.CodebookImpact(ctx, cb)
		if err != nil {
			t.Fatal(err)
		}
		resolution := store.Resolution{}
		for _, impact := range impacts {
			resolution[impact.Key()] = store.Remedy{Kind: store.RemedyDelete}
			if impact.Kind == store.LabelGone {
				resolution[impact.Key()] = store.Remedy{Kind: store.RemedyMove, To: "player"}
			}
		}
		do(t, p, anna, "codebook", func(tx *store.Tx) error { return tx.SetCodebook(cb, resolution) })
		sound(t, p)
		if stats, _ := p.Stats(ctx); stats.ByLabel["player"] != 2 {
			t.Errorf("%+v", stats)
		}
	})
}

func TestRenamesReachTheAnnotations(t *testing.T) {
	p := annotated(t)
	cb, err := p.Codebook(ctx)
	if err != nil {
		t.Fatal(err)
	}
	cb.Labels[0].Name = "player" // relation types still say "actor"
	cb.Labels[0].Attributes[0].Name, cb.Labels[0].Attributes[1].Name = "roles", "type"
	do(t, p, anna, "codebook", func(tx *store.Tx) error { return tx.SetCodebook(cb, nil) })
	sound(t, p)
	after, _ := p.Codebook(ctx)
	if after.RelationTypes[0].HeadLabel != "player" {
		t.Errorf("%+v", after.RelationTypes)
	}
	for layer, err := range p.Layers(ctx, store.LayerQuery{Layer: "anna"}) {
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
	p := annotated(t)
	cb := codebook()
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
	do(t, p, anna, "codebook", func(tx *store.Tx) error { return tx.SetCodebook(cb, nil) })
	sound(t, p)
	got, _ := p.Codebook(ctx)
	if got.Labels[0].ID != label("claim") || got.Labels[1].ID != label("actor") || got.RelationTypes[0].ID != relation("makes") {
		t.Errorf("%+v", got)
	}
}
