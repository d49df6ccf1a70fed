package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Wheel lies over what would keep the wheel to itself, such as a field of text, and hands it to what scrolls around it. It hears nothing
// else: clicks and keys go to what lies beneath.
type Wheel struct {
	widget.BaseWidget
	form  *Form
	inner *container.Scroll // what has the wheel first while it has further to go; may be nil
}

var _ fyne.Scrollable = (*Wheel)(nil)

// NewWheel returns a wheel for the scroll of a form.
func NewWheel(form *Form) *Wheel {
	w := &Wheel{form: form}
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled is called by Fyne.
func (w *Wheel) Scrolled(e *fyne.ScrollEvent) {
	if w.inner != nil && w.inner.Content != nil {
		at, end := w.inner.Offset.Y, w.inner.Content.Size().Height-w.inner.Size().Height
		if e.Scrolled.DY < 0 && at < end-0.5 || e.Scrolled.DY > 0 && at > 0.5 {
			w.inner.Scrolled(e)
			return
		}
	}
	if w.form.Scroll != nil {
		w.form.Scroll.Scrolled(e)
	}
}

// CreateRenderer is called by Fyne.
func (w *Wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// wheeled draws a field with a wheel over it.
type wheeled struct {
	fyne.WidgetRenderer
	wheel *Wheel
}

// Layout implements fyne.WidgetRenderer.
func (r wheeled) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.wheel.Resize(size)
}

// Objects implements fyne.WidgetRenderer.
func (r wheeled) Objects() []fyne.CanvasObject {
	objects := r.WidgetRenderer.Objects()
	return append(objects[:len(objects):len(objects)], r.wheel)
}

// CreateRenderer lays a wheel over the field, which would swallow it. A field of several lines scrolls first.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	r := wheeled{e.Entry.CreateRenderer(), NewWheel(e.form)}
	for _, o := range r.WidgetRenderer.Objects() {
		if scroll, is := o.(*container.Scroll); is && e.MultiLine {
			r.wheel.inner = scroll
		}
	}
	return r
}
