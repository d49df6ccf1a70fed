package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/assets"
)

// The articles of the sample stand in a story each, beside one on something else: they are proposed to be one, and it is not.
func TestStoriesProposesArticlesOnOneEvent(t *testing.T) {
	files, err := assets.SampleFiles()
	if err != nil {
		t.Fatal(err)
	}
	project, folder := newProject(t), t.TempDir()
	for _, file := range files {
		path := write(t, filepath.Join(folder, file.Name), string(file.Data))
		if got := parallax(t, "import", project, "--story", file.Name, path); got.code != exitDone {
			t.Fatal(got.stderr)
		}
	}
	const other = "The orchestra of Lindbach opens its season with a symphony that nobody has heard for ninety years.\n\n" +
		"The harbour hall is sold out on both days, the company that runs it said on Thursday, and the mayor will attend."
	must(t, "import", project, "--story", "Music", write(t, filepath.Join(folder, "music.txt"), other))
	type story struct {
		Story, Date string
		Documents   int
	}
	if stories := decode[[]story](t, must(t, "stories", project, "--json")); len(stories) != 5 || stories[0].Documents != 1 {
		t.Errorf("%+v", stories)
	}
	if table := must(t, "stories", project); !strings.Contains(table, "1  Music\n") {
		t.Errorf("%s", table)
	}
	names := map[string]string{}
	for _, r := range readRecords(t, must(t, "export", project, "--format", "jsonl")) {
		names[r.ID] = r.Meta.Story
	}
	proposed := decode[[]proposedObject](t, must(t, "stories", project, "--propose", "--json"))
	if len(proposed) != 1 || len(proposed[0].Documents) != 4 || proposed[0].Score <= 0 || proposed[0].Score > 1 {
		t.Fatalf("%+v", proposed)
	}
	if slices.ContainsFunc(proposed[0].Documents, func(id string) bool { return names[id] == "Music" }) {
		t.Error("an article on something else is proposed")
	}
	if table := must(t, "stories", project, "--propose"); !strings.Contains(table, "varrenhavn-courier.txt · Harbour shut") {
		t.Errorf("%s", table)
	}
	if got := must(t, "stories", newProject(t), "--propose", "--json"); got != "[]\n" {
		t.Errorf("an empty project prints %q", got)
	}
	if got := must(t, "stories", sampleProject(t), "--propose", "--json"); got != "[]\n" {
		t.Errorf("articles of one story are proposed: %q", got)
	}
}
