package shell

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestTheHelpScrollsByKeyboard(t *testing.T) {
	d := newDesk(t)
	d.w.commands.StartID("help.keys")
	scroll := d.w.sheets.Top().Options.Scroll
	for _, c := range []struct {
		key   fyne.KeyName
		moved bool
	}{{fyne.KeyUp, false}, {fyne.KeyDown, true}, {fyne.KeyHome, false}, {fyne.KeyPageDown, true}, {fyne.KeyEnd, true}, {fyne.KeyHome, false}} {
		d.w.typedKey(c.key)
		if moved := scroll.Offset.Y > 0; moved != c.moved {
			t.Errorf("after %s the sheet is at %v", c.key, scroll.Offset.Y)
		}
	}
	d.w.typedKey(fyne.KeyEscape)
	if d.w.sheets.Len() != 0 {
		t.Error("Escape does not close it")
	}
}

func TestWhatASheetProposesGivesWayToWhatIsTyped(t *testing.T) {
	d := newDesk(t)
	d.w.commands.StartID("file.annotator")
	d.typed("carla")
	d.pressed(fyne.KeyReturn)
	if name := d.w.session.Annotator().Name; name != "carla" {
		t.Errorf("%q annotates", name)
	}
}

func TestAStoryIsRemovedFromTheMenu(t *testing.T) {
	d := newDesk(t)
	d.w.commands.StartID("story.delete")
	d.w.typedKey(fyne.KeyReturn)
	d.until("it is gone", func() bool { return d.w.session.Story().ID == "" })
	d.w.commands.StartID("edit.undo")
	d.until("it is back", func() bool {
		stories, err := d.w.session.Project.Stories(d.w.session.Context())
		return err == nil && len(stories) == 1
	})
}

// Tab goes from text to text, then to what stands beside them, and never to what closes a pane.
func TestTabGoesFromTextToText(t *testing.T) {
	d := newDesk(t)
	readers := d.readers()
	if len(readers) < 2 {
		t.Fatal("two articles are needed")
	}
	d.w.win.Canvas().Focus(readers[0])
	for i, r := range readers[1:] {
		d.w.win.Canvas().FocusNext()
		if d.w.win.Canvas().Focused() != r {
			t.Fatalf("after pane %d Tab leads to %T", i+1, d.w.win.Canvas().Focused())
		}
	}
	d.w.win.Canvas().FocusPrevious()
	if d.w.win.Canvas().Focused() != readers[len(readers)-2] {
		t.Errorf("Shift+Tab leads to %T", d.w.win.Canvas().Focused())
	}
	d.w.win.Canvas().FocusPrevious()
	if len(d.readers()) != len(readers) {
		t.Error("a pane was closed")
	}
}

// A click on an empty place takes the keyboard from the view; the next key gives it back.
func TestAClickOnAnEmptyPlaceLeavesTheKeyboard(t *testing.T) {
	d := newDesk(t)
	d.typed("q")
	d.pressed(fyne.KeyReturn) // there is a question to list
	for _, view := range []string{"read", "questions"} {
		d.w.stage.Show(view)
		d.settle()
		before := d.w.win.Canvas().Focused()
		if before == nil {
			t.Fatalf("nothing has the keyboard in %s", view)
		}
		d.w.win.Canvas().Unfocus()
		d.w.takeBack()
		if now := d.w.win.Canvas().Focused(); now != before {
			t.Errorf("in %s %T has the keyboard, not %T", view, now, before)
		}
	}
	d.w.stage.Leave()
	d.w.commands.StartID("help.keys")
	d.w.win.Canvas().Unfocus()
	d.w.takeBack()
	if now := d.w.win.Canvas().Focused(); now != nil {
		t.Errorf("beneath a sheet %T has the keyboard", now)
	}
}

// The keys F1 to F12 mean the same wherever the keyboard is.
func TestFunctionKeysWorkEverywhere(t *testing.T) {
	d := newDesk(t)
	d.words("haqqani network", 0)
	d.typed("1")
	for where, goThere := range map[string]func(){
		"a field of the inspector": func() { d.w.commands.StartID("span.name") },
		"its choices":              func() { d.w.commands.StartID("span.edit") },
		"the words to find":        func() { d.w.commands.StartID("edit.find") },
		"the agreement":            func() { d.w.commands.StartID("review.agreement") },
		"the review":               func() { d.w.commands.StartID("review.open") },
		"the questions":            func() { d.w.commands.StartID("review.questions") },
	} {
		d.w.stage.Leave()
		goThere()
		d.settle()
		d.pressed(fyne.KeyF1)
		if d.w.sheets.Len() != 1 {
			t.Errorf("F1 shows no keys in %s", where)
		}
		d.w.sheets.CloseAll()
	}
}

// A menu has room in a window of 800 pixels.
func TestMenusAreShort(t *testing.T) {
	d := newDesk(t)
	for _, one := range d.w.menu.bar.Items {
		if n := len(one.Items); n > 23 {
			t.Errorf("the menu %s has %d entries", one.Label, n)
		}
	}
}
