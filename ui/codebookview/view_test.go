package codebookview

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// bench is a project with the default codebook in which an actor (an organisation) makes a claim, and the editor.
type bench struct {
	*uitest.Desk
	view         *View
	actor, claim string
	left         int
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{}
	project, anna := uitest.Project(t, filepath.Join(t.TempDir(), "test.parallax")), annotate.NewAnnotator("anna")
	uitest.Do(t, project, anna, func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory("Ports")
		if err != nil {
			return err
		}
		text := "⚓ The ministry says that the ports stay shut."
		d := annotate.Document{StoryID: story.ID, Title: "Ports", Text: text, SourceName: "a.txt", SourceFormat: "text"}
		if err := tx.AddDocument(&d, nil); err != nil {
			return err
		}
		actor := annotate.Span{DocumentID: d.ID, LabelID: annotate.DerivedID("label", "actor"), Confidence: 1,
			Segments: []annotate.Segment{{Start: 2, End: 14}}, Attributes: map[string]any{"type": "organisation"}}
		claim := annotate.Span{DocumentID: d.ID, LabelID: annotate.DerivedID("label", "claim"), Confidence: 1,
			Segments: []annotate.Segment{{Start: 25, End: 44}}}
		if err := tx.CreateSpan(&actor); err != nil {
			return err
		}
		if err := tx.CreateSpan(&claim); err != nil {
			return err
		}
		b.actor, b.claim = actor.ID, claim.ID
		return tx.CreateRelation(&annotate.Relation{TypeID: annotate.DerivedID("relation_type", "makes"), HeadSpanID: actor.ID, TailSpanID: claim.ID})
	})
	b.Desk = uitest.NewDesk(t, project, anna, theme.Light, fyne.NewSize(900, 900))
	b.view = New(b.Session, b.Window, func() { b.left++ })
	t.Cleanup(b.view.Close)
	b.Window.SetContent(b.view)
	return b
}

// review taps Apply and waits for the review.
func (b *bench) review() {
	b.Helper()
	b.view.commit()
	if b.view.apply.Disabled() {
		b.Fatalf("cannot be applied: %s", b.view.status.Text())
	}
	test.Tap(b.view.apply)
	b.Until("the work is done", func() bool { return !(b.view.bar.Visible()) })
}

// find returns the first widget of a kind that fits.
func find[T fyne.CanvasObject](b *bench, fits func(T) bool) T {
	b.Helper()
	for _, o := range test.LaidOutObjects(b.Window.Content()) {
		if w, ok := o.(T); ok && fits(w) {
			return w
		}
	}
	b.Fatal("there is no such widget")
	panic("not reached")
}

func (b *bench) button(text string) *control.Button {
	b.Helper()
	return find(b, func(w *control.Button) bool { return w.Text == text })
}

func (b *bench) goTo(text string) {
	b.Helper()
	test.Tap(find(b, func(w *control.Link) bool { return w.Text() == text }))
}

func (b *bench) codebook() annotate.Codebook {
	b.Helper()
	cb, err := b.Session.Project.Codebook(context.Background())
	b.Must(err)
	return cb
}

func TestANewLabelByKeyboardIsOneActToUndo(t *testing.T) {
	b := newBench(t)
	before := b.codebook()
	test.Tap(b.button("Add label"))
	b.Type("cue") // the name is selected and replaced
	b.Press(fyne.KeyTab)
	for key, does := range map[string]string{"r": "relate", "q": "flag as unsure"} {
		b.Type(key)
		b.Press(fyne.KeyReturn)
		refusal := find(b, func(w *control.Caption) bool {
			return w.Text() == "The letter "+key+" is a key of the program: "+does+"."
		})
		b.Want("refused key", refusal.Text() != "", true)
	}
	b.Type("u") // not q, which flags since there are flags
	b.Press(fyne.KeyReturn, fyne.KeyTab)
	b.Type("3") // green
	b.Press(fyne.KeyTab, fyne.KeyTab)
	b.Type("2") // underline
	test.Tap(b.button("Add attribute"))
	b.Type("strength")
	b.Want("nothing is changed yet", b.codebook(), before)
	b.review()
	test.Tap(b.button("Apply"))
	label, found := b.codebook().LabelByName("cue")
	b.Want("found", found, true)
	b.Want("label", label, annotate.Label{ID: annotate.DerivedID("label", "cue"), Name: "cue", Color: "#009e73", Style: annotate.Underline, Hotkey: "u",
		Position: 2, Attributes: []annotate.Attribute{{ID: annotate.DerivedID("attribute", "cue", "strength"), LabelID: annotate.DerivedID("label", "cue"),
			Name: "strength", Type: annotate.Choice, Options: []string{"yes", "no"}}}})
	b.Want("said", b.Said, []string{`Changed the codebook: label "cue" added.`})
	b.Want("dirty", b.view.Dirty(), false)
	b.Session.Undo()
	b.Want("undone", b.codebook(), before)
	b.Want("the editor follows", len(b.view.draft.now.Labels), 2)
	b.Want("failures", b.Errors, []string(nil))
}

func TestWhatBreaksAnnotationsAsksWhatBecomesOfThem(t *testing.T) {
	b := newBench(t)
	b.goTo("actor")
	b.view.draft.now.Labels[0].Attributes[0].Options = []string{"person", "body", "state"}
	b.view.showEditor()
	b.goTo("makes")
	test.Tap(b.button("Delete"))
	b.review()
	apply := b.button("Apply")
	b.Want("needs answers", apply.Disabled(), true)
	choices := 0
	for _, o := range test.LaidOutObjects(b.Window.Content()) {
		s, ok := o.(*control.Select)
		if !ok {
			continue
		}
		choices++
		switch s.Options[0] {
		case "Make it “person”":
			s.SetSelected("Make it “body”")
		default:
			s.SetSelected("Delete the relations")
		}
	}
	b.Want("questions", choices, 2)
	b.Want("answered", apply.Disabled(), false)
	test.Tap(apply)
	span, err := b.Session.Project.Span(context.Background(), b.actor)
	b.Must(err)
	b.Want("mapped", span.Attributes["type"], any("body"))
	relations, err := b.Session.Project.RelationsOf(context.Background(), b.claim)
	b.Must(err)
	b.Want("relations", len(relations), 0)
	b.Session.Undo()
	span, err = b.Session.Project.Span(context.Background(), b.actor)
	b.Must(err)
	b.Want("undone", span.Attributes["type"], any("organisation"))
}

func TestRenamingKeepsAnnotations(t *testing.T) {
	b := newBench(t)
	b.goTo("actor")
	b.view.first.SetText("who")
	b.review()
	test.Tap(b.button("Apply"))
	b.Want("failures", b.Errors, []string(nil))
	label, found := b.codebook().LabelByName("who")
	b.Want("found", found, true)
	b.Want("id", label.ID, annotate.DerivedID("label", "actor"))
	makes, _ := b.codebook().RelationTypeByName("makes")
	b.Want("relation type follows", makes.HeadLabel, "who")
}

func TestAnotherCodebookKeepsTheIdsOfEqualNames(t *testing.T) {
	b := newBench(t)
	data, _ := assets.Codebook("political-claims")
	files{b.view}.take(data, "political-claims")
	for _, l := range b.view.draft.final().Labels {
		if known, found := b.codebook().LabelByName(l.Name); found {
			b.Want(l.Name, l.ID, known.ID)
		}
	}
	b.Want("dirty", b.view.Dirty(), true)
	files{b.view}.take([]byte("labels = 7"), "broken.toml")
	b.Want("a broken file is refused", len(b.Errors), 1)
	test.Tap(b.view.discard)
	b.Want("discarded", b.view.Dirty(), false)
}

func TestAnInvalidDraftSaysWhyItCannotBeApplied(t *testing.T) {
	b := newBench(t)
	b.goTo("actor")
	b.view.first.SetText("claim")
	b.view.commit()
	b.Want("status", b.view.status.Text(), `Two labels are called "claim".`)
	b.Want("apply", b.view.apply.Disabled(), true)
}

func TestEscapeLeavesFromAnyField(t *testing.T) {
	b := newBench(t)
	b.view.FocusFirst()
	seen := map[fyne.Focusable]bool{}
	for !seen[b.Window.Canvas().Focused()] {
		seen[b.Window.Canvas().Focused()] = true
		before := b.left
		b.Press(fyne.KeyEscape)
		if b.left != before+1 {
			t.Errorf("Escape in %T does not leave", b.Window.Canvas().Focused())
		}
		b.Press(fyne.KeyTab)
	}
	if len(seen) < 20 {
		t.Errorf("only %d fields take the keyboard", len(seen))
	}
}

func TestRelationTypesKeepTheirLabelsWhileANameIsTyped(t *testing.T) {
	b := newBench(t)
	before := b.codebook()
	b.view.draft.addRelationType() // from any label to any
	b.goTo("actor")
	for _, typed := range []string{"", "c", "claim", "claim ", "claimant"} { // the draft hears of each
		b.view.first.SetText(typed)
		b.view.commit()
	}
	var ends [][3]string
	for _, r := range b.view.draft.final().RelationTypes {
		ends = append(ends, [3]string{r.Name, r.HeadLabel, r.TailLabel})
	}
	b.Want("ends", ends, [][3]string{{"makes", "claimant", "claim"}, {"targets", "claim", "claimant"}, {"same_claim", "claim", "claim"},
		{"supports", "claim", "claim"}, {"disputes", "claim", "claim"}, {"reports", "claim", "claim"}, {"new relation", "", ""}})
	b.goTo("new relation")
	test.Tap(b.button("Delete"))
	b.review()
	b.Want("the review says what changed", find(b, func(w *widget.Label) bool { return strings.HasPrefix(w.Text, "• ") }).Text,
		`• label "claimant" renamed from "actor"`)
	test.Tap(b.button("Apply"))
	b.Want("failures", b.Errors, []string(nil))
	b.Session.Undo()
	b.Want("undone", b.codebook(), before)
}

func TestNamesThatLookTheSameAreRefusedWhereTheyAreTyped(t *testing.T) {
	b := newBench(t)
	b.goTo("actor")
	b.view.first.SetText("Claim ")
	b.view.commit()
	b.Want("status", b.view.status.Text(), `Labels "Claim" and "claim" differ only by upper and lower case: rename one of them.`)
	b.Want("apply", b.view.apply.Disabled(), true)
}
