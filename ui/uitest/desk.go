// Package uitest is where views are tried: a project, its session and a window, and the loop on which they run.
//
// The program itself must not use it. Start with Desk.
package uitest

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// Loop keeps what a view hands to the goroutine of its window until the test lets it run.
type Loop struct {
	testing.TB
	calls chan func()
}

// NewLoop returns a loop in which nothing waits.
func NewLoop(t testing.TB) *Loop { return &Loop{TB: t, calls: make(chan func(), 1<<14)} }

// OnUI is what runs a function on the window's goroutine.
func (l *Loop) OnUI(fn func()) { l.calls <- fn }

// Until lets the window run until ok, or fails the test.
func (l *Loop) Until(what string, ok func() bool) {
	l.Helper()
	deadline := time.After(30 * time.Second)
	for !ok() {
		select {
		case fn := <-l.calls:
			fn()
		case <-time.After(10 * time.Millisecond): // what is waited for may come from elsewhere
		case <-deadline:
			l.Fatalf("waited in vain: %s", what)
		}
	}
}

// Settle lets the window run until nothing has come for a while and busy, which may be nil, says no.
func (l *Loop) Settle(while time.Duration, busy func() bool) {
	for {
		select {
		case fn := <-l.calls:
			fn()
		case <-time.After(while):
			if busy == nil || !busy() {
				return
			}
		}
	}
}

// Waiting is how many functions wait to be run.
func (l *Loop) Waiting() int { return len(l.calls) }

// Take waits for what is handed over next, and returns it.
func (l *Loop) Take() func() { return <-l.calls }

// Next runs what waits next, and says whether anything did.
func (l *Loop) Next() bool {
	select {
	case fn := <-l.calls:
		fn()
		return true
	default:
		return false
	}
}

// Must fails the test where err is one.
func (l *Loop) Must(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

// Want compares what came with what should; an empty list is as good as none.
func (l *Loop) Want(what string, got, want any) {
	l.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		l.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// Desk is a session and an empty window for a view.
type Desk struct {
	*Loop
	Session      *session.Session
	Window       fyne.Window
	Said, Errors []string
}

// NewDesk opens a session of an annotator on a project, which it closes after the test.
func NewDesk(t testing.TB, p *store.Project, who annotate.Annotator, mode theme.Mode, size fyne.Size) *Desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(mode))
	d := &Desk{Loop: NewLoop(t)}
	var err error
	d.Session, err = session.New(p, who)
	d.Must(err)
	t.Cleanup(func() { d.Session.Close() })
	d.Session.OnUI = d.OnUI
	d.Session.OnTell = func(s string) { d.Said = append(d.Said, s) }
	d.Session.OnError = func(s string) { d.Errors = append(d.Errors, s) }
	d.Window = test.NewTempWindow(t, container.NewStack())
	d.Window.Resize(size)
	return d
}

// Do runs an act of an annotator on a project.
func Do(t testing.TB, p *store.Project, who annotate.Annotator, fn func(*store.Tx) error) {
	t.Helper()
	if _, err := p.Do(context.Background(), who, "test", "Test", fn); err != nil {
		t.Fatal(err)
	}
}

// Type types at whatever has the keyboard.
func (d *Desk) Type(text string) { d.Helper(); Type(d, d.Window, text) }

// Press presses keys at whatever has the keyboard; Tab goes to the next.
func (d *Desk) Press(keys ...fyne.KeyName) {
	d.Helper()
	for _, key := range keys {
		if key == fyne.KeyTab {
			d.Window.Canvas().FocusNext()
			continue
		}
		Press(d.Window, key, func(key fyne.KeyName) { d.Helper(); d.Fatalf("nothing has the keyboard when %s is pressed", key) })
	}
}

// Type types at whatever has the keyboard of a window, for each letter.
func Type(t testing.TB, w fyne.Window, text string) {
	t.Helper()
	for _, r := range text {
		focused := w.Canvas().Focused()
		if focused == nil {
			t.Fatalf("nothing has the keyboard when %q of %q is typed", r, text)
		}
		focused.TypedRune(r)
	}
}

// Press presses a key at whatever has the keyboard of a window; where nothing has it, otherwise hears of the key.
func Press(w fyne.Window, key fyne.KeyName, otherwise func(fyne.KeyName)) {
	if focused := w.Canvas().Focused(); focused != nil {
		focused.TypedKey(&fyne.KeyEvent{Name: key})
		return
	}
	otherwise(key)
}

// Shot keeps a picture of the window where PARALLAX_SHOTS names a folder.
func (d *Desk) Shot(name string) { d.Helper(); Shot(d.TB, d.Window, name) }

// Shot keeps a picture of a window where PARALLAX_SHOTS names a folder.
func Shot(t testing.TB, w fyne.Window, name string) {
	t.Helper()
	folder := os.Getenv("PARALLAX_SHOTS")
	if folder == "" {
		return
	}
	f, err := os.Create(filepath.Join(folder, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

// Codebook is one of the codebooks that come with the program.
func Codebook(t testing.TB, name string) annotate.Codebook {
	t.Helper()
	data, found := assets.Codebook(name)
	if !found {
		t.Fatalf("no codebook %q", name)
	}
	cb, err := codebook.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return cb
}

// Project makes a project with the default codebook at path.
func Project(t testing.TB, path string) *store.Project {
	t.Helper()
	p, err := store.Create(context.Background(), path, Codebook(t, "default"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}
