package shell

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// marks counts the spans of an annotator.
func (d *desk) marks(who annotate.Annotator) int {
	d.t.Helper()
	spans, err := d.w.session.Project.Spans(context.Background(), d.documents()[0].ID, who.ID)
	d.Must(err)
	return len(spans)
}

// history opens the history and chooses the act at a row.
func (d *desk) history(row int) {
	d.t.Helper()
	d.shortcut("edit.history")
	d.backups().Choose(row)
	d.settle()
}

func TestTheHistoryTakesBackAnActOfAnybodyAfterAQuestion(t *testing.T) {
	d := newDesk(t)
	ben, anna := annotate.NewAnnotator("ben"), d.w.session.Annotator()
	d.words("haqqani network", 0)
	d.typed("1")
	_, err := d.w.session.Project.Do(context.Background(), ben, "tag", "Tag “envoy” as actor", func(tx *store.Tx) error {
		label := d.w.session.Codebook().Labels[0].ID
		return tx.CreateSpan(&annotate.Span{DocumentID: d.documents()[0].ID, LabelID: label, Segments: []annotate.Segment{{Start: 0, End: 5}}})
	})
	d.Must(err)
	d.words("official", 1)
	d.typed("1")

	d.history(1) // the newest is anna's
	d.shot("history-light")
	d.pressed(fyne.KeyReturn)
	question := d.w.sheets.Top().Options
	if question.Title != "Undo what ben did?" || question.Action != "Undo" {
		t.Fatalf("the question is %q, %q", question.Title, question.Action)
	}
	d.shot("history-question-light")
	d.button("Cancel", nil) // of the question
	if d.marks(ben) != 1 || d.w.sheets.Len() != 1 {
		t.Fatal("it was not only asked")
	}
	d.pressed(fyne.KeyReturn)
	d.button("Undo", nil)
	if d.marks(ben) != 0 || d.marks(anna) != 2 || d.w.sheets.Len() != 0 || d.overlays() != 0 {
		t.Errorf("ben has %d, anna %d spans; %d sheets lie there", d.marks(ben), d.marks(anna), d.w.sheets.Len())
	}
	if said := d.w.bottom.status.Text; said != "Undone: tag “envoy” as actor." {
		t.Errorf("it says %q", said)
	}

	d.history(1)
	d.pressed(fyne.KeyReturn)
	if title := d.w.sheets.Top().Options.Title; title != "Redo what ben did?" {
		t.Errorf("the question is %q", title)
	}
	d.pressed(fyne.KeyReturn)
	if d.marks(ben) != 1 || d.overlays() != 0 {
		t.Errorf("ben has %d spans", d.marks(ben))
	}

	d.history(0) // anna's own, which is hers and asked about all the same
	d.pressed(fyne.KeyReturn)
	if title := d.w.sheets.Top().Options.Title; title != "Undo what you did?" {
		t.Errorf("the question is %q", title)
	}
	d.pressed(fyne.KeyEscape, fyne.KeyEscape)

	d.history(3) // the story with its articles, which bear the spans
	d.pressed(fyne.KeyReturn)
	d.button("Undo", nil)
	if d.w.sheets.Len() != 2 || d.overlays() != 2 || d.marks(ben) != 1 {
		t.Fatalf("%d sheets, %d overlays", d.w.sheets.Len(), d.overlays())
	}
	d.shot("history-refused-light")
	if title := d.w.sheets.Top().Options.Title; title != "This could not be done" {
		t.Errorf("it says %q", title)
	}
	d.pressed(fyne.KeyReturn)
	d.pressed(fyne.KeyEscape)

	d.w.session.SetBlind(true)
	d.history(1)
	d.pressed(fyne.KeyReturn)
	if title := d.w.sheets.Top().Options.Title; strings.Contains(title, "ben") || !strings.HasPrefix(title, "Undo what ") {
		t.Errorf("while names are hidden the question is %q", title)
	}
}

func TestTheHistoryGoesBackToAnAct(t *testing.T) {
	d := newDesk(t)
	ben, anna := annotate.NewAnnotator("ben"), d.w.session.Annotator()
	for _, words := range []string{"haqqani network", "envoy", "official"} {
		d.words(words, 1)
		d.typed("1")
	}
	_, err := d.w.session.Project.Do(context.Background(), ben, "tag", "Tagged “Kabul” as actor", func(tx *store.Tx) error {
		label := d.w.session.Codebook().Labels[0].ID
		return tx.CreateSpan(&annotate.Span{DocumentID: d.documents()[0].ID, LabelID: label, Segments: []annotate.Segment{{Start: 0, End: 5}}})
	})
	d.Must(err)
	d.history(3) // the first of anna's
	d.button("Go back to here…", base.HistoryIcon())
	d.shot("history-back-light")
	if d.marks(anna) != 3 {
		t.Fatal("it was not only asked")
	}
	d.button("Go back", nil)
	if d.marks(anna) != 1 || d.marks(ben) != 1 || d.w.sheets.Len() != 0 {
		t.Errorf("anna has %d, ben %d spans", d.marks(anna), d.marks(ben))
	}
	d.shortcut("edit.redo")
	d.shortcut("edit.redo")
	if d.marks(anna) != 3 {
		t.Errorf("after redo anna has %d spans", d.marks(anna))
	}
}
