package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/parallax-annotation/parallax/store/storetest"
)

// A dry run, and a command that fails before it acts, leaves the file byte for byte as it was, and nothing beside it.
func TestWhatIsOnlyTriedLeavesTheFileAsItWas(t *testing.T) {
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
		same(path, "import", filepath.Join(out, "none.txt"), other)
		same(path, "redo")
		same(path, "undo", "--act", "99")
		same(path, "import", article, "--dry-run")
		same(path, "import", dataset, "--annotator", "carl", "--dry-run")
		same(path, "merge", other, "--dry-run")
		same(path, "merge", letter)
		same(path, "codebook", "--set", letter)
		same(path, "undo", "--annotator", "nobody")
		same(path, "review", "--auto", "majority", "--reviewer", "gold")
	}
	same(project, "import", dataset, "--update", "--remove", "--annotator", "anna", "--dry-run", "--json")
	must(t, "check", project)
	must(t, "import", project, article, "--story", "Harbour") // and it can be written as before
	must(t, "check", project)
}
