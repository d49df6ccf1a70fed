package exchange_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/storetest"
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

// The text of a record that nearly is a known article's is another version of it, as a file's is, and can take over its annotations; two
// records of one file are not compared with each other.
func TestARecordWhoseTextNearlyIsAnArticlesIsAVersionOfIt(t *testing.T) {
	const text = "The ministry said on Monday that the ports of Vell stay shut for the whole of the winter, and the dockers called it a farce."
	line := func(id, text string) string {
		return `{"schema":"parallax/1","id":"` + id + `","text":"` + text + `","text_sha256":"` + annotate.HashText(text) + `","offset_unit":"codepoint","meta":{"story":"Harbour","title":"Ports shut","outlet":"","author":"","url":"","published":"","language":"","source_file":""},"layer":"anna","state":"doing",` +
			`"spans":[{"id":"` + annotate.DerivedID("span", id) + `","start":4,"end":12,"text":"ministry","label":"actor","segments":[[4,12]],"entity":null,"attributes":{},"note":"","confidence":1,"derived_from":[]}],"relations":[],"regions":[]}` + "\n"
	}
	first := file(t, "first.jsonl", []byte(line("11111111-0000-4000-8000-000000000001", text)))
	second := file(t, "second.jsonl", []byte(line("11111111-0000-4000-8000-000000000002", strings.Replace(text, "on Monday", "late on Monday", 1))+
		line("11111111-0000-4000-8000-000000000003", strings.Replace(text, "Vell", "Port", 1))))
	for _, carry := range []bool{false, true} {
		p := newProject(t)
		importFiles(t, p, exchange.ImportOptions{}, first)
		do(t, p, anna, "tag", func(tx *store.Tx) error {
			at := strings.Index(text, "dockers")
			return tx.CreateSpan(&annotate.Span{DocumentID: "11111111-0000-4000-8000-000000000001", LabelID: label("actor"), Segments: []annotate.Segment{{Start: at, End: at + 7}}, Confidence: 1})
		})
		got := importFiles(t, p, exchange.ImportOptions{Carry: carry}, second)[0]
		notes := strings.Join(got.Notes, "\n")
		if got.Status != exchange.Added || got.Version != "Ports shut" || strings.Count(notes, "Ports shut is another version of “Ports shut”") != 2 || strings.Contains(notes, "were not carried over") == carry {
			t.Errorf("carry %t: %+v", carry, got)
		}
		for _, r := range records(t, jsonl(t, p)) {
			words := ""
			for _, s := range r.Spans {
				words += s.Text + " "
			}
			if want := "ministry dockers "; words != want && (carry || r.ID == "11111111-0000-4000-8000-000000000001") {
				t.Errorf("carry %t: %s has %q", carry, r.ID, words)
			}
		}
		sound(t, p)
	}
}

// What a review turned down stays turned down where the project uses the id of the span for another.
func TestWhatWasTurnedDownStaysSoUnderAnotherID(t *testing.T) {
	from := newProject(t)
	d := addDocument(t, from, "Zoe said that the ports stay shut.")
	span := tag(t, from, anna, d, "actor", 0, 3)
	tag(t, from, annotate.NewAnnotator("ben"), d, "actor", 0, 8)
	for _, item := range storetest.Items(t, from, derived.Query{}) {
		storetest.Decide(t, from, item, review.Verdict{Name: review.None}, "neither")
	}
	gold := func(p *store.Project) (said []string) {
		var out bytes.Buffer
		if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "jsonl", Layer: annotate.GoldLayer, Rejected: true, Writer: &out}, nil); err != nil {
			t.Fatal(err)
		}
		for _, r := range records(t, out.Bytes()) {
			for _, s := range r.Rejected {
				said = append(said, s.Text+" "+s.Decision.Decision.Reason)
			}
		}
		return said
	}
	want := []string{"Zoe neither", "Zoe said neither"}
	if got := gold(from); !slices.Equal(got, want) {
		t.Fatalf("%q", got)
	}
	var out bytes.Buffer
	if _, err := exchange.ExportFiles(ctx, from, exchange.ExportOptions{Format: "jsonl", Layer: annotate.GoldLayer, Rejected: true, Writer: &out}, nil); err != nil {
		t.Fatal(err)
	}
	to := newProject(t)
	other := addDocument(t, to, "Ben said so.")
	do(t, to, anna, "tag", func(tx *store.Tx) error {
		return tx.CreateSpan(&annotate.Span{ID: span.ID, DocumentID: other.ID, LabelID: label("actor"), Segments: []annotate.Segment{{Start: 0, End: 3}}, Confidence: 1})
	})
	importFiles(t, to, exchange.ImportOptions{}, file(t, "gold.jsonl", out.Bytes()))
	if got := gold(to); !slices.Equal(got, want) {
		t.Errorf("it comes back as %q", got)
	}
	sound(t, to)
}
