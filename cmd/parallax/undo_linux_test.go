package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/parallax-annotation/parallax/store"
)

// terminal is a terminal at which somebody has typed.
func terminal(t *testing.T, typed string) *os.File {
	t.Helper()
	hand, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no terminals here:", err)
	}
	t.Cleanup(func() { hand.Close() })
	var number int
	err = unix.IoctlSetPointerInt(int(hand.Fd()), unix.TIOCSPTLCK, 0)
	if err == nil {
		number, err = unix.IoctlGetInt(int(hand.Fd()), unix.TIOCGPTN)
	}
	if err != nil {
		t.Fatal(err)
	}
	screen, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { screen.Close() })
	if _, err := hand.WriteString(typed); err != nil {
		t.Fatal(err)
	}
	return screen
}

func TestAtATerminalWhatAnotherDidIsAskedAbout(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	made := annotateAll(t, project, "ben")
	spans := func() int { return decode[store.Stats](t, must(t, "stats", project, "--json")).ByAnnotator["ben"] }
	acts := decode[[]actObject](t, must(t, "log", project, "--acts", "--json"))
	last := fmt.Sprint(acts[len(acts)-1].Act)
	for _, named := range [][]string{{"--annotator", "ben"}, {"--act", last}} {
		for _, c := range []struct {
			step, typed string
			code        int
			undone      bool
		}{
			{"undo", "\n", exitFailed, false}, {"undo", "no\n", exitFailed, false}, {"undo", "\x04", exitFailed, false}, {"undo", "y\n", exitDone, true},
			{"redo", "n\n", exitFailed, true}, {"redo", "YES\n", exitDone, false},
		} {
			var stdout, stderr bytes.Buffer
			code := run(context.Background(), append([]string{c.step, project}, named...), terminal(t, c.typed), &stdout, &stderr)
			if code != c.code || (spans() < made) != c.undone || !strings.Contains(stderr.String(), "is ben’s, not yours. ") {
				t.Errorf("%s %v, answered by %q: exit code %d, %d of %d spans, %q", c.step, named, c.typed, code, spans(), made, &stderr)
			}
		}
	}
	var stdout, stderr bytes.Buffer
	if code := run(context.Background(), []string{"undo", project, "--annotator", "ben", "--yes"}, terminal(t, ""), &stdout, &stderr); code != exitDone || stderr.Len() > 0 {
		t.Errorf("with --yes: exit code %d, %q", code, &stderr)
	}
}
