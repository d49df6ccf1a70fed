package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/store/storetest"
)

// What stands where the backups are to be is named, once.
func TestAFileWhereTheBackupsAreToBe(t *testing.T) {
	project := newProject(t)
	other := filepath.Join(t.TempDir(), "other.parallax")
	must(t, "backup", project, other)
	folder := strings.TrimSuffix(project, ".parallax") + "-backups"
	write(t, folder, "a letter")
	for _, args := range [][]string{{"restore", project}, {"restore", project, other}} {
		r := fails(t, exitFailed, folder+" is no folder, and stands where the backups are kept", args...)
		if strings.Count(r.stderr, "is no folder") != 1 || strings.Contains(r.stderr, "not a directory") {
			t.Errorf("%q", r.stderr)
		}
	}
	must(t, "check", project)
	if now, err := os.ReadFile(folder); err != nil || string(now) != "a letter" {
		t.Errorf("%q %v", now, err)
	}
}

// Somebody who names whose act is to be undone hears that the last one bears nobody's name.
func TestUndoOfANameThatTheLastActDoesNotBear(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	fails(t, exitFailed, "bears nobody’s name: leave --annotator out to undo it", "undo", project, "--annotator", "tess")
	annotateAll(t, project, "anna")
	must(t, "undo", project, "--annotator", "anna", "--yes")
	for range articles {
		if r := parallax(t, "undo", project, "--annotator", "anna", "--yes"); r.code != exitDone {
			if !strings.Contains(r.stderr, "anna") || !strings.Contains(r.stderr, "leave --annotator out") {
				t.Errorf("%q", r.stderr)
			}
			break
		}
	}
	must(t, "undo", project)
	fails(t, exitFailed, "there is nothing to undo", "undo", project)
}

// Where no file can be made a sentence says so, and not that there is none.
func TestNewFilesWhereNoneCanBeMade(t *testing.T) {
	project, out := newProject(t), t.TempDir()
	folder := filepath.Join(out, "closed")
	there := filepath.Join(folder, "there.parallax")
	storetest.Must(t, os.Mkdir(folder, 0o755))
	must(t, "backup", project, there)
	storetest.Must(t, errors.Join(os.Chmod(filepath.Dir(project), 0o755), os.Chmod(folder, 0o555)))
	defer os.Chmod(folder, 0o755)
	call := unprivileged(t, out)
	for _, args := range [][]string{{"new", filepath.Join(folder, "new.parallax")}, {"backup", there, filepath.Join(folder, "copy.parallax")},
		{"restore", filepath.Join(folder, "brought.parallax"), there}} {
		r := call(t, args...)
		if r.code != exitFailed || strings.Count(r.stderr, "no file can be made in") != 1 || strings.Contains(r.stderr, "no such file") || strings.Count(r.stderr, "\n") != 1 {
			t.Errorf("%s: exit code %d, %q", args[0], r.code, r.stderr)
		}
	}
}
