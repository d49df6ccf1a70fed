package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A name that is too long to be one is refused where it is given. One that comes with a dataset or a project is taken and said: nothing
// is lost for a name.
func TestNamesThatAreTooLong(t *testing.T) {
	project, articles, out := newProject(t), writeArticles(t, "Harbour"), t.TempDir()
	must(t, "import", project, articles)
	annotateAll(t, project, "anna")
	long := strings.Repeat("ü", 100_000)
	refused := "is 100000 characters long: shorten it to 500 at most"
	codebook := write(t, filepath.Join(out, "long.toml"), strings.ReplaceAll(must(t, "codebook", project), `"claim"`, `"`+long+`"`))
	for _, args := range [][]string{
		{"import", project, articles, "--story", long}, {"import", project, articles, "--annotator", long}, {"codebook", project, "--set", codebook},
		{"new", filepath.Join(out, "new.parallax"), "--codebook", codebook}, {"annotators", project, "--rename", "anna", "--to", long},
	} {
		if r := fails(t, exitFailed, refused, args...); len(r.stderr) > 500 {
			t.Errorf("%s: a sentence of %d bytes", args[0], len(r.stderr))
		}
	}
	fails(t, exitUsage, refused, "review", project, "--auto", "majority", "--reviewer", long)

	exported := strings.ReplaceAll(must(t, "export", project, "--format", "jsonl"), `"label":"claim"`, `"label":"`+long+`"`)
	exported = regexp.MustCompile(`"relations":\[[^\]]*\]`).ReplaceAllString(exported, `"relations":[]`) // which such ends do not fit
	dataset := write(t, filepath.Join(out, "long.jsonl"), exported)
	other, third := newProject(t), newProject(t)
	says := parallax(t, "import", other, dataset, "--kind", "human")
	if says.code != exitDone || !strings.Contains(says.stderr, "is 100000 characters long") {
		t.Errorf("%d %.2000s", says.code, says.stderr)
	}
	must(t, "check", other)
	must(t, "merge", third, other)
	must(t, "check", third)
	if got := must(t, "export", third, "--format", "jsonl"); got != must(t, "export", other, "--format", "jsonl") || !strings.Contains(got, long) {
		t.Error("the name was lost")
	}
}
