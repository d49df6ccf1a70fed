package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/parallax-annotation/parallax/store/storetest"
)

// A command that saves nothing, because it fails, is a dry run or has nothing to do, leaves the file byte for byte as it was, and
// nothing beside it.
func TestWhatSavesNothingLeavesTheFileAsItWas(t *testing.T) {
	fresh := newProject(t)
	project, articles := newProject(t), writeArticles(t, "Harbour")
	must(t, "import", project, articles)
	annotateAll(t, project, "anna")
	other := filepath.Join(t.TempDir(), "other.parallax")
	must(t, "backup", project, other)
	annotateAll(t, other, "ben")
	out := t.TempDir()
	dataset := write(t, filepath.Join(out, "anna.jsonl"), must(t, "export", other, "--format", "jsonl"))
	article := write(t, filepath.Join(out, "new.txt"), "Ferry runs again\n\nThe ferry has run since Monday, said the mayor.\n")
	letter := write(t, filepath.Join(out, "letter.toml"), "name = 'x'\n")
	narrow := write(t, filepath.Join(out, "narrow.toml"), "[[label]]\nname = \"thing\"\ncolor = \"#336699\"\nstyle = \"tint\"\n")

	same := func(path string, args ...string) {
		t.Helper()
		before, err := os.ReadFile(path)
		storetest.Must(t, err)
		r := parallax(t, append([]string{args[0], path}, args[1:]...)...)
		if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
			t.Errorf("%q changed the file: %d %s%s %v", args, r.code, r.stdout, r.stderr, err)
		}
		if names := storetest.NamesIn(t, filepath.Dir(path)); names != filepath.Base(path) {
			t.Errorf("%q left %s", args, names)
		}
	}
	for _, path := range []string{project, fresh} {
		same(path, "import", filepath.Join(out, "none.txt"))
		same(path, "import", article, "--dry-run")
		same(path, "import", dataset, "--annotator", "carl", "--dry-run")
		same(path, "merge", other, "--dry-run")
		same(path, "merge", letter)
		same(path, "codebook", "--set", letter)
		same(path, "undo", "--annotator", "nobody")
		same(path, "redo")
		same(path, "annotators", "--rename", "anna", "--to", "all")
		same(path, "review", "--auto", "majority", "--reviewer", "gold")
	}
	same(project, "import", articles, "--story", "Harbour")
	same(project, "import", dataset, "--update", "--remove", "--annotator", "anna", "--dry-run", "--json")
	same(project, "codebook", "--set", narrow)
	same(project, "annotators", "--join", "anna", "--into", "nobody")
	must(t, "check", project)
	must(t, "import", project, article, "--story", "Harbour") // and it can be written as before
	must(t, "check", project)
}
