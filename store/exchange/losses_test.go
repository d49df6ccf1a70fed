package exchange_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// known is a project with an article of which everything is known, in which anna has marked something.
func known(t *testing.T) *store.Project {
	t.Helper()
	const text = "🦊 Zoe said “ports stay shut”."
	p := newProject(t)
	line := `{"schema":"parallax/1","id":"11111111-0000-4000-8000-000000000001","text":"` + text + `","text_sha256":"` + annotate.HashText(text) + `","offset_unit":"codepoint",` +
		`"meta":{"story":"Harbour","title":"Ports: shut","outlet":"The Vell Post","author":"Ann Ode","url":"https://vell.example/1","published":"2024-03-05","language":"en","source_file":"one.txt"},` +
		`"layer":"anna","state":"done","spans":[` +
		`{"id":"22222222-0000-4000-8000-000000000001","start":2,"end":5,"text":"Zoe","label":"actor","segments":[[2,5]],"entity":null,"attributes":{"said":"two\nlines"},"note":"one line\n and\tanother","confidence":1,"derived_from":[]},` +
		`{"id":"22222222-0000-4000-8000-000000000002","start":11,"end":28,"text":"“ports stay shut”","label":"actor","segments":[[11,28]],"entity":null,"attributes":{"said":""},"note":"","confidence":1,"derived_from":[]}],` +
		`"relations":[],"regions":[]}` + "\n"
	if got := importFiles(t, p, exchange.ImportOptions{}, file(t, "one.jsonl", []byte(line))); got[0].Status != exchange.Added {
		t.Fatalf("%+v", got)
	}
	return p
}

// What is known of an article comes back from a format, or the export says that it is left out.
func TestWhatIsKnownOfArticlesComesBackOrIsSaid(t *testing.T) {
	from := known(t)
	about := func(r dataset.Record) map[string]string {
		m := r.Meta
		return map[string]string{"ids": r.ID, "stories": m.Story, "titles": m.Title, "outlets": m.Outlet, "authors": m.Author, "addresses": m.URL, "dates": m.Published,
			"languages": m.Language, "names of files": m.SourceFile, "blanks": r.Text}
	}
	want := about(records(t, jsonl(t, from))[0])
	for _, f := range format.Written() {
		if f.Read == nil || !f.Records || !f.Holds.Texts {
			continue
		}
		path := filepath.Join(t.TempDir(), "out"+f.Extension())
		result, err := exchange.ExportFiles(ctx, from, exchange.ExportOptions{Format: f.Name, Path: path}, nil)
		if err != nil {
			t.Fatal(err)
		}
		p := newProject(t)
		importFiles(t, p, exchange.ImportOptions{Annotator: "anna"}, path)
		for what, got := range about(records(t, jsonl(t, p))[0]) {
			if got != want[what] && !strings.Contains(losses(result.LeftOut), what) {
				t.Errorf("%s: of %s comes back %q, and it says %s", f.Name, what, got, losses(result.LeftOut))
			}
		}
	}
}

// What another program's format writes on one line, or not at all, is no change when it comes back as it was.
func TestWhatAFormatWritesOtherwiseIsNoChange(t *testing.T) {
	p := known(t)
	before := jsonl(t, p)
	for _, name := range []string{"brat", "csv", "labelstudio", "prodigy", "w3c", "refi-qda"} {
		f, _ := format.Named(name)
		path := filepath.Join(t.TempDir(), "out"+f.Extension())
		if f.Shape == form.Folder {
			path = filepath.Join(t.TempDir(), "out")
		}
		if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: name, Path: path}, nil); err != nil {
			t.Fatal(err)
		}
		got := importFiles(t, p, exchange.ImportOptions{Update: true}, path)
		if got[0].Status != exchange.Present || string(jsonl(t, p)) != string(before) {
			t.Errorf("%s: %+v\n%s", name, got, jsonl(t, p))
		}
	}
}

// An article of which nobody has a copy holds up none of the others, and one is found among many by what is quoted of it.
func TestEachArticleIsJoinedToItsOwnCopyOrLeftOut(t *testing.T) {
	p := newProject(t)
	var texts []string
	for i := range 12 {
		text := fmt.Sprintf("The mayor of place %02d said that pier %d stays shut.", i, i*i+7)
		d := addDocument(t, p, text)
		tag(t, p, anna, d, "actor", 4, strings.Index(text, " said"))
		do(t, p, anna, "tag", func(tx *store.Tx) error {
			at := strings.Index(text, "pier")
			return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: label("claim"), Segments: []annotate.Segment{{Start: at, End: at + 4}, {Start: at + 8, End: len(text) - 1}}, Confidence: 1})
		})
		texts = append(texts, text)
	}
	for _, name := range []string{"jsonl", "csv", "w3c"} {
		path := filepath.Join(t.TempDir(), "out."+name)
		if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: name, Path: path, WithoutText: true}, nil); err != nil {
			t.Fatal(err)
		}
		folder := t.TempDir()
		for i, text := range texts[1:] {
			if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%02d.txt", 99-i)), []byte("Read online.\n\n"+text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		to := newProject(t)
		result := importFiles(t, to, exchange.ImportOptions{Reattach: folder}, path)[0]
		got := records(t, jsonl(t, to))
		if result.Status != exchange.Added || len(got) != len(texts)-1 || !strings.Contains(result.Reason, "none of the copies has the text") {
			t.Errorf("%s: %d articles, %+v", name, len(got), result)
		}
		for _, r := range got {
			if len(r.Spans) != 2 || len(r.Spans[1].Segments) != 2 || !strings.HasPrefix(r.Spans[1].Text, "pier … ") || !strings.HasPrefix(r.Text, "Read online.\n\nThe "+r.Spans[0].Text+" said") {
				t.Errorf("%s: %q %+v", name, r.Text, r.Spans)
			}
		}
		sound(t, to)
	}
}

// The id of a span, a relation or an entity comes back from a format, or the export says that it is left out; not both.
func TestIDsComeBackOrAreSaid(t *testing.T) {
	from := newProject(t)
	d := addDocument(t, from, "Zoe said that the ports stay shut.")
	actor, claim := tag(t, from, anna, d, "actor", 0, 3), tag(t, from, anna, d, "claim", 14, 33)
	do(t, from, anna, "relate", func(tx *store.Tx) error {
		entity := annotate.Entity{LabelID: label("actor"), Name: "Zoe"}
		if err := tx.CreateEntity(&entity); err != nil {
			return err
		}
		actor.EntityID = entity.ID
		if err := tx.UpdateSpan(actor); err != nil {
			return err
		}
		return tx.CreateRelation(&annotate.Relation{TypeID: relation("makes"), HeadSpanID: actor.ID, TailSpanID: claim.ID})
	})
	ids := func(p *store.Project) map[string]string {
		found := map[string]string{}
		for _, r := range records(t, jsonl(t, p)) {
			for _, s := range r.Spans {
				found["spans"] += s.ID
				if s.Entity != nil {
					found["entities"] += s.Entity.ID
				}
			}
			for _, r := range r.Relations {
				found["relations"] += r.ID
			}
		}
		return found
	}
	want := ids(from)
	for _, f := range format.Written() {
		if f.Read == nil || !f.Records {
			continue
		}
		path := filepath.Join(t.TempDir(), "out"+f.Extension())
		result, err := exchange.ExportFiles(ctx, from, exchange.ExportOptions{Format: f.Name, Path: path}, nil)
		if err != nil {
			t.Fatal(err)
		}
		to := bare(t, from)
		importFiles(t, to, exchange.ImportOptions{Annotator: "anna"}, path)
		got := ids(to)
		for _, what := range form.Identified {
			said := strings.Contains(losses(result.LeftOut), "ids of "+what)
			if got[what] != "" && (got[what] == want[what]) == said {
				t.Errorf("%s: the ids of %s come back: %t, and it says %s", f.Name, what, got[what] == want[what], losses(result.LeftOut))
			}
		}
	}
}
