package reader

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Fyne opens the first menu of the window when Alt is let go without another key in between, and takes no notice of
// what the mouse did meanwhile. Dragging by characters, with Alt, would end in a menu each time.

// keepMenuShut shuts that menu again as soon as Alt is let go after a drag. No event tells of it, since the menu
// has the keyboard then, so the state of the key is asked for until it changes.
func (h *hand) keepMenuShut() {
	r := h.reader
	driver, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	if !ok || r.modifiers() != fyne.KeyModifierAlt {
		return
	}
	canvas, ok := fyne.CurrentApp().Driver().CanvasForObject(r).(interface {
		ToggleMenu()
		Focused() fyne.Focusable
	})
	if !ok {
		return
	}
	var look func()
	look = func() {
		switch {
		case driver.CurrentKeyModifiers()&fyne.KeyModifierAlt != 0:
			time.AfterFunc(frame, func() { r.opts.OnUI(look) })
		case canvas.Focused() != fyne.Focusable(r):
			canvas.ToggleMenu()
		}
	}
	look()
}
