package ui

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
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

// articles of the project that tests open, with emoji, combining accents, Arabic and Chinese in them.
var articles = []annotate.Document{
	{Title: "Envoy met militants, official says", Outlet: "Morning Beacon", Published: "2011-10-06",
		Text: "Envoy met militants, official says\n\nKabul 🌍 — The envoy Zoë Müller met the Haqqani network, a senior official said. “We know of the meeting,” the official said.\n\nThe Haqqani network denied it. The envoy could not be reached.\n"},
	{Title: "جنيف: لقاء", Outlet: "Geneva Wire", Published: "2011-10-07",
		Text: "جنيف: لقاء\n\nقال المبعوث إن اللقاء جرى. The Haqqani network said nothing. 会议在日内瓦举行。 The envoy left.\n"},
	{Title: "What the meeting means for a very long headline that does not fit into the width of any pane at all", Outlet: "Ledger & Tide", Published: "2011-10-08",
		Text: "What the meeting means\n\nThe meeting was a mistake, analysts say. Haqqani network leaders had asked for it.\n"},
}

// newDesk opens a window on a fresh project with one story.
func newDesk(t *testing.T) *desk {
	t.Helper()
	d := bareDesk(t)
	d.path = filepath.Join(t.TempDir(), "Haqqani.parallax")
	p := uitest.Project(t, d.path)
	uitest.Do(t, p, annotate.NewAnnotator("anna"), func(tx *store.Tx) error {
		story, _, err := tx.Story("The meeting in Geneva")
		if err != nil {
			return err
		}
		for i, a := range articles {
			a.StoryID, a.TextSHA256, a.Language, a.SourceFormat = story.ID, annotate.HashText(a.Text), "en", "text"
			a.SourceName, a.Source, a.Position = a.Outlet+".txt", []byte(a.Text), i
			var regions []annotate.Region
			if i == 0 {
				regions = []annotate.Region{{Start: 0, End: len([]rune(a.Title)), Kind: annotate.RegionTitle}}
			}
			if err := tx.AddDocument(&a, regions); err != nil {
				return err
			}
		}
		return nil
	})
	d.Must(p.Close())
	d.open()
	return d
}

// bareDesk is a window that shows nothing yet.
func bareDesk(t *testing.T) *desk {
	t.Helper()
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
		if d.w.workspace == nil || len(d.w.workspace.panes.list) == 0 {
			return false
		}
		for _, p := range d.w.workspace.panes.list {
			if p.text == nil {
				return false
			}
		}
		return true
	})
	d.settle()
}

// until lets the window run until ok, or fails the test.
func (d *desk) until(what string, ok func() bool) { d.t.Helper(); d.Until(what, ok) }

// settle lets the window run until nothing is under way and nothing has come for a while.
func (d *desk) settle() {
	d.Settle(countDelay+20*time.Millisecond, func() bool { return d.w.session != nil && d.w.session.Busy() })
}

// typed types runes at whatever has the keyboard.
func (d *desk) typed(text string) {
	d.t.Helper()
	focused := d.w.win.Canvas().Focused()
	if focused == nil {
		d.t.Fatal("nothing has the keyboard")
	}
	for _, r := range text {
		focused.TypedRune(r)
	}
	d.settle()
}

// pressed presses a key at whatever has the keyboard.
func (d *desk) pressed(names ...fyne.KeyName) {
	d.t.Helper()
	for _, name := range names {
		if focused := d.w.win.Canvas().Focused(); focused != nil {
			focused.TypedKey(&fyne.KeyEvent{Name: name})
		} else {
			d.w.typedKey(name)
		}
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

// spans are what anna has marked in the article at a position of the story.
func (d *desk) spans(position int) []annotate.Span {
	d.t.Helper()
	ctx := context.Background()
	spans, err := d.w.session.Project.Spans(ctx, d.w.workspace.documents[position].ID, d.w.session.Annotator().ID)
	if err != nil {
		d.t.Fatal(err)
	}
	return spans
}

// words puts the selection on the nth place (from 0) where words stand in the pane that has the keyboard.
func (d *desk) words(words string, nth int) {
	d.t.Helper()
	p := d.w.workspace.panes.current()
	hits := textpos.Find(fold(p.text.String()), fold(words), 100)
	if nth >= len(hits) {
		d.t.Fatalf("%q stands %d times", words, len(hits))
	}
	p.reader.Select(hits[nth])
}

// shot keeps a picture of the window where PARALLAX_SHOTS names a folder.
func (d *desk) shot(name string) { uitest.Shot(d.t, d.w.win, name) }
