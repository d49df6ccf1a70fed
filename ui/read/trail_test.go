package read

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

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

func TestBackAndForwardThroughPlaces(t *testing.T) {
	d := newDesk(t)
	first := d.view().panes.current().documentID
	p := long(d)
	p.reader.SetCaret(100)
	p.reader.SetCaret(130)
	p.reader.SetCaret(4000)
	v := d.view()
	here := func() (string, int) { return v.panes.current().documentID, v.panes.current().reader.Caret() }
	d.shortcut("go.back")
	if document, at := here(); document != p.documentID || at != 130 {
		t.Fatalf("back leads to %d of %s", at, document)
	}
	d.shortcut("go.back")
	d.settle()
	if document, _ := here(); document != first {
		t.Fatalf("back leads to %s, not to the article before", document)
	}
	if d.w.commands.ByID("go.back").Reason() == "" {
		t.Error("there is a place before the first")
	}
	d.shortcut("go.forward")
	d.settle()
	d.shortcut("go.forward")
	d.settle()
	if document, at := here(); document != p.documentID || at != 4000 {
		t.Errorf("forward leads to %d of %s", at, document)
	}
	v.panes.current().reader.SetCaret(1)
	if d.w.commands.ByID("go.forward").Reason() == "" {
		t.Error("a new way has a place after it")
	}
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
