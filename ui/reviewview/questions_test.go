package reviewview

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// says lists what the panel says.
func (d *desk) says() (all []string) {
	for _, o := range test.LaidOutObjects(d.view.panel.object) {
		switch o := o.(type) {
		case *widget.Label:
			all = append(all, o.Text)
		case *control.Caption:
			all = append(all, o.Text())
		}
	}
	return all
}

func TestQuestionsStandBesideTheItem(t *testing.T) {
	p, documents := newProject(t)
	d := documents[0]
	a := mark(t, p, anna, d, "actor", "Zoe\u0308 Müller")
	mark(t, p, ben, d, "actor", "The envoy Zoe\u0308 Müller met")
	mark(t, p, anna, d, "claim", "The network denied it")
	act(t, p, ben, func(tx *store.Tx) error {
		for _, f := range []annotate.Flag{{SpanID: a.ID, Question: "With the title?"}, {DocumentID: d.ID, Place: at(t, d, "The network denied it"), Question: "Who says so?"}, {DocumentID: d.ID, Question: "Ours?"}} {
			if err := tx.AddFlag(&f); err != nil {
				return err
			}
			if f.SpanID != "" {
				if err := tx.AddReply(&annotate.Reply{FlagID: f.ID, Text: "Without it", AnnotatorID: anna.ID}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	w := open(t, p, theme.Light)
	says := w.says()
	if !slices.Contains(says, "With the title?") || !slices.Contains(says, "Without it") || slices.Contains(says, "Who says so?") || slices.Contains(says, "Ours?") {
		t.Errorf("beside the first item: %q", says)
	}
	if got := w.view.page.reader.Flags(); len(got) != 2 {
		t.Errorf("beneath the words: %v", got)
	}
	w.shot("review-question-light")
	w.view.panel.asked.threads.Focus()
	w.typed("The guidelines say so.")
	w.pressed(fyne.KeyReturn, fyne.KeyEscape)
	flags, err := p.Flags(ctx, store.FlagQuery{Open: true})
	if err != nil || len(flags) != 3 || len(flags[1].Replies) != 2 || flags[1].Replies[1].Annotator != "eva" {
		t.Fatalf("%+v %v", flags, err)
	}
	if !slices.Contains(w.says(), "The guidelines say so.") || w.view.hand.item.Candidates == nil {
		t.Error("the answer is not shown")
	}
	w.typed("h") // hides the names
	for _, said := range w.says() {
		if len(said) > 4 && (said[:4] == "ben " || said[:5] == "anna ") {
			t.Errorf("blind, it says %q", said)
		}
	}
	w.typed("hs")
	if says := w.says(); slices.Contains(says, "With the title?") || !slices.Contains(says, "Who says so?") {
		t.Errorf("beside the second item: %q", says)
	}
}
