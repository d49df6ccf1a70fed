package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/shell"
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

// A merge by the command line bears nobody's name. Who has acts of their own may mean those, and is asked.
func TestAtATerminalWhatIsNobodysIsAskedAboutWhereThereAreOnesOwn(t *testing.T) {
	project := newProject(t)
	spans := func() int { return decode[store.Stats](t, must(t, "stats", project, "--json")).Spans }
	documents := func() int { return decode[store.Stats](t, must(t, "stats", project, "--json")).Documents }
	at := func(command, typed string) (int, string) {
		var stdout, stderr bytes.Buffer
		return run(context.Background(), []string{command, project}, terminal(t, typed), &stdout, &stderr), stderr.String()
	}
	must(t, "import", project, writeArticles(t, "Harbour"))
	all := documents()
	if code, said := at("undo", ""); code != exitDone || said != "" || documents() != 0 { // nobody at the terminal has acts of their own
		t.Errorf("exit code %d, %q, %d articles", code, said, documents())
	}
	must(t, "redo", project)
	made := annotateAll(t, project, shell.AccountName())
	other := filepath.Join(t.TempDir(), "other.parallax")
	must(t, "new", other)
	must(t, "import", other, writeArticles(t, "Elsewhere"))
	must(t, "merge", project, other)
	both := documents()
	if both <= all || spans() != made {
		t.Fatal(both, spans())
	}
	if code, said := at("undo", "n\n"); code != exitFailed || !strings.Contains(said, "bears nobody’s name. Undo it? ") || documents() != both || spans() != made {
		t.Errorf("exit code %d, %q, %d articles, %d spans", code, said, documents(), spans())
	}
	if code, said := at("undo", "y\n"); code != exitDone || documents() != all || spans() != made {
		t.Errorf("exit code %d, %q, %d articles, %d spans", code, said, documents(), spans())
	}
	must(t, "redo", project) // where nobody can be asked, the command is the answer
	if documents() != both {
		t.Error(documents())
	}
	must(t, "undo", project)
	must(t, "undo", project)
	if documents() != all || spans() >= made {
		t.Errorf("%d articles, %d spans", documents(), spans())
	}
}
