package read

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// long adds an article of some length to the story and opens it in the active pane.
func long(d *desk) *pane {
	text := strings.Repeat("The envoy said nothing of the meeting to anybody.\n", 120)
	document := annotate.Document{StoryID: d.w.session.Story().ID, Title: "Nothing said", Text: text, TextSHA256: annotate.HashText(text), SourceFormat: "text", SourceName: "n.txt", Position: 3}
	d.w.session.Do("import", "Imported an article", func(tx *store.Tx) error { return tx.AddDocument(&document, nil) })
	d.settle()
	d.view().panes.open(document.ID)
	p := d.view().panes.current()
	d.until("it is read", func() bool { return p.text != nil && p.spans != nil })
	d.settle()
	return p
}

// at is the place that the keyboard is at.
func (d *desk) at() (documentID string, place int) {
	p := d.view().panes.current()
	if span, there := p.spans[p.reader.SelectedMark()]; there {
		return p.documentID, span.Start()
	}
	return p.documentID, p.reader.Caret()
}

// wantAt fails where the keyboard is not at a place.
func (d *desk) wantAt(after, documentID string, place int) {
	d.t.Helper()
	if document, at := d.at(); document != documentID || at != place {
		d.t.Fatalf("after %s one is at %d of %s, not at %d of %s", after, at, document, place, documentID)
	}
}

func TestBackAndForwardThroughPlaces(t *testing.T) {
	d := newDesk(t)
	first, _ := d.at()
	p := long(d)
	long := p.documentID
	press := func(key fyne.KeyName, mods fyne.KeyModifier) {
		p.reader.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: mods})
		d.settle()
	}
	d.pressed(fyne.KeyDown, fyne.KeyDown)
	_, begun := d.at()
	press(fyne.KeyEnd, fyne.KeyModifierShortcutDefault) // far: a place of its own
	d.pressed(fyne.KeyUp)
	_, end := d.at()
	d.pressed(fyne.KeyF4)
	d.wantAt("F4", long, begun)
	d.pressed(fyne.KeyF4)
	d.wantAt("F4", first, 0)
	if d.w.commands.ByID("go.back").Reason() == "" {
		t.Error("there is a place before the first")
	}
	d.shortcut("go.forward")
	d.wantAt("going forward", long, begun)
	d.shortcut("go.forward")
	d.wantAt("going forward", long, end)
	d.shortcut("go.back")
	d.pressed(fyne.KeyDown) // near: the same place
	if d.w.commands.ByID("go.forward").Reason() != "" {
		t.Error("a small move forgets the way forward")
	}
	p.reader.SetCaret(4000)
	if d.w.commands.ByID("go.forward").Reason() == "" {
		t.Error("a new way has a place after it")
	}
}

func TestASearchIsOnePlaceOnTheWay(t *testing.T) {
	d := newDesk(t)
	p := long(d)
	p.reader.SetCaret(5)
	d.shortcut("edit.find")
	d.typed("the meet")
	d.pressed(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyEscape)
	if _, at := d.at(); at == 5 {
		t.Fatal("the caret is not at the hit")
	}
	d.pressed(fyne.KeyF4)
	d.wantAt("F4", p.documentID, 5)
}

func TestTheWayBackOpensWhatWasClosed(t *testing.T) {
	d := newDesk(t)
	long(d)
	d.words("the envoy", 3)
	d.typed("1")
	span := d.w.session.Selected()
	article, at := d.at()
	d.shortcut("view.close")
	if now, _ := d.at(); now == article {
		t.Fatal("the article is still open")
	}
	d.pressed(fyne.KeyF4)
	d.until("the span is in hand again", func() bool { now, _ := d.at(); return now == article && d.w.session.Selected() == span })
	d.wantAt("F4", article, at)

	// An article that left the project is passed over.
	d.view().panes.open(d.view().articles.list[1].ID)
	d.settle()
	second, _ := d.at()
	d.view().panes.open(d.view().articles.list[2].ID)
	d.settle()
	d.view().panes.open(article)
	d.settle()
	gone := d.view().articles.list[2].ID
	d.w.session.Do("remove", "Removed an article", func(tx *store.Tx) error { return tx.DeleteDocument(gone) })
	d.settle()
	d.pressed(fyne.KeyF4)
	d.wantAt("F4", second, 0)
}

func TestPanesHaveALeastWidthAndScrollSideways(t *testing.T) {
	d := newDesk(t)
	v := d.view()
	d.w.win.Resize(fyne.NewSize(800, 600))
	long(d)
	d.shortcut("view.add")
	d.shortcut("view.pane.1")
	d.settle()
	v.panes.each(func(p *pane) {
		if p.object.Size().Width < leastPane-1 {
			t.Errorf("a pane is %v wide", p.object.Size().Width)
		}
	})
	seen := func(p *pane) bool {
		from := p.object.Position().X - v.panes.scroll.Offset.X
		return from >= -1 && from+p.object.Size().Width <= v.panes.scroll.Size().Width+1
	}
	last := v.panes.list[len(v.panes.list)-1]
	if seen(last) {
		t.Fatal("all have room")
	}
	v.panes.focus(len(v.panes.list) - 1)
	if !seen(last) {
		t.Error("the pane that is gone to is out of sight")
	}
	v.panes.focus(0)
	if !seen(v.panes.list[0]) {
		t.Error("the first pane is out of sight")
	}
}

func TestHiddenPartsStayHidden(t *testing.T) {
	d := newDesk(t)
	d.shortcut("view.sidebar")
	d.shortcut("view.inspector")
	d.close()
	d.open()
	if v := d.view(); v.left.Object.Visible() || v.right.Object.Visible() {
		t.Error("sidebar or inspector is shown again")
	}
	d.shortcut("view.inspector")
	if !d.view().right.Object.Visible() || d.view().right.Width != usualInspect {
		t.Error("the inspector does not come back")
	}
}

func TestAnArticleOpensWhereItWasChangedLast(t *testing.T) {
	d := newDesk(t)
	p := long(d)
	article := p.documentID
	open := func() int {
		d.view().panes.open(article)
		p = d.view().panes.current()
		d.until("it is read", func() bool { return p.text != nil && p.spans != nil })
		d.settle()
		return p.reader.Caret()
	}
	d.words("the envoy", 60)
	changed := p.reader.Selection()[0].Start
	d.typed("1")
	d.pressed(fyne.KeyEscape)
	p.reader.SetCaret(20)
	d.view().panes.open(d.view().articles.list[0].ID) // in its place
	d.settle()
	if at := open(); at != 20 {
		t.Errorf("an article that is come back to opens at %d", at)
	}
	d.shortcut("view.close")
	if at := open(); at != changed || !p.reader.InView([]annotate.Segment{{Start: changed, End: changed + 3}}) {
		t.Errorf("an article that was closed opens at %d, not at %d", at, changed)
	}
	p.reader.SetCaret(20)
	d.close()
	d.open()
	if at := open(); at != changed {
		t.Errorf("the next day it opens at %d, not at %d", at, changed)
	}
	p.reader.SetCaret(20)
	d.close()
	d.who = "ben"
	d.open()
	if at := open(); at != 20 {
		t.Errorf("another annotator begins at %d", at)
	}
}
