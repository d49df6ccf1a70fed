package uitest

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/ui/control"
)

// Walk calls fn with o and all that is to be seen in it, in the order in which Tab passes.
func Walk(o fyne.CanvasObject, fn func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	fn(o)
	var inner []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inner = o.Objects
	case fyne.Widget:
		inner = test.WidgetRenderer(o).Objects()
	}
	for _, child := range inner {
		Walk(child, fn)
	}
}

// Fields are the fields and buttons in o that stand below a caption and above the next one; there must be one at least.
func Fields(t testing.TB, o fyne.CanvasObject, caption string) (fields []fyne.CanvasObject) {
	t.Helper()
	below := false
	Walk(o, func(o fyne.CanvasObject) {
		if c, is := o.(*control.Caption); is {
			below = c.Text() == caption
		} else if _, takesKeys := o.(fyne.Focusable); takesKeys && below {
			fields = append(fields, o)
		}
	})
	if len(fields) == 0 {
		t.Fatalf("there is nothing below a caption %q", caption)
	}
	return fields
}
