package shell

import (
	"bytes"
	"context"
	"image"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/read"
	"github.com/parallax-annotation/parallax/ui/sample"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// sampleDesk opens the sample, in which two annotators disagree.
func sampleDesk(t *testing.T) *desk {
	t.Helper()
	d := bareDesk(t)
	d.path = filepath.Join(t.TempDir(), "Sample.parallax")
	d.Must(sample.Create(context.Background(), d.path, nil))
	d.w.win.Resize(fyne.NewSize(1600, 1000))
	d.open()
	return d
}

// texts are what can be read of an object.
func texts(object fyne.CanvasObject) (all []string) {
	for _, o := range test.LaidOutObjects(object) {
		switch o := o.(type) {
		case *widget.Label:
			all = append(all, o.Text)
		case *canvas.Text:
			all = append(all, o.Text)
		}
	}
	return all
}

// decisions counts what was decided in all articles of the story.
func (d *desk) decisions() int {
	d.t.Helper()
	n := 0
	for _, document := range d.documents() {
		all, err := d.w.session.Project.Decisions(context.Background(), document.ID)
		d.Must(err)
		n += len(all)
	}
	return n
}

// TestTheReviewStaysAsItWasLeft: the item at hand, what the list shows and what was done meanwhile, over reading and over a restart.
func TestTheReviewStaysAsItWasLeft(t *testing.T) {
	d := sampleDesk(t)
	d.shortcut("review.open")
	d.typed("dss") // by disagreement, two items on
	state := string(d.w.stage.States()["review"])
	d.shortcut("review.open")
	d.typed("n")
	if d.w.stage.Shown() != read.Name || d.w.session.Selected() == "" {
		t.Fatal("reading does not have the keyboard")
	}
	d.shortcut("review.open")
	if got := string(d.w.stage.States()["review"]); got != state {
		t.Errorf("after reading %s, was %s", got, state)
	}
	d.w.ShowStart()
	d.settle()
	d.open()
	if d.w.stage.Shown() != "review" {
		t.Error("a project that was left in the review does not open there")
	}
	if got := string(d.w.stage.States()["review"]); got != state {
		t.Errorf("after a restart %s, was %s", got, state)
	}
	d.typed("1")
	if d.decisions() != 1 {
		t.Errorf("%d decisions", d.decisions())
	}
}

// TestTheReviewHearsWhatWasDoneMeanwhile: a decision that is undone while the articles are shown is open again.
func TestTheReviewHearsWhatWasDoneMeanwhile(t *testing.T) {
	d := newDesk(t)
	d.disagree()
	d.shortcut("review.open")
	d.typed("2")
	d.shortcut("review.open")
	d.shortcut("edit.undo")
	if d.decisions() != 0 {
		t.Fatal("the decision is not undone")
	}
	d.shortcut("review.open")
	d.typed("1")
	if d.decisions() != 1 {
		t.Error("the item is not open again")
	}
}

// TestTheAgreementStaysAsItWasLeft: its part, the spans behind a figure, and figures that are those of now.
func TestTheAgreementStaysAsItWasLeft(t *testing.T) {
	d := sampleDesk(t)
	d.shortcut("review.agreement")
	d.until("a figure leads to the text", func() bool {
		d.pressed(fyne.KeyReturn)
		return d.w.session.Selected() != ""
	})
	first := d.w.session.Selected()
	d.shortcut("review.agreement")
	d.pressed(fyne.KeyDown, fyne.KeyReturn) // the list has the keyboard, at the place that was visited
	if second := d.w.session.Selected(); d.w.stage.Shown() != read.Name || second == first {
		t.Errorf("the next place is not gone to: %s is shown, span %s", d.w.stage.Shown(), second)
	}
	d.shortcut("review.agreement")
	d.typed("3")
	d.shot("agreement-figures")
	d.pressed(fyne.KeyEscape)
	document := d.documents()[0]
	if _, err := d.w.session.Project.Do(context.Background(), annotate.NewAnnotator("carla"), "tag", "tag", func(tx *store.Tx) error {
		return tx.CreateSpan(&annotate.Span{DocumentID: document.ID, AnnotatorID: tx.Annotator().ID, LabelID: annotate.DerivedID("label", "actor"),
			Segments: []annotate.Segment{{Start: 0, End: 5}}, Confidence: 1})
	}); err != nil {
		t.Fatal(err)
	}
	d.settle()
	d.shortcut("review.agreement")
	d.shot("agreement-again")
	state := string(d.w.stage.States()["agreement"])
	d.w.ShowStart()
	d.open()
	if d.w.stage.Shown() != "agreement" {
		t.Error("a project that was left in the agreement does not open there")
	}
	if got := string(d.w.stage.States()["agreement"]); got != state {
		t.Errorf("after a restart %s, was %s", got, state)
	}
}

// TestReadingStaysAsItWasLeft: articles, caret and scroll position, over another view and over a restart in which that one is shown.
func TestReadingStaysAsItWasLeft(t *testing.T) {
	d := newDesk(t)
	d.reader().SetCaret(30)
	left := string(d.w.stage.States()[read.Name])
	same := func(what string) {
		t.Helper()
		d.settle()
		if got := string(d.w.stage.States()[read.Name]); got != left {
			t.Errorf("after %s %s, was %s", what, got, left)
		}
		if d.w.win.Canvas().Focused() != fyne.Focusable(d.readers()[0]) || d.readers()[0].Caret() != 30 {
			t.Errorf("after %s the keyboard is not where it was", what)
		}
	}
	d.shortcut("review.agreement")
	d.shortcut("review.agreement")
	same("agreement")
	d.shortcut("review.agreement")
	d.w.ShowStart()
	d.open()
	d.shortcut("review.agreement") // back
	same("a restart in agreement")
}

// TestWhatAnOlderVersionRememberedIsTakenUp: it kept how the articles were looked at, and nothing else.
func TestWhatAnOlderVersionRememberedIsTakenUp(t *testing.T) {
	d := newDesk(t)
	second := d.documents()[1].ID
	story := d.w.session.Story().ID
	d.w.ShowStart()
	d.w.prefs.SetString(lookedKey(d.path), `{"story":"`+story+`","panes":[{"document":"`+second+`","share":1}],"active":0,"others":true,"places":[{"document":"`+second+`","top":0,"caret":7}]}`)
	d.open()
	if list := d.readers(); len(list) != 1 || list[0].Caret() != 7 || !d.w.commands.ByID("view.others").On() {
		t.Errorf("%d articles are shown, the first at %d", len(list), list[0].Caret())
	}
}

// TestEachViewIsInMenuPaletteAndHelp: a view of the list is reached by its name in the menu and in the palette, which lead back too, and its own
// keys stand in the help.
func TestEachViewIsInMenuPaletteAndHelp(t *testing.T) {
	d := newDesk(t)
	byName := func(name string) {
		d.w.showPalette()
		for _, r := range name {
			d.w.win.Canvas().Focused().TypedRune(r)
		}
		d.pressed(fyne.KeyReturn)
	}
	for _, kind := range views[1:] {
		show := d.w.commands.ByID(kind.Show.ID)
		if show == nil {
			t.Errorf("%s has no command", kind.Name)
			continue
		}
		for way, there := range map[string]func(){"menu": func() { d.shortcut(show.ID) }, "palette": func() { byName(show.Title()) }} {
			there()
			if d.w.stage.Shown() != kind.Name || show.Title() != "Back to reading" {
				t.Errorf("by the %s %s is not shown; its command is called %q", way, kind.Name, show.Title())
			}
			there()
			if d.w.stage.Shown() != read.Name {
				t.Errorf("the %s does not lead back from %s", way, kind.Name)
			}
		}
		d.w.help.keys()
		read := texts(d.w.win.Canvas().Overlays().Top())
		for _, c := range d.w.commands.Commands {
			if c.View == kind.Name && len(c.Keys) > 0 && !strings.HasPrefix(c.ID, "review.take.") && !slices.Contains(read, c.Name) {
				t.Errorf("the help does not have %q", c.Name)
			}
		}
		d.w.sheets.CloseAll()
	}
}

// TestALabelDoesWhatTheViewSays: what is tapped below is put on the words of the view that is shown.
func TestALabelDoesWhatTheViewSays(t *testing.T) {
	d := newDesk(t)
	d.disagree()
	label := annotate.DerivedID("label", "actor")
	d.words("Haqqani network", 0)
	d.w.stage.Tag(label)
	d.settle()
	if len(d.spans(0)) != 2 { // one of them is what they disagree on
		t.Errorf("%d spans while reading", len(d.spans(0)))
	}
	d.shortcut("review.open")
	d.w.stage.Tag(label)
	if got := d.w.bottom.status.Text; got != "Select the words that belong into gold first." {
		t.Errorf("the review says %q", got)
	}
	d.shortcut("review.agreement")
	if reason := d.w.commands.ByID("tag." + label).Reason(); reason == "" {
		t.Error("a label can be put on a figure")
	}
	if len(d.spans(0)) != 2 {
		t.Error("a label reaches the articles behind another view")
	}
}

// TestAHiddenViewHearsOfTheTheme: what was made in the light looks in the dark as if it was made there.
func TestAHiddenViewHearsOfTheTheme(t *testing.T) {
	picture := func(first theme.Mode) map[string]*image.NRGBA {
		d := sampleDesk(t)
		d.w.setMode(first)
		pictures := map[string]*image.NRGBA{}
		for _, mode := range []theme.Mode{first, theme.Dark} {
			d.w.setMode(mode)
			for _, id := range []string{"review.open", "review.agreement"} {
				d.shortcut(id)
				d.until("it is there", func() bool { return !d.w.session.Busy() })
				d.settle()
				pictures[id] = d.w.win.Canvas().Capture().(*image.NRGBA)
				d.shot(id + string(first))
				d.w.stage.Leave()
				d.settle()
			}
		}
		return pictures
	}
	made, turned := picture(theme.Dark), picture(theme.Light)
	for id := range made {
		if !bytes.Equal(made[id].Pix, turned[id].Pix) || made[id].Rect != turned[id].Rect {
			t.Errorf("%s looks otherwise than if it was made in the dark", id)
		}
	}
}
