package read

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestTheSidebarIsWorkedByKeyboard(t *testing.T) {
	d := newDesk(t)
	list := d.view().sidebar.upper
	d.w.win.Canvas().Focus(list)
	d.pressed(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn) // the story, its first article, its second
	if p := d.view().panes.current(); p.documentID != d.view().articles.list[1].ID {
		t.Errorf("Return opens %s", p.title.Text)
	}
	d.w.win.Canvas().Focus(list)
	d.pressed(fyne.KeyEscape)
	if d.w.win.Canvas().Focused() != fyne.Focusable(d.view().panes.current().reader) {
		t.Error("Escape does not lead back to the text")
	}
}
