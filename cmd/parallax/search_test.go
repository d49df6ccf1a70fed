package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestSearchFindsPlacesAndSpans(t *testing.T) {
	project := sampleProject(t)
	texts, layers := map[string]string{}, map[string]bool{}
	for _, r := range readRecords(t, must(t, "export", project, "--format", "jsonl")) {
		texts[r.ID], layers[r.Layer] = r.Text, true
	}
	for _, args := range [][]string{{"spill"}, {"spill", "--in", "spans"}, {"spill", "--in", "spans", "--label", "claim"}, {"spill", "--label", "claim"}, {`"the spill"`, "--region", "prose"}} {
		found := decode[searchObject](t, must(t, append(append([]string{"search", project}, args...), "--json")...))
		if found.Total == 0 || found.Total != len(found.Hits) {
			t.Errorf("%q: %d, %d of them listed", args, found.Total, len(found.Hits))
		}
		for _, h := range found.Hits {
			text := []rune(texts[h.Document])
			if h.Span == nil && string(text[h.Start:h.End]) != h.Text || !strings.Contains(strings.ToLower(h.Text), "spill") {
				t.Errorf("%+v is not what stands there", h)
			}
			if before, after := string(text[:h.Start]), string(text[h.End:]); !strings.HasSuffix(before, h.Before) || !strings.HasPrefix(after, h.After) {
				t.Errorf("%+v is not what stands around it", h)
			}
			if (h.Span != nil) != slices.Contains(args, "spans") {
				t.Errorf("%+v among %q", h, args)
			}
		}
	}
	all := decode[searchObject](t, must(t, "search", project, "spill", "--json"))
	some := decode[searchObject](t, must(t, "search", project, "spill", "--limit", "1", "--json"))
	if some.Total != all.Total || !slices.Equal(some.Hits, all.Hits[:1]) {
		t.Errorf("the first is %+v", some)
	}
	if none := must(t, "search", project, "xylophone", "--json"); none != `{"total":0,"hits":[]}`+"\n" {
		t.Errorf("nothing is %s", none)
	}
	if printed := must(t, "search", project, "spill", "--limit", "1"); !strings.Contains(printed, " places in ") || !strings.Contains(printed, "; the first 1\n") || !strings.Contains(printed, "[spill]") {
		t.Error(printed)
	}
}

func TestSearchWritesAConcordanceInTheOrderOfItsContext(t *testing.T) {
	project := newProject(t)
	folder := t.TempDir()
	must(t, "import", project, "--story", "Fox", write(t, filepath.Join(folder, "a.txt"), "The brown fox was seen by the river on Monday.\n\nThe arctic fox was seen by a lake.\n\n=SUM fox alone."))
	path := filepath.Join(folder, "fox.csv")
	must(t, "search", project, "fox", "--sort", "left", "--csv", path)
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) != 4 || rows[0][0] != "before" {
		t.Fatal(rows, err)
	}
	if !strings.HasSuffix(rows[1][0], "arctic") || !strings.HasSuffix(rows[2][0], "brown") || !strings.HasSuffix(rows[3][0], "SUM") {
		t.Errorf("sorted by the left context: %q", rows)
	}
	if got := must(t, "search", project, "fox", "--sort", "right", "--limit", "1", "--csv", "-"); !strings.Contains(got, "SUM,fox,") {
		t.Errorf("sorted by the right context: %q", got)
	}
}

func TestSearchIsNarrowedByArticle(t *testing.T) {
	project := newProject(t)
	folder := t.TempDir()
	must(t, "import", project, "--story", "One", write(t, filepath.Join(folder, "a.txt"), "A fox."))
	must(t, "import", project, "--story", "Two", write(t, filepath.Join(folder, "b.txt"), "Another fox."))
	if got := decode[searchObject](t, must(t, "search", project, "fox", "--story", "Two", "--json")); got.Total != 1 || got.Hits[0].Before != "Another " {
		t.Errorf("%+v", got)
	}
	if got := decode[searchObject](t, must(t, "search", project, "fox", "--state", "done", "--json")); got.Total != 0 {
		t.Errorf("%+v", got)
	}
	if got := decode[searchObject](t, must(t, "search", project, "fox", "--state", "todo", "--json")); got.Total != 2 {
		t.Errorf("%+v", got)
	}
	fails(t, exitFailed, `there is no story "Three"`, "search", project, "fox", "--story", "Three")
	fails(t, exitFailed, `there is no label "animal"`, "search", project, "fox", "--label", "animal")
	fails(t, exitFailed, "nobody", "search", project, "fox", "--layer", "anna")
	fails(t, exitFailed, `there is no actor or claim called "Fox"`, "search", project, "fox", "--entity", "Fox")
	fails(t, exitUsage, "not a day", "search", project, "fox", "--since", "October")
	fails(t, exitUsage, "a quotation mark is not closed", "search", project, `"fox`)
	fails(t, exitUsage, "NAME=VALUE", "search", project, "fox", "--attribute", "voice")
	fails(t, exitUsage, "--in", "search", project, "fox", "--in", "titles")
}
