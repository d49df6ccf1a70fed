package read

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestFindCountsAndSteps(t *testing.T) {
	d := newDesk(t)
	d.shortcut("edit.find")
	d.typed("envoy")
	f := d.view().panes.current().find
	if f.found.Text != "1 of 3" {
		t.Errorf("found %q", f.found.Text)
	}
	d.pressed("Return")
	d.shot("find-light")
	if f.found.Text != "2 of 3" {
		t.Errorf("after Enter %q", f.found.Text)
	}
	p := d.view().panes.current()
	p.object.Resize(fyne.NewSize(leastPane, p.object.Size().Height))
	if f.field.Size().Width < leastPane-10 || f.object.Size().Height < 2*f.field.Size().Height-20 {
		t.Errorf("in the narrowest pane the field is %v large in a bar of %v", f.field.Size(), f.object.Size())
	}
	d.pressed("Escape")
	if f.object.Visible() {
		t.Error("Escape does not close the bar")
	}
}
