package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestRestore(t *testing.T) {
	project := newProject(t)
	if got := must(t, "restore", project, "--json"); got != "[]\n" {
		t.Errorf("without backups it prints %q", got)
	}
	must(t, "import", project, writeArticles(t, "Harbour"))
	backups := strings.TrimSuffix(project, ".parallax") + "-backups"
	if err := os.MkdirAll(backups, 0o755); err != nil {
		t.Fatal(err)
	}
	older := filepath.Join(backups, "test-20200102T030405000Z-9.parallax")
	must(t, "backup", project, older)
	made := annotateAll(t, project, "anna")
	newer := filepath.Join(backups, "test-20210102T030405678Z-20.parallax")
	must(t, "backup", project, newer)
	write(t, filepath.Join(backups, "test-20190102T030405000Z-1.parallax"), "not one")

	printed := must(t, "restore", project, "--json")
	list := decode[[]backupObject](t, printed)
	if len(list) != 3 || list[0] != (backupObject{newer, "2021-01-02T03:04:05Z", len(articles), made, true}) ||
		list[1] != (backupObject{older, "2020-01-02T03:04:05Z", len(articles), 0, true}) || list[2].OK {
		t.Errorf("%s", printed)
	}
	if got := must(t, "restore", project); !strings.Contains(got, older) || !strings.Contains(got, "does not open") {
		t.Errorf("the list is %q", got)
	}

	fails(t, exitFailed, "there is no backup test-1", "restore", project, "test-1")
	fails(t, exitFailed, "cannot be used", "restore", project, list[2].Path)
	fails(t, exitUsage, "unexpected argument", "restore", project, older, newer)
	write(t, project, "spilt coffee")
	got := must(t, "restore", project, filepath.Base(older))
	if !strings.Contains(got, "0 spans") || !strings.Contains(got, "-replaced.parallax") {
		t.Errorf("it prints %q", got)
	}
	must(t, "check", project)
	done := decode[restoredObject](t, must(t, "restore", project, newer, "--json"))
	if done.From.Spans != made || done.Kept == nil || done.Project != project {
		t.Errorf("%+v", done)
	}
	if len(decode[[]backupObject](t, must(t, "restore", project, "--json"))) != 5 {
		t.Error("what was replaced is not in the list")
	}
}

// A project that was renamed has its backups under the former name, which is said.
func TestBackupsOfARenamedProject(t *testing.T) {
	project := newProject(t)
	backup := filepath.Join(strings.TrimSuffix(project, ".parallax")+"-backups", "test-20200102T030405000Z-9.parallax")
	storetest.Must(t, os.MkdirAll(filepath.Dir(backup), 0o755))
	must(t, "backup", project, backup)
	renamed := filepath.Join(filepath.Dir(project), "renamed.parallax")
	if got := must(t, "restore", filepath.Join(filepath.Dir(project), "other.parallax")); strings.Contains(got, filepath.Dir(backup)) {
		t.Errorf("backups of a project that is there are offered for another: %q", got)
	}
	storetest.Must(t, os.Rename(project, renamed))
	if got := must(t, "restore", renamed); !strings.Contains(got, filepath.Dir(backup)) {
		t.Errorf("it prints %q", got)
	}
	if got := must(t, "restore", renamed, "--json"); got != "[]\n" {
		t.Errorf("it prints %q", got)
	}
	must(t, "restore", renamed, backup)
}

func TestWhatIsWrittenToADevice(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	annotateAll(t, project, "ben")
	must(t, "export", project, "--format", "jsonl", "-o", os.DevNull)
	must(t, "agreement", project, "--csv", os.DevNull)
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Fatal("the device was replaced", err)
	}
	link := filepath.Join(t.TempDir(), "link.jsonl")
	storetest.Symlink(t, filepath.Join(filepath.Dir(link), "real.jsonl"), link)
	must(t, "export", project, "--format", "jsonl", "-o", link)
	if real, err := os.ReadFile(filepath.Join(filepath.Dir(link), "real.jsonl")); err != nil || string(real) != must(t, "export", project, "--format", "jsonl") {
		t.Error("the export did not go where the link leads", err)
	}
}

// A backup into which another program has put something that acts by itself is refused, and nothing is replaced.
func TestABackupWithATriggerIsNotBroughtBack(t *testing.T) {
	project, out := newProject(t), t.TempDir()
	must(t, "import", project, writeArticles(t, "Harbour"))
	backup := filepath.Join(out, "copy.parallax")
	must(t, "backup", project, backup)
	annotateAll(t, project, "anna")
	before := must(t, "export", project, "--format", "jsonl")
	db, err := sql.Open("sqlite3", "file:"+backup)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"CREATE TRIGGER evil AFTER INSERT ON span BEGIN DELETE FROM span; END", "DROP TRIGGER evil; CREATE VIEW evil AS SELECT * FROM span"} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
		r := parallax(t, "restore", project, backup)
		if r.code != exitFailed || !strings.Contains(r.stderr, "“evil”") || !strings.Contains(r.stderr, "which is not Parallax's") || strings.Count(r.stderr, "\n") != 1 {
			t.Errorf("%s: exit code %d, %q", statement, r.code, r.stderr)
		}
		if got := must(t, "export", project, "--format", "jsonl"); got != before {
			t.Error("the project was replaced")
		}
	}
	db.Close()
}
