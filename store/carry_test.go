package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// mention tags words of an article as an actor, filled in or as it is told.
func mention(t *testing.T, p *store.Project, who annotate.Annotator, d annotate.Document, words string, entity string, values map[string]any) (annotate.Span, store.Carried) {
	t.Helper()
	before, _, found := strings.Cut(d.Text, words)
	if !found {
		t.Fatalf("%q does not stand there", words)
	}
	start := len([]rune(before))
	span := annotate.Span{DocumentID: d.ID, AnnotatorID: who.ID, LabelID: storetest.Label("actor"), EntityID: entity, Attributes: values,
		Segments: []annotate.Segment{{Start: start, End: start + len([]rune(words))}}}
	var carried store.Carried
	storetest.Do(t, p, who, "tag", func(tx *store.Tx) (err error) {
		if values == nil {
			if carried, err = tx.CarryOver(&span); err != nil {
				return err
			}
		}
		return tx.CreateSpan(&span)
	})
	return span, carried
}

func TestWhatIsKnownOfWordsIsCarriedOver(t *testing.T) {
	p := storetest.New(t)
	first := storetest.AddDocument(t, p, "Zoë Müller spoke. The envoy left. Müller came back.")
	second := storetest.AddDocument(t, p, "ZOË MÜLLER denied it; the envoy did not. MU\u0308LLER again.")
	envoy := annotate.Entity{LabelID: storetest.Label("actor"), Name: "Zoë Müller", Aliases: []string{"the envoy"}}
	storetest.Do(t, p, storetest.Anna, "entity", func(tx *store.Tx) error { return tx.CreateEntity(&envoy) })
	mention(t, p, storetest.Anna, first, "Zoë Müller", envoy.ID, map[string]any{"type": "person"})
	mention(t, p, storetest.Anna, first, "The envoy", envoy.ID, map[string]any{})

	span, carried := mention(t, p, storetest.Anna, second, "ZOË MÜLLER", "", nil)
	if kept, err := p.Span(ctx, span.ID); err != nil || kept.EntityID != envoy.ID || fmt.Sprint(kept.Attributes) != "map[type:person]" {
		t.Errorf("the name: %+v, %v", kept, err)
	}
	if !carried.Any() || carried.Entity.Name != "Zoë Müller" || fmt.Sprint(carried.Attributes) != "map[type:person]" {
		t.Errorf("carried over: %+v", carried)
	}
	if _, err := p.UndoOwn(ctx, storetest.Anna); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Span(ctx, span.ID); err == nil {
		t.Error("one undo does not take back the span with what was filled in")
	}
	if span, _ := mention(t, p, storetest.Anna, second, "the envoy", "", nil); span.EntityID != envoy.ID {
		t.Error("an alias names nobody")
	}
	if span, carried := mention(t, p, storetest.Anna, first, "Müller", "", nil); carried.Any() || span.EntityID != "" {
		t.Errorf("a part of a name names somebody: %+v", carried)
	}
	if span, _ := mention(t, p, storetest.Ben, second, "ZOË MÜLLER", "", nil); span.EntityID != envoy.ID || len(span.Attributes) != 0 {
		t.Errorf("ben takes over what anna said: %+v", span)
	}
	mention(t, p, storetest.Anna, second, "ZOË MÜLLER", envoy.ID, map[string]any{"type": "state"})
	if span, _ := mention(t, p, storetest.Anna, second, "the envoy", "", nil); span.EntityID != envoy.ID || len(span.Attributes) != 0 {
		t.Errorf("mentions that do not agree: %+v", span)
	}
}

func TestWordsThatMayMeanSeveralFillInNothing(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "Vell spoke. So did Tom Vell.")
	tom := annotate.Entity{LabelID: storetest.Label("actor"), Name: "Tom Vell", Aliases: []string{"Vell"}}
	storetest.Do(t, p, storetest.Anna, "entities", func(tx *store.Tx) error {
		ines := annotate.Entity{LabelID: storetest.Label("actor"), Name: "Ines Vell", Aliases: []string{"Vell"}}
		claim := annotate.Entity{LabelID: storetest.Label("claim"), Name: "Vell"}
		for _, e := range []*annotate.Entity{&ines, &tom, &claim} {
			if err := tx.CreateEntity(e); err != nil {
				return err
			}
		}
		return nil
	})
	if span, carried := mention(t, p, storetest.Anna, d, "Vell", "", nil); carried.Any() || carried.Several != 2 || span.EntityID != "" {
		t.Errorf("a guess between two: %+v", carried)
	}
	mention(t, p, storetest.Anna, d, "Tom Vell", tom.ID, map[string]any{})
	if span, _ := mention(t, p, storetest.Anna, d, "Vell", "", nil); span.EntityID != tom.ID {
		t.Error("the one that the article mentions is not meant")
	}
}

func TestWhatWasCarriedOverIsTakenBack(t *testing.T) {
	carried := store.Carried{Entity: annotate.Entity{ID: "e"}, Attributes: map[string]any{"type": "person", "named": "yes"}}
	span := annotate.Span{EntityID: "e", Attributes: map[string]any{"type": "state", "named": "yes", "own": "kept"}}
	if got := carried.TakenFrom(span); got.EntityID != "" || fmt.Sprint(got.Attributes) != "map[own:kept type:state]" {
		t.Errorf("%+v", got)
	}
	if span.EntityID = "other"; carried.TakenFrom(span).EntityID != "other" {
		t.Error("an entity that was set since is taken away")
	}
	if still := carried.Still(annotate.Span{}); still.Any() {
		t.Errorf("an empty span still says %+v", still)
	}
}
