package read

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// tagged tags words of the first article and returns the span.
func tagged(d *desk, words, key string) annotate.Span {
	d.t.Helper()
	d.words(words, 0)
	d.typed(key)
	for _, span := range d.spans(0) {
		if span.ID == d.w.session.Selected() {
			return span
		}
	}
	d.t.Fatalf("%q was not tagged", words)
	return annotate.Span{}
}

func (d *desk) span(id string) annotate.Span {
	d.t.Helper()
	span, err := d.w.session.Project.Span(d.w.session.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	return span
}

func TestEndsOfTheSpanMoveByKey(t *testing.T) {
	d := newDesk(t)
	span := tagged(d, "Zoë Müller", "1")
	text := []rune(uitest.Articles[0].Text)
	for _, step := range []struct{ command, want string }{
		{"span.end.out.word", "Zoë Müller met"},
		{"span.end.in.word", "Zoë Müller"},
		{"span.end.in.character", "Zoë Mülle"},
		{"span.end.out.character", "Zoë Müller"},
		{"span.start.out.word", "envoy Zoë Müller"},
		{"span.start.in.word", "Zoë Müller"},
		{"span.start.in.character", "oë Müller"},
	} {
		d.shortcut(step.command)
		s := d.span(span.ID)
		if got := string(text[s.Start():s.End()]); got != step.want {
			t.Errorf("after %s the span is %q, not %q", step.command, got, step.want)
		}
	}
}

func TestTheLabelChangesInPlace(t *testing.T) {
	d := newDesk(t)
	span := tagged(d, "Haqqani network", "1")
	claim, _ := d.w.session.Codebook().LabelByName("claim")
	d.shortcut("relabel." + claim.ID)
	if got := d.span(span.ID); got.LabelID != claim.ID || got.Start() != span.Start() || got.End() != span.End() {
		t.Errorf("the span is %+v", got)
	}
	if len(d.spans(0)) != 1 {
		t.Error("a second span was made")
	}
}

func TestStepsByRegionAndToWhatHasNoEntity(t *testing.T) {
	d := newDesk(t)
	first := tagged(d, "Zoë Müller", "1")
	second := tagged(d, "Haqqani network", "1")
	named := d.span(first.ID)
	d.w.session.Do("entity", "Named the envoy", func(tx *store.Tx) error {
		entity := annotate.Entity{LabelID: named.LabelID, Name: "Zoë Müller"}
		if err := tx.CreateEntity(&entity); err != nil {
			return err
		}
		named.EntityID = entity.ID
		return tx.UpdateSpan(named)
	})
	d.settle()
	p := d.view().panes.current()
	d.w.session.SelectSpan("")
	p.reader.SetCaret(0)
	d.shortcut("go.unnamed")
	if got := d.w.session.Selected(); got != second.ID {
		t.Errorf("the next span without an entity is %q", got)
	}
	d.shortcut("go.region.back")
	if got := p.reader.Caret(); got != 0 {
		t.Errorf("the region before begins at %d", got)
	}
}

func TestNumbersAndDoneParts(t *testing.T) {
	d := newDesk(t)
	d.shortcut("view.lines")
	if d.view().numbers != reader.LineNumbers {
		t.Error("no line numbers")
	}
	d.shortcut("view.lines")
	if d.view().numbers != reader.NoNumbers {
		t.Error("line numbers stay")
	}
	p := d.view().panes.current()
	if done := p.doneParts(); done != nil {
		t.Errorf("an untouched article is done in %v", done)
	}
	span := tagged(d, "Haqqani network", "1")
	if done := p.doneParts(); len(done) != 1 || done[0] != (annotate.Segment{End: span.End()}) {
		t.Errorf("done is %v, the span ends at %d", done, span.End())
	}
}

func TestPanesScrollTogether(t *testing.T) {
	d := newDesk(t)
	panes := d.view().panes
	panes.add(panes.list[0].documentID) // the same article twice
	d.settle()
	d.view().passages.linked = true
	first, second := panes.list[0], panes.list[len(panes.list)-1]
	d.w.win.Resize(d.w.win.Canvas().Size().SubtractWidthHeight(0, 560)) // so low that the article does not fit
	d.settle()
	first.reader.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -60)})
	d.settle()
	// The panes differ in width: the other's line that holds the place may begin before it.
	if at, other := first.reader.ScrollPosition(), second.reader.ScrollPosition(); at == 0 || other == 0 || other > at {
		t.Errorf("one stands at %d, the other at %d", at, other)
	}
}

// TestSharedClaimsAreWherePanesMeet makes a claim of one article and of another the same, after they have scrolled
// together without.
func TestSharedClaimsAreWherePanesMeet(t *testing.T) {
	d := newDesk(t)
	v := d.view()
	first, second := v.panes.list[0], v.panes.list[1]
	one := tagged(d, "We know of the meeting", "2")
	v.panes.focus(1)
	other := annotate.Span{DocumentID: second.documentID, LabelID: one.LabelID, Segments: []annotate.Segment{{Start: 12, End: 20}}}
	d.w.session.Do("tag", "Tagged", func(tx *store.Tx) error { return tx.CreateSpan(&other) })
	if anchors := v.passages.anchorsOf(first, second); len(anchors) != 0 {
		t.Fatalf("without a claim in common the panes meet at %v", anchors)
	}
	d.w.session.Do("entity", "Named", func(tx *store.Tx) error {
		claim := annotate.Entity{LabelID: one.LabelID, Name: "The meeting is known"}
		if err := tx.CreateEntity(&claim); err != nil {
			return err
		}
		one.EntityID, other.EntityID = claim.ID, claim.ID
		if err := tx.UpdateSpan(one); err != nil {
			return err
		}
		return tx.UpdateSpan(other)
	})
	if anchors := v.passages.anchorsOf(first, second); len(anchors) != 1 || anchors[0] != (align.Anchor{From: one.Start(), To: 12}) {
		t.Errorf("the panes meet at %v", anchors)
	}
}

// TestSpansWithTheSameBoundariesAreChosenFromAList reaches each of three spans over the same words by key.
func TestSpansWithTheSameBoundariesAreChosenFromAList(t *testing.T) {
	d := newDesk(t)
	first := tagged(d, "Haqqani network", "1")
	second := tagged(d, "Haqqani network", "2")
	third := tagged(d, "met the Haqqani network", "2")
	p := d.view().panes.current()
	p.reader.SetCaret(first.Start() + 3)
	d.view().session.SelectSpan("")
	reached := map[string]bool{}
	for n := range 3 {
		d.shortcut("go.here")
		for range n + 1 {
			d.pressed(fyne.KeyDown)
		}
		d.pressed(fyne.KeyReturn)
		reached[d.w.session.Selected()] = true
		if d.w.win.Canvas().Focused() != fyne.Focusable(p.reader) {
			t.Error("the text has not got the keyboard back")
		}
	}
	for _, span := range []annotate.Span{first, second, third} {
		if !reached[span.ID] {
			t.Errorf("the list does not lead to %s", p.describe(span.ID))
		}
	}
}

func TestTheNextHitIsReachedFromTheText(t *testing.T) {
	d := newDesk(t)
	d.pressed(fyne.KeyF3) // asks for what
	d.typed("envoy")
	f := d.view().panes.current().find
	d.pressed(fyne.KeyF3)
	if f.found.Text != "2 of 3" {
		t.Errorf("from the field: %q", f.found.Text)
	}
	d.view().panes.current().takeFocus()
	d.pressed(fyne.KeyF3)
	if f.found.Text != "3 of 3" {
		t.Errorf("from the text: %q", f.found.Text)
	}
	d.shortcut("edit.find.previous")
	if f.found.Text != "2 of 3" {
		t.Errorf("back again: %q", f.found.Text)
	}
}
