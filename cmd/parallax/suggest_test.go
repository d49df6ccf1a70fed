package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/store"
)

func TestSuggestKeepsProposalsThatCountNowhere(t *testing.T) {
	project := sampleProject(t)
	stats, agreement := must(t, "stats", project, "--json"), must(t, "agreement", project, "--json")
	export := must(t, "export", project, "--format", "jsonl")
	printed := must(t, "suggest", project, "--json")
	var proposals []proposalObject
	if err := json.Unmarshal([]byte(printed), &proposals); err != nil || len(proposals) < 30 {
		t.Fatalf("%d proposals, %v", len(proposals), err)
	}
	texts := map[string][]rune{}
	for _, r := range readRecords(t, export) {
		texts[r.ID] = []rune(r.Text)
	}
	for _, p := range proposals {
		if p.By != "quotations" || p.Score <= 0 || p.Score > 1 || texts[p.Document] == nil {
			t.Errorf("%+v", p)
		}
		for _, s := range p.Spans {
			if len(s.Segments) == 0 && string(texts[p.Document][s.Start:s.End]) != s.Text || s.Label != "actor" && s.Label != "claim" {
				t.Errorf("%+v", s)
			}
		}
		for _, r := range p.Relations {
			if r.Type == "makes" && (p.Spans[r.Head].Label != "actor" || p.Spans[r.Tail].Label != "claim") {
				t.Errorf("%+v", p)
			}
		}
	}
	if got := must(t, "suggest", project); !strings.Contains(got, "new proposals in the layer “quotations”") {
		t.Errorf("%q", got)
	}
	if got := must(t, "suggest", project); !strings.HasPrefix(got, "0 new proposals") {
		t.Errorf("%q", got)
	}
	for what, was := range map[string]string{"stats": stats, "agreement": agreement} {
		if got := must(t, what, project, "--json"); got != was {
			t.Errorf("%s changed from %s to %s", what, was, got)
		}
	}
	if got := must(t, "export", project, "--format", "jsonl"); got != export {
		t.Error("the export changed")
	}
	named := readRecords(t, must(t, "export", project, "--format", "jsonl", "--layer", "quotations"))
	spans := 0
	for _, r := range named {
		spans += len(r.Spans)
	}
	want := 0
	for _, p := range proposals {
		want += len(p.Spans)
	}
	if len(named) != 4 || spans != want {
		t.Errorf("%d records with %d spans, not %d", len(named), spans, want)
	}
	must(t, "check", project)
	must(t, "undo", project)
	fails(t, exitFailed, "nobody called", "export", project, "--format", "jsonl", "--layer", "quotations")
}

func TestSuggestTellsWhatItNeeds(t *testing.T) {
	project := sampleProject(t)
	for words, args := range map[string][]string{
		"--by":                 {"--by", "magic"},
		"needs --command":      {"--by", "model"},
		"for --by model":       {"--command", "x"},
		"there is no story":    {"--story", "none such"},
		"name of an annotator": {"--annotator", "anna"},
		"with --json none are": {"--annotator", "x", "--json"},
		"cannot be run":        {"--by", "model", "--command", filepath.Join(t.TempDir(), "none")},
	} {
		got := parallax(t, append([]string{"suggest", project}, args...)...)
		if got.code == exitDone || strings.Count(got.stderr, "\n") != 1 || !strings.Contains(got.stderr, words) {
			t.Errorf("%v: %d %q", args, got.code, got.stderr)
		}
	}
	if stats := decode[store.Stats](t, must(t, "stats", project, "--json")); stats.Annotators != 2 {
		t.Errorf("%+v", stats)
	}
	bare := filepath.Join(t.TempDir(), "bare.parallax")
	must(t, "new", bare, "--codebook", write(t, filepath.Join(t.TempDir(), "c.toml"), "name = \"places\"\n[[label]]\nname = \"place\"\ncolor = \"#112233\"\nstyle = \"tint\"\n"))
	must(t, "import", bare, "--story", "s", write(t, filepath.Join(t.TempDir(), "a.txt"), "A title of some words\n\nThe ports stay shut until Monday, the mayor said on Thursday in the town hall, and nobody will be let in."))
	fails(t, exitFailed, "a codebook with such labels", "suggest", bare)
}

func TestTheWordsForSayingAreInTheCodebook(t *testing.T) {
	project := newProject(t)
	toml := must(t, "codebook", project)
	if !strings.Contains(toml, "[[speech]]\n") || !strings.Contains(toml, `language = "de"`) {
		t.Fatalf("%.400s", toml)
	}
	path := write(t, filepath.Join(t.TempDir(), "c.toml"), strings.Replace(toml, `verbs = ["say",`, `verbs = ["opined", "say",`, 1))
	if got := must(t, "codebook", project, "--set", path); !strings.Contains(got, `words for saying in "en" changed`) {
		t.Errorf("%q", got)
	}
	const article = "A title of some words\n\nThe ports have to stay shut for another week, Ines Vell opined on Thursday. Nobody in the town hall knew what to do about it."
	must(t, "import", project, "--story", "s", write(t, filepath.Join(t.TempDir(), "a.txt"), article))
	if got := must(t, "suggest", project, "--json"); !strings.Contains(got, "Ines Vell") {
		t.Errorf("%s", got)
	}
	if again := must(t, "codebook", project); !strings.Contains(again, `"opined"`) {
		t.Error("the words are lost")
	}
}
