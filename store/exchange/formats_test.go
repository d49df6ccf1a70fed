package exchange_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// written is the layer of anna in a format, and what it lost.
func written(t *testing.T, p *store.Project, f form.Format) ([]byte, []form.Loss) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "out"+f.Extensions[0])
	result, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: f.Name, Layer: "anna", Path: path}, nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data, result.LeftOut
}

// What a format of one file with texts holds comes back into an empty project with the same codebook: written once more it is the same.
func TestEveryFormatComesBackTheSame(t *testing.T) {
	from := annotated(t)
	for _, f := range format.Written() {
		if f.Shape != form.File || f.Read == nil || !f.Records || !f.Holds.Texts {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			want, lost := written(t, from, f)
			if !f.Holds.Origins && !strings.Contains(losses(lost), "origins of spans") {
				t.Errorf("nothing says what is lost: %v", lost)
			}
			p := newProject(t)
			path := file(t, "in"+f.Extensions[0], want)
			for _, status := range []exchange.ImportStatus{exchange.Added, exchange.Present} {
				if got := importFiles(t, p, exchange.ImportOptions{Annotator: "anna"}, path); len(got) != 1 || got[0].Status != status {
					t.Errorf("%+v", got)
				}
			}
			sound(t, p)
			if got, _ := written(t, p, f); !bytes.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func losses(all []form.Loss) string {
	var said []string
	for _, l := range all {
		said = append(said, l.String())
	}
	return strings.Join(said, ", ")
}

// bare is a project that has the articles of another, with their ids, and no annotations.
func bare(t *testing.T, from *store.Project) *store.Project {
	t.Helper()
	var lines bytes.Buffer
	seen := map[string]bool{}
	for _, r := range records(t, jsonl(t, from)) {
		if seen[r.ID] {
			continue
		}
		seen[r.ID] = true
		r.Layer, r.State, r.Spans, r.Relations = "", "todo", []dataset.Span{}, []dataset.Relation{}
		if err := dataset.NewEncoder(&lines).Encode(r); err != nil {
			t.Fatal(err)
		}
	}
	p := newProject(t)
	importFiles(t, p, exchange.ImportOptions{}, file(t, "bare.jsonl", lines.Bytes()))
	return p
}

func TestWhatHasNoTextsComesBackIntoAProjectWithTheArticles(t *testing.T) {
	from := annotated(t)
	for _, name := range []string{"csv", "w3c"} {
		t.Run(name, func(t *testing.T) {
			f, _ := format.Named(name)
			want, _ := written(t, from, f)
			path := file(t, "in"+f.Extensions[0], want)
			p := bare(t, from)
			for _, status := range []exchange.ImportStatus{exchange.Annotated, exchange.Present} {
				if got := importFiles(t, p, exchange.ImportOptions{}, path); len(got) != 1 || got[0].Status != status {
					t.Errorf("%+v", got)
				}
			}
			sound(t, p)
			if got, _ := written(t, p, f); !bytes.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestASpanOfAnotherProgramIsPutWhereItsWordsStand(t *testing.T) {
	p := newProject(t)
	d := addDocument(t, p, "🦊 Zoe met Zoe and Ben.")
	one := func(id string, start, end int, quote string) string {
		return fmt.Sprintf(`{"id":"%s","motivation":"tagging","creator":{"name":"ana"},"body":{"value":"actor"},"target":{"source":"urn:uuid:%s","selector":[{"type":"TextPositionSelector","start":%d,"end":%d},{"type":"TextQuoteSelector",%s}]}}`,
			id, d.ID, start, end, quote)
	}
	path := file(t, "a.jsonld", []byte(`{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[`+strings.Join([]string{
		one("utf16", 19, 22, `"exact":"Ben"`), one("around", 0, 3, `"exact":"Zoe","prefix":"met "`), one("nowhere", 2, 5, `"exact":"Cem"`), one("two", 3, 5, `"exact":"Zoe"`)}, ",")+`]}`))
	result := importFiles(t, p, exchange.ImportOptions{}, path)[0]
	if result.Status != exchange.Annotated || result.Spans != 2 {
		t.Errorf("%+v", result)
	}
	var got []string
	for _, r := range records(t, jsonl(t, p)) {
		for _, s := range r.Spans {
			got = append(got, fmt.Sprint(s.Text, s.Start))
		}
	}
	if strings.Join(got, " ") != "Zoe10 Ben18" {
		t.Errorf("%v %q", got, result.Notes)
	}
	for _, want := range []string{"UTF-16", "was put where its words stand, at 10–13", "other words than stand at its place"} {
		if !strings.Contains(strings.Join(result.Notes, "\n"), want) {
			t.Errorf("no %q in %q", want, result.Notes)
		}
	}
}

func TestTheFolderOfHuggingFaceHasAllPartsAndTheirFigures(t *testing.T) {
	p := annotated(t)
	path := filepath.Join(t.TempDir(), "hf")
	options := exchange.ExportOptions{Format: "hf", Split: "train=80,dev=20", Path: path}
	result, err := exchange.ExportFiles(ctx, p, options, nil)
	if err != nil {
		t.Fatal(err)
	}
	if result.Records == 0 || len(result.Files) != 2 || result.Files[0].Records+result.Files[1].Records != result.Records {
		t.Errorf("%+v", result)
	}
	card, err := os.ReadFile(filepath.Join(path, "README.md"))
	for _, want := range []string{"2 people", "| span F1, strict | ", "split: dev", "γ follows Mathet"} {
		if err != nil || !strings.Contains(string(card), want) {
			t.Errorf("%v no %q in\n%s", err, want, card)
		}
	}
	if storetest.NamesIn(t, path) != ".parallax-export README.md data metadata.json relations" || storetest.NamesIn(t, filepath.Join(path, "data")) != "dev.jsonl train.jsonl" {
		t.Error(storetest.NamesIn(t, path), storetest.NamesIn(t, filepath.Join(path, "data")))
	}
	again := filepath.Join(t.TempDir(), "hf")
	options.Path = again
	if _, err := exchange.ExportFiles(ctx, p, options, nil); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"README.md", "metadata.json", "data/train.jsonl"} {
		data, err := os.ReadFile(filepath.Join(path, name))
		if err != nil {
			t.Fatal(err)
		}
		storetest.Wants(t, filepath.Join(again, name), string(data))
	}
}

func TestFormatsThatAreNothingWithoutWordsSaySo(t *testing.T) {
	p := annotated(t)
	for _, f := range format.Written() {
		var out bytes.Buffer
		_, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: f.Name, Path: "-", Writer: &out, WithoutText: true}, nil)
		if f.Shape == form.File && (err != nil) != (f.Holds.Texts && !f.Bare) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}
