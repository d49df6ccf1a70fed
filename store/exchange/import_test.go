package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestImportSaysWhatBecameOfEachFile(t *testing.T) {
	p := newProject(t)
	good := file(t, "good.txt", []byte("Kabul met Islamabad.\nThey spoke of the border 🇵🇰 for two hours.\n"))
	empty := file(t, "empty.txt", nil)
	results := importFiles(t, p, exchange.ImportOptions{}, good, empty, filepath.Dir(good), "nowhere.txt")
	var got []string
	for _, r := range results {
		got = append(got, filepath.Base(r.File)+" "+string(r.Status))
		if (r.Status == exchange.Refused) != (r.Reason != "") || (r.Status == exchange.Refused) != (r.DocumentID == "") {
			t.Errorf("%+v", r)
		}
	}
	if want := "good.txt added, empty.txt refused, good.txt present, nowhere.txt refused"; strings.Join(got, ", ") != want {
		t.Errorf("got %v", got)
	}
	stories, _ := p.Stories(ctx)
	if len(stories) != 1 || stories[0].Name != "Border" || stories[0].Documents != 1 {
		t.Errorf("%+v", stories)
	}
	act, err := p.Undo(ctx, "")
	if err != nil || act.Summary != "Imported good.txt" {
		t.Error(act, err)
	}
	if stories, _ := p.Stories(ctx); len(stories) != 0 {
		t.Errorf("%+v", stories)
	}
}

func TestImportThatIsCancelledChangesNothing(t *testing.T) {
	p := newProject(t)
	cancelled, cancel := context.WithCancel(ctx)
	plan := exchange.ImportPlan{Story: "Border"}
	for _, text := range []string{"One.", "Two.", "Three."} {
		plan.Documents = append(plan.Documents, exchange.PlannedDocument{File: text, Document: ingest.Document{Document: annotate.Document{Text: text}}})
	}
	_, err := exchange.Import(cancelled, p, plan, func(done, _ int) {
		if done == 2 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if stories, _ := p.Stories(ctx); len(stories) != 0 {
		t.Errorf("%+v", stories)
	}
}

func TestDatasetGoesIntoAnEmptyProjectAndComesOutTheSame(t *testing.T) {
	from := annotated(t)
	want := jsonl(t, from)
	path := file(t, "all.jsonl", want)
	more := storetest.Codebook() // has one attribute less, and one that the dataset lacks
	more.Labels[1].Attributes = []annotate.Attribute{{ID: annotate.NewID(), LabelID: label("claim"), Name: "stance", Type: annotate.Text, Required: true}}
	for name, cb := range map[string]annotate.Codebook{"same codebook": codebook(), "another": more, "a strange one": {
		Labels: []annotate.Label{{ID: annotate.NewID(), Name: "cue", Color: "#000000", Style: annotate.Tint}}}} {
		want := want
		if name == "another" { // what the dataset does not say stays in the codebook, and is null
			want = bytes.ReplaceAll(want, []byte(`"attributes":{"weight"`), []byte(`"attributes":{"stance":null,"weight"`))
		}
		t.Run(name, func(t *testing.T) {
			p, err := store.Create(ctx, filepath.Join(t.TempDir(), "p.parallax"), cb)
			if err != nil {
				t.Fatal(err)
			}
			defer p.Close()
			before, err := p.Codebook(ctx)
			if err != nil {
				t.Fatal(err)
			}
			results := importFiles(t, p, exchange.ImportOptions{}, path)
			if results[0].Status != exchange.Added || results[0].Spans != 6 {
				t.Errorf("%+v", results)
			}
			if got := jsonl(t, p); !bytes.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			sound(t, p)
			nothingTaken(t, p, before)
			if again := importFiles(t, p, exchange.ImportOptions{}, path); again[0].Status != exchange.Present || again[0].Spans != 0 {
				t.Errorf("the second time: %+v", again)
			}
			if _, err := p.Undo(ctx, ""); err != nil {
				t.Fatal(err)
			}
			if got := jsonl(t, p); len(got) != 0 {
				t.Errorf("after undo: %s", got)
			}
			if _, err := p.Redo(ctx, ""); err != nil {
				t.Fatal(err)
			}
			if got := jsonl(t, p); !bytes.Equal(got, want) {
				t.Error("after redo it is another")
			}
		})
	}
}

// nothingTaken checks that the codebook has all that it had, as it was and in its order.
func nothingTaken(t *testing.T, p *store.Project, before annotate.Codebook) {
	t.Helper()
	after, err := p.Codebook(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range before.Labels {
		now := after.Labels[i]
		if len(now.Attributes) < len(l.Attributes) {
			t.Fatalf("label %s lost attributes: %+v", l.Name, now.Attributes)
		}
		now.Attributes = slices.Clone(now.Attributes[:len(l.Attributes)])
		for k := range now.Attributes {
			if n := len(l.Attributes[k].Options); n <= len(now.Attributes[k].Options) {
				now.Attributes[k].Options = now.Attributes[k].Options[:n]
			}
		}
		if diff := cmp.Diff(l, now, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("label %s: %s", l.Name, diff)
		}
	}
	if diff := cmp.Diff(before.RelationTypes, after.RelationTypes[:min(len(before.RelationTypes), len(after.RelationTypes))], cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}

func TestAnnotationsOfPresentArticles(t *testing.T) {
	from := annotated(t)
	path := file(t, "all.jsonl", jsonl(t, from))
	t.Run("go to the layers that they name", func(t *testing.T) {
		p := newProject(t)
		addDocument(t, p, "👩‍👩‍👧 Café e\u0301te\u0301 القمة 会议开始 said so & <more>.")
		addDocument(t, p, "The summit, القمة, ended.")
		addDocument(t, p, "Untouched.")
		if r := importFiles(t, p, exchange.ImportOptions{}, path); r[0].Status != exchange.Annotated || r[0].Spans != 6 {
			t.Errorf("%+v", r)
		}
		sound(t, p)
	})
	t.Run("go to the layer that is asked for", func(t *testing.T) {
		p := newProject(t)
		importFiles(t, p, exchange.ImportOptions{}, path)
		options := exchange.ImportOptions{Annotator: "carl"}
		if r := importFiles(t, p, options, path); r[0].Status != exchange.Annotated || r[0].Spans != 6 {
			t.Errorf("%+v", r)
		}
		if stats, _ := p.Stats(ctx); stats.ByAnnotator["carl"] != 6 || stats.Spans != 12 || stats.Relations != 8 {
			t.Errorf("%+v", stats)
		}
		if r := importFiles(t, p, options, path); r[0].Status != exchange.Present {
			t.Errorf("the second time: %+v", r)
		}
		sound(t, p)
	})
	t.Run("never overwrite", func(t *testing.T) {
		spans := map[string]string{}
		for layer, err := range exchange.Layers(ctx, from, exchange.LayerQuery{Layer: "anna"}) {
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range layer.Spans {
				spans[s.ID] = s.Note
				s.Note = "changed here"
				do(t, from, anna, "note", func(tx *store.Tx) error { return tx.UpdateSpan(s) })
			}
		}
		r := importFiles(t, from, exchange.ImportOptions{}, path)
		if r[0].Status != exchange.Present || !strings.HasPrefix(r[0].Reason, "3 annotations differ from the project's") {
			t.Errorf("%+v", r)
		}
	})
}

func TestDatasetIsTakenWholeOrRefused(t *testing.T) {
	good := string(jsonl(t, annotated(t)))
	lines := strings.SplitAfter(good, "\n")
	for name, data := range map[string]string{
		"cut in the last record":  good[:len(good)-20],
		"offsets cut a character": strings.Replace(good, `"start":17,"end":22,"text":"القمة","label":"claim","segments":[[17,22]]`, `"start":1,"end":2,"text":"`+"\u200d"+`","label":"claim","segments":[[1,2]]`, 1),
		"an id in two lines":      lines[0] + strings.Replace(lines[0], `"note":""`, `"note":"another"`, 1),
		"no text and no article":  lines[0][:strings.Index(lines[0], `"text":"`)] + `"text":"` + lines[0][strings.Index(lines[0], `","text_sha256"`):],
	} {
		t.Run(name, func(t *testing.T) {
			p := newProject(t)
			before := jsonl(t, p)
			other := file(t, "other.txt", []byte("Another article stands here, and is taken."))
			r := importFiles(t, p, exchange.ImportOptions{}, file(t, "bad.jsonl", []byte(data)), other)
			if r[0].Status != exchange.Refused || r[0].Reason == "" || r[1].Status != exchange.Added {
				t.Fatalf("%+v", r)
			}
			if stats, _ := p.Stats(ctx); stats.Documents != 1 || stats.Annotators != 0 || len(before) != 0 {
				t.Errorf("%+v", stats)
			}
			sound(t, p)
		})
	}
}

// BenchmarkImport1000 takes in 1,000 articles of 6 kB that lie in memory, as one act.
func BenchmarkImport1000(b *testing.B) {
	text := strings.Repeat("The minister said so in the capital, القمة. ", 130)
	for range b.N {
		b.StopTimer()
		p := newProject(b)
		plan := exchange.ImportPlan{Story: "Border"}
		for i := range 1000 {
			d, err := ingest.Read("article.txt", []byte(strings.Repeat("x", i%7+1)+annotate.NewID()+" "+text), "text")
			if err != nil {
				b.Fatal(err)
			}
			plan.Documents = append(plan.Documents, exchange.PlannedDocument{File: "article.txt", Document: d})
		}
		b.StartTimer()
		if results, err := exchange.Import(ctx, p, plan, nil); err != nil || results[999].Status != exchange.Added {
			b.Fatal(err)
		}
		b.StopTimer()
		p.Close()
		b.StartTimer()
	}
}
