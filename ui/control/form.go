package control

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Form is what the fields of one form share: where Escape leads, and what scrolls when the keyboard reaches a field
// that is out of sight.
type Form struct {
	Leave  func()
	Enter  func()            // what Return does on the chip that is chosen, on any of those of which several can be, and on a check box; nil chooses
	Done   func()            // what Return does in a field of one line, once its text was handed on; may be nil
	Other  func(r rune)      // hears what is typed at chips that choose nothing by it; may be nil
	Scroll *container.Scroll // nil where nothing scrolls
	Window fyne.Window       // the one that it stands in; nil asks Fyne, which does not know it before it was drawn
	OnUI   func(func())      // runs a function on the window's goroutine; nil is fyne.Do
	// Later runs fn on the window's goroutine after d and returns a function that calls it off; nil is the real
	// clock. Tests bring their own.
	Later func(d time.Duration, fn func()) (cancel func())

	at fyne.CanvasObject // what the keyboard reached last
}

func (f *Form) later(d time.Duration, fn func()) (cancel func()) {
	if f.Later != nil {
		return f.Later(d, fn)
	}
	onUI := f.OnUI
	if onUI == nil {
		onUI = fyne.Do
	}
	cancelled := false // read and written on the window's goroutine only
	timer := time.AfterFunc(d, func() {
		onUI(func() {
			if !cancelled {
				fn()
			}
		})
	})
	return func() {
		cancelled = true
		timer.Stop()
	}
}

// Focus gives o the keyboard. Unlike the function Focus it also reaches what was put into the form just now, which
// Fyne does not yet know to be in the window.
func (f *Form) Focus(o fyne.CanvasObject) {
	if focusable, ok := o.(fyne.Focusable); ok {
		if c := f.canvas(); c != nil {
			c.Focus(focusable)
		}
	}
}

func (f *Form) canvas() fyne.Canvas {
	switch {
	case f.Window != nil:
		return f.Window.Canvas()
	case f.Scroll != nil:
		return fyne.CurrentApp().Driver().CanvasForObject(f.Scroll)
	}
	return nil
}

// Typing says whether something of the form has the keyboard.
func (f *Form) Typing() bool {
	c := f.canvas()
	return c != nil && f.at != nil && c.Focused() == f.at.(fyne.Focusable)
}

func (f *Form) leave() {
	if f.Leave != nil {
		f.Leave()
	}
}

// Relayout gives every part its place after some have changed in height, and the scroll its content's.
func (f *Form) Relayout() {
	content := f.Scroll.Content.(*fyne.Container)
	for range 2 { // words that wrap know their height once they have their width
		Relayout(content)
		content.Resize(content.MinSize().Max(f.Scroll.Size()))
	}
	f.Scroll.ScrollToOffset(f.Scroll.Offset)
	if f.Typing() {
		f.reached(f.at) // it may have moved
	}
	canvas.Refresh(f.Scroll)
}

// within is the place of o in a container, however deep it stands there. The driver does not know it before o was drawn.
func within(in, o fyne.CanvasObject) (at fyne.Position, found bool) {
	if in == o {
		return fyne.Position{}, true
	}
	if c, is := in.(*fyne.Container); is {
		for _, child := range c.Objects {
			if at, found := within(child, o); found {
				return at.Add(child.Position()), true
			}
		}
	}
	return fyne.Position{}, false
}

// reached brings o into sight, to which the keyboard came.
func (f *Form) reached(o fyne.CanvasObject) {
	f.at = o
	f.bring(o, 0)
}

// bring brings o into sight, with so much below it as there is room for.
func (f *Form) bring(o fyne.CanvasObject, below float32) {
	if f.Scroll == nil {
		return
	}
	const margin = 24
	at, found := within(f.Scroll.Content, o)
	if !found {
		driver := fyne.CurrentApp().Driver()
		at = driver.AbsolutePositionForObject(o).Subtract(driver.AbsolutePositionForObject(f.Scroll.Content))
	}
	top := at.Y
	bottom := top + o.Size().Height + below
	offset := f.Scroll.Offset
	switch {
	case top-margin < offset.Y:
		offset.Y = max(0, top-margin)
	case bottom+margin > offset.Y+f.Scroll.Size().Height:
		offset.Y = min(bottom+margin-f.Scroll.Size().Height, top-margin)
	default:
		return
	}
	f.Scroll.ScrollToOffset(offset)
}
