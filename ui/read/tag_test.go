package read

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

func TestTagsBySingleKeys(t *testing.T) {
	d := newDesk(t)
	d.words("haqqani network", 0)
	d.typed("1")
	spans := d.spans(0)
	if len(spans) != 1 || d.view().panes.list[0].text.Slice(spans[0].Start(), spans[0].End()) != "Haqqani network" {
		t.Fatalf("after 1: %+v", spans)
	}
	if d.w.session.Selected() != spans[0].ID {
		t.Error("the new span is not in hand")
	}
	d.words("the envoy could not be reached.", 0)
	sentence := d.view().panes.current().reader.Selection()[0]
	d.view().panes.current().reader.Select(annotate.Segment{Start: sentence.Start - 1, End: sentence.End + 1})
	d.typed("c")
	spans = d.spans(0)
	if len(spans) != 2 {
		t.Fatalf("after c: %d spans", len(spans))
	}
	text := d.view().panes.list[0].text
	if got := text.Slice(spans[1].Start(), spans[1].End()); got != "The envoy could not be reached." {
		t.Errorf("the claim is %q: white space at its ends should be left out", got)
	}
	d.view().panes.current().reader.SetCaret(textpos.Fold(text.String(), false).Find("Müller", 1)[0].Start + 2)
	d.typed("a")
	if spans = d.spans(0); len(spans) != 3 {
		t.Fatalf("the word at the caret was not tagged: %d spans", len(spans))
	}
	d.shot("tagged-light")
	d.shortcut("edit.undo")
	if got := len(d.spans(0)); got != 2 {
		t.Errorf("after undo %d spans", got)
	}
	d.shortcut("edit.redo")
	if got := len(d.spans(0)); got != 3 {
		t.Errorf("after redo %d spans", got)
	}
	d.w.session.SelectSpan("") // the redo has put what it brought back in hand
	d.pressed(fyne.KeyDelete)
	if got := len(d.spans(0)); got != 3 {
		t.Errorf("Delete without a span in hand left %d spans", got)
	}
	d.typed("n")
	d.pressed(fyne.KeyDelete)
	if got := len(d.spans(0)); got != 2 {
		t.Errorf("after Delete %d spans", got)
	}
}

// The picture of a tag does not wait for the disk, and what is typed before it is saved comes after it.
func TestATagIsSeenBeforeItIsSaved(t *testing.T) {
	d := newDesk(t)
	text := d.view().panes.current().reader
	seen := func() string {
		if ids := text.MarksAt(text.Caret() - 1); len(ids) == 1 && text.SelectedMark() == ids[0] && len(text.Selection()) == 0 {
			return ids[0]
		}
		return ""
	}
	d.words("haqqani network", 0)
	uitest.Type(d, d.w.win, "1")
	shown := seen()
	if shown == "" || len(d.spans(0)) != 0 || !d.w.session.Saving() {
		t.Fatalf("in the next picture %q is shown as tagged, %d spans are saved, saving is %v", shown, len(d.spans(0)), d.w.session.Saving())
	}
	d.settle()
	if spans := d.spans(0); len(spans) != 1 || spans[0].ID != shown || seen() != shown || d.w.session.Selected() != shown || d.w.session.Saving() {
		t.Fatalf("after it %+v is saved, %q is shown, %q in hand", spans, seen(), d.w.session.Selected())
	}
	d.words("the envoy could not be reached", 0)
	uitest.Type(d, d.w.win, "2")
	uitest.Press(d.w.win, fyne.KeyDelete, func(fyne.KeyName) { t.Fatal("the text has lost the keyboard") })
	d.settle()
	if spans := d.spans(0); len(spans) != 1 || spans[0].ID != shown {
		t.Errorf("tagged and deleted at once it leaves %+v", spans)
	}
	d.words("senior official", 0)
	uitest.Type(d, d.w.win, "1")
	d.words("the envoy could not be reached", 0)
	next := text.Selection()
	d.settle()
	d.Want("what is selected before a tag is saved", text.Selection(), next)
	d.shortcut("edit.undo")
	d.words("Müller", 0)
	text.ClearSelection()
	uitest.Type(d, d.w.win, "1212")
	d.settle()
	if spans := d.spans(0); len(spans) != 3 || spans[1].LabelID == spans[2].LabelID {
		t.Errorf("a word tagged twice with each of two labels leaves %+v", spans)
	}
}

func TestATagThatCannotBeSavedGoes(t *testing.T) {
	d := newDesk(t)
	var refused []string
	d.w.session.OnError = func(sentence string) { refused = append(refused, sentence) }
	claim := d.w.session.Codebook().Labels[1]
	uitest.Do(t, d.w.session.Project, annotate.Annotator{}, func(tx *store.Tx) error { return tx.SetCodebook(uitest.Codebook(t, "attribution"), nil) })
	d.words("haqqani network", 0)
	text := d.view().panes.current().reader
	selected := text.Selection()
	d.view().Tag(claim.ID) // before the window hears that the label has gone
	if text.SelectedMark() == "" {
		t.Fatal("it is not shown")
	}
	d.w.session.Settle()
	if text.SelectedMark() != "" || len(text.MarksAt(selected[0].Start)) > 0 || len(d.spans(0)) > 0 {
		t.Error("it stays")
	}
	d.Want("what was selected", text.Selection(), selected)
	if len(refused) != 1 {
		t.Errorf("it says %q", refused)
	}
}

// A key that comes before the spans of an article are read finds what is tagged all the same.
func TestWhatIsTaggedIsNotTaggedAgainWhileSpansAreRead(t *testing.T) {
	d := newDesk(t)
	d.words("haqqani network", 0)
	d.typed("1")
	first := d.spans(0)
	p := d.view().panes.current()
	p.reader.SetMarks(nil)
	p.spans = nil
	d.words("haqqani network", 0)
	d.typed("1")
	if spans := d.spans(0); len(spans) != 1 || d.w.session.Selected() != first[0].ID {
		t.Errorf("%d spans, in hand is %q", len(spans), d.w.session.Selected())
	}
	d.words("the envoy", 0)
	p.spans = nil
	d.typed("1")
	if spans := d.spans(0); len(spans) != 2 {
		t.Errorf("%d spans after another was tagged", len(spans))
	}
}

func TestRelatesByKeys(t *testing.T) {
	d := newDesk(t)
	d.words("official", 2)
	d.typed("1")
	actor := d.w.session.Selected()
	d.words("we know of the meeting", 0)
	d.typed("2")
	claim := d.w.session.Selected()
	d.w.session.SelectSpan(actor)
	d.typed("r")
	if !d.view().relations.banner.object.Visible() {
		t.Fatal("no banner after r")
	}
	d.w.session.SelectSpan(claim)
	d.settle()
	d.shot("relating-light")
	d.pressed(fyne.KeyReturn)
	relations, err := d.w.session.Project.RelationsOf(d.w.session.Context(), actor)
	if err != nil || len(relations) != 1 || relations[0].HeadSpanID != actor || relations[0].TailSpanID != claim {
		t.Fatalf("relations %+v, %v", relations, err)
	}
	if d.view().relations.banner.object.Visible() {
		t.Error("the banner stays after the relation was made")
	}
	d.typed("r")
	d.pressed(fyne.KeyEscape)
	if d.view().relations.making != nil {
		t.Error("Escape does not cancel")
	}
	d.shot("related-light")
}

func TestTagsAllOtherOccurrences(t *testing.T) {
	d := newDesk(t)
	d.words("haqqani network", 0)
	d.typed("1o")
	d.until("the occurrences are shown", func() bool { return d.w.sheets.Len() == 1 })
	d.settle()
	d.shot("occurrences-light")
	d.pressed(fyne.KeyReturn)
	total := 0
	for i := range uitest.Articles {
		total += len(d.spans(i))
	}
	if total != 4 {
		t.Errorf("%d spans, want 4", total)
	}
	d.shortcut("edit.undo")
	total = 0
	for i := range uitest.Articles {
		total += len(d.spans(i))
	}
	if total != 1 {
		t.Errorf("%d spans after undo, want 1: it is one act", total)
	}
}

func TestMarksDoneAndGoesOn(t *testing.T) {
	d := newDesk(t)
	first := d.view().panes.current().documentID
	d.shortcut("story.done")
	if d.view().articles.state(first) != annotate.Done {
		t.Error("the article is not done")
	}
	if d.view().panes.current().documentID == first {
		t.Error("the window did not go on")
	}
}

func TestAnEditShowsInAllPanesOfTheArticle(t *testing.T) {
	d := newDesk(t)
	v := d.view()
	v.panes.add(v.articles.list[0].ID)
	d.until("the second pane is read", func() bool { return v.panes.current().text != nil })
	d.words("envoy", 1)
	d.typed("1")
	for _, p := range v.panes.of(v.articles.list[0].ID) {
		if len(p.spans) != 1 {
			t.Error("a pane does not show the span")
		}
	}
}

func TestCopiesTheSelection(t *testing.T) {
	d := newDesk(t)
	d.words("zoë müller", 0)
	d.shortcut("edit.copy")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "Zoë Müller" {
		t.Errorf("copied %q", got)
	}
}

func TestDigitsChooseTheRelationWhileOneIsMade(t *testing.T) {
	d := newDesk(t)
	d.words("official", 2)
	d.typed("1")
	actor := d.w.session.Selected()
	d.words("we know of the meeting", 0)
	d.typed("2")
	claim := d.w.session.Selected()
	d.w.session.SelectSpan(actor)
	d.typed("r")
	d.w.session.SelectSpan(claim)
	d.typed("2") // no label: a relation is being made, and the digit decides
	if got := len(d.spans(0)); got != 2 {
		t.Errorf("%d spans, want 2", got)
	}
	relations, err := d.w.session.Project.RelationsOf(d.w.session.Context(), actor)
	if err != nil || len(relations) != 1 || relations[0].HeadSpanID != claim {
		t.Errorf("relations %+v, %v; the second choice is targets, from the claim", relations, err)
	}
}

func TestRegionsAreMarkedAndUnmarked(t *testing.T) {
	d := newDesk(t)
	p := d.view().panes.current()
	d.words("the envoy could not be reached.", 0)
	d.w.commands.StartID("story.region.caption")
	d.settle()
	if len(p.regions) != 2 || p.regions[1].Kind != annotate.RegionCaption {
		t.Fatalf("regions %+v", p.regions)
	}
	d.words("could not", 0)
	d.w.commands.StartID("story.region.none")
	d.settle()
	if len(p.regions) != 3 {
		t.Errorf("regions %+v: the caption should be parted in two", p.regions)
	}
}
