package main

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// exportOf returns what an export writes, whatever it says that it leaves out.
func exportOf(t *testing.T, args ...string) string {
	t.Helper()
	got := parallax(t, append([]string{"export"}, args...)...)
	if got.code != exitDone {
		t.Fatalf("export %s: %+v", args, got)
	}
	return got.stdout
}

// A table from which the texts were left out goes back where it fits, and one that fits nowhere is refused.
func TestCSVWithoutTextGoesThereAndBack(t *testing.T) {
	project, folder := newProject(t), writeArticles(t, "Harbour")
	must(t, "import", project, folder)
	empty := filepath.Join(t.TempDir(), "empty.parallax")
	must(t, "backup", project, empty)
	made := annotateAll(t, project, "anna")
	want := exportOf(t, project, "--format", "csv")
	without := exportOf(t, project, "--format", "csv", "--without-text")
	if without == want {
		t.Fatal("the words are still there")
	}
	moved := regexp.MustCompile(`,(\d+),(\d+),(\d+)-(\d+),`).ReplaceAllString(without, ",1$1,1$2,1$3-1$4,")
	for name, table := range map[string]string{"moved": moved, "without words": regexp.MustCompile(`(\d+-\d+),[^,]*…,`).ReplaceAllString(without, "$1,,"), "nobody's": strings.ReplaceAll(without, ",anna,", ",,"),
		"only a header": without[:strings.Index(without, "\n")+1]} {
		got, objects := importJSON(t, empty, write(t, filepath.Join(t.TempDir(), "table.csv"), table))
		if got.code != exitFailed || objects[0].Status != "refused" || objects[0].Reason == "" {
			t.Errorf("%s: exit code %d, %+v", name, got.code, objects)
		}
	}
	got, objects := importJSON(t, empty, write(t, filepath.Join(t.TempDir(), "without.csv"), without))
	if got.code != exitDone || objects[0].Spans != made || !strings.Contains(objects[0].Reason, "by their first words") {
		t.Errorf("exit code %d, %+v", got.code, objects)
	}
	if again := exportOf(t, empty, "--format", "csv"); again != want {
		t.Errorf("got %s\nwant %s", again, want)
	}
}

// A table into the project that it is from changes nothing and says nothing, though it cannot hold where gold spans come from.
func TestCSVOfGoldIntoItsOwnProject(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	annotateAll(t, project, "ben")
	must(t, "review", project, "--auto", "majority", "--reviewer", "eva")
	if !strings.Contains(exportOf(t, project, "--format", "jsonl", "--layer", "gold"), `"derived_from":["`) {
		t.Fatal("no span of gold has an origin")
	}
	table := write(t, filepath.Join(t.TempDir(), "all.csv"), exportOf(t, project, "--format", "csv"))
	if got, objects := importJSON(t, project, table); got.code != exitDone || objects[0].Status != "present" || len(objects[0].Notes) != 0 {
		t.Errorf("exit code %d, %+v", got.code, objects)
	}
	changed := write(t, filepath.Join(t.TempDir(), "changed.csv"), strings.Replace(exportOf(t, project, "--format", "csv"), ",,1\n", ",another note,1\n", 1))
	if _, objects := importJSON(t, project, changed); !slices.Equal(objects[0].Notes, []string{"1 annotation differs from the project's, which was kept"}) {
		t.Errorf("%+v", objects)
	}
}

// Two layers that use the same span ids become one, and nothing of either is lost.
func TestCSVOfLayersWithTheSameIDs(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	empty := filepath.Join(t.TempDir(), "empty.parallax")
	must(t, "backup", project, empty)
	made := annotateAll(t, project, "anna")
	header, rows, _ := strings.Cut(exportOf(t, project, "--format", "csv"), "\n")
	all := header + "\n"
	for _, layer := range []string{"anna", "ben", "cleo"} { // each with a note of its own
		all += strings.ReplaceAll(strings.ReplaceAll(rows, ",anna,", ","+layer+","), ",,1\n", ",of "+layer+",1\n")
	}
	table := write(t, filepath.Join(t.TempDir(), "all.csv"), all)
	for _, want := range []int{3 * made, 0} {
		if got, objects := importJSON(t, empty, table, "--annotator", "dora"); got.code != exitDone || objects[0].Spans != want || len(objects[0].Notes) != 0 {
			t.Errorf("exit code %d, %+v, want %d spans", got.code, objects, want)
		}
	}
	must(t, "check", empty)
}
