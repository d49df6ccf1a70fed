package shell

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// desk is a window under test and the loop that it runs on: what the window hands to its goroutine is kept until
// the test lets it run.
type desk struct {
	*uitest.Loop
	t    testing.TB
	w    *Window
	path string
}

// newDesk opens a window on a fresh project with one story.
func newDesk(t *testing.T) *desk {
	t.Helper()
	d := bareDesk(t)
	d.path = filepath.Join(t.TempDir(), "Haqqani.parallax")
	uitest.Story(t, d.path)
	d.open()
	return d
}

// bareDesk is a window that shows nothing yet.
func bareDesk(t *testing.T) *desk {
	t.Helper()
	t.TempDir() // made first it goes last: Windows removes no folder whose project is open
	app := test.NewTempApp(t)
	app.Preferences().SetString("annotator", "anna")
	app.Preferences().SetString("theme", "light")
	d := &desk{Loop: uitest.NewLoop(t), t: t}
	d.w = New(app, Options{OnUI: d.OnUI, Poll: time.Hour})
	d.w.win.Resize(fyne.NewSize(1280, 800))
	t.Cleanup(d.w.closeProject)
	return d
}

// open opens the project and waits until its articles are there.
func (d *desk) open() {
	d.t.Helper()
	d.w.OpenProject(d.path)
	d.until("the articles are read", func() bool {
		list := d.readers()
		return len(list) > 0 && !slices.ContainsFunc(list, func(r *reader.Reader) bool { return r.AccessibilityLabel() == "" })
	})
	d.settle()
}

// until lets the window run until ok, or fails the test.
func (d *desk) until(what string, ok func() bool) { d.t.Helper(); d.Until(what, ok) }

// settle lets the window run until nothing is under way and nothing has come for a while.
func (d *desk) settle() {
	d.Settle(80*time.Millisecond, func() bool { return d.w.session != nil && d.w.session.Busy() })
}

// typed types at whatever has the keyboard.
func (d *desk) typed(text string) {
	d.t.Helper()
	uitest.Type(d, d.w.win, text)
	d.settle()
}

// pressed presses a key at whatever has the keyboard, else at the window.
func (d *desk) pressed(names ...fyne.KeyName) {
	d.t.Helper()
	for _, name := range names {
		uitest.Press(d.w.win, name, d.w.typedKey)
		d.settle()
	}
}

// shortcut runs the item of the menu bar that has the key of a command, as Fyne does before anything else.
func (d *desk) shortcut(id string) {
	d.t.Helper()
	c := d.w.commands.ByID(id)
	if c == nil {
		d.t.Fatalf("no command %s", id)
	}
	for item, other := range d.w.menu.items {
		if other == c {
			item.Action()
			d.settle()
			return
		}
	}
	d.t.Fatalf("command %s is in no menu", id)
}

// readers are the articles that are shown, from left to right.
func (d *desk) readers() (list []*reader.Reader) {
	for _, o := range test.LaidOutObjects(d.w.stage.Object()) {
		if r, ok := o.(*reader.Reader); ok {
			list = append(list, r)
		}
	}
	return list
}

// reader is the article that has the keyboard, else the first one.
func (d *desk) reader() *reader.Reader {
	d.t.Helper()
	if r, ok := d.w.win.Canvas().Focused().(*reader.Reader); ok {
		return r
	}
	return d.readers()[0]
}

// documents are those of the open story.
func (d *desk) documents() []annotate.Document {
	d.t.Helper()
	all, err := d.w.session.Project.Documents(context.Background(), d.w.session.Story().ID)
	d.Must(err)
	return all
}

// state is how far the annotator is with the article at a position of the story.
func (d *desk) state(position int) annotate.State {
	d.t.Helper()
	all, err := d.w.session.Project.States(context.Background(), d.w.session.Story().ID, d.w.session.Annotator().ID)
	d.Must(err)
	return all[d.documents()[position].ID]
}

// spans are what anna has marked in the article at a position of the story.
func (d *desk) spans(position int) []annotate.Span {
	d.t.Helper()
	spans, err := d.w.session.Project.Spans(context.Background(), d.documents()[position].ID, d.w.session.Annotator().ID)
	d.Must(err)
	return spans
}

// words puts the selection on the nth place (from 0) where words stand in the article that has the keyboard.
func (d *desk) words(words string, nth int) {
	d.t.Helper()
	r := d.reader()
	hits := textpos.Fold(r.AccessibilityLabel(), true).Find(words, 100)
	if nth >= len(hits) {
		d.t.Fatalf("%q stands %d times", words, len(hits))
	}
	r.Select(hits[nth])
}

// shot keeps a picture of the window where PARALLAX_SHOTS names a folder.
func (d *desk) shot(name string) { uitest.Shot(d.t, d.w.win, name) }
