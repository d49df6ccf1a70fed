package codebookview

import (
	"context"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/theme"
)

func builtIn(t *testing.T, name string) annotate.Codebook {
	t.Helper()
	data, found := assets.Codebook(name)
	if !found {
		t.Fatalf("no codebook %q", name)
	}
	cb, err := codebook.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return cb
}

// bench is a project with the default codebook in which an actor (an organisation) makes a claim, and the editor.
type bench struct {
	*testing.T
	session      *session.Session
	view         *View
	window       fyne.Window
	actor, claim string
	left         int
	said, failed []string
	work         chan func() // from the background to the window's goroutine
}

func newBench(t *testing.T) *bench {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	b := &bench{T: t, work: make(chan func(), 100)}
	project, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "test.parallax"), builtIn(t, "default"))
	b.must(err)
	b.session, err = session.New(project, annotate.NewAnnotator("anna"))
	b.must(err)
	t.Cleanup(func() { b.session.Close() })
	b.session.OnError = func(s string) { b.failed = append(b.failed, s) }
	b.session.OnTell = func(s string) { b.said = append(b.said, s) }
	_, ok := b.session.Do("tag", "Tagged", func(tx *store.Tx) error {
		story, _, err := tx.Story("Ports")
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
	if !ok {
		t.Fatal(b.failed)
	}
	b.session.OnUI = func(fn func()) { b.work <- fn }
	b.window = test.NewTempWindow(t, container.NewStack())
	b.view = New(b.session, b.window, func() { b.left++ })
	t.Cleanup(b.view.Close)
	b.window.SetContent(b.view)
	b.window.Resize(fyne.NewSize(900, 900))
	return b
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) want(what string, got, want any) {
	b.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		b.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// enter types into whatever has the keyboard.
func (b *bench) enter(text string) {
	b.Helper()
	focused := b.window.Canvas().Focused()
	if focused == nil {
		b.Fatalf("nothing has the keyboard when %q is typed", text)
	}
	test.Type(focused, text)
}

func (b *bench) press(keys ...fyne.KeyName) {
	b.Helper()
	for _, key := range keys {
		if key == fyne.KeyTab {
			b.window.Canvas().FocusNext()
		} else {
			b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
		}
	}
}

// review taps Apply and waits for the review.
func (b *bench) review() {
	b.Helper()
	b.view.commit()
	if b.view.apply.Disabled() {
		b.Fatalf("cannot be applied: %s", b.view.status.Text())
	}
	test.Tap(b.view.apply)
	for b.view.bar.Visible() {
		(<-b.work)()
	}
}

// find returns the first widget of a kind that fits.
func find[T fyne.CanvasObject](b *bench, fits func(T) bool) T {
	b.Helper()
	for _, o := range test.LaidOutObjects(b.window.Content()) {
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
	cb, err := b.session.Project.Codebook(context.Background())
	b.must(err)
	return cb
}

func TestANewLabelByKeyboardIsOneActToUndo(t *testing.T) {
	b := newBench(t)
	before := b.codebook()
	test.Tap(b.button("Add label"))
	b.enter("cue") // the name is selected and replaced
	b.press(fyne.KeyTab)
	b.enter("r")
	b.press(fyne.KeyReturn)
	refusal := find(b, func(w *control.Caption) bool { return w.Text() == "The letter r is a key of the program: relate." })
	b.want("refused key", refusal.Text() != "", true)
	b.enter("q")
	b.press(fyne.KeyReturn, fyne.KeyTab)
	b.enter("3") // green
	b.press(fyne.KeyTab, fyne.KeyTab)
	b.enter("2") // underline
	test.Tap(b.button("Add attribute"))
	b.enter("strength")
	b.want("nothing is changed yet", b.codebook(), before)
	b.review()
	test.Tap(b.button("Apply"))
	label, found := b.codebook().LabelByName("cue")
	b.want("found", found, true)
	b.want("label", label, annotate.Label{ID: annotate.DerivedID("label", "cue"), Name: "cue", Color: "#009e73", Style: annotate.Underline, Hotkey: "q",
		Position: 2, Attributes: []annotate.Attribute{{ID: annotate.DerivedID("attribute", "cue", "strength"), LabelID: annotate.DerivedID("label", "cue"),
			Name: "strength", Type: annotate.Choice, Options: []string{"yes", "no"}}}})
	b.want("said", b.said, []string{`Changed the codebook: label "cue" added.`})
	b.want("dirty", b.view.Dirty(), false)
	b.session.Undo()
	b.want("undone", b.codebook(), before)
	b.want("the editor follows", len(b.view.draft.now.Labels), 2)
	b.want("failures", b.failed, []string(nil))
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
	b.want("needs answers", apply.Disabled(), true)
	choices := 0
	for _, o := range test.LaidOutObjects(b.window.Content()) {
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
	b.want("questions", choices, 2)
	b.want("answered", apply.Disabled(), false)
	test.Tap(apply)
	span, err := b.session.Project.Span(context.Background(), b.actor)
	b.must(err)
	b.want("mapped", span.Attributes["type"], any("body"))
	relations, err := b.session.Project.RelationsOf(context.Background(), b.claim)
	b.must(err)
	b.want("relations", len(relations), 0)
	b.session.Undo()
	span, err = b.session.Project.Span(context.Background(), b.actor)
	b.must(err)
	b.want("undone", span.Attributes["type"], any("organisation"))
}

func TestRenamingKeepsAnnotations(t *testing.T) {
	b := newBench(t)
	b.goTo("actor")
	b.view.first.SetText("who")
	b.review()
	test.Tap(b.button("Apply"))
	b.want("failures", b.failed, []string(nil))
	label, found := b.codebook().LabelByName("who")
	b.want("found", found, true)
	b.want("id", label.ID, annotate.DerivedID("label", "actor"))
	makes, _ := b.codebook().RelationTypeByName("makes")
	b.want("relation type follows", makes.HeadLabel, "who")
}

func TestAnotherCodebookKeepsTheIdsOfEqualNames(t *testing.T) {
	b := newBench(t)
	data, _ := assets.Codebook("political-claims")
	b.view.take(data, "political-claims")
	for _, l := range b.view.draft.final().Labels {
		if known, found := b.codebook().LabelByName(l.Name); found {
			b.want(l.Name, l.ID, known.ID)
		}
	}
	b.want("dirty", b.view.Dirty(), true)
	b.view.take([]byte("labels = 7"), "broken.toml")
	b.want("a broken file is refused", len(b.failed), 1)
	test.Tap(b.view.discard)
	b.want("discarded", b.view.Dirty(), false)
}

func TestAnInvalidDraftSaysWhyItCannotBeApplied(t *testing.T) {
	b := newBench(t)
	b.goTo("actor")
	b.view.first.SetText("claim")
	b.view.commit()
	b.want("status", b.view.status.Text(), `Two labels are called "claim".`)
	b.want("apply", b.view.apply.Disabled(), true)
}

func TestEscapeLeavesFromAnyField(t *testing.T) {
	b := newBench(t)
	b.view.FocusFirst()
	seen := map[fyne.Focusable]bool{}
	for !seen[b.window.Canvas().Focused()] {
		seen[b.window.Canvas().Focused()] = true
		before := b.left
		b.press(fyne.KeyEscape)
		if b.left != before+1 {
			t.Errorf("Escape in %T does not leave", b.window.Canvas().Focused())
		}
		b.press(fyne.KeyTab)
	}
	if len(seen) < 20 {
		t.Errorf("only %d fields take the keyboard", len(seen))
	}
}
