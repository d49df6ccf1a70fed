package read

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

func TestOpensSideBySide(t *testing.T) {
	d := newDesk(t)
	d.shot("project-light")
	panes, documents := d.view().panes.list, d.view().articles.list
	if len(panes) != len(uitest.Articles) || len(documents) != len(uitest.Articles) {
		t.Fatalf("%d panes for %d articles", len(panes), len(documents))
	}
	for i, p := range panes {
		if p.documentID != documents[i].ID || p.text.String() != uitest.Articles[i].Text {
			t.Errorf("pane %d shows another article", i+1)
		}
	}
	d.w.win.Resize(fyne.NewSize(1600, 1000))
	d.setMode("dark")
	d.settle()
	d.shot("project-dark")
}

func TestGoingToAPaneOpensFurtherArticles(t *testing.T) {
	d := newDesk(t)
	panes := d.view().panes
	for len(panes.list) > 1 {
		panes.close(panes.list[0])
	}
	d.settle()
	d.shortcut("view.pane.3")
	d.settle()
	if len(panes.list) != 3 || panes.active != 2 {
		t.Fatalf("%d panes, %d active", len(panes.list), panes.active)
	}
	if d.w.win.Canvas().Focused() != panes.list[2].reader {
		t.Error("the keyboard is not in the third pane")
	}
	shown := map[string]bool{}
	for _, p := range panes.list {
		shown[p.documentID] = true
	}
	if len(shown) != 3 {
		t.Error("an article is shown twice while another is not shown")
	}
	if reason := d.w.commands.ByID("view.pane.4").Reason(); reason == "" {
		t.Error("a story of three articles has a fourth pane")
	}
}

// The articles that are opened on the way to a pane stand at the end, also where an earlier pane has the keyboard.
func TestGoingToAPaneOpensArticlesBehindTheLast(t *testing.T) {
	d := newDesk(t)
	panes := d.view().panes
	panes.close(panes.list[2])
	d.settle()
	d.shortcut("view.pane.1")
	d.shortcut("view.pane.3")
	d.settle()
	var shown, want []string
	for i, p := range panes.list {
		shown, want = append(shown, p.documentID), append(want, d.view().articles.list[i].ID)
	}
	if !slices.Equal(shown, want) || panes.active != 2 {
		t.Errorf("pane %d is active of %v, want the last of %v", panes.active, shown, want)
	}
}

func TestSampleShowsTwoAnnotators(t *testing.T) {
	d := sampleDesk(t)
	d.shot("sample-light")
	d.typed("n")
	d.shot("sample-selected-light")
	d.setMode("dark")
	d.view().setTags(true)
	d.shortcut("view.others")
	d.settle()
	d.shot("sample-others-dark")
	others := false
	for _, p := range d.view().panes.list {
		for _, span := range p.spans {
			others = others || span.AnnotatorID != d.w.session.Annotator().ID
		}
	}
	if !others {
		t.Error("the other annotator is not shown")
	}
}

func TestComesBackAsItWasLeft(t *testing.T) {
	d := newDesk(t)
	v := d.view()
	v.panes.close(v.panes.list[1])
	v.panes.focus(1)
	d.settle()
	d.words("haqqani", 0)
	d.typed("1")
	v.panes.list[0].reader.SetCaret(40)
	d.shortcut("view.lines")
	d.shortcut("view.linked")
	d.close()
	d.settle()
	if d.w.session != nil {
		t.Fatal("the project is still open")
	}
	d.open()
	v = d.view()
	if len(v.panes.list) != 2 || v.panes.active != 1 {
		t.Errorf("%d panes, pane %d active", len(v.panes.list), v.panes.active)
	}
	if v.numbers != reader.LineNumbers || !v.passages.linked {
		t.Error("the numbers, or that articles scroll together, are forgotten")
	}
	if at := v.panes.list[0].reader.Caret(); at != 40 {
		t.Errorf("the caret of the first article is at %d", at)
	}
	if len(d.spans(2)) != 1 {
		t.Error("the span is gone")
	}
	d.shortcut("edit.undo")
	if len(d.spans(2)) != 0 {
		t.Error("undo does not reach over a restart")
	}
}

func TestHearsOfChangesByAnotherProcess(t *testing.T) {
	d := newDesk(t)
	d.w.session.Poll(5 * time.Millisecond)
	other, err := store.Open(context.Background(), d.path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	document := d.view().articles.list[0]
	if _, err := other.Do(context.Background(), d.w.session.Annotator(), "tag", "Tagged elsewhere", func(tx *store.Tx) error {
		label := d.w.session.Codebook().Labels[0].ID
		return tx.CreateSpan(&annotate.Span{DocumentID: document.ID, AnnotatorID: tx.Annotator().ID, LabelID: label,
			Segments: []annotate.Segment{{Start: 36, End: 41}}, Confidence: 1})
	}); err != nil {
		t.Fatal(err)
	}
	d.until("the span is shown", func() bool { return len(d.view().panes.list[0].spans) == 1 })
}

func TestMouseSelectionShowsTheLabels(t *testing.T) {
	d := newDesk(t)
	d.words("haqqani network", 0)
	v := d.view()
	v.selectionReleased(v.panes.current(), fyne.NewPos(420, 300))
	d.shot("floating-light")
	if len(v.floating.object.Objects) != 1 {
		t.Fatal("no labels at the pointer")
	}
	if d.w.win.Canvas().Focused() != v.panes.current().reader {
		t.Error("the labels take the keyboard")
	}
	d.typed("1")
	if len(v.floating.object.Objects) != 0 {
		t.Error("the labels stay")
	}
	v.textMenu(v.panes.current(), fyne.NewPos(420, 300), d.w.session.Selected())
	d.settle()
	d.shot("context-light")
}

func TestClickingAnEntityStepsThroughItsMentions(t *testing.T) {
	d := sampleDesk(t)
	s := d.view().sidebar
	d.until("the entities are listed", func() bool { return len(s.entities) > 3 })
	var row sideRow
	for _, r := range s.entities {
		if r.entity != nil && r.count > 2 {
			row = r
			break
		}
	}
	seen := map[string]bool{}
	for range row.count + 1 {
		before := d.w.session.Selected()
		s.tapped(row)
		d.until("another mention is in hand", func() bool { return d.w.session.Selected() != before })
		d.settle()
		span, ok := d.view().spans.selected()
		if !ok || span.EntityID != row.entity.ID {
			t.Fatalf("%+v is no mention of %s", span, row.entity.Name)
		}
		seen[span.ID] = true
	}
	if len(seen) != row.count {
		t.Errorf("stepped through %d mentions of %d", len(seen), row.count)
	}
}
