package read

import (
	"cmp"
	"context"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/sample"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/stage"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// desk is a window with nothing but the articles in it, and the loop that it runs on.
type desk struct {
	*uitest.Loop
	t     testing.TB
	w     window
	path  string
	who   string                     // annotates; "" is anna
	shown map[string]json.RawMessage // how the articles were left
}

// window is what the view finds around it.
type window struct {
	win      fyne.Window
	session  *session.Session
	stage    *stage.Stage
	commands *command.Table
	sheets   *sheet.Stack
	said     string // in the status line
	standing string
}

// newDesk shows a fresh project with one story.
func newDesk(t *testing.T) *desk {
	t.Helper()
	d := bareDesk(t)
	d.path = filepath.Join(t.TempDir(), "Haqqani.parallax")
	uitest.Story(t, d.path)
	d.open()
	return d
}

// sampleDesk shows the sample, in which two annotators have marked four articles.
func sampleDesk(t *testing.T) *desk {
	t.Helper()
	d := bareDesk(t)
	d.path = filepath.Join(t.TempDir(), "Sample.parallax")
	d.Must(sample.Create(context.Background(), d.path, nil))
	d.w.win.Resize(fyne.NewSize(1600, 1000))
	d.open()
	return d
}

// bareDesk is a window that shows nothing yet.
func bareDesk(t testing.TB) *desk {
	t.Helper()
	t.TempDir() // made first it goes last: Windows removes no folder whose project is open
	d := &desk{Loop: uitest.NewLoop(t), t: t}
	d.w.win = test.NewTempApp(t).NewWindow("")
	d.setMode(theme.Light)
	d.w.win.SetPadded(false)
	d.w.win.Resize(fyne.NewSize(1280, 800))
	t.Cleanup(d.close)
	return d
}

func (d *desk) setMode(mode theme.Mode) { fyne.CurrentApp().Settings().SetTheme(theme.New(mode)) }

// open shows the project and waits until its articles are there.
func (d *desk) open() {
	d.t.Helper()
	project, err := store.Open(context.Background(), d.path)
	d.Must(err)
	w := &d.w
	w.session, err = session.New(project, annotate.NewAnnotator(cmp.Or(d.who, "anna")))
	d.Must(err)
	w.session.OnUI, w.session.OnTell = d.OnUI, func(sentence string) { w.said = sentence }
	w.session.OnError = func(sentence string) { d.t.Error(sentence) }
	w.commands = &command.Table{Refused: w.session.Tell}
	w.sheets = sheet.On(w.win)
	w.stage = stage.New([]stage.Kind{Kind})
	layer := container.NewWithoutLayout()
	w.win.SetContent(container.NewStack(w.stage.Object(), layer))
	w.stage.Open(stage.Desk{
		Session: w.session, Window: w.win, Commands: w.commands, Sheets: w.sheets, Layer: layer,
		Typography: func() reader.Typography { return reader.Typography{Size: 16, Column: 72, Serif: true} },
		Standing:   func(sentence string) { w.standing = sentence },
	}, d.shown)
	w.commands.Add(w.stage.Commands()...)
	w.commands.Add(&command.Command{ID: "edit.undo", Run: func() { w.session.Undo() }}, &command.Command{ID: "edit.redo", Run: func() { w.session.Redo() }})
	d.until("the articles are read", func() bool {
		for _, p := range d.view().panes.list {
			if p.text == nil {
				return false
			}
		}
		return len(d.view().panes.list) > 0
	})
	d.settle()
}

// close leaves the project.
func (d *desk) close() {
	if d.w.session == nil {
		return
	}
	d.w.win.Canvas().Unfocus()
	d.shown = d.w.stage.States()
	d.w.stage.Close()
	d.Must(d.w.session.Close())
	d.w.session = nil
}

// view is what is tried.
func (d *desk) view() *View { return d.w.stage.First().(*View) }

// until lets the window run until ok, or fails the test.
func (d *desk) until(what string, ok func() bool) { d.t.Helper(); d.Until(what, ok) }

// settle lets the window run until nothing is under way and nothing has come for a while.
func (d *desk) settle() {
	d.Settle(countDelay+20*time.Millisecond, func() bool { return d.w.session != nil && d.w.session.Busy() })
}

// typed types at whatever has the keyboard.
func (d *desk) typed(text string) {
	d.t.Helper()
	uitest.Type(d, d.w.win, text)
	d.settle()
}

// shifted types letters with Shift held.
func (d *desk) shifted(letters string) {
	d.t.Helper()
	text := d.w.win.Canvas().Focused().(*reader.Reader)
	text.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	uitest.Type(d, d.w.win, letters)
	text.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	d.settle()
}

// pressed presses a key at whatever has the keyboard, else at the sheet that lies over the window.
func (d *desk) pressed(names ...fyne.KeyName) {
	d.t.Helper()
	for _, name := range names {
		uitest.Press(d.w.win, name, func(key fyne.KeyName) {
			if !d.w.sheets.Key(key) {
				d.w.commands.Named(key, 0)
			}
		})
		d.settle()
	}
}

// shortcut runs a command.
func (d *desk) shortcut(id string) {
	d.t.Helper()
	if d.w.commands.ByID(id) == nil {
		d.t.Fatalf("no command %s", id)
	}
	d.w.commands.StartID(id)
	d.settle()
}

// spans are what anna has marked in the article at a position of the story.
func (d *desk) spans(position int) []annotate.Span {
	d.t.Helper()
	spans, err := d.w.session.Project.Spans(context.Background(), d.view().articles.list[position].ID, d.w.session.Annotator().ID)
	d.Must(err)
	return spans
}

// words puts the selection on the nth place (from 0) where words stand in the pane that has the keyboard.
func (d *desk) words(words string, nth int) {
	d.t.Helper()
	p := d.view().panes.current()
	hits := textpos.Fold(p.text.String(), true).Find(words, 100)
	if nth >= len(hits) {
		d.t.Fatalf("%q stands %d times", words, len(hits))
	}
	p.reader.Select(hits[nth])
}

// shot keeps a picture of the window where PARALLAX_SHOTS names a folder.
func (d *desk) shot(name string) { uitest.Shot(d.t, d.w.win, name) }
