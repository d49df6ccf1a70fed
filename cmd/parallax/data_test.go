package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

func TestADatasetThatDiffersFromTheCodebookIsSaid(t *testing.T) {
	project, folder := newProject(t), writeArticles(t, "Harbour")
	must(t, "import", project, folder)
	annotateAll(t, project, "anna")
	dataset := must(t, "export", project, "--format", "jsonl", "--layer", "anna")
	path := write(t, filepath.Join(t.TempDir(), "before.jsonl"), dataset)
	cb := must(t, "codebook", project)
	renamed := strings.ReplaceAll(strings.Replace(cb, `name = "actor"`, `id = "`+annotate.DerivedID("label", "actor")+`"`+"\n  name = \"who\"", 1), `"actor"`, `"who"`)
	must(t, "codebook", project, "--set", write(t, filepath.Join(t.TempDir(), "renamed.toml"), renamed))
	after := must(t, "codebook", project)

	got, objects := importJSON(t, project, path)
	if got.code != exitDone || objects[0].Status != "present" || !cmp.Equal(objects[0].Notes, []string{"what it calls the label “actor” is “who” here"}) {
		t.Errorf("%+v", objects)
	}
	if diff := cmp.Diff(after, must(t, "codebook", project)); diff != "" {
		t.Error(diff)
	}
	says(t, "what it calls the label “actor” is “who” here", "import", project, path)
	alone := regexp.MustCompile(`"relations":\[[^\]]*\]`).ReplaceAllString(dataset, `"relations":[]`) // a vessel makes no claims
	other := write(t, filepath.Join(t.TempDir(), "other.jsonl"), strings.ReplaceAll(alone, `"label":"actor"`, `"label":"vessel"`))
	if got := parallax(t, "import", project, other, "--annotator", "bert"); got.code != exitDone || !strings.Contains(got.stderr, "other.jsonl: the codebook got the label “vessel”\n") {
		t.Errorf("%d, %q", got.code, got.stderr)
	}
}

func TestTextsInTwoStoriesAreSaid(t *testing.T) {
	project, folder := newProject(t), writeArticles(t, "Harbour")
	must(t, "import", project, folder)
	if got := parallax(t, "check", project, "--json"); got.stdout != `{"ok":true,"problems":[]}`+"\n" || got.stderr != "" {
		t.Errorf("before: %q, %q", got.stdout, got.stderr)
	}
	_, objects := importJSON(t, project, folder, "--story", "Again")
	for _, o := range objects {
		if o.Status != "added" || len(o.Notes) == 0 || !strings.Contains(o.Notes[len(o.Notes)-1], "are the same text: a split keeps them in one part") {
			t.Errorf("%+v", o)
		}
	}
	got := parallax(t, "check", project, "--json")
	checked := decode[checkObject](t, got.stdout)
	if got.code != exitDone || !checked.OK || len(checked.Problems) != 0 || len(checked.Notes) != 1 || !strings.Contains(checked.Notes[0], "in more than one story") {
		t.Errorf("check: %d, %s", got.code, got.stdout)
	}
	if got := parallax(t, "check", project); got.stdout != "ok\n" || !strings.Contains(got.stderr, "in more than one story") {
		t.Errorf("check: %q, %q", got.stdout, got.stderr)
	}
	parts := filepath.Join(t.TempDir(), "parts")
	got = parallax(t, "export", project, "--format", "jsonl", "--split", "train=50,test=50", "-o", parts)
	if got.code != exitDone || !strings.Contains(got.stderr, "kept") {
		t.Errorf("export: %d, %q", got.code, got.stderr)
	}
	full := 0
	for _, name := range []string{"train.jsonl", "test.jsonl"} {
		data, err := os.ReadFile(filepath.Join(parts, name))
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > 0 {
			full++
		}
	}
	if full != 1 {
		t.Errorf("the two stories fell into %d parts", full)
	}
}

// In a file, names that a reader takes for the same are no reason to refuse it: they are joined, and that is said. (They are refused where
// they are typed, in the window.)
func TestNamesThatLookTheSameAreJoinedInAFileThatIsSet(t *testing.T) {
	label := func(name string) string { return "[[label]]\nname = \"" + name + "\"\ncolor = \"#0072b2\"\n" }
	for names, want := range map[[2]string]string{
		{"Lead", "lead"}: "upper and lower case", {" lead", "lead "}: "spaces", {"\u00e4b", "a\u0308b"}: "composed", {"zero\u200bwidth", "zerowidth"}: "nobody sees",
	} {
		path := write(t, filepath.Join(t.TempDir(), "odd.toml"), label(names[0])+label(names[1]))
		set, made := newProject(t), filepath.Join(t.TempDir(), "made.parallax")
		for _, arguments := range [][]string{{"codebook", set, "--set", path}, {"new", made, "--codebook", path}} {
			r := parallax(t, arguments...)
			if r.code != exitDone || !strings.Contains(r.stderr, "odd.toml: the labels “"+names[1]+"” and “"+names[0]+"” ") || !strings.Contains(r.stderr, want) {
				t.Errorf("%q: exit code %d, %q", arguments, r.code, r.stderr)
			}
		}
		for _, project := range []string{set, made} {
			if got := must(t, "codebook", project); strings.Count(got, "[[label]]") != 1 {
				t.Errorf("%q came to %s", names, got)
			}
		}
	}
}

// A file that spells a label otherwise than the project means the project's: its spans stay.
func TestALabelThatAFileSpellsOtherwiseIsRenamed(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	made := annotateAll(t, project, "anna")
	cb := must(t, "codebook", project)
	odd := strings.NewReplacer(`"actor"`, `"Actor "`, `"makes"`, `"Makes"`, `name = "type"`, `name = "TYPE"`).Replace(cb)
	r := parallax(t, "codebook", project, "--set", write(t, filepath.Join(t.TempDir(), "book.toml"), odd))
	if r.code != exitDone || !strings.Contains(r.stdout, `label "Actor " renamed from "actor"`) || strings.Contains(r.stdout, "removed") || strings.Contains(r.stdout, "added") {
		t.Errorf("exit code %d, %q, %q", r.code, r.stdout, r.stderr)
	}
	if stats := decode[store.Stats](t, must(t, "stats", project, "--json")); stats.Spans != made || stats.ByLabel["Actor "] != made/2 {
		t.Errorf("%+v", stats)
	}
	must(t, "check", project)
}

// A label may take over the name that another used to have, without taking over its spans, and what a codebook changes is said.
func TestALabelUnderTheNameThatAnotherHad(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	stats := decode[store.Stats](t, must(t, "stats", project, "--json"))
	cb := must(t, "codebook", project)
	set := func(toml string) string {
		return must(t, "codebook", project, "--set", write(t, filepath.Join(t.TempDir(), "book.toml"), toml))
	}
	renamed := strings.ReplaceAll(strings.Replace(cb, `name = "actor"`, `id = "`+annotate.DerivedID("label", "actor")+`"`+"\n  name = \"who\"", 1), `"actor"`, `"who"`)
	if got := set(renamed); !strings.Contains(got, `label "who" renamed from "actor"`) {
		t.Errorf("a renaming is said as %q", got)
	}
	now := must(t, "codebook", project)
	if got := set(now); got != "the codebook is as it was\n" {
		t.Errorf("nothing is said as %q", got)
	}
	if got := set(now + "\n[[label]]\nname = \"actor\"\ncolor = \"#112233\"\n"); !strings.Contains(got, `label "actor" added`) {
		t.Errorf("a new label is said as %q", got)
	}
	after := decode[store.Stats](t, must(t, "stats", project, "--json"))
	if after.ByLabel["who"] != stats.ByLabel["actor"] || after.ByLabel["actor"] != 0 || stats.ByLabel["actor"] == 0 {
		t.Errorf("%v became %v", stats.ByLabel, after.ByLabel)
	}
	both := must(t, "codebook", project)
	if got := set(both); got != "the codebook is as it was\n" {
		t.Errorf("printed and set again: %q", got)
	}
}

func TestNamesThatCannotBeKeptAreRefused(t *testing.T) {
	project := newProject(t)
	cb := must(t, "codebook", project)
	for _, bad := range []string{`a\u0000b`, `a\u202Eb`, `a\u2066b`, `a\u0007b`} {
		path := write(t, filepath.Join(t.TempDir(), "book.toml"), strings.ReplaceAll(cb, `"actor"`, `"`+bad+`"`))
		fails(t, exitFailed, "take it out", "codebook", project, "--set", path)
	}
}
