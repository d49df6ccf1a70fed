package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// exportSchema is the schema that the program prints.
func exportSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(must(t, "schema")))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("record.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("record.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// checkDataset verifies every line against the schema, and every span against the text.
func checkDataset(t *testing.T, dataset string) (spans int) {
	t.Helper()
	schema := exportSchema(t)
	for line := range strings.Lines(dataset) {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%v", err)
		}
		if strings.Contains(line, `\u003c`) || strings.Contains(line, `\u0026`) {
			t.Errorf("letters are escaped as if for HTML")
		}
	}
	for _, r := range readRecords(t, dataset) {
		text := []rune(r.Text)
		for _, s := range r.Spans {
			spans++
			var parts []string
			for _, segment := range s.Segments {
				parts = append(parts, string(text[segment[0]:segment[1]]))
			}
			if got := strings.Join(parts, " … "); got != s.Text || s.Start != s.Segments[0][0] || s.End != s.Segments[len(s.Segments)-1][1] {
				t.Errorf("span %q covers %q", s.Text, got)
			}
		}
	}
	return spans
}

// The whole way: new, import, annotate, close, open, export; import into an empty project and export the same bytes.
func TestFromArticlesToDatasetAndBack(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	made := annotateAll(t, project, "anna")
	made += annotateAll(t, project, "ben")
	if got := must(t, "check", project); got != "ok\n" {
		t.Errorf("check prints %q", got)
	}
	dataset := must(t, "export", project, "--format", "jsonl")
	if dataset != must(t, "export", project, "--format", "jsonl", "-o", "-") {
		t.Error("two exports of one state differ")
	}
	if spans := checkDataset(t, dataset); spans != made {
		t.Errorf("%d spans were made and %d exported", made, spans)
	}
	for _, words := range []string{`"text":"mayor"`, `"text":"the water is clean"`, "🚢👩‍👩‍👧", "الميناء", "市长说", `"type":"makes"`} {
		if !strings.Contains(dataset, words) {
			t.Errorf("the dataset lacks %s", words)
		}
	}

	file := filepath.Join(t.TempDir(), "all.jsonl")
	if got := must(t, "export", project, "--format", "jsonl", "-o", file); got != "" {
		t.Errorf("an export to a file prints %q", got)
	}
	if written, err := os.ReadFile(file); err != nil || string(written) != dataset {
		t.Errorf("the file and standard output differ (%v)", err)
	}
	again := newProject(t)
	must(t, "import", again, file)
	if must(t, "check", again); dataset != must(t, "export", again, "--format", "jsonl") {
		t.Error("imported into an empty project and exported again, the bytes differ")
	}
}

func TestExportOfOneLayer(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	untouched := readRecords(t, must(t, "export", project, "--format", "jsonl"))
	if len(untouched) != len(articles) || untouched[0].Layer != "" {
		t.Errorf("untouched documents give %d records", len(untouched))
	}
	annotateAll(t, project, "anna")
	annotateAll(t, project, "ben")
	if all := readRecords(t, must(t, "export", project, "--format", "jsonl")); len(all) != 2*len(articles) {
		t.Errorf("two layers give %d records", len(all))
	}
	for _, r := range readRecords(t, must(t, "export", project, "--format", "jsonl", "--layer", "ben")) {
		if r.Layer != "ben" || len(r.Spans) != 2 {
			t.Errorf("record of layer %q with %d spans", r.Layer, len(r.Spans))
		}
	}
	got := fails(t, exitFailed, "anna", "export", project, "--format", "jsonl", "--layer", "carl")
	if !strings.Contains(got.stderr, "ben") || got.stdout != "" {
		t.Errorf("an unknown layer is answered by %q", got.stderr)
	}
}

func TestExportOfSentences(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	made := annotateAll(t, project, "anna")
	dataset := must(t, "export", project, "--format", "jsonl", "--unit", "sentence")
	if spans := checkDataset(t, dataset); spans != made {
		t.Errorf("%d spans were made and %d exported", made, spans)
	}
	if n := len(readRecords(t, dataset)); n <= len(articles) {
		t.Errorf("%d sentences", n)
	}
}

func TestExportWithoutText(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	dataset := must(t, "export", project, "--format", "jsonl", "--without-text")
	for _, words := range []string{"said that", "Divers agree", "Harbour reopens\\n", "البلدية", "市长"} {
		if strings.Contains(dataset, words) {
			t.Errorf("the dataset without text says %q", words)
		}
	}
	if !strings.Contains(dataset, `"start":`) || !strings.Contains(dataset, `"text_sha256":"`) {
		t.Error("the dataset without text has lost its offsets or its hashes")
	}
}

// A story never stands in two parts, nothing is lost or doubled, and the seed decides.
func TestSplit(t *testing.T) {
	project := newProject(t)
	const stories = 20
	for i := range stories {
		// Texts that stand in several stories would all go into one part.
		name, own := fmt.Sprintf("Story %02d", i), strings.Builder{}
		for word := range 300 {
			fmt.Fprintf(&own, " word%dof%d", word, i)
		}
		folder := writeArticles(t, name)
		for file, text := range articles {
			write(t, filepath.Join(folder, file), text+"\n\n"+own.String()+file+".\n")
		}
		must(t, "import", project, folder)
	}
	annotateAll(t, project, "anna")
	whole := must(t, "export", project, "--format", "jsonl")
	split := func(seed string) map[string]string {
		folder := filepath.Join(t.TempDir(), "split")
		must(t, "export", project, "--format", "jsonl", "--split", "train=80,dev=10,test=10", "--seed", seed, "-o", folder)
		parts := map[string]string{}
		for _, name := range []string{"train", "dev", "test"} {
			data, err := os.ReadFile(filepath.Join(folder, name+".jsonl"))
			if err != nil {
				t.Fatal(err)
			}
			parts[name] = string(data)
		}
		return parts
	}
	first := split("7")
	part, lines := map[string]string{}, 0
	for name, dataset := range first {
		for _, r := range readRecords(t, dataset) {
			lines++
			if other, found := part[r.Meta.Story]; found && other != name {
				t.Errorf("%s stands in %s and in %s", r.Meta.Story, other, name)
			}
			part[r.Meta.Story] = name
		}
		for line := range strings.Lines(dataset) {
			if !strings.Contains(whole, line) {
				t.Errorf("%s has a line that the whole export has not", name)
			}
		}
	}
	if want := strings.Count(whole, "\n"); lines != want || len(part) != stories {
		t.Errorf("the parts have %d lines of %d and %d stories of %d", lines, want, len(part), stories)
	}
	counts := map[string]int{}
	for _, name := range part {
		counts[name]++
	}
	if counts["train"] != 16 || counts["dev"] != 2 || counts["test"] != 2 {
		t.Errorf("20 stories of one size are split into %v", counts)
	}
	for name, dataset := range split("7") {
		if dataset != first[name] {
			t.Errorf("the same seed gives another %s", name)
		}
	}
	if second := split("8"); second["train"] == first["train"] {
		t.Error("another seed gives the same split")
	}
}

func TestSchemaIsJSON(t *testing.T) {
	var schema map[string]any
	if err := json.NewDecoder(bytes.NewReader([]byte(must(t, "schema")))).Decode(&schema); err != nil || schema["$schema"] == nil {
		t.Errorf("schema: %v, $schema %v", err, schema["$schema"])
	}
}

// The table goes back into a project that has the articles, and what was changed in it is told.
func TestCSVGoesThereAndBack(t *testing.T) {
	project, folder := newProject(t), writeArticles(t, "Harbour")
	must(t, "import", project, folder)
	before := must(t, "export", project, "--format", "jsonl")
	empty := filepath.Join(t.TempDir(), "empty.parallax")
	must(t, "backup", project, empty)
	annotateAll(t, project, "anna")
	table := filepath.Join(t.TempDir(), "anna.csv")
	got := parallax(t, "export", project, "--format", "csv", "--layer", "anna", "-o", table)
	if got.code != exitDone || !strings.Contains(got.stderr, "relations are left out") {
		t.Fatalf("%+v", got)
	}
	first, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	if before == "" || parallax(t, "import", empty, table).code != exitDone {
		t.Fatal("the table is refused")
	}
	if again := parallax(t, "export", empty, "--format", "csv", "--layer", "anna"); again.stdout != string(first) {
		t.Errorf("got %s\nwant %s", again.stdout, first)
	}
	moved := write(t, filepath.Join(t.TempDir(), "moved.csv"), strings.Replace(string(first), ",anna,", ",ben,", 1))
	other := write(t, filepath.Join(t.TempDir(), "other.csv"), regexp.MustCompile(`,(\d+),(\d+)-(\d+),`).ReplaceAllString(string(first), ",${1}9,$2-${3}9,"))
	if got := parallax(t, "import", empty, moved); got.code != exitDone {
		t.Errorf("%+v", got)
	}
	if got := parallax(t, "import", empty, other, "--annotator", "cleo"); !strings.Contains(got.stdout+got.stderr, "was left out") {
		t.Errorf("spans that quote other words were taken: %+v", got)
	}
	if got := parallax(t, "import", empty, other, "--annotator", "dora"); got.code != exitFailed || !strings.Contains(got.stderr, "nothing of it could be taken") {
		t.Errorf("nothing is taken: %+v", got)
	}
	if got := parallax(t, "import", newProject(t), table); got.code != exitFailed || !strings.Contains(got.stderr, "import the article first") {
		t.Errorf("without the articles: %+v", got)
	}
}

// A filter leaves out what it does not name, and an article without such spans still stands there as one without.
func TestExportTakesWhatIsAskedFor(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	all := readRecords(t, must(t, "export", project, "--format", "jsonl"))
	for _, c := range []struct {
		args                      []string
		records, spans, relations int
	}{
		{[]string{"--label", "actor"}, len(all), len(all), 0},
		{[]string{"--label", "actor", "--label", "claim"}, len(all), 2 * len(all), len(all)},
		{[]string{"--label", "claim", "--layer", "anna"}, len(all), len(all), 0},
		{[]string{"--story", all[0].Meta.Story}, len(all), 2 * len(all), len(all)},
		{[]string{"--state", "done"}, 0, 0, 0},
		{[]string{"--state", all[0].State + ",done"}, len(all), 2 * len(all), len(all)},
	} {
		args := append([]string{"export", project, "--format", "jsonl"}, c.args...)
		var out string
		if c.records == 0 {
			out = says(t, "nothing was written", args...)
		} else {
			out = must(t, args...)
		}
		checkDataset(t, out)
		records, spans, relations := readRecords(t, out), 0, 0
		for _, r := range records {
			spans += len(r.Spans)
			relations += len(r.Relations)
		}
		if len(records) != c.records || spans != c.spans || relations != c.relations {
			t.Errorf("%q: %d records, %d spans, %d relations, not %d, %d, %d", c.args, len(records), spans, relations, c.records, c.spans, c.relations)
		}
	}
	fails(t, exitFailed, `there is no label "actr": there is actor, claim`, "export", project, "--format", "jsonl", "--label", "actr")
	fails(t, exitFailed, `there is no story "Habour"`, "export", project, "--format", "jsonl", "--story", "Habour")
	fails(t, exitFailed, `there is no state "finished"`, "export", project, "--format", "jsonl", "--state", "finished")
}

// A folder replaces its own earlier one, whoever else's stays; the licence stands in its card, and nowhere without one.
func TestAFolderOfAnEarlierExportIsReplaced(t *testing.T) {
	project := filepath.Join(t.TempDir(), "p.parallax")
	must(t, "new", project)
	text := filepath.Join(t.TempDir(), "quay.txt")
	if err := os.WriteFile(text, []byte("The quay is safe, Ilka Brandt said."), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, "import", project, text)
	folder := filepath.Join(t.TempDir(), "set")
	for _, more := range [][]string{nil, {"--license", "cc-by-4.0", "--creator", "The Institute"}} {
		if got := parallax(t, append([]string{"export", project, "--format", "hf", "-o", folder}, more...)...); got.code != exitDone {
			t.Fatal(got.stderr)
		}
	}
	card, err := os.ReadFile(filepath.Join(folder, "README.md"))
	if err != nil || !strings.Contains(string(card), `license: "cc-by-4.0"`) || !strings.Contains(string(card), "made by The Institute") {
		t.Errorf("%v\n%s", err, card)
	}
	if err := os.WriteFile(filepath.Join(folder, "README.md"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	fails(t, exitFailed, "README.md in "+folder+" was changed after it was exported", "export", project, "--format", "hf", "-o", folder)
	fails(t, exitFailed, "has no place for a licence", "export", project, "--format", "jsonl", "--license", "cc0-1.0")
}

// An export that has nothing to write says so, and so does a split whose parts get nothing.
func TestAnEmptyExportIsSaid(t *testing.T) {
	project := newProject(t)
	says(t, "nothing was written", "export", project, "--format", "jsonl")
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	says(t, "nothing was written", "export", project, "--format", "jsonl", "--state", "done")
	says(t, "2 parts have nothing", "export", project, "--format", "jsonl", "--split", "train=80,dev=10,test=10", "-o", filepath.Join(t.TempDir(), "split"))
}

// Of the annotators those count of whom something is exported: neither who looked in, nor whose layer stays behind, nor a reviewer.
func TestTheCardCountsWhoAnnotatedWhatIsExported(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	annotateAll(t, project, "ben")
	p, err := store.Open(context.Background(), project)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"idle", "reviewer"} {
		if _, err := p.Do(context.Background(), annotate.NewAnnotator(name), "look", "Look", func(tx *store.Tx) error { return tx.Sign(annotate.NewAnnotator(name)) }); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	for layer, want := range map[string]string{"all": "2 people, 0 models", "ben": "1 person, 0 models"} {
		folder := filepath.Join(t.TempDir(), "hf")
		parallax(t, "export", project, "--format", "hf", "--layer", layer, "-o", folder)
		if card := readFile(t, filepath.Join(folder, "README.md")); !strings.Contains(card, "Annotators of what is exported here: "+want) {
			t.Errorf("--layer %s: no %q in the card:\n%s", layer, want, card)
		}
	}
	must(t, "review", project, "--auto", "unanimous", "--reviewer", "reviewer")
	folder := filepath.Join(t.TempDir(), "hf")
	parallax(t, "export", project, "--format", "hf", "--layer", "gold", "-o", folder)
	if card := readFile(t, filepath.Join(folder, "README.md")); !strings.Contains(card, "2 people, 0 models") {
		t.Errorf("gold: %s", card)
	}
}

func TestASeedWithoutASplitIsSaid(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	want := must(t, "export", project, "--format", "jsonl")
	if got := says(t, "--seed was not needed", "export", project, "--format", "jsonl", "--seed", "3"); got != want {
		t.Error("a seed changes what is exported")
	}
	must(t, "export", project, "--format", "jsonl", "--seed", "3", "--split", "train=100", "-o", filepath.Join(t.TempDir(), "parts"))
}
