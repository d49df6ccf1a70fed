package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// annotated is a project with the articles, imported by itself, and one person's annotations.
func annotated(t *testing.T, name string) string {
	t.Helper()
	project := filepath.Join(t.TempDir(), name+".parallax")
	must(t, "new", project)
	must(t, "import", project, writeArticles(t, "harbour"))
	annotateAll(t, project, name)
	return project
}

func TestMergeShowsItsPlanAndIsUndoneAsOne(t *testing.T) {
	anna, ben := annotated(t, "anna"), annotated(t, "ben")
	before, other := must(t, "export", anna, "--format", "jsonl"), readFile(t, ben)

	dry := must(t, "merge", anna, ben, "--dry-run")
	for _, words := range []string{"4 known by text", "new annotators: ben", "spans: "} {
		if !strings.Contains(dry, words) {
			t.Errorf("%q is not in the plan:\n%s", words, dry)
		}
	}
	plan := decode[mergeObject](t, must(t, "merge", anna, ben, "--dry-run", "--json"))
	if plan.Merged || plan.Empty || plan.Files[0].Documents.ByText != 4 || plan.Files[0].Annotations["span"].Added == 0 {
		t.Errorf("%+v", plan)
	}
	if must(t, "export", anna, "--format", "jsonl") != before {
		t.Error("a dry run changed the project")
	}

	if done := decode[mergeObject](t, must(t, "merge", anna, ben, "--json")); !done.Merged {
		t.Errorf("%+v", done)
	}
	merged := must(t, "export", anna, "--format", "jsonl")
	if strings.Count(merged, "\n") != 2*strings.Count(before, "\n") {
		t.Errorf("layers are missing: %s", merged)
	}
	if again := must(t, "merge", anna, ben); !strings.Contains(again, "nothing to merge") {
		t.Error(again)
	}
	must(t, "check", anna)
	must(t, "undo", anna)
	if must(t, "export", anna, "--format", "jsonl") != before {
		t.Error("undo left something")
	}
	if readFile(t, ben) != other {
		t.Error("the other file was written to")
	}
}

func TestMergeEndsInTheSameEitherWay(t *testing.T) {
	anna, ben, carla := annotated(t, "anna"), annotated(t, "ben"), annotated(t, "carla")
	forth, back := annotated(t, "dora"), ""
	back = write(t, filepath.Join(t.TempDir(), "back.parallax"), readFile(t, forth))
	must(t, "merge", forth, anna, ben, carla)
	for _, other := range []string{carla, anna, ben, carla} {
		must(t, "merge", back, other)
	}
	if must(t, "export", forth, "--format", "jsonl") != must(t, "export", back, "--format", "jsonl") {
		t.Error("the order of merging matters")
	}
}

func TestMergeRefusals(t *testing.T) {
	project := annotated(t, "anna")
	before := must(t, "export", project, "--format", "jsonl")
	fails(t, exitUsage, "missing OTHER", "merge", project)
	fails(t, exitFailed, "is the project itself", "merge", project, project)
	fails(t, exitFailed, "there is no file", "merge", project, filepath.Join(t.TempDir(), "none.parallax"))
	fails(t, exitFailed, "not a Parallax project", "merge", project, write(t, filepath.Join(t.TempDir(), "notes.txt"), strings.Repeat("notes ", 50)))
	if must(t, "export", project, "--format", "jsonl") != before {
		t.Error("a refused merge changed the project")
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
