package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestTheHelpScrollsByKeyboard(t *testing.T) {
	d := newDesk(t)
	d.w.start("help.keys")
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
	d.w.start("file.annotator")
	d.typed("carla")
	d.pressed(fyne.KeyReturn)
	if name := d.w.session.Annotator().Name; name != "carla" {
		t.Errorf("%q annotates", name)
	}
}

func TestTheSidebarIsWorkedByKeyboard(t *testing.T) {
	d := newDesk(t)
	list := d.w.workspace.sidebar.upper
	d.w.win.Canvas().Focus(list)
	d.pressed(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn) // the story, its first article, its second
	if p := d.w.workspace.panes.current(); p.documentID != d.w.workspace.documents[1].ID {
		t.Errorf("Return opens %s", p.title.Text)
	}
	d.w.win.Canvas().Focus(list)
	d.pressed(fyne.KeyEscape)
	if d.w.win.Canvas().Focused() != fyne.Focusable(d.w.workspace.panes.current().reader) {
		t.Error("Escape does not lead back to the text")
	}
}

func TestAStoryIsRemovedFromTheMenu(t *testing.T) {
	d := newDesk(t)
	d.w.start("story.delete")
	d.w.typedKey(fyne.KeyReturn)
	d.until("it is gone", func() bool { return d.w.session.Story().ID == "" })
	d.w.start("edit.undo")
	d.until("it is back", func() bool { return len(d.w.workspace.sidebar.stories) == 1 })
}
