// Package control holds the small widgets that the views' forms are made of. They add to Fyne's own what a form that
// is worked by keyboard needs: Escape leaves it from any field, Tab passes through every field, choices answer to
// digits, and what was typed is handed on once, when the field is left.
//
// It knows nothing of projects. Start with Form, in which the others stand.
package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Focus gives o the keyboard, if it is shown in a window.
func Focus(o fyne.CanvasObject) {
	focusable, ok := o.(fyne.Focusable)
	if !ok {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		c.Focus(focusable)
	}
}

// Enable lets o be used or not, and draws it again only where that changes.
func Enable(o fyne.Disableable, on bool) {
	switch {
	case on && o.Disabled():
		o.Enable()
	case !on && !o.Disabled():
		o.Disable()
	}
}

// Button is a button that Return presses too and Escape leaves.
type Button struct {
	widget.Button
	tip  Tip
	form *Form
}

// NewButton returns a button with a text, an icon, or both. A quiet button has no background until it is pointed at.
func NewButton(text string, icon fyne.Resource, quiet bool, tapped func(), form *Form) *Button {
	b := &Button{form: form}
	b.Text, b.Icon, b.OnTapped = text, icon, tapped
	if quiet {
		b.Importance = widget.LowImportance
	}
	b.ExtendBaseWidget(b)
	return b
}

// NewSign is a quiet button that is an icon; a tip says what it does.
func NewSign(icon fyne.Resource, tip string, tapped func(), form *Form) *Button {
	b := NewButton("", icon, true, tapped, form)
	b.tip = Tips(tip)
	return b
}

// CreateRenderer is called by Fyne.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	return &steady{WidgetRenderer: b.Button.CreateRenderer()}
}

// steady is a renderer that does not lay out again what stands already. Fyne asks for that in the midst of painting what comes into view,
// and as its buttons move what is in them there and back, the whole window would be painted a second time.
type steady struct {
	fyne.WidgetRenderer
	size, least fyne.Size
}

// Layout implements fyne.WidgetRenderer.
func (s *steady) Layout(size fyne.Size) {
	if least := s.MinSize(); size != s.size || least != s.least {
		s.size, s.least = size, least
		s.WidgetRenderer.Layout(size)
	}
}

// Tapped is called by Fyne.
func (b *Button) Tapped(e *fyne.PointEvent) {
	b.tip.Out()
	b.Button.Tapped(e)
}

// MouseIn is called by Fyne.
func (b *Button) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	b.tip.In(b, e)
}

// MouseOut is called by Fyne.
func (b *Button) MouseOut() {
	b.Button.MouseOut()
	b.tip.Out()
}

// FocusGained brings it into sight.
func (b *Button) FocusGained() {
	b.Button.FocusGained()
	b.form.reached(b)
}

// TypedKey presses the button on Space and Return and leaves on Escape.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		b.form.leave()
	case fyne.KeyReturn, fyne.KeyEnter:
		b.Button.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	default:
		if !FunctionKey(b, e) {
			b.Button.TypedKey(e)
		}
	}
}

// Check is a check box that Escape leaves.
type Check struct {
	widget.Check
	form *Form
}

// NewCheck returns an unchecked box.
func NewCheck(text string, changed func(bool), form *Form) *Check {
	c := &Check{form: form}
	c.Text, c.OnChanged = text, changed
	c.ExtendBaseWidget(c)
	return c
}

// FocusGained brings it into sight.
func (c *Check) FocusGained() {
	c.Check.FocusGained()
	c.form.reached(c)
}

// TypedKey leaves on Escape; Return does what it does in the form.
func (c *Check) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyEscape:
		c.form.leave()
	case (e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter) && c.form.Enter != nil:
		c.form.Enter()
	case FunctionKey(c, e):
	default:
		c.Check.TypedKey(e)
	}
}

// Select is a drop-down that Escape leaves.
type Select struct {
	widget.Select
	form *Form
}

// NewSelect returns a drop-down without a choice.
func NewSelect(options []string, changed func(string), form *Form) *Select {
	s := &Select{form: form}
	s.Options, s.OnChanged = options, changed
	s.ExtendBaseWidget(s)
	return s
}

// Set shows value without telling OnChanged.
func (s *Select) Set(value string) {
	if s.Selected == value {
		return
	}
	changed := s.OnChanged
	s.OnChanged = nil
	if value == "" {
		s.ClearSelected()
	} else {
		s.SetSelected(value)
	}
	s.OnChanged = changed
}

// FocusGained brings it into sight.
func (s *Select) FocusGained() {
	s.Select.FocusGained()
	s.form.reached(s)
}

// TypedKey leaves on Escape and opens on Return.
func (s *Select) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		s.form.leave()
	case fyne.KeyReturn, fyne.KeyEnter:
		s.Select.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	default:
		if !FunctionKey(s, e) {
			s.Select.TypedKey(e)
		}
	}
}
