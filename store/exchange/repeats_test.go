package exchange_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/check"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/merge"
)

const wire = "The harbour master of Varrenhavn said on Monday that the northern port stays shut until the storm has passed over the coast and the crews have gone home."

// addTo adds an article to a story.
func addTo(t *testing.T, p *store.Project, name, title, text string, regions ...annotate.Region) annotate.Document {
	t.Helper()
	d := annotate.Document{Title: title, Text: text, SourceName: "t.txt", SourceFormat: "text"}
	do(t, p, annotate.Annotator{}, "import", func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory(name)
		if err != nil {
			return err
		}
		d.StoryID = story.ID
		return tx.AddDocument(&d, regions)
	})
	return d
}

// repeated is a project of 30 stories in which A and Z share a text, B and Y nearly, and C and D only a footer.
func repeated(t *testing.T) *store.Project {
	p := newProject(t)
	for n := range 26 {
		addTo(t, p, fmt.Sprintf("Story %02d", n), "Other", fmt.Sprintf("Number %d has a text of its own, %d times over, which nobody else has for %d days.", n, n*7, n*13))
	}
	addTo(t, p, "A", "Storm", wire)
	addTo(t, p, "Z", "Gale", wire)
	dockers := "A farce is what the dockers’ union calls the order, because the storm, it says, has long since turned away from the coast."
	addTo(t, p, "B", "Dockers", dockers)
	addTo(t, p, "Y", "Union", dockers+" Read on.")
	footer := strings.Repeat("All rights are reserved by the Beacon and its owners in Varrenhavn and everywhere. ", 3)
	for _, name := range []string{"C", "D"} {
		text := "What happened in " + name + " is told " + name + " here. "
		addTo(t, p, name, name, text+footer, annotate.Region{Start: len(text), End: len(text + footer), Kind: annotate.RegionBoilerplate})
	}
	return p
}

func TestASplitKeepsTextsThatAreTheSameTogether(t *testing.T) {
	p := repeated(t)
	repeats, err := exchange.Repeats(ctx, p, nil)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, r := range repeats {
		said = append(said, r.Sentence())
	}
	want := []string{"“Storm” in the story “A” and “Gale” in the story “Z” are the same text",
		"“Dockers” in the story “B” and “Union” in the story “Y” are nearly the same text"}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Error(diff)
	}
	for seed := range int64(10) {
		folder := t.TempDir()
		result, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "jsonl", Split: "train=50,test=50", Seed: seed, Path: folder}, nil)
		if err != nil {
			t.Fatal(err)
		}
		place := map[string]string{}
		for _, f := range result.Files {
			data, err := os.ReadFile(f.Path)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range records(t, data) {
				place[r.Meta.Story] = f.Path
			}
		}
		if place["A"] != place["Z"] || place["B"] != place["Y"] {
			t.Errorf("seed %d: %v", seed, place)
		}
		want := "2 texts stand in more than one story, the same or nearly, the first: " + want[0] + "; the 4 stories were kept together, each group in one part"
		if got := check.SayRepeats(result.Repeats, true); got != want {
			t.Errorf("said %q", got)
		}
	}
	var out bytes.Buffer
	result, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "jsonl", Writer: &out}, nil)
	if err != nil || len(result.Repeats) != 1 || !strings.HasSuffix(check.SayRepeats(result.Repeats, false), want[0]+"; a split keeps them in one part") {
		t.Errorf("%+v, %v", result.Repeats, err)
	}
	sound(t, p)
}

func TestImportSaysThatATextStandsInAnotherStory(t *testing.T) {
	p := newProject(t)
	addTo(t, p, "A", "Storm", wire)
	path := file(t, "storm.txt", []byte(wire))
	r := importFiles(t, p, exchange.ImportOptions{Story: "B"}, path, file(t, "other.txt", []byte("Quite another text stands here, as everybody can see.")))
	title := r[0].Notes
	if len(title) == 0 || !strings.HasSuffix(title[len(title)-1], "are the same text: a split keeps them in one part") || !strings.Contains(title[len(title)-1], "in the story “A” and ") {
		t.Errorf("%+v", r[0])
	}
	for _, note := range r[1].Notes {
		if strings.Contains(note, "same text") {
			t.Errorf("%+v", r[1])
		}
	}
	if again := importFiles(t, p, exchange.ImportOptions{Story: "B"}, path); again[0].Status != exchange.Present || len(again[0].Notes) > 0 {
		t.Errorf("%+v", again)
	}
	dataset := importFiles(t, p, exchange.ImportOptions{Story: "C"}, file(t, "all.jsonl", bytes.ReplaceAll(jsonl(t, p), []byte(`"id":"`), []byte(`"id":"x`))))
	if n := dataset[0].Notes; dataset[0].Status != exchange.Added || len(n) != 2 || !strings.HasPrefix(n[0], "“") {
		t.Errorf("%+v", dataset)
	}
}

func TestMergeSaysThatATextStandsInAnotherStory(t *testing.T) {
	own, other := newProject(t), newProject(t)
	addTo(t, own, "A", "Storm", wire)
	addTo(t, other, "B", "Gale", wire)
	addTo(t, other, "B", "Quiet", "Nothing of this kind happened there, said all who had been asked.")
	want := "“Storm” in the story “A” and “Gale” in the story “B” are the same text: a split keeps them in one part"
	plan, err := merge.Preview(ctx, own, []string{other.Path()}, nil)
	if err != nil || !cmp.Equal(plan.Files[0].Warnings, []string{want}) || !strings.Contains(strings.Join(plan.Sentences(), "\n"), want) {
		t.Errorf("%+v, %v", plan, err)
	}
	for range 2 {
		merged, err := merge.Files(ctx, own, annotate.Annotator{}, []string{other.Path()}, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if merged.Act.Seq == 0 && len(merged.Plan.Files[0].Warnings) > 0 {
			t.Errorf("the second time: %q", merged.Plan.Files[0].Warnings)
		}
	}
}
