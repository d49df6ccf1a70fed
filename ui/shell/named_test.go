package shell

import (
	"context"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// manyNames puts a second story into the project, and an actor with an alias that is mentioned there only.
func (d *desk) manyNames() {
	d.t.Helper()
	uitest.Do(d.t, d.w.session.Project, annotate.NewAnnotator("anna"), func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory("Flood at the weir")
		if err != nil {
			return err
		}
		article := annotate.Document{StoryID: story.ID, Title: "Dikes hold for now", Outlet: "River Post", SourceFormat: "text",
			Text: "Dikes hold for now\n\nThe Water Board said the dikes would hold."}
		if err := tx.AddDocument(&article, nil); err != nil {
			return err
		}
		board := annotate.Entity{LabelID: annotate.DerivedID("label", "actor"), Name: "Waterschap Élan", Aliases: []string{"The Water Board"}}
		if err := tx.CreateEntity(&board); err != nil {
			return err
		}
		return tx.CreateSpan(&annotate.Span{DocumentID: article.ID, LabelID: board.LabelID, EntityID: board.ID, Confidence: 1,
			Segments: []annotate.Segment{{Start: 20, End: 35}}})
	})
	d.settle()
}

// goTo types into the palette, takes what stands first, and says what articles are shown then.
func (d *desk) goTo(query string) string {
	d.t.Helper()
	d.shortcut("help.palette")
	d.typed(query)
	d.pressed("Return")
	d.settle()
	var shown []string
	for _, r := range d.readers() {
		shown = append(shown, r.AccessibilityLabel())
	}
	return strings.Join(shown, "\n")
}

func TestPaletteGoesToWhatHasAName(t *testing.T) {
	for query, want := range map[string]string{
		"dikes hold": "Dikes hold for now", "river p": "Dikes hold for now", "flood weir": "Dikes hold for now",
		"waterschap E\u0301LAN": "Dikes hold for now", "the water board": "Dikes hold for now", "geneva wire": "جنيف",
	} {
		d := newDesk(t)
		d.manyNames()
		if got := d.goTo(query); !strings.Contains(got, want) {
			t.Errorf("%q leads to %q", query, got)
		}
	}
}

func TestPaletteGoesToAMentionAndToWords(t *testing.T) {
	d := newDesk(t)
	d.tagSome()
	d.manyNames()
	d.goTo("denied")
	if in, err := d.w.session.Project.Span(context.Background(), d.w.session.Selected()); err != nil || in.LabelID != annotate.DerivedID("label", "claim") {
		t.Errorf("the span in hand is %v, %v", in, err)
	}
	d.goTo("waterschap")
	r := d.reader()
	if at := r.Selection(); len(at) != 1 || at[0] != (annotate.Segment{Start: 20, End: 35}) {
		t.Errorf("selected is %v in %q", at, r.AccessibilityLabel())
	}
	if d.w.session.Story().Name != "Flood at the weir" {
		t.Errorf("the story is %q", d.w.session.Story().Name)
	}
}

// The words of the act that an undo would take back lead to where they stand, not to the undo.
func TestPaletteDoesNotUndoWhatIsLookedFor(t *testing.T) {
	d := newDesk(t)
	d.tagSome()
	undo := d.w.commands.ByID("edit.undo")
	before := undo.Title()
	_, words, _ := strings.Cut(before, "“")
	words, _, found := strings.Cut(words, "”")
	if !found {
		t.Fatalf("%q names no words", before)
	}
	d.goTo(words)
	if undo.Title() != before {
		t.Errorf("looking for %q leaves %q, which was %q", words, undo.Title(), before)
	}
}

func TestPaletteSaysThatNothingIsFound(t *testing.T) {
	d := newDesk(t)
	d.shortcut("help.palette")
	d.typed("qqzzqq")
	d.shot("palette-nothing-light")
	over := strings.Join(texts(d.w.win.Canvas().Overlays().Top()), "\n")
	if !strings.Contains(over, "Nothing is called “qqzzqq”") {
		t.Errorf("the palette says %q", over)
	}
	d.pressed("Return")
	if d.w.win.Canvas().Overlays().Top() == nil {
		t.Error("the palette goes without having found anything")
	}
}
