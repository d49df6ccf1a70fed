package control

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// scrolledAt turns the wheel over the middle of o.
func scrolledAt(w fyne.Window, o fyne.CanvasObject, by float32) {
	middle := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(o.Size().Width/2, o.Size().Height/2)
	test.Scroll(w.Canvas(), middle, 0, by)
}

// The wheel over a field scrolls the form around it, unless the field has lines of its own to scroll.
func TestAFieldLeavesTheWheelToItsForm(t *testing.T) {
	test.NewTempApp(t)
	form := &Form{}
	field, short, long := NewEntry("", nil, form), NewNote("", 3, nil, form), NewNote("", 3, nil, form)
	long.Set(strings.Repeat("a line\n", 30))
	rows := NewColumn(10, field, short, long)
	for range 20 {
		rows.Add(NewEntry("", nil, form))
	}
	form.Scroll = container.NewVScroll(rows)
	w := test.NewTempWindow(t, form.Scroll)
	form.Window = w
	w.Resize(fyne.NewSize(300, 400))
	test.LaidOutObjects(w.Canvas().Content())
	want(t, "at first", form.Scroll.Offset.Y, float32(0))
	for name, o := range map[string]fyne.CanvasObject{"a field": field, "a note": short} {
		form.Scroll.ScrollToTop()
		scrolledAt(w, o, -20)
		if form.Scroll.Offset.Y != 20 {
			t.Errorf("over %s the form scrolls by %v", name, form.Scroll.Offset.Y)
		}
	}
	form.Scroll.ScrollToTop()
	scrolledAt(w, long, -20)
	want(t, "over a long note", form.Scroll.Offset.Y, float32(0))
	scrolledAt(w, long, -10000) // to its end
	scrolledAt(w, long, -20)
	want(t, "over a long note at its end", form.Scroll.Offset.Y, float32(20))
}
