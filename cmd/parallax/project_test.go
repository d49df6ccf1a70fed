package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
	"github.com/parallax-annotation/parallax/ui/shell"
)

func TestStats(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	made := annotateAll(t, project, "anna")

	printed := must(t, "stats", project, "--json")
	for _, key := range strings.Fields("stories documents spans relations entities annotators by_label by_annotator by_document") {
		if !strings.Contains(printed, `"`+key+`":`) {
			t.Errorf("stats --json lacks %s: %s", key, printed)
		}
	}
	stats := decode[store.Stats](t, printed)
	if stats.Stories != 1 || stats.Documents != len(articles) || stats.Spans != made || stats.Relations != made/2 ||
		stats.Annotators != 1 || stats.ByLabel["actor"] != made/2 || stats.ByLabel["claim"] != made/2 || stats.ByAnnotator["anna"] != made {
		t.Errorf("%d spans were made: %s", made, printed)
	}
	if table := must(t, "stats", project); !strings.Contains(table, "anna") || !strings.Contains(table, "claim") {
		t.Errorf("stats prints %q", table)
	}
}

// Undo walks back to the empty project and redo forward to the same dataset.
func TestUndoAndRedo(t *testing.T) {
	project := newProject(t)
	fails(t, exitFailed, "undo", "undo", project)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, shell.AccountName()) // one's own acts: another person's are only undone by name
	dataset := must(t, "export", project, "--format", "jsonl")
	acts := len(articles) + 1 // each document's tags, and the import
	for range acts {
		if got := must(t, "undo", project); !strings.HasPrefix(got, "undone: ") || len(got) < len("undone: x\n") {
			t.Errorf("undo prints %q", got)
		}
	}
	fails(t, exitFailed, "undo", "undo", project)
	if stats := decode[store.Stats](t, must(t, "stats", project, "--json")); stats.Documents != 0 || stats.Spans != 0 || stats.Stories != 0 {
		t.Errorf("after undoing all there is %+v", stats)
	}
	for range acts {
		if got := must(t, "redo", project); !strings.HasPrefix(got, "redone: ") {
			t.Errorf("redo prints %q", got)
		}
	}
	fails(t, exitFailed, "redo", "redo", project)
	if must(t, "check", project); dataset != must(t, "export", project, "--format", "jsonl") {
		t.Error("after undo and redo of all the dataset is another")
	}
}

func TestUndoOfOneAnnotator(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	made := annotateAll(t, project, "ben")
	must(t, "undo", project, "--annotator", "anna")
	if stats := decode[store.Stats](t, must(t, "stats", project, "--json")); stats.ByAnnotator["anna"] != made-2 || stats.ByAnnotator["ben"] != made {
		t.Errorf("%+v", stats.ByAnnotator)
	}
	must(t, "redo", project, "--annotator", "anna")
	fails(t, exitFailed, "ben’s, not yours", "undo", project)
	must(t, "undo", project, "--annotator", "ben")
	fails(t, exitFailed, "ben’s, not yours", "redo", project)
	must(t, "redo", project, "--annotator", "ben")
	fails(t, exitFailed, "anna", "undo", project, "--annotator", "carl")
}

func TestUndoOfAnActByItsNumber(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, shell.AccountName())
	annotateAll(t, project, "ben")
	annotateAll(t, project, "anna")
	acts := func() []actObject { return decode[[]actObject](t, must(t, "log", project, "--acts", "--json")) }
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	all := acts()
	if all[0].Annotator != nil || !strings.Contains(must(t, "log", project, "--acts"), all[0].Summary) {
		t.Errorf("the import is told as %+v", all[0])
	}
	mine, bens := "", ""
	for _, a := range all { // the last ones
		switch {
		case a.Annotator == nil:
		case *a.Annotator == shell.AccountName():
			mine = number(a.Act)
		case *a.Annotator == "ben":
			bens = number(a.Act)
		}
	}
	before := decode[store.Stats](t, must(t, "stats", project, "--json"))
	for range 2 { // refused where nobody can be asked, and nothing is done
		fails(t, exitFailed, "is ben’s, not yours", "undo", project, "--act", bens)
	}
	if got := must(t, "undo", project, "--act", bens, "--yes"); !strings.HasPrefix(got, "undone: ") {
		t.Error(got)
	}
	after := decode[store.Stats](t, must(t, "stats", project, "--json"))
	if after.ByAnnotator["ben"] >= before.ByAnnotator["ben"] || after.ByAnnotator["anna"] != before.ByAnnotator["anna"] {
		t.Errorf("after undoing ben's act: %v, before: %v", after.ByAnnotator, before.ByAnnotator)
	}
	fails(t, exitFailed, "nothing to undo", "undo", project, "--act", bens, "--yes")
	must(t, "redo", project, "--act", bens, "--yes")
	if stats := decode[store.Stats](t, must(t, "stats", project, "--json")); stats.Spans != before.Spans {
		t.Errorf("%d spans, not %d", stats.Spans, before.Spans)
	}
	must(t, "undo", project, "--act", mine) // one's own needs no answer
	fails(t, exitFailed, "there is no act 99999: “parallax log", "undo", project, "--act", "99999")
	fails(t, exitUsage, "no act", "undo", project, "--act", "0")
	fails(t, exitUsage, "give one", "undo", project, "--act", mine, "--annotator", "ben")
}

// An import belongs to whose layer --annotator names, whether or not it brought them anything.
func TestAnImportIsWhoseLayerIsNamed(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"), "--annotator", "ben")
	fails(t, exitFailed, "another person", "undo", project)
	must(t, "undo", project, "--annotator", "ben")
	must(t, "redo", project, "--annotator", "ben")
	annotateAll(t, project, "anna")
	dataset := filepath.Join(t.TempDir(), "anna.jsonl")
	must(t, "export", project, "--format", "jsonl", "--layer", "anna", "-o", dataset)
	must(t, "import", project, dataset, "--annotator", "carl")
	fails(t, exitFailed, "carl’s, not yours", "undo", project)
	must(t, "undo", project, "--annotator", "carl")
	if stats := decode[store.Stats](t, must(t, "stats", project, "--json")); stats.ByAnnotator["carl"] != 0 || stats.ByAnnotator["anna"] == 0 {
		t.Errorf("%+v", stats.ByAnnotator)
	}
	must(t, "check", project)
}

// The undoing of all that somebody did takes them out of the project; what they did can be redone all the same.
func TestRedoOfAFirstAct(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	before := must(t, "stats", project, "--json")
	undone := 0
	for parallax(t, "undo", project, "--annotator", "anna").code == exitDone {
		undone++
	}
	fails(t, exitFailed, "another person", "redo", project)
	for range undone {
		must(t, "redo", project, "--annotator", "anna")
	}
	if after := must(t, "stats", project, "--json"); after != before || undone == 0 {
		t.Errorf("after %d undone and redone: %s, not %s", undone, after, before)
	}
}

func TestLog(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	changes := decode[[]changeObject](t, must(t, "log", project, "--json"))
	kinds, last := map[string]int{}, int64(0)
	for _, c := range changes {
		kinds[c.EntityKind]++
		if c.Seq <= last || c.ID == "" || c.At == "" || c.Action == "" || c.EntityID == "" {
			t.Errorf("%+v", c)
		}
		last = c.Seq
		if c.EntityKind == "span" && (c.Annotator == nil || *c.Annotator != "anna" || string(c.Before) != "null" || string(c.After) == "null") {
			t.Errorf("%+v", c)
		}
	}
	if kinds["span"] != 2*len(articles) || kinds["document"] != len(articles) || kinds["relation"] != len(articles) {
		t.Errorf("changes: %v", kinds)
	}
	if lines := strings.Count(must(t, "log", project), "\n"); lines != len(changes) {
		t.Errorf("%d lines for %d changes", lines, len(changes))
	}
}

func TestCheck(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	if got := must(t, "check", project, "--json"); got != `{"ok":true,"problems":[]}`+"\n" {
		t.Errorf("check --json prints %q", got)
	}
	data, err := os.ReadFile(project)
	if err != nil {
		t.Fatal(err)
	}
	broken := write(t, filepath.Join(t.TempDir(), "cut.parallax"), string(data[:len(data)/2]))
	got := parallax(t, "check", broken, "--json")
	if found := decode[checkObject](t, got.stdout); got.code != exitFailed || found.OK || len(found.Problems) == 0 {
		t.Errorf("a file cut in half: exit code %d, %s", got.code, got.stdout)
	}
	if left, err := os.ReadFile(broken); err != nil || !bytes.Equal(left, data[:len(data)/2]) {
		t.Error("the damaged file was written to")
	}
}

func TestCodebook(t *testing.T) {
	project := newProject(t)
	printed := must(t, "codebook", project)
	if !strings.Contains(printed, "actor") || !strings.Contains(printed, "claim") {
		t.Errorf("the codebook is %q", printed)
	}
	file := write(t, filepath.Join(t.TempDir(), "same.toml"), printed)
	must(t, "codebook", project, "--set", file)
	if again := must(t, "codebook", project); again != printed {
		t.Errorf("set to itself the codebook becomes %q", again)
	}

	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	small := write(t, filepath.Join(t.TempDir(), "small.toml"), must(t, "codebook", newWith(t, "attribution")))
	before := must(t, "export", project, "--format", "jsonl")
	if got := fails(t, exitFailed, "claim", "codebook", project, "--set", small); !strings.Contains(got.stderr, "actor") {
		t.Errorf("what stands in the way is not named: %s", got.stderr)
	}
	if must(t, "codebook", project) != printed || before != must(t, "export", project, "--format", "jsonl") {
		t.Error("a codebook that was refused has changed something")
	}
	fails(t, exitFailed, "none.toml", "codebook", project, "--set", filepath.Join(t.TempDir(), "none.toml"))
	wrong := write(t, filepath.Join(t.TempDir(), "wrong.toml"), "name = \"x\"\n[[label]\n")
	fails(t, exitFailed, "wrong.toml", "codebook", project, "--set", wrong)
}

// newWith makes an empty project with a codebook.
func newWith(t *testing.T, codebook string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), codebook+".parallax")
	must(t, "new", path, "--codebook", codebook)
	return path
}

func TestNewWithCodebook(t *testing.T) {
	for codebook, label := range map[string]string{"attribution": "cue", "political-claims": "actor"} {
		if got := must(t, "codebook", newWith(t, codebook)); !strings.Contains(got, label) {
			t.Errorf("%s: %q", codebook, got)
		}
	}
	file := write(t, filepath.Join(t.TempDir(), "own.toml"), must(t, "codebook", newWith(t, "attribution")))
	path := filepath.Join(t.TempDir(), "own.parallax")
	must(t, "new", path, "--codebook", file)
	if must(t, "codebook", path) != must(t, "codebook", newWith(t, "attribution")) {
		t.Error("a codebook from a file is not the one in the file")
	}
}

func TestBackup(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	copied := filepath.Join(t.TempDir(), "copy.parallax")
	must(t, "backup", project, copied)
	must(t, "check", copied)
	if must(t, "export", project, "--format", "jsonl") != must(t, "export", copied, "--format", "jsonl") {
		t.Error("the copy holds another dataset")
	}
	fails(t, exitFailed, "copy.parallax", "backup", project, copied)
}

func TestJSONIsOneLine(t *testing.T) {
	project := newProject(t)
	for _, args := range [][]string{{"stats", project, "--json"}, {"check", project, "--json"}, {"import", project, writeArticles(t, "Harbour"), "--json"}} {
		if got := must(t, args...); strings.Count(got, "\n") != 1 || !json.Valid([]byte(got)) {
			t.Errorf("%s prints %q", args[0], got)
		}
	}
}

func TestNothingReplacesAProject(t *testing.T) {
	path := newProject(t)
	for name, args := range map[string][]string{
		"export":    {"export", path, "--format", "jsonl", "-o", path},
		"agreement": {"agreement", path, "--csv", path},
		"new":       {"new", path},
		"backup":    {"backup", path, path},
	} {
		fails(t, exitFailed, path, args...)
		if got := must(t, "check", path, "--json"); got != "{\"ok\":true,\"problems\":[]}\n" {
			t.Fatalf("after %s: %s", name, got)
		}
	}
}

// TestAFileIsNotNamedByASlashAtItsEnd: such a path names a folder, which is not there.
func TestAFileIsNotNamedByASlashAtItsEnd(t *testing.T) {
	path := newProject(t)
	folder := filepath.Dir(path)
	before := storetest.NamesIn(t, folder)
	other := filepath.Join(t.TempDir(), "other.parallax")
	must(t, "new", other)
	for _, end := range []string{string(filepath.Separator), string(filepath.Separator) + "."} {
		for _, name := range []string{"fresh.parallax", filepath.Base(path)} { // one that is not there, and one that is
			named := filepath.Join(folder, name) + end
			for _, args := range [][]string{
				{"new", named}, {"backup", path, named}, {"export", path, "--format", "jsonl", "-o", named}, {"agreement", path, "--csv", named},
				{"restore", named, other}, {"restore", path, named}, {"stats", named}, {"undo", named}, {"merge", other, named},
			} {
				fails(t, exitFailed, "names a folder", args...)
			}
		}
	}
	if after := storetest.NamesIn(t, folder); after != before {
		t.Errorf("now there are %s, not %s", after, before)
	}
	parts := filepath.Join(folder, "parts") // a folder is named so, though the project has nothing to put into it
	if got := parallax(t, "export", path, "--format", "jsonl", "--split", "train=50,dev=50", "-o", parts+string(filepath.Separator)); got.code != exitDone {
		t.Errorf("exit code %d, standard error %q", got.code, got.stderr)
	}
	storetest.Wants(t, filepath.Join(parts, "dev.jsonl"), "")
}

func TestWhatIsNotThereIsSaid(t *testing.T) {
	path := newProject(t)
	empty := t.TempDir()
	fails(t, exitFailed, "import: "+empty+": there are no files in this folder", "import", path, empty)
	fails(t, exitFailed, `no change names a span "xyz"`, "log", path, "--span", "xyz")
	fails(t, exitFailed, "there is no folder "+filepath.Join(empty, "no"), "new", filepath.Join(empty, "no", "x.parallax"))
	fails(t, exitFailed, "there is no folder "+filepath.Join(empty, "no"), "export", path, "--format", "jsonl", "-o", filepath.Join(empty, "no", "x.jsonl"))
	fails(t, exitFailed, "there is no folder "+filepath.Join(empty, "no"), "backup", path, filepath.Join(empty, "no", "x.parallax"))
	fails(t, exitFailed, "there is no gold layer yet", "export", path, "--format", "jsonl", "--layer", "gold")
	fails(t, exitUsage, "--set is empty", "codebook", path, "--set", "")
	fails(t, exitUsage, "FILE is empty", "new", "")
	fails(t, exitUsage, "PATH is empty", "import", path, "a.txt", "")
}
