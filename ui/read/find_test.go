package read

import "testing"

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
	d.pressed("Escape")
	if f.object.Visible() {
		t.Error("Escape does not close the bar")
	}
}
