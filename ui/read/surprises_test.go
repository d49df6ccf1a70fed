package read

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/revise"
)

// palette shows the labels for words of the current article, as the mouse does.
func (d *desk) palette(words string) *floating {
	d.t.Helper()
	d.words(words, 0)
	p := d.view().panes.current()
	d.view().selectionReleased(p, fyne.CurrentApp().Driver().AbsolutePositionForObject(p.reader).AddXY(200, 120))
	if d.view().floating.pane == nil {
		d.t.Fatal("no labels at the selection")
	}
	return d.view().floating
}

func TestTheLabelsGoWithTheirArticle(t *testing.T) {
	for what, leave := range map[string]func(d *desk){
		"the pane is closed":           func(d *desk) { d.shortcut("view.close") },
		"another pane is gone to":      func(d *desk) { d.shortcut("view.pane.2") },
		"another pane is clicked":      func(d *desk) { d.view().panes.activate(d.view().panes.list[1]) },
		"another article is opened":    func(d *desk) { d.shortcut("story.next") },
		"a pane is added":              func(d *desk) { d.shortcut("view.add") },
		"the story is opened anew":     func(d *desk) { d.view().stories.open(d.w.session.Story()) },
		"something else is begun":      func(d *desk) { d.shortcut("edit.find") },
		"the window gets another size": func(d *desk) { d.w.win.Resize(fyne.NewSize(1000, 700)) },
		"the sidebar goes":             func(d *desk) { d.shortcut("view.sidebar") },
		"Escape is pressed":            func(d *desk) { d.pressed(fyne.KeyEscape) },
		"the view is left":             func(d *desk) { d.view().Hide() },
	} {
		t.Run(what, func(t *testing.T) {
			d := newDesk(t)
			f := d.palette("haqqani network")
			leave(d)
			d.settle()
			if f.pane != nil || len(f.object.Objects) != 0 {
				t.Errorf("the labels stay when %s", what)
			}
			f.take(d.w.session.Codebook().Labels[0].ID)
			for i := range d.view().articles.list {
				if len(d.spans(i)) != 0 {
					t.Errorf("they still tag when %s", what)
				}
			}
		})
	}
}

// The key of a label that is pressed when the article at hand has closed marks no word of the one that is there then.
func TestALabelsKeyMarksNothingOnceItsArticleClosed(t *testing.T) {
	d := newDesk(t)
	d.palette("haqqani network")
	left := d.view().panes.list[1].documentID
	d.shortcut("view.close")
	d.settle()
	d.typed("1")
	p := d.view().panes.current()
	if p.documentID != left || len(p.spans) != 0 {
		t.Fatalf("it marks %v in %s", p.spans, p.title.Text)
	}
	if !strings.HasPrefix(d.w.said, "Nothing was tagged") {
		t.Errorf("said %q", d.w.said)
	}
	d.pressed(fyne.KeyRight)
	d.typed("1")
	if len(p.spans) != 1 {
		t.Errorf("once the caret was moved it marks %d words", len(p.spans))
	}
}

// manyLabels gives the project sixty labels.
func manyLabels(d *desk) {
	_, err := d.w.session.Project.Do(context.Background(), d.w.session.Annotator(), "codebook", "Codebook", func(tx *store.Tx) error {
		cb, err := tx.Codebook()
		if err != nil {
			return err
		}
		for i := len(cb.Labels); i < 60; i++ {
			cb.Labels = append(cb.Labels, annotate.Label{ID: fmt.Sprintf("label-%d", i), Name: fmt.Sprintf("Kategorie %02d", i+1), Color: "#3366aa", Style: annotate.Tint})
		}
		cb.Labels[41].Name = "Überprüfung"
		return tx.SetCodebook(cb, revise.Resolution{})
	})
	d.Must(err)
	d.settle()
}

func TestTheLabelsAreAllThereAndFoundByName(t *testing.T) {
	d := newDesk(t)
	manyLabels(d)
	f := d.palette("haqqani network")
	d.shot("floating-many-light")
	if len(f.found) != 60 {
		t.Fatalf("%d labels", len(f.found))
	}
	top, bottom, line, _ := f.pane.reader.LinesOf(f.stretch())
	card := f.object.Objects[0]
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(card).Y
	if at < bottom+line-1 && at+card.Size().Height > top-line+1 {
		t.Errorf("the labels, %v to %v, cover the selection at %v to %v or the line beneath", at, at+card.Size().Height, top, bottom)
	}
	if at+card.Size().Height > d.w.win.Canvas().Size().Height {
		t.Error("the labels reach out of the window")
	}
	d.typed("/uberpru")
	if len(f.found) != 0 {
		t.Errorf("%d labels are called uberpru", len(f.found))
	}
	f.filter.SetText("U\u0308BERP")
	if len(f.found) != 1 {
		t.Fatalf("%d labels are called Überp", len(f.found))
	}
	d.shot("floating-found-light")
	d.pressed(fyne.KeyReturn)
	if spans := d.spans(0); len(spans) != 1 || spans[0].LabelID != "label-41" {
		t.Errorf("tagged %+v", spans)
	}
	d.view().panes.current().reader.SetCaret(40)
	d.typed("/")
	d.pressed(fyne.KeyEscape)
	if f.pane != nil || d.w.win.Canvas().Focused() != d.view().panes.current().reader {
		t.Error("Escape does not lead back to the text")
	}
}

func TestDeleteShowsASpanThatIsOutOfViewFirst(t *testing.T) {
	d := newDesk(t)
	d.w.win.Resize(fyne.NewSize(1280, 260))
	d.settle()
	d.words("could not be reached", 0)
	d.typed("2")
	p := d.view().panes.current()
	p.reader.SetScrollPosition(0)
	if p.reader.InView(d.spans(0)[0].Segments) {
		t.Fatal("the span is in view: the window is too high for this test")
	}
	d.pressed(fyne.KeyDelete)
	if len(d.spans(0)) != 1 {
		t.Fatal("a span that nobody saw was deleted")
	}
	if !p.reader.InView(d.spans(0)[0].Segments) || !strings.Contains(d.w.said, "out of view") {
		t.Errorf("it is not shown; said %q", d.w.said)
	}
	d.pressed(fyne.KeyBackspace)
	if len(d.spans(0)) != 0 {
		t.Error("the second press does not delete it")
	}
}

func TestFindComesBackWithItsWordsAndLeavesOnlyTheCaret(t *testing.T) {
	d := newDesk(t)
	d.shortcut("edit.find")
	d.typed("network said")
	p := d.view().panes.current()
	if p.find.found.Text != "not found" {
		t.Fatalf("found %q", p.find.found.Text)
	}
	before := p.reader.Caret()
	d.pressed(fyne.KeyEscape)
	if p.reader.Caret() != before || len(p.reader.Selection()) != 0 {
		t.Error("a search without a hit moved the caret")
	}
	d.shortcut("edit.find")
	if got := p.find.field.SelectedText(); got != "network said" {
		t.Errorf("selected in the field is %q", got)
	}
	d.typed("official SAID. \"We")
	if p.find.found.Text != "1 of 1" {
		t.Errorf("across the kinds of quotation marks: %q", p.find.found.Text)
	}
	hit := p.find.hits[0]
	d.pressed(fyne.KeyEscape)
	if p.reader.Caret() != hit.Start || len(p.reader.Selection()) != 0 || d.w.session.Selected() != "" {
		t.Errorf("the caret is at %d, selected is %v, in hand %q; the hit is %v", p.reader.Caret(), p.reader.Selection(), d.w.session.Selected(), hit)
	}
	d.shortcut("view.pane.2")
	d.shortcut("edit.find")
	if got := d.view().panes.current().find.field.SelectedText(); got != "official SAID. \"We" {
		t.Errorf("in the next pane %q is offered", got)
	}
}

func TestUndoShowsWhatItTakesBack(t *testing.T) {
	d := newDesk(t)
	d.w.win.Resize(fyne.NewSize(1280, 260))
	d.settle()
	d.words("could not be reached", 0)
	d.typed("2")
	p := d.view().panes.current()
	span := d.spans(0)[0]
	p.reader.SetCaret(0)
	p.reader.SetScrollPosition(0)
	d.shortcut("edit.undo")
	if !p.reader.InView(span.Segments) || p.reader.Caret() != span.Start() {
		t.Errorf("what was undone is out of view, the caret is at %d", p.reader.Caret())
	}
	p.reader.SetScrollPosition(0)
	d.shortcut("view.pane.2")
	d.shortcut("edit.redo")
	if d.view().panes.current() != p || d.w.session.Selected() != span.ID || !p.reader.InView(span.Segments) {
		t.Errorf("after redo %q is in hand, pane %d", d.w.session.Selected(), d.view().panes.active)
	}
	if d.w.win.Canvas().Focused() != p.reader {
		t.Error("the keyboard is left behind")
	}
	d.view().panes.close(p)
	d.settle()
	d.shortcut("edit.undo")
	d.until("the article is opened again", func() bool {
		now := d.view().panes.current()
		return now.documentID == span.DocumentID && now.text != nil && now.reader.InView(span.Segments)
	})
}

// A click on a label in the palette tags, in what is drawn: a row that the window does not know could only be had by its key.
func TestALabelIsTakenByAClick(t *testing.T) {
	d := newDesk(t)
	f := d.palette("haqqani network")
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(f.object.Objects[0])
	row := f.rows.Objects[1]
	at = at.Add(fyne.NewPos(40, 0))
	at.Y = fyne.CurrentApp().Driver().AbsolutePositionForObject(row).Y + row.Size().Height/2
	test.TapCanvas(d.w.win.Canvas(), at)
	d.settle()
	want := d.w.session.Codebook().Labels[1].ID
	if spans := d.spans(0); len(spans) != 1 || spans[0].LabelID != want {
		t.Errorf("tagged %+v, want %s", spans, want)
	}
}

// The palette of sixty labels is made once, not at each selection, and made anew where a label or the theme is another.
func TestTheLabelsAreMadeOnce(t *testing.T) {
	d := newDesk(t)
	manyLabels(d)
	made := func() (rows []fyne.CanvasObject) {
		f := d.palette("haqqani network")
		return append([]fyne.CanvasObject{f.object.Objects[0]}, f.rows.Objects...)
	}
	first := made()
	d.typed("/") // finds by name, and narrows what is shown
	d.view().floating.filter.SetText("kategorie 07")
	d.pressed(fyne.KeyEscape)
	if again := made(); len(again) != 61 || !slices.Equal(again, first) {
		t.Errorf("%d rows and the card are made anew, or what was typed last is still there", len(again))
	}
	if f := d.view().floating; f.filter.Text != "" || f.marked {
		t.Errorf("it still says %q, %v", f.filter.Text, f.marked)
	}
	d.pressed(fyne.KeyEscape)
	_, err := d.w.session.Project.Do(context.Background(), d.w.session.Annotator(), "codebook", "Codebook", func(tx *store.Tx) error {
		cb, err := tx.Codebook()
		if err != nil {
			return err
		}
		cb.Labels[1].Name = "quotation"
		for i := range cb.RelationTypes {
			for _, end := range []*string{&cb.RelationTypes[i].HeadLabel, &cb.RelationTypes[i].TailLabel} {
				if *end == "claim" {
					*end = "quotation"
				}
			}
		}
		return tx.SetCodebook(cb, revise.Resolution{})
	})
	d.Must(err)
	d.settle()
	if again := made(); slices.Equal(again, first) || d.view().floating.labels[1].Name != "quotation" {
		t.Error("another name of a label is not shown")
	}
}
