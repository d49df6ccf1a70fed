//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A signal ends a command that waits for a pipe that nobody writes to, and leaves the project at rest.
func TestASignalEndsWaitingForAPipe(t *testing.T) {
	project := newProject(t)
	before, err := os.ReadFile(project)
	if err != nil {
		t.Fatal(err)
	}
	pipe := filepath.Join(t.TempDir(), "book.toml")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"codebook", project, "--set", pipe}, {"new", filepath.Join(t.TempDir(), "x.parallax"), "--codebook", pipe}} {
		ctx, stop := context.WithCancel(context.Background())
		time.AfterFunc(100*time.Millisecond, stop)
		var stdout, stderr bytes.Buffer
		code := run(ctx, args, strings.NewReader(""), &stdout, &stderr)
		stop()
		if code != exitFailed || !strings.Contains(stderr.String(), "cancelled; nothing was changed") {
			t.Errorf("%s ends with %d: %q", args[0], code, stderr.String())
		}
	}
	after, err := os.ReadFile(project)
	if err != nil || !bytes.Equal(before, after) {
		t.Error("the project was changed", err)
	}
	if beside, _ := filepath.Glob(project + "?*"); len(beside) > 0 {
		t.Errorf("beside the project are %v", beside)
	}
}

// full is standard output on a disk that is full.
type full struct{}

func (full) Write([]byte) (int, error) {
	return 0, errors.New("write /dev/stdout: no space left on device")
}

// What is saved is not called failed because only the report on it could not be written.
func TestAReportThatFailsSaysThatTheWorkIsDone(t *testing.T) {
	project := newProject(t)
	for _, args := range [][]string{
		{"import", project, writeArticles(t, "Harbour")}, {"import", project, writeArticles(t, "Harbour"), "--json"}, {"undo", project}, {"redo", project},
	} {
		var stderr bytes.Buffer
		code := run(context.Background(), args, strings.NewReader(""), full{}, &stderr)
		if code != exitFailed || !strings.Contains(stderr.String(), "and saved, but the report") {
			t.Errorf("%v ends with %d: %q", args, code, stderr.String())
		}
	}
	if log := must(t, "log", project); strings.Count(log, "\n") < 3 {
		t.Errorf("the log says %q", log)
	}
}

func TestANameThatIsTooLongIsCalledSo(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("n", 235)+".parallax")
	fails(t, exitFailed, "the name is 244 bytes long", "new", path)
	fails(t, exitFailed, "the name is 244 bytes long", "backup", newProject(t), path)

	// One that has such a name by another hand is refused likewise.
	long := filepath.Join(t.TempDir(), strings.Repeat("n", 246)+".parallax")
	if err := os.Rename(newProject(t), long); err != nil {
		t.Skip("the file system takes no such name:", err)
	}
	fails(t, exitFailed, "the name is 255 bytes long", "stats", long)
}
