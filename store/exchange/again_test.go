package exchange_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// What a format with the tokens only was given comes back to the articles from which it came, and not beside them, also where it left out
// what stands in regions.
func TestTokensComeBackToTheirArticles(t *testing.T) {
	whole := known(t)
	titled := newProject(t)
	importFiles(t, titled, exchange.ImportOptions{}, file(t, "titled.jsonl", bytes.ReplaceAll(jsonl(t, whole), []byte(`"regions":[]`), []byte(`"regions":[{"start":0,"end":1,"kind":"title"}]`))))
	for _, p := range []*store.Project{whole, titled} {
		before := jsonl(t, p)
		for _, name := range []string{"conll", "cat"} {
			path := filepath.Join(t.TempDir(), "out")
			if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: name, Path: path, Layer: "anna"}, nil); err != nil {
				t.Fatal(err)
			}
			for _, result := range importFiles(t, p, exchange.ImportOptions{Annotator: "anna"}, path) {
				if result.Status != exchange.Present || result.Spans != 0 {
					t.Errorf("%s: %+v", name, result)
				}
			}
			if after := jsonl(t, p); !bytes.Equal(before, after) {
				t.Errorf("%s: the project was\n%s\nand is\n%s", name, before, after)
			}
			for _, result := range importFiles(t, p, exchange.ImportOptions{Annotator: "zoe"}, path) {
				if result.Status != exchange.Annotated || result.Spans != 2 || !strings.Contains(result.Reason, "white space") {
					t.Errorf("%s: %+v", name, result)
				}
			}
			sound(t, p)
			if _, err := p.Undo(ctx, ""); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// A format that has the names of entities and not their ids adds none for spans that the project has.
func TestEntitiesWithoutIDsAreTheProjects(t *testing.T) {
	p := annotated(t)
	entities := func() (names []string) {
		list, err := p.Entities(ctx, store.EntityQuery{})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			names = append(names, e.Name)
		}
		return names
	}
	var before []string
	do(t, p, annotate.NewAnnotator("anna"), "name", func(tx *store.Tx) error {
		documents, err := tx.DocumentIDs()
		if err != nil {
			return err
		}
		for _, document := range documents {
			spans, err := tx.Spans(document, annotate.NewAnnotator("anna").ID)
			if err != nil {
				return err
			}
			for _, s := range spans {
				e := annotate.Entity{ID: annotate.NewID(), LabelID: s.LabelID, Name: "Harbour " + s.ID[:8]}
				if err := tx.CreateEntity(&e); err != nil {
					return err
				}
				s.EntityID = e.ID
				if err := tx.UpdateSpan(s); err != nil {
					return err
				}
			}
		}
		return nil
	})
	before = entities()
	dataset := jsonl(t, p)
	path := filepath.Join(t.TempDir(), "out")
	if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "webanno", Path: path, Layer: "anna"}, nil); err != nil {
		t.Fatal(err)
	}
	for _, update := range []bool{false, true} {
		for _, result := range importFiles(t, p, exchange.ImportOptions{Update: update}, path) {
			if result.Status != exchange.Present {
				t.Errorf("update %v: %+v", update, result)
			}
		}
		if after := entities(); len(before) == 0 || !slices.Equal(before, after) {
			t.Errorf("update %v: the entities were %q and are %q", update, before, after)
		}
		if now := jsonl(t, p); !bytes.Equal(now, dataset) {
			t.Errorf("update %v: the project was\n%s\nand is\n%s", update, dataset, now)
		}
	}
}

// A layer that is new and looks like one that is there is said.
func TestALayerThatLooksLikeAnotherIsSaid(t *testing.T) {
	p := annotated(t)
	path := file(t, "again.jsonl", bytes.ReplaceAll(jsonl(t, p), []byte(`"layer":"anna"`), []byte(`"layer":"Anna"`)))
	result := importFiles(t, p, exchange.ImportOptions{}, path)[0]
	if said := strings.Join(result.Notes, "\n"); strings.Count(said, "“anna” and “Anna”") != 1 {
		t.Errorf("%+v", result)
	}
	if again := importFiles(t, p, exchange.ImportOptions{}, path)[0]; len(again.Notes) > 0 {
		t.Errorf("it is not new any more: %q", again.Notes)
	}
}
