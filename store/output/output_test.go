//go:build !windows

package output_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/storetest"
)

var ctx = context.Background()

const words = "what is written\n"

func writeWords(w io.Writer) error { _, err := io.WriteString(w, words); return err }

func failHalfway(w io.Writer) error { return errors.Join(writeWords(w), errors.New("half of it")) }

func TestAFileIsReplacedWhenTheNewOneIsWhole(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "figures.csv")
	for _, there := range []string{"", "of before"} {
		if there != "" {
			if err := errors.Join(os.WriteFile(path, []byte(there), 0o644), os.Chmod(path, 0o600)); err != nil {
				t.Fatal(err)
			}
			if err := output.Write(ctx, path, failHalfway); err == nil || !strings.Contains(err.Error(), path) {
				t.Error(err)
			}
			storetest.Wants(t, path, there)
		}
		if err := output.Write(ctx, path, writeWords); err != nil {
			t.Fatal(err)
		}
		storetest.Wants(t, path, words)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("its permissions are %v, not as they were: %v", info.Mode(), err)
	}
	if got := storetest.NamesIn(t, folder); got != "figures.csv" {
		t.Errorf("the folder has %s", got)
	}
}

func TestALinkIsFollowedAndStays(t *testing.T) {
	folder := t.TempDir()
	real := filepath.Join(folder, "elsewhere", "real.csv")
	if err := os.Mkdir(filepath.Dir(real), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, link := range [][2]string{{"elsewhere/real.csv", "direct"}, {"direct", "twice"}, {"elsewhere", "folder"}, {"circle", "circle"}, {"none/x", "astray"}} {
		if err := os.Symlink(link[0], filepath.Join(folder, link[1])); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"direct", "twice", "folder/real.csv", "direct"} { // the first time the file is not there yet
		if err := output.Write(ctx, filepath.Join(folder, name), writeWords); err != nil {
			t.Fatal(name, err)
		}
		storetest.Wants(t, real, words)
		os.Truncate(real, 3)
	}
	if info, err := os.Lstat(filepath.Join(folder, "direct")); err != nil || info.Mode().Type() != os.ModeSymlink {
		t.Error("the link went", err)
	}
	for name, want := range map[string]string{"circle": "circle", "astray": "folder that is not there"} {
		if err := output.Write(ctx, filepath.Join(folder, name), writeWords); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := storetest.NamesIn(t, filepath.Dir(real)); got != "real.csv" {
		t.Errorf("beside it is %s", got)
	}
}

func TestAPipeAndADeviceAreWrittenThrough(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	read := make(chan string)
	go func() {
		data, _ := os.ReadFile(pipe)
		read <- string(data)
	}()
	if err := output.Write(ctx, pipe, writeWords); err != nil {
		t.Fatal(err)
	}
	if got := <-read; got != words {
		t.Errorf("through the pipe came %q", got)
	}
	stopping, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	if err := output.Write(stopping, pipe, writeWords); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a pipe that nobody reads from: %v", err)
	}
	if err := output.Write(ctx, os.DevNull, writeWords); err != nil {
		t.Error(err)
	}
	if err := output.Write(ctx, "/dev/full", writeWords); err == nil || !strings.Contains(err.Error(), "/dev/full") {
		t.Error(err)
	}
	for _, path := range []string{os.DevNull, pipe} {
		if info, err := os.Lstat(path); err != nil || info.Mode().IsRegular() {
			t.Errorf("%s was replaced: %v", path, err)
		}
	}
}

func TestAProjectIsNeverWrittenOver(t *testing.T) {
	p := storetest.New(t)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(p.Path(), link); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Dir(p.Path()))
	other := filepath.Join(t.TempDir(), "other")
	if err := os.Link(p.Path(), other); err != nil {
		t.Fatal(err)
	}
	name := filepath.Base(p.Path())
	for _, path := range []string{p.Path(), link, other, name, "./" + name} {
		if err := output.Write(ctx, path, writeWords); err == nil || !strings.Contains(err.Error(), "never replaced") {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, path := range []string{name + "-wal", p.Path() + "-journal"} {
		if err := output.Write(ctx, path, writeWords); err == nil || !strings.Contains(err.Error(), "part of the project beside it") {
			t.Errorf("%s: %v", path, err)
		}
	}
	storetest.AddDocument(t, p, "The ferry left.")
	storetest.Sound(t, p)
}

func TestWhatIsLeftOfAProjectIsNotWrittenOver(t *testing.T) {
	p := storetest.New(t)
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(p.Path())
	if err != nil {
		t.Fatal(err)
	}
	for _, left := range []int{len(whole) / 2, len(whole)/2 + 100} { // whole pages, and a part of one
		path := filepath.Join(t.TempDir(), "left")
		if err := os.WriteFile(path, whole[:left], 0o600); err != nil {
			t.Fatal(err)
		}
		if err := output.Write(ctx, path, writeWords); err == nil || !strings.Contains(err.Error(), "never replaced") {
			t.Errorf("%d of %d bytes: %v", left, len(whole), err)
		}
	}
}

// writeFolder writes files of the same words under these names.
func writeFolder(path string, names ...string) error {
	return output.WriteFolder(ctx, path, func(create func(string) (io.WriteCloser, error)) error {
		for _, name := range names {
			file, err := create(name)
			if err != nil {
				return err
			}
			if err := errors.Join(writeWords(file), file.Close()); err != nil {
				return err
			}
		}
		return nil
	})
}

// A folder replaces one that was written so, and none in which somebody's work is.
func TestAFolderReplacesItsEarlierOneAndNoOther(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "set")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Mkdir(path, 0o700))
	must(writeFolder(path, "a.txt", "anna/b.txt"))
	must(os.WriteFile(filepath.Join(path, ".DS_Store"), nil, 0o600))
	must(writeFolder(path, "c.txt"))
	if got := storetest.NamesIn(t, path); got != ".parallax-export c.txt" {
		t.Errorf("the folder has %s", got)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("its permissions are %v, not as they were: %v", info.Mode(), err)
	}
	for name, want := range map[string]string{"c.txt": "c.txt in " + path + " was changed after it was exported", "mine.txt": "something in it that no export wrote there, mine.txt"} {
		must(os.WriteFile(filepath.Join(path, name), []byte("mine"), 0o600))
		if err := writeFolder(path, "c.txt"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
		storetest.Wants(t, filepath.Join(path, name), "mine")
		must(os.Remove(filepath.Join(path, name)))
	}
	must(os.Mkdir(filepath.Join(path, "mine"), 0o700))
	if err := writeFolder(path, "c.txt"); err == nil || !strings.Contains(err.Error(), "no export wrote there, mine") {
		t.Error(err)
	}
	must(os.Remove(filepath.Join(path, "mine")))
	must(writeFolder(path, "d.txt"))
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if err := output.WriteFolder(cancelled, path, func(func(string) (io.WriteCloser, error)) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if got := storetest.NamesIn(t, path); got != ".parallax-export d.txt" {
		t.Errorf("the folder has %s", got)
	}
	if got := storetest.NamesIn(t, folder); got != "set" {
		t.Errorf("beside it lies %s", got)
	}
}
