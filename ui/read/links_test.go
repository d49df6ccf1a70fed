package read

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/ribbon"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// claimIn tags words of a pane as a claim.
func (d *desk) claimIn(pane int, words string) annotate.Span {
	d.t.Helper()
	d.view().panes.focus(pane)
	d.words(words, 0)
	d.typed("2")
	return d.span(d.w.session.Selected())
}

// relate relates two spans.
func (d *desk) relate(head annotate.Span, kind string, tail annotate.Span) {
	d.t.Helper()
	d.w.session.Do("relate", "Related", func(tx *store.Tx) error {
		return tx.CreateRelation(&annotate.Relation{TypeID: annotate.DerivedID("relation_type", kind), AnnotatorID: tx.Annotator().ID, HeadSpanID: head.ID, TailSpanID: tail.ID})
	})
	d.settle()
}

// lines are the lines between a pane and the next.
func (d *desk) lines(pane int) (lines []ribbon.Ribbon) {
	for _, r := range d.view().ribbons.layer.Ribbons(pane) {
		if r.Style != ribbon.Band {
			lines = append(lines, r)
		}
	}
	return lines
}

func TestRelationsBetweenArticlesAreLinesOfTheirKind(t *testing.T) {
	d := newDesk(t)
	first, second := d.claimIn(0, "We know of the meeting"), d.claimIn(1, "said nothing")
	third := d.claimIn(2, "The meeting was a mistake")
	d.relate(first, "same_claim", second)
	d.relate(second, "disputes", third)
	if lines := d.lines(0); len(lines) != 1 || lines[0].Style != ribbon.Solid || lines[0].Sign != ribbon.Equals {
		t.Errorf("between the first two there are %+v", lines)
	}
	if lines := d.lines(1); len(lines) != 1 || lines[0].Style != ribbon.Dotted || lines[0].Sign != ribbon.Unequals {
		t.Errorf("between the last two there are %+v", lines)
	}
	uitest.Shot(t, d.w.win, "links-light")
	d.setMode(theme.Dark)
	d.settle()
	uitest.Shot(t, d.w.win, "links-dark")
	d.shortcut("edit.undo")
	if lines := d.lines(1); len(lines) != 0 {
		t.Errorf("undone, there are %+v", lines)
	}
	d.shortcut("view.relations")
	if lines := d.lines(0); len(lines) != 0 {
		t.Errorf("switched off, there are %+v", lines)
	}
	d.close()
	d.open()
	if lines := d.lines(0); len(lines) != 0 {
		t.Errorf("switched off, in another session there are %+v", lines)
	}
	d.shortcut("view.relations")
	if lines := d.lines(0); len(lines) != 1 {
		t.Errorf("switched on again, there are %+v", lines)
	}
}

func TestARelationThatLeadsPastAPaneBeginsAndEndsWithTheNumbersOfItsOwn(t *testing.T) {
	d := newDesk(t)
	first, third := d.claimIn(0, "We know of the meeting"), d.claimIn(2, "The meeting was a mistake")
	d.relate(first, "disputes", third)
	begins, ends := d.lines(0), d.lines(1)
	if len(begins) != 1 || begins[0].Alone != ribbon.AtLeft || begins[0].Name != "3" || begins[0].Sign != ribbon.Unequals || begins[0].Style != ribbon.Dotted {
		t.Errorf("at the first there are %+v", begins)
	}
	if len(ends) != 1 || ends[0].Alone != ribbon.AtRight || ends[0].Name != "1" || ends[0].Sign != ribbon.Unequals {
		t.Errorf("at the last there are %+v", ends)
	}
	uitest.Shot(t, d.w.win, "links-past-light")
	d.setMode(theme.Dark)
	d.settle()
	uitest.Shot(t, d.w.win, "links-past-dark")
	d.shortcut("edit.undo")
	if lines := append(d.lines(0), d.lines(1)...); len(lines) != 0 {
		t.Errorf("undone, there are %+v", lines)
	}
}

// knob is the handle at the end of the selected span of a pane, in its text view.
func (d *desk) knob(pane int) (at fyne.Position) {
	d.t.Helper()
	uitest.Walk(d.view().panes.list[pane].reader, func(o fyne.CanvasObject) {
		if r, is := o.(*canvas.Rectangle); is && r.Size() == fyne.NewSquareSize(9) {
			at = r.Position().AddXY(4.5, 4.5)
		}
	})
	if at.IsZero() {
		d.t.Fatal("the span has no handle")
	}
	return at
}

// dragOver drags the handle of the selected span of a pane over words of another.
func (d *desk) dragOver(from, to int, words string) {
	d.t.Helper()
	source, target := d.view().panes.list[from].reader, d.view().panes.list[to].reader
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject
	text := d.view().panes.list[to].text
	cp := text.CodePoint(strings.Index(text.String(), words)) + 1
	target.SetCaret(cp)
	var caret fyne.Position
	d.view().panes.focus(to)
	uitest.Walk(target, func(o fyne.CanvasObject) {
		if r, is := o.(*canvas.Rectangle); is && r.Size().Width == 1.5 {
			caret = r.Position().AddXY(1, 8)
		}
	})
	d.view().panes.focus(from)
	at := d.knob(from)
	end := corner(target).Add(caret).Subtract(corner(source))
	source.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at, AbsolutePosition: corner(source).Add(at)}, Button: desktop.MouseButtonPrimary})
	source.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos((at.X+end.X)/2, (at.Y+end.Y)/2)}})
	source.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: end}})
	uitest.Shot(d.t, d.w.win, "link-dragged")
	source.DragEnd()
	d.settle()
}

func TestAHandleDraggedToAnotherArticleRelatesTheTwo(t *testing.T) {
	d := newDesk(t)
	other := d.claimIn(1, "said nothing")
	first := d.claimIn(0, "We know of the meeting")
	d.dragOver(0, 1, "said nothing")
	if d.view().relations.making == nil {
		t.Fatalf("there is nothing to choose from; it says %q", d.w.said)
	}
	d.typed("1")
	relations, err := d.w.session.Project.RelationsOf(d.w.session.Context(), first.ID)
	d.Must(err)
	if len(relations) != 1 || relations[0].HeadSpanID != first.ID || relations[0].TailSpanID != other.ID {
		t.Fatalf("there are %+v", relations)
	}
	if now := d.span(first.ID); now.Start() != first.Start() || now.End() != first.End() {
		t.Errorf("the span has moved to %+v", now.Segments)
	}
	d.w.session.SelectSpan(first.ID)
	d.dragOver(0, 2, "mistake")
	if !strings.Contains(d.w.said, "over a span") {
		t.Errorf("let go where nothing is tagged it says %q", d.w.said)
	}
}

func TestAContradictionIsPointedOutWhenItIsMadeAndListed(t *testing.T) {
	d := newDesk(t)
	d.shortcut("claims.contradictions")
	if !strings.Contains(d.w.said, "No claim") {
		t.Errorf("without any it says %q", d.w.said)
	}
	first, second, third := d.claimIn(0, "We know of the meeting"), d.claimIn(1, "said nothing"), d.claimIn(2, "The meeting was a mistake")
	d.relate(first, "same_claim", second)
	d.relate(second, "same_claim", third)
	d.w.session.SelectSpan(third.ID)
	d.view().relations.start(third.ID)
	d.w.session.SelectSpan(first.ID)
	choices := d.view().relations.making.choices
	for i, c := range choices {
		if c.Type.Name == "disputes" {
			d.view().relations.choose(i + 1)
			break
		}
	}
	d.settle()
	if !strings.Contains(d.w.said, "contradiction") || !strings.Contains(d.w.said, "by way of 1 other") {
		t.Errorf("of %+v it says %q", choices, d.w.said)
	}
	d.shortcut("claims.contradictions")
	if d.w.sheets.Len() != 1 {
		t.Fatal("they are not listed")
	}
	uitest.Shot(t, d.w.win, "contradictions")
}
