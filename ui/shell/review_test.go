package shell

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/read"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// disagree lets anna and ben mark the first article, ben more words than she.
func (d *desk) disagree() { d.disagreeOn(0) }

// disagreeOn lets two annotators mark the start of the article at a position of the story, not alike.
func (d *desk) disagreeOn(position int) {
	d.t.Helper()
	document := d.documents()[position]
	for who, segment := range map[string]annotate.Segment{"anna": {Start: 0, End: 5}, "ben": {Start: 0, End: 9}} {
		if _, err := d.w.session.Project.Do(context.Background(), annotate.NewAnnotator(who), "tag", "tag", func(tx *store.Tx) error {
			return tx.CreateSpan(&annotate.Span{DocumentID: document.ID, AnnotatorID: tx.Annotator().ID, LabelID: annotate.DerivedID("label", "actor"),
				Segments: []annotate.Segment{segment}, Confidence: 1})
		}); err != nil {
			d.t.Fatal(err)
		}
	}
	d.settle()
}

func TestReviewStandsInPlaceOfTheArticles(t *testing.T) {
	d := newDesk(t)
	d.disagree()
	document := d.documents()[0]
	gold := func() []annotate.Span {
		spans, err := d.w.session.Project.Spans(context.Background(), document.ID, annotate.NewAnnotator("gold").ID)
		if err != nil {
			t.Fatal(err)
		}
		return spans
	}
	d.typed("x") // no key of reading, and the review's hold only in the review
	if len(gold()) != 0 {
		t.Fatal("a key of the review acts while reading")
	}
	d.shortcut("review.open")
	d.shot("review")
	d.typed("2")
	if got := gold(); len(got) != 1 || got[0].End() != 9 {
		t.Fatalf("%+v", got)
	}
	own := len(d.spans(0))
	d.typed("bn")
	d.shortcut("story.done") // acts on an article that is not on the screen
	d.pressed(fyne.KeyDelete)
	if len(d.spans(0)) != own || d.state(0) == annotate.Done {
		t.Error("keys of reading act while reviewing")
	}
	d.shortcut("edit.undo") // of the last decision: none of them
	d.shortcut("edit.undo")
	if len(gold()) != 0 {
		t.Error("undo leaves gold")
	}
	d.shortcut("help.keys")
	d.shot("review-keys")
	d.pressed(fyne.KeyEscape)
	d.typed("1")
	if got := gold(); len(got) != 1 || got[0].End() != 5 {
		t.Errorf("the keyboard does not come back: %+v", got)
	}
	d.shortcut("review.open")
	if d.w.stage.Shown() != read.Name {
		t.Fatal("the review is still shown")
	}
	d.typed("n")
	if d.w.session.Selected() == "" {
		t.Error("n does not select a span again")
	}
}

// TestAReasonSurvivesPaletteAndOtherViews: what was typed there is there again after another view was shown, and a verdict from the
// palette takes it.
func TestAReasonSurvivesPaletteAndOtherViews(t *testing.T) {
	d := newDesk(t)
	d.disagree()
	d.shortcut("review.open")
	reason := func() *control.Complete {
		return uitest.Fields(t, d.w.stage.View("review"), "Reason, kept with the decision")[0].(*control.Complete)
	}
	d.w.win.Canvas().Focus(reason())
	d.typed("shorter is ")
	for _, view := range []string{"review.open", "review.agreement"} {
		d.shortcut(view)
		d.disagreeOn(1) // something changes meanwhile
		d.shortcut("review.open")
		if got := strings.TrimSpace(reason().Text); got != "shorter is" {
			t.Fatalf("after %s the reason is %q", view, got)
		}
	}
	d.w.win.Canvas().Focus(reason())
	reason().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	d.typed("clearer")
	d.w.showPalette()
	d.typed("None of them")
	d.pressed(fyne.KeyReturn)
	decisions, err := d.w.session.Project.Decisions(context.Background(), d.documents()[0].ID)
	if err != nil || len(decisions) != 1 || decisions[0].Verdict != "none" || decisions[0].Reason != "shorter is clearer" {
		t.Errorf("%+v %v", decisions, err)
	}
}

// TestWhatWasBegunInTheReviewOutlivesTheProgram: a reason and an edit, whether the project is closed or the system ends the program.
func TestWhatWasBegunInTheReviewOutlivesTheProgram(t *testing.T) {
	for name, end := range map[string]func(*desk){
		"closed": func(d *desk) { d.w.ShowStart() },
		"ended": func(d *desk) {
			d.w.Commit()
			d.Must(d.w.Stop())
			d.Must(d.w.Leave())
			d.w = New(d.w.app, Options{OnUI: d.OnUI, Poll: time.Hour})
			d.w.win.Resize(fyne.NewSize(1280, 800))
			t.Cleanup(d.w.closeProject)
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.disagree()
			d.shortcut("review.open")
			field := func(caption string) fyne.Focusable {
				return uitest.Fields(t, d.w.stage.View("review"), caption)[0].(fyne.Focusable)
			}
			d.w.win.Canvas().Focus(field("Reason, kept with the decision"))
			d.typed("shorter is clearer")
			d.w.stage.Focus()
			d.typed("e")
			d.w.win.Canvas().Focus(field("Note"))
			uitest.Type(d, d.w.win, "by the hea")
			end(d)
			d.open()
			if d.w.stage.Shown() != "review" {
				t.Fatalf("%s is shown", d.w.stage.Shown())
			}
			d.Want("the reason", field("Reason, kept with the decision").(*control.Complete).Text, "shorter is clearer")
			d.Want("the note", field("Note").(*control.Entry).Text, "by the hea")
			d.Want("decisions", d.decisions(), 0)
			d.shot("review-begun")
			d.w.stage.Focus()
			d.pressed(fyne.KeyReturn)
			decisions, err := d.w.session.Project.Decisions(context.Background(), d.documents()[0].ID)
			if err != nil || len(decisions) != 1 || decisions[0].Verdict != "edited" || decisions[0].Reason != "shorter is clearer" {
				t.Errorf("%+v %v", decisions, err)
			}
		})
	}
}

func TestReviewSaysWhatIsMissing(t *testing.T) {
	d := newDesk(t)
	d.shortcut("review.open")
	d.shot("review-nothing")
	d.shortcut("review.open")
	d.words("Haqqani network", 0)
	d.typed("a")
	d.shortcut("review.open")
	d.shot("review-alone")
	if d.w.stage.Shown() != "review" {
		t.Fatal("the review is not shown")
	}
	d.w.ShowStart() // with the review open
}
