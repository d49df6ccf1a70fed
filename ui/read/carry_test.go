package read

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// inHand is the span in hand as the project has it.
func (d *desk) inHand() annotate.Span {
	d.t.Helper()
	span, err := d.w.session.Project.Span(d.w.session.Context(), d.w.session.Selected())
	d.Must(err)
	return span
}

// named tags words as an actor, a person, and gives them their own name.
func (d *desk) named(words string, nth int) (entity string) {
	d.t.Helper()
	d.words(words, nth)
	d.typed("1")
	d.pressed(fyne.KeyReturn)
	d.typed("1") // a person
	d.pressed(fyne.KeyEscape)
	d.shortcut("span.name")
	d.pressed(fyne.KeyReturn)
	if d.inHand().EntityID == "" {
		d.t.Fatalf("%q has no name", words)
	}
	if d.w.win.Canvas().Focused() != d.view().panes.current().reader {
		d.t.Error("the keyboard is not back in the text once a name is chosen")
	}
	return d.inHand().EntityID
}

func TestAKnownNameIsFilledIn(t *testing.T) {
	d := newDesk(t)
	network := d.named("haqqani network", 0)
	d.words("haqqani network", 1)
	d.typed("1")
	second := d.inHand()
	if second.EntityID != network || fmt.Sprint(second.Attributes) != "map[type:person]" {
		t.Fatalf("filled in: %+v", second)
	}
	if want := "Tagged “Haqqani network” as actor. Filled in: Haqqani network, type person. 0 takes that back."; d.w.said != want {
		t.Errorf("it says %q", d.w.said)
	}
	d.shot("filled-light")
	says := func(words string) bool {
		return strings.Contains(strings.Join(captions(d.view().inspector), "|"), words)
	}
	if !says("type · filled in") || !says("Entity · filled in") {
		t.Errorf("the inspector does not show what was filled in: %q", captions(d.view().inspector))
	}
	d.typed("0")
	if bare := d.inHand(); bare.EntityID != "" || len(bare.Attributes) != 0 {
		t.Errorf("not taken back: %+v", bare)
	}
	if says("filled in") {
		t.Error("it is still shown as filled in")
	}
	d.typed("0")
	if d.w.said != "Nothing was filled in on this span." {
		t.Errorf("a second 0 says %q", d.w.said)
	}
	d.shortcut("edit.undo")
	if again := d.inHand(); again.EntityID != network || !says("type · filled in") {
		t.Error("undo does not bring back what was taken back")
	}
	d.pressed(fyne.KeyReturn)
	d.typed("2") // an organisation: that is said and not filled in
	if says("type · filled in") || !says("Entity · filled in") {
		t.Errorf("what was said is shown as filled in: %q", captions(d.view().inspector))
	}
	d.shortcut("edit.undo")
	d.shortcut("edit.undo")
	if _, err := d.w.session.Project.Span(d.w.session.Context(), second.ID); err == nil {
		t.Error("one undo does not take back the span with what was filled in")
	}
	d.shortcut("annotate.fill")
	d.view().panes.focus(0)
	d.words("haqqani network", 1)
	d.typed("1")
	if span := d.inHand(); span.EntityID != "" {
		t.Error("it is filled in though that is switched off")
	}
}

// captions are the small words of what is to be seen in the inspector.
func captions(o fyne.CanvasObject) (all []string) {
	uitest.Walk(o, func(o fyne.CanvasObject) {
		if c, is := o.(interface{ Text() string }); is {
			all = append(all, c.Text())
		}
	})
	return all
}

func TestMentionsWithoutANameAreOffered(t *testing.T) {
	d := newDesk(t)
	d.shortcut("annotate.fill")
	d.words("haqqani network", 1)
	d.typed("1")
	unnamed := d.w.session.Selected()
	network := d.named("haqqani network", 0)
	d.typed("o")
	d.until("the occurrences are shown", func() bool { return d.w.sheets.Len() == 1 })
	d.shot("occurrences-unnamed-light")
	d.pressed(fyne.KeyReturn)
	total := 0
	for i := range uitest.Articles {
		for _, span := range d.spans(i) {
			total++
			if span.EntityID != network || fmt.Sprint(span.Attributes) != "map[type:person]" {
				t.Errorf("%+v", span)
			}
		}
	}
	if total != 4 || d.w.said != "Tagged 2 occurrences of “Haqqani network” as actor and named 1." {
		t.Errorf("%d spans; it says %q", total, d.w.said)
	}
	d.shortcut("edit.undo")
	span, err := d.w.session.Project.Span(d.w.session.Context(), unnamed)
	if err != nil || span.EntityID != "" || len(span.Attributes) != 0 {
		t.Errorf("it is not one act: %+v, %v", span, err)
	}
}

// What is undone while the inspector has the keyboard takes the span from it: the text has the keyboard then, and a label's key tags anew.
func TestUndoGivesTheKeyboardBackToTheText(t *testing.T) {
	d := newDesk(t)
	text := d.view().panes.current().reader
	d.shortcut("annotate.inspect")
	d.words("we know of the meeting", 0)
	d.typed("c")
	if d.w.win.Canvas().Focused() == text {
		t.Fatal("the inspector has not the keyboard")
	}
	d.shortcut("edit.undo")
	d.settle()
	if len(d.spans(0)) != 0 || d.w.win.Canvas().Focused() != text {
		t.Errorf("%d spans, the keyboard is at %T", len(d.spans(0)), d.w.win.Canvas().Focused())
	}
}

func TestTheInspectorFlows(t *testing.T) {
	d := newDesk(t)
	text := d.view().panes.current().reader
	d.shortcut("annotate.inspect")
	d.words("we know of the meeting", 0)
	d.typed("c")
	d.typed("123") // a direct quote, which opposes, of something possible
	if got := fmt.Sprint(d.inHand().Attributes); got != "map[certainty:possible stance:opposes voice:direct quote]" {
		t.Errorf("attributes %s", got)
	}
	if d.w.win.Canvas().Focused() != text {
		t.Error("the keyboard is not back in the text after the last attribute")
	}
	d.shortcut("annotate.inspect")
	d.words("denied it", 0)
	d.typed("c")
	if d.w.win.Canvas().Focused() != text {
		t.Error("the inspector opens though that is switched off")
	}
	d.pressed(fyne.KeyReturn)
	d.typed("1")
	d.pressed(fyne.KeyEscape)
	d.pressed(fyne.KeyReturn)
	d.typed("1") // what was chosen stays chosen, and the keyboard goes on
	d.typed("1")
	if got := fmt.Sprint(d.inHand().Attributes); got != "map[stance:supports voice:direct quote]" {
		t.Errorf("attributes %s", got)
	}
}

func TestALabelsKeyTagsTheWordAtTheCaretWhereItWasPut(t *testing.T) {
	d := newDesk(t)
	text := d.view().panes.current().reader
	put := func(words string) {
		text.SetCaret(textpos.Fold(text.AccessibilityLabel(), false).Find(words, 1)[0].Start)
		d.pressed(fyne.KeyRight)
	}
	count := func(want int, what string) {
		t.Helper()
		if got := len(d.spans(0)); got != want {
			t.Errorf("%s: %d spans, not %d; it says %q", what, got, want, d.w.said)
		}
	}
	put("Kabul")
	d.typed("a")
	count(1, "after an arrow")
	if d.w.said != "Tagged “Kabul” as actor." {
		t.Errorf("it says %q", d.w.said)
	}
	put("envoy")
	d.shortcut("edit.find")
	d.typed("official")
	d.pressed(fyne.KeyEscape)
	text.ClearSelection()
	d.typed("a")
	count(1, "after a find")
	if !strings.HasPrefix(d.w.said, "Nothing was tagged") {
		t.Errorf("after a find it says %q", d.w.said)
	}
	d.pressed(fyne.KeyRight)
	d.typed("a")
	count(2, "after an arrow again")
	put("senior")
	d.w.sheets.Say("Something", "That has to be read.")
	d.pressed(fyne.KeyEscape)
	d.typed("a")
	count(2, "after a dialog")
	d.shortcut("tag." + d.w.session.Codebook().Labels[0].ID)
	count(3, "chosen from the menu")
	d.shortcut("view.pane.1")
	put("militants")
	d.shortcut("annotate.word")
	d.typed("a")
	count(3, "switched off")
	if !strings.HasPrefix(d.w.said, "Select some words first") {
		t.Errorf("switched off it says %q", d.w.said)
	}
	d.words("militants", 0)
	d.typed("a")
	count(4, "a selection")
}

func TestKeysOfAnotherAlphabetAreNotSilent(t *testing.T) {
	d := newDesk(t)
	d.typed("ф") // without a place: from an input method
	if !strings.HasPrefix(d.w.said, "“ф” is none of the keys here") {
		t.Errorf("it says %q", d.w.said)
	}
	d.words("envoy", 0)
	d.typed("A") // Caps Lock: Shift is not held
	if len(d.spans(0)) != 1 {
		t.Error("Caps Lock keeps a label's key from tagging")
	}
}

func TestANameThatMayMeanTwoIsAskedFor(t *testing.T) {
	d := newDesk(t)
	label := d.w.session.Codebook().Labels[0].ID
	d.w.session.Do("entities", "Two of a name", func(tx *store.Tx) error {
		for _, name := range []string{"Haqqani network (Kabul)", "Haqqani network (Khost)"} {
			if err := tx.CreateEntity(&annotate.Entity{LabelID: label, Name: name, Aliases: []string{"Haqqani network"}}); err != nil {
				return err
			}
		}
		return nil
	})
	d.words("haqqani network", 0)
	d.typed("1")
	if d.inHand().EntityID != "" || d.w.said != "Tagged “Haqqani network” as actor. 2 known ones are called so: Ctrl+Enter says which is meant." {
		t.Errorf("it says %q", d.w.said)
	}
}
