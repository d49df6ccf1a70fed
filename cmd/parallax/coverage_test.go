package main

import (
	"encoding/csv"
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/assets"
)

// coverageJSON is what coverage --format json prints, as those who read it rely on it.
type coverageJSON struct {
	Story, Layer string
	Articles     []struct {
		Document, Title, Outlet, Published string
		CopyOf                             *string `json:"copy_of"`
	}
	Claims []struct {
		Entity struct {
			ID   *string
			Name string
		}
		Cells []struct {
			Document   string
			Mentions   int
			Actors     []string
			Chains     [][]string
			Attributes map[string]map[string]int
			Spans      []string
		}
	}
}

func TestCoverageOfTheSample(t *testing.T) {
	project := sampleProject(t)
	c := decode[coverageJSON](t, must(t, "coverage", project, "--format", "json", "--layer", "anna"))
	if c.Story != assets.SampleStory || c.Layer != "anna" || len(c.Articles) != 4 {
		t.Fatalf("%+v", c.Articles)
	}
	outlets := map[string]string{}
	for _, a := range c.Articles {
		outlets[a.Document] = a.Outlet
		if a.CopyOf != nil {
			t.Errorf("%s is called a copy", a.Outlet)
		}
	}
	spans := 0
	var leaked []string
	for _, claim := range c.Claims {
		for _, cell := range claim.Cells {
			spans += cell.Mentions
			if len(cell.Spans) != cell.Mentions {
				t.Errorf("%d mentions, spans %v", cell.Mentions, cell.Spans)
			}
			if claim.Entity.Name == "About thirty tonnes of fuel leaked" && claim.Entity.ID != nil {
				leaked = append(leaked, outlets[cell.Document]+": "+strings.Join(cell.Actors, ", "))
			}
		}
	}
	slices.Sort(leaked)
	if got := strings.Join(leaked, "; "); got != "Green Current: Nneka Adébayo; The Morning Beacon: Clear Sound; The Varrenhavn Courier: Clear Sound" {
		t.Errorf("who says how much leaked: %s", got)
	}
	marked := 0
	for _, r := range readRecords(t, string(assets.SampleAnnotations())) {
		for _, s := range r.Spans {
			if r.Layer == "anna" && s.Label == "claim" {
				marked++
			}
		}
	}
	if spans != marked {
		t.Errorf("%d mentions of %d claims that are marked", spans, marked)
	}

	rows, err := csv.NewReader(strings.NewReader(must(t, "coverage", project, "--layer", "anna"))).ReadAll()
	if err != nil || len(rows) != 1+4*len(c.Claims) {
		t.Fatalf("%d rows for %d claims: %v", len(rows), len(c.Claims), err)
	}
	if head := strings.Join(rows[0], ","); head != "story,layer,claim_id,claim,document_id,title,outlet,published,copies,mentions,actors,attr.certainty,attr.stance,attr.voice" {
		t.Error(head)
	}
	says(t, "these are the marks of anna; ben marked claims too: --layer", "coverage", project)

	folder := t.TempDir()
	picture, shapes := filepath.Join(folder, "c.png"), filepath.Join(folder, "c.SVG")
	must(t, "coverage", project, "--layer", "anna", "-o", picture)
	if data, err := os.ReadFile(picture); err != nil || !isPNG(string(data)) {
		t.Error("no picture", err)
	}
	must(t, "coverage", project, "--layer", "anna", "-o", shapes)
	data, err := os.ReadFile(shapes)
	if err != nil || xml.Unmarshal(data, new(any)) != nil || !strings.Contains(string(data), "left out") {
		t.Errorf("%.100s, %v", data, err)
	}
}

func TestCoverageSaysWhatItCannotDo(t *testing.T) {
	project := newProject(t)
	fails(t, exitFailed, "no articles yet", "coverage", project)
	must(t, "import", project, write(t, filepath.Join(t.TempDir(), "a.txt"), "A\n\nThe mayor said that the water is clean.\n"), "--story", "One")
	got := says(t, "nobody has marked a claim there", "coverage", project, "--format", "json")
	if c := decode[coverageJSON](t, got); len(c.Articles) != 1 || c.Claims == nil || len(c.Claims) != 0 {
		t.Error(got)
	}
	fails(t, exitFailed, `nobody called "cleo" has annotated here: nobody has yet`, "coverage", project, "--layer", "cleo")
	annotateAll(t, project, "anna")
	fails(t, exitFailed, `nobody called "cleo" has annotated here, only anna`, "coverage", project, "--layer", "cleo")
	fails(t, exitUsage, `--format "pdf" is not one of csv, json, png, svg`, "coverage", project, "--format", "pdf")
	fails(t, exitFailed, "Nowhere", "coverage", project, "--story", "Nowhere")
	must(t, "import", project, write(t, filepath.Join(t.TempDir(), "b.txt"), "B\n\nNobody came.\n"), "--story", "Two")
	fails(t, exitUsage, "there are 2 stories: name one with --story", "coverage", project)
	must(t, "coverage", project, "--story", "One", "--outlets")
}

// Two outlets that print one agency text count once, whoever of them is marked.
func TestCoverageCountsCopiesOnce(t *testing.T) {
	project, folder := newProject(t), t.TempDir()
	const text = "The mayor said that the water is clean. Divers agree with the mayor, and so do those who fish there every morning of the week.\n"
	write(t, filepath.Join(folder, "agency.txt"), "Water clean\n\n"+text)
	write(t, filepath.Join(folder, "copy.txt"), "Clean water\n\n"+text+"More on page 4.\n")
	write(t, filepath.Join(folder, "other.txt"), "Doubts\n\nThe mayor said that the water is clean. Nobody else in the town believes a word of what is said of it.\n")
	must(t, "import", project, folder, "--story", "One")
	annotateAll(t, project, "anna")
	c := decode[coverageJSON](t, must(t, "coverage", project, "--format", "json"))
	copies, originals := 0, map[string]bool{}
	for _, a := range c.Articles {
		if a.CopyOf != nil {
			copies++
		} else {
			originals[a.Document] = true
		}
	}
	cells := 0
	for _, claim := range c.Claims {
		for _, cell := range claim.Cells {
			if cells++; !originals[cell.Document] {
				t.Error("a copy has a cell of its own")
			}
		}
	}
	if copies != 1 || len(originals) != 2 || cells == 0 {
		t.Errorf("%d copies, %d originals, %d cells", copies, len(originals), cells)
	}
}
