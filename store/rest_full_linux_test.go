package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// Where the log cannot be folded in because the disk is full, that is an error and not silence, also as the project is closed; what
// was saved is there when there is room.
func TestWhatCannotBeFoldedInIsAnError(t *testing.T) {
	for name, rest := range map[string]func(*store.Project) error{"at rest": (*store.Project).Rest, "at the end": (*store.Project).Close,
		"before a backup": func(p *store.Project) error {
			return p.Backup(ctx, filepath.Join(t.TempDir(), "copy.parallax"), nil)
		}} {
		t.Run(name, func(t *testing.T) {
			disk := t.TempDir()
			if err := syscall.Mount("parallax", disk, "tmpfs", 0, "size=8m"); err != nil {
				t.Skipf("no disk can be mounted here: %v", err)
			}
			defer syscall.Unmount(disk, syscall.MNT_DETACH)
			path := filepath.Join(disk, "quay.parallax")
			p, err := store.Create(ctx, path, storetest.Border())
			storetest.Must(t, err)
			defer p.Close()
			storetest.AddDocument(t, p, strings.Repeat("The harbour was shut. ", 20_000)) // more than the file has pages for
			filler, err := os.Create(filepath.Join(disk, "filler"))
			storetest.Must(t, err)
			for block := make([]byte, 4096); ; {
				if _, err := filler.Write(block); err != nil {
					break
				}
			}
			filler.Close()
			if err := rest(p); err == nil || !strings.Contains(err.Error(), "the disk is full") {
				t.Errorf("it could not be folded in: %v", err)
			}
			storetest.Must(t, os.Remove(filler.Name()))
			p.Close()
			again, err := store.Open(ctx, path)
			storetest.Must(t, err)
			defer again.Close()
			if stats, err := again.Stats(ctx); err != nil || stats.Documents != 1 {
				t.Error(stats, err)
			}
			storetest.Sound(t, again)
			storetest.Must(t, again.Rest())
			if names := storetest.NamesIn(t, disk); names != "quay.parallax" {
				t.Errorf("on the disk lie %s", names)
			}
		})
	}
}

// Before a backup nothing stands beside the file.
func TestNothingStandsBesideTheFileWhileItIsBackedUp(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "The ferry left the quay.")
	storetest.Tag(t, p, storetest.Anna, d, "actor", 4, 9)
	if len(storetest.Beside(t, p.Path())) < 2 {
		t.Fatal("there is no log to fold in")
	}
	looked := false
	storetest.Must(t, p.Backup(ctx, filepath.Join(t.TempDir(), "copy.parallax"), func(int, int) {
		if beside := storetest.Beside(t, p.Path()); !looked && len(beside) != 1 {
			t.Errorf("there stand %q", beside)
		}
		looked = true
	}))
	if !looked {
		t.Error("nobody looked")
	}
}
