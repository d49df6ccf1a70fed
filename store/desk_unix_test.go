//go:build !windows

package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestAPipeIsNotOpened(t *testing.T) {
	notOpened(t, func(path string) error { return syscall.Mkfifo(path, 0o644) })
}

// A file with two names, a hard link, can be open under both. SQLite keeps a log for each name, so that two programs that write at a
// time would write over each other: they take turns.
func TestAFileOpenUnderTwoNames(t *testing.T) {
	p, document, _ := onTheDesk(t)
	second := filepath.Join(t.TempDir(), "second.parallax")
	storetest.Must(t, os.Link(p.Path(), second))
	other := storetest.StartChild(t, second)
	other.Say("open")
	for n := range 4 {
		other.Say("tag " + fmt.Sprint(2*n))
		storetest.Must(t, tagWord(p, document, 2*n+1))
	}
	third := storetest.StartChild(t, second)
	third.Say("open") // while the first is in hand
	third.Say("tag 8")
	third.Say("close")
	other.Say("close")
	storetest.Sound(t, p)
	storetest.Must(t, p.Close())
	if n, m := spansIn(t, p.Path()), spansIn(t, second); n != 9 || m != 9 {
		t.Errorf("%d and %d spans of 9", n, m)
	}
	alone(t, p.Path())
	alone(t, second)
}

// Where one of the two has it in hand for long, the other is refused, and nothing is lost.
func TestAFileInHandUnderAnotherName(t *testing.T) {
	p, document, _ := onTheDesk(t)
	second := filepath.Join(t.TempDir(), "second.parallax")
	storetest.Must(t, os.Link(p.Path(), second))
	other := storetest.StartChild(t, second)
	other.Say("open")
	other.Say("import 2")
	if err := tagWord(p, document, 1); err == nil || !strings.Contains(err.Error(), "under another name") {
		t.Errorf("an act: %v", err)
	}
	third := filepath.Join(t.TempDir(), "third.parallax")
	storetest.Must(t, os.Link(p.Path(), third))
	if _, err := store.Open(ctx, third); err == nil || !strings.Contains(err.Error(), "under another name") {
		t.Errorf("opened: %v", err)
	}
	other.Kill()
	storetest.Must(t, tagWord(p, document, 1))
	storetest.Sound(t, p)
	storetest.Must(t, p.Close())
	if n := spansIn(t, p.Path()); n != 1 {
		t.Errorf("%d spans of 1", n)
	}
}
