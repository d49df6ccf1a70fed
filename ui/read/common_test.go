package read

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/ribbon"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// ferry is a story of which each article is told what the others say, in their order, the third being in the second's words.
var ferry = []annotate.Document{
	{Title: "Ferry stuck", Outlet: "Morning Beacon", Text: "The ferry Aldebaran ran onto a sandbank at dusk, the coast guard said.\n\n" +
		"The captain called the grounding “an embarrassing misjudgement of tide tables by a crew of 14 sailors” and apologised.\n\n" +
		strings.Repeat("Divers looked at the hull and found a scratch beneath the bow. ", 60) + "\n"},
	{Title: "Tide tables misread", Outlet: "Geneva Wire", Text: strings.Repeat("Nothing moved in the harbour during a foggy night of waiting. ", 60) + "\n\n" +
		"It was “an embarrassing misjudgement of tide tables by a crew of 16 sailors”, the captain of the vessel said.\n\n" +
		strings.Repeat("Tugs arrived with the morning and pulled in vain. ", 60) + "\n"},
	{Title: "A quiet day", Outlet: "Ledger & Tide", Text: "Shops sold umbrellas. Nobody bought any of them, since the sun shone until late.\n"},
}

// storyOf makes a project of some articles.
func storyOf(t *testing.T, path string, articles []annotate.Document) {
	t.Helper()
	p := uitest.Project(t, path)
	uitest.Do(t, p, annotate.NewAnnotator("anna"), func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory("The ferry")
		for i, a := range articles {
			if err == nil {
				err = tx.AddDocument(document(story.ID, i, a), nil)
			}
		}
		return err
	})
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
}

func document(storyID string, position int, a annotate.Document) *annotate.Document {
	a.StoryID, a.Position, a.TextSHA256, a.Language, a.SourceFormat = storyID, position, annotate.HashText(a.Text), "en", "text"
	a.SourceName, a.Source = a.Outlet+".txt", []byte(a.Text)
	return &a
}

// commonDesk shows articles that share passages.
func commonDesk(t *testing.T, articles ...annotate.Document) *desk {
	t.Helper()
	d := bareDesk(t)
	d.path = filepath.Join(t.TempDir(), "Ferry.parallax")
	storyOf(t, d.path, articles)
	d.open()
	return d
}

// caretAt puts the caret into words of a pane.
func (d *desk) caretAt(pane int, words string) {
	d.t.Helper()
	p := d.view().panes.list[pane]
	at := strings.Index(p.text.String(), words)
	if at < 0 {
		d.t.Fatalf("pane %d has no %q", pane, words)
	}
	d.view().panes.focus(pane)
	p.reader.SetCaret(p.text.CodePoint(at) + 2)
	d.settle()
}

// met are the words that are set apart in a pane.
func (d *desk) met(pane int) (words []string) {
	p := d.view().panes.list[pane]
	for _, m := range p.reader.Met() {
		words = append(words, p.text.Slice(m.Start, m.End))
	}
	return words
}

func TestThePassageAtTheCaretIsJoinedToTheOtherArticle(t *testing.T) {
	d := commonDesk(t, ferry...)
	d.caretAt(0, "ran onto a sandbank")
	if len(d.met(0)) != 0 || len(d.view().ribbons.layer.Ribbons(0)) != 0 {
		t.Fatalf("a passage that one article has alone is joined to %q", d.met(1))
	}
	d.caretAt(0, "misjudgement")
	for pane := range 2 {
		if met := d.met(pane); len(met) != 1 || !strings.Contains(met[0], "embarrassing misjudgement of tide tables") {
			t.Errorf("pane %d sets %q apart", pane, met)
		}
	}
	if met := d.met(2); len(met) != 0 {
		t.Errorf("an article without the passage sets %q apart", met)
	}
	seen := d.view().ribbons.layer.Ribbons(0)
	if len(seen) != 1 || seen[0].Right.Out != 1 {
		t.Fatalf("the ribbons are %+v, not one that leads below", seen)
	}
	if !strings.Contains(d.w.said, "Geneva Wire") || !strings.Contains(d.w.said, "14 in Morning Beacon") || !strings.Contains(d.w.said, "16 in Geneva Wire") {
		t.Errorf("it says %q", d.w.said)
	}
	uitest.Shot(t, d.w.win, "ribbons-stub")
	d.pressed(fyne.KeyF2)
	seen = d.view().ribbons.layer.Ribbons(0)
	if len(seen) != 1 || seen[0].Right.Out != 0 || seen[0].Left.Top-seen[0].Right.Top > 1 || seen[0].Right.Top-seen[0].Left.Top > 1 {
		t.Errorf("brought into view the ribbons are %+v", seen)
	}
	uitest.Shot(t, d.w.win, "ribbons-light")
	d.setMode(theme.Dark)
	d.settle()
	uitest.Shot(t, d.w.win, "ribbons-dark")
}

func TestAPassageOfPanesThatStandApartPointsToTheOther(t *testing.T) {
	d := commonDesk(t, ferry[0], ferry[2], ferry[1])
	d.caretAt(0, "misjudgement")
	d.shortcut("passage.meet")
	if seen := d.view().ribbons.layer.Ribbons(0); len(seen) != 1 || seen[0].Alone != ribbon.AtLeft {
		t.Errorf("beside the first article there are %+v", seen)
	}
	if seen := d.view().ribbons.layer.Ribbons(1); len(seen) != 1 || seen[0].Alone != ribbon.AtRight {
		t.Errorf("beside the last article there are %+v", seen)
	}
}

func TestKeysGoThroughThePassagesInCommon(t *testing.T) {
	d := commonDesk(t, ferry...)
	d.view().panes.focus(0)
	d.pressed(fyne.KeyF6)
	if met := d.met(0); len(met) != 1 {
		t.Fatalf("the next passage is %q", met)
	}
	at := d.view().panes.current().reader.Caret()
	d.pressed(fyne.KeyF6)
	if now := d.view().panes.current().reader.Caret(); now < at {
		t.Errorf("the passage behind %d is at %d", at, now)
	}
	d.view().panes.focus(2)
	d.pressed(fyne.KeyF6)
	if !strings.Contains(d.w.said, "No other article") {
		t.Errorf("in an article that shares nothing it says %q", d.w.said)
	}
}

func TestPassagesInCommonAreMarkedUntilThatIsSwitchedOff(t *testing.T) {
	d := commonDesk(t, ferry...)
	plain := func() bool {
		return !slices.ContainsFunc(d.view().panes.list, func(p *pane) bool { return len(p.reader.Shared()) > 0 })
	}
	if plain() {
		t.Fatal("no passage in common is marked")
	}
	d.shortcut("view.common")
	d.caretAt(0, "misjudgement")
	if !plain() || len(d.met(0)) > 0 {
		t.Error("switched off, passages in common are still marked")
	}
	d.close()
	d.open()
	if !plain() {
		t.Error("in another session passages in common are marked again")
	}
	d.shortcut("view.common")
	d.caretAt(0, "misjudgement")
	if plain() || len(d.met(1)) == 0 {
		t.Error("switched on again, no passage in common is marked")
	}
}

func TestWhatANewArticleSharesIsMarked(t *testing.T) {
	d := commonDesk(t, ferry[0], ferry[2])
	d.caretAt(0, "misjudgement")
	if met := d.met(0); len(met) != 0 {
		t.Fatalf("without the other article %q is set apart", met)
	}
	d.w.session.Do("import", "Imported", func(tx *store.Tx) error {
		return tx.AddDocument(document(d.w.session.Story().ID, 2, ferry[1]), nil)
	})
	d.settle()
	d.settle()
	if met := d.met(0); len(met) != 1 {
		t.Errorf("with it %q is", met)
	}
}

// TestArticlesScrollTogetherByTheirPassages scrolls one article to a passage that stands further down in the other.
func TestArticlesScrollTogetherByTheirPassages(t *testing.T) {
	d := commonDesk(t, ferry...)
	d.shortcut("view.linked")
	first, second := d.view().panes.list[0], d.view().panes.list[1]
	passage := d.view().commons.of[first.documentID][0]
	for range 40 {
		if first.reader.ScrollPosition() > passage.Start {
			break
		}
		first.reader.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
	}
	there := d.view().commons.placesIn(second.documentID, passage.family)[0]
	if at := second.reader.ScrollPosition(); at < there.Start-400 || at > there.End+400 {
		t.Errorf("the other article is at %d, the passage from %d to %d", at, there.Start, there.End)
	}
}

// TestACounterpartIsTaggedLikeTheSpan tags words of a passage and accepts what is proposed for them in the other article, where some of
// them stand in other forms.
func TestACounterpartIsTaggedLikeTheSpan(t *testing.T) {
	d := commonDesk(t, ferry...)
	tagged(d, "misjudgement of tide tables by a crew of 14 sailors", "2")
	d.typed("o")
	if over := d.w.win.Canvas().Overlays().Top(); over == nil {
		t.Fatalf("nothing is proposed; it says %q", d.w.said)
	}
	uitest.Shot(t, d.w.win, "counterparts")
	d.pressed(fyne.KeyReturn)
	spans := d.spans(1)
	second := d.view().panes.list[1]
	if len(spans) != 1 || second.text.Slice(spans[0].Start(), spans[0].End()) != "misjudgement of tide tables by a crew of 16 sailors" {
		t.Fatalf("the other article has %+v", spans)
	}
	d.typed("o")
	if !strings.Contains(d.w.said, "nowhere else") {
		t.Errorf("what is tagged is proposed again; it says %q", d.w.said)
	}
	d.shortcut("edit.undo")
	if len(d.spans(1)) != 0 {
		t.Error("undo leaves the span")
	}
}

func TestThePassageInHandIsComparedWordByWord(t *testing.T) {
	d := commonDesk(t, ferry...)
	d.caretAt(0, "misjudgement")
	d.pressed(fyne.KeyF7)
	uitest.Shot(t, d.w.win, "compare")
	shown := ""
	uitest.Walk(d.w.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if o, is := o.(*canvas.Text); is {
			shown += o.Text + "\n"
		}
	})
	for _, want := range []string{"Morning Beacon", "Geneva Wire", "14", "16"} {
		if !strings.Contains(shown, want) {
			t.Errorf("there is no %q in\n%s", want, shown)
		}
	}
	d.pressed(fyne.KeyEscape)
	if d.w.win.Canvas().Focused() != fyne.Focusable(d.view().panes.current().reader) {
		t.Error("the text has not got the keyboard back")
	}
}

func TestCopiesOfOneTextAreShownAsSuch(t *testing.T) {
	agency := ferry[0]
	agency.Outlet, agency.Text = "Tide Herald", agency.Text+"Photographs by the agency.\n"
	d := commonDesk(t, ferry[0], agency, ferry[2])
	for pane, want := range []string{"same copy as Tide Herald", "same copy as Morning Beacon", ""} {
		got := d.view().panes.list[pane].byline.Text()
		if !strings.HasSuffix(got, want) || want == "" && strings.Contains(got, "copy") {
			t.Errorf("pane %d says %q", pane, got)
		}
	}
	uitest.Shot(t, d.w.win, "copies")
}

func TestArticlesInOtherLanguagesAreSaidNotToBeCompared(t *testing.T) {
	d := commonDesk(t, ferry[0])
	foreign := document(d.w.session.Story().ID, 1, ferry[1])
	foreign.Language = "de"
	d.w.session.Do("import", "Imported", func(tx *store.Tx) error { return tx.AddDocument(foreign, nil) })
	d.settle()
	d.settle()
	d.pressed(fyne.KeyF6)
	if !strings.Contains(d.w.said, "different languages") {
		t.Errorf("it says %q", d.w.said)
	}
}
