package shell

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// questions are those of the project, as lines: state, what they are about, the question, and the replies.
func (d *desk) questions() (lines []string) {
	d.t.Helper()
	flags, err := d.w.session.Project.Flags(context.Background(), store.FlagQuery{})
	d.Must(err)
	for _, f := range flags {
		line := strings.Join([]string{string(f.State), f.Words, f.Label, f.Question}, "|")
		for _, r := range f.Replies {
			line += " / " + r.Text
		}
		lines = append(lines, line)
	}
	return lines
}

func TestFlagsBySingleKeys(t *testing.T) {
	d := newDesk(t)
	d.words("haqqani network", 0)
	d.typed("1")
	d.typed("q")
	d.typed("Which of the two?")
	d.shot("flag-light")
	d.pressed(fyne.KeyReturn)
	onSpan := "open|Haqqani network|actor|Which of the two?"
	d.Want("on the span in hand", d.questions(), []string{onSpan})
	if got := d.reader().Flags(); len(got) != 1 || !slices.Contains(texts(d.w.win.Canvas().Content()), " ? 1 ") {
		t.Errorf("no sign of it: %v", got)
	}
	for _, words := range []string{"Which of the two?", "Resolve"} {
		if !slices.Contains(texts(d.w.win.Canvas().Content()), words) {
			t.Errorf("the inspector does not show %q", words)
		}
	}
	d.words("the envoy could not be reached.", 0)
	d.typed("q")
	d.typed("x")
	d.pressed(fyne.KeyEscape)
	d.Want("after Escape", d.questions(), []string{onSpan})
	d.typed("q")
	d.pressed(fyne.KeyReturn)
	stretch := "open|The envoy could not be reached.||"
	d.Want("on the selection, without words", d.questions(), []string{onSpan, stretch})
	d.pressed(fyne.KeyEscape, fyne.KeyEscape) // lets go of the span
	d.typed("q")
	d.typed("Is it ours?")
	d.pressed(fyne.KeyReturn)
	all := []string{"open|||Is it ours?", onSpan, stretch}
	d.Want("on the article", d.questions(), all)
	if !slices.Contains(texts(d.w.win.Canvas().Content()), " ? 3 ") {
		t.Error("the head of the pane does not count them")
	}
	d.shot("flagged-light")
	d.w.setMode(theme.Dark)
	d.shot("flagged-dark")
	d.shortcut("edit.undo")
	d.Want("undone", d.questions(), all[1:])
	d.shortcut("edit.redo")
	d.Want("redone", d.questions(), all)
}

func TestQuestionsAreAnsweredAndResolvedFromTheirList(t *testing.T) {
	d := newDesk(t)
	documents := d.documents()
	for _, f := range []annotate.Flag{{DocumentID: documents[2].ID, Place: annotate.Segment{Start: 28, End: 35}, Question: "A meeting?"}, {DocumentID: documents[0].ID, Question: "Ours?"}} {
		if _, err := d.w.session.Project.Do(context.Background(), annotate.NewAnnotator("ben"), "flag", "Flagged something", func(tx *store.Tx) error { return tx.AddFlag(&f) }); err != nil {
			t.Fatal(err)
		}
	}
	d.settle()
	d.shortcut("review.questions")
	d.Want("shown", d.w.stage.Shown(), "questions")
	d.shot("questions-light")
	var rows []*control.FileRow
	for _, o := range test.LaidOutObjects(d.w.stage.Object()) {
		if row, ok := o.(*control.FileRow); ok {
			rows = append(rows, row)
		}
	}
	rows[1].TappedSecondary(&fyne.PointEvent{})
	top := d.w.win.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("the right button shows nothing")
	}
	d.w.win.Canvas().Overlays().Remove(top)
	rows[0].Tapped(&fyne.PointEvent{})
	d.pressed(fyne.KeyDown)
	d.typed("a")
	d.typed("Yes, the one in Geneva.")
	d.pressed(fyne.KeyReturn)
	d.Want("answered", d.questions(), []string{"open|||Ours?", "open|meeting||A meeting? / Yes, the one in Geneva."})
	d.typed("e") // the list has the keyboard again, not the field of the answer
	d.Want("resolved", d.questions(), []string{"open|||Ours?", "resolved|meeting||A meeting? / Yes, the one in Geneva."})
	if listed := texts(d.w.stage.Object()); slices.Contains(listed, "A meeting?") {
		t.Error("what is resolved stays among the open ones")
	}
	d.typed("v")
	d.pressed(fyne.KeyEnd)
	if listed := texts(d.w.stage.Object()); !slices.Contains(listed, "A meeting?") {
		t.Error("what is resolved cannot be seen")
	}
	d.shot("questions-all-light")
	d.typed("e")
	d.Want("reopened", d.questions(), []string{"open|||Ours?", "open|meeting||A meeting? / Yes, the one in Geneva."})
	d.pressed(fyne.KeyReturn)
	d.Want("back in the articles", d.w.stage.Shown(), "read")
	if r := d.reader(); r.SelectedText() != "meeting" || !strings.HasPrefix(r.AccessibilityLabel(), "What the meeting means") {
		t.Errorf("went to %q in %.30q", r.SelectedText(), r.AccessibilityLabel())
	}
}

// A label that has the letter keeps it; the command is in the menu all the same.
func TestALabelKeepsItsLetter(t *testing.T) {
	d := newDesk(t)
	if _, ok := d.w.session.Do("codebook", "Changed the codebook", func(tx *store.Tx) error {
		cb, err := tx.Codebook()
		if err != nil {
			return err
		}
		cb.Labels = slices.Clone(cb.Labels)
		cb.Labels[0].Hotkey = "q"
		return tx.SetCodebook(cb, nil)
	}); !ok {
		t.Fatal("a codebook of that letter is refused")
	}
	d.settle()
	d.words("haqqani network", 0)
	d.typed("q")
	if got := d.spans(0); len(got) != 1 || d.w.sheets.Len() != 0 {
		t.Errorf("%d spans, %d sheets", len(got), d.w.sheets.Len())
	}
	d.shortcut("flag.ask")
	if d.w.sheets.Len() != 1 {
		t.Error("the menu does not flag")
	}
}

// One goes to a question in a story that is not open, and to one about a whole article.
func TestGoesToAQuestionOfAnotherStory(t *testing.T) {
	d := newDesk(t)
	var far annotate.Document
	if _, ok := d.w.session.Do("import", "Imported an article", func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory("Another one")
		if err != nil {
			return err
		}
		far = annotate.Document{StoryID: story.ID, Title: "Far", Text: "Far away\n\nNothing was known of the envoy there."}
		if err := tx.AddDocument(&far, nil); err != nil {
			return err
		}
		return tx.AddFlag(&annotate.Flag{DocumentID: far.ID, Place: annotate.Segment{Start: 35, End: 40}, Question: "Which one?"})
	}); !ok {
		t.Fatal("no other story")
	}
	d.settle()
	d.shortcut("review.questions")
	d.pressed(fyne.KeyReturn)
	d.until("its words are selected", func() bool {
		return len(d.readers()) == 1 && strings.HasPrefix(d.readers()[0].AccessibilityLabel(), "Far away") && d.readers()[0].SelectedText() == "envoy"
	})
	d.Want("the open story", d.w.session.Story().Name, "Another one")
	d.w.session.ShowPlace(d.documentsOf(t, "The meeting in Geneva")[1].ID, annotate.Segment{})
	d.until("the article is there", func() bool {
		return slices.ContainsFunc(d.readers(), func(r *reader.Reader) bool { return strings.HasPrefix(r.AccessibilityLabel(), "جنيف") })
	})
	d.settle()
	if r := d.reader(); !strings.HasPrefix(r.AccessibilityLabel(), "جنيف") || r.Caret() != 0 {
		t.Errorf("the keyboard is in %.20q at %d", r.AccessibilityLabel(), r.Caret())
	}
}

// documentsOf are those of a story.
func (d *desk) documentsOf(t *testing.T, name string) []annotate.Document {
	t.Helper()
	stories, err := d.w.session.Project.Stories(context.Background())
	d.Must(err)
	for _, s := range stories {
		if s.Name == name {
			all, err := d.w.session.Project.Documents(context.Background(), s.ID)
			d.Must(err)
			return all
		}
	}
	t.Fatalf("no story %q", name)
	return nil
}
