package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
)

// sampleProject imports the sample as a user would: first the scraped files, then the annotations.
func sampleProject(t *testing.T) string {
	t.Helper()
	files, err := assets.SampleFiles()
	if err != nil {
		t.Fatal(err)
	}
	project, folder := newProject(t), t.TempDir()
	args := []string{"import", project, "--story", assets.SampleStory}
	for _, file := range files {
		args = append(args, write(t, filepath.Join(folder, file.Name), string(file.Data)))
	}
	// One of the files is in an older encoding, which is guessed, and said.
	says(t, "ledger-and-tide.txt: encoding: windows-1252, guessed from its letters", args...)
	must(t, "import", project, write(t, filepath.Join(folder, "annotations.jsonl"), string(assets.SampleAnnotations())))
	return project
}

func TestSampleLandsWhole(t *testing.T) {
	project := sampleProject(t)
	must(t, "check", project)
	stats := decode[store.Stats](t, must(t, "stats", project, "--json"))
	records := readRecords(t, string(assets.SampleAnnotations()))
	spans, relations := 0, 0
	for _, r := range records {
		spans += len(r.Spans)
		relations += len(r.Relations)
		if len(r.Spans) < 10 {
			t.Errorf("%s has %d spans by %s", r.Meta.Outlet, len(r.Spans), r.Layer)
		}
	}
	if stats.Stories != 1 || stats.Documents != 4 || stats.Annotators != 2 || stats.Spans != spans || stats.Relations != relations {
		t.Errorf("%d spans and %d relations in the file: %+v", spans, relations, stats)
	}
	if got := checkDataset(t, must(t, "export", project, "--format", "jsonl")); got != spans {
		t.Errorf("%d spans of %d are exported", got, spans)
	}
}

// The scraped files give the texts that the annotations were made on, with nothing of the noise left in them.
func TestSampleTexts(t *testing.T) {
	project := sampleProject(t)
	for _, r := range readRecords(t, must(t, "export", project, "--format", "jsonl", "--layer", "anna")) {
		if r.Meta.Title == "" || r.Meta.Outlet == "" || !strings.HasPrefix(r.Meta.Published, "2023-03-1") || r.Meta.Language != "en" {
			t.Errorf("%s: %+v", r.Meta.SourceFile, r.Meta)
		}
		for _, noise := range []string{"&", "\u00a0", "\u200b", "\u00ad", "\ufeff", "\r", " \n"} {
			if noise == "&" && strings.Contains(r.Text, "Ledger & Tide") {
				continue
			}
			if strings.Contains(r.Text, noise) {
				t.Errorf("%s: %q is left in the text", r.Meta.SourceFile, noise)
			}
		}
		kinds := map[string]bool{}
		for _, region := range r.Regions {
			kinds[string(region.Kind)] = true
		}
		if !kinds["title"] || len(kinds) < 3 {
			t.Errorf("%s: regions %v", r.Meta.SourceFile, kinds)
		}
	}
}

func TestSampleComesBackTheSame(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, write(t, filepath.Join(t.TempDir(), "annotations.jsonl"), string(assets.SampleAnnotations())))
	if got := must(t, "export", project, "--format", "jsonl"); got != string(assets.SampleAnnotations()) {
		t.Error("the sample's annotations, imported and exported, are other bytes")
	}
}

// The two annotators disagree here and there, in each of the ways in which one can.
func TestSampleDisagrees(t *testing.T) {
	type mark struct{ label, entity, attributes string }
	marks := map[string]map[[3]any]mark{"anna": {}, "ben": {}} // layer → document, start, end → mark
	for _, r := range readRecords(t, string(assets.SampleAnnotations())) {
		for _, s := range r.Spans {
			entity := ""
			if s.Entity != nil {
				entity = s.Entity.ID
			}
			attributes, err := s.Attributes.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			marks[r.Layer][[3]any{r.ID, s.Start, s.End}] = mark{s.Label, entity, string(attributes)}
		}
	}
	var same, label, entity, attributes, missed int
	for at, a := range marks["anna"] {
		b, found := marks["ben"][at]
		switch {
		case !found:
			missed++
		case a == b:
			same++
		case a.label != b.label:
			label++
		case a.entity != b.entity:
			entity++
		default:
			attributes++
		}
	}
	if label == 0 || entity == 0 || attributes == 0 || missed == 0 || same <= label+entity+attributes+missed {
		t.Errorf("same %d, other label %d, other entity %d, other attributes %d, missed or other boundaries %d", same, label, entity, attributes, missed)
	}
}
