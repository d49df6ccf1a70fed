package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Column lays objects out from top to bottom over the whole width. Unlike Fyne's VBox it gives each its width before
// it asks for the height, so that text and chips that wrap stand right at once.
type Column struct {
	Gap float32
}

// NewColumn returns a container laid out by a Column.
func NewColumn(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &Column{Gap: gap}, Objects: objects}
}

// Layout places the visible objects.
func (c *Column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var y float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		if height := o.MinSize().Height; height != o.Size().Height {
			o.Resize(fyne.NewSize(size.Width, height))
		}
		o.Move(fyne.NewPos(0, y))
		y += o.Size().Height + c.Gap
	}
}

// MinSize is the height that the objects need at the width they have.
func (c *Column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		size.Width = max(size.Width, least.Width)
		size.Height += least.Height + c.Gap
	}
	size.Height = max(0, size.Height-c.Gap)
	return size
}

// Flush takes away the space that Fyne's labels keep around their words, so that these line up with captions.
func Flush(label fyne.CanvasObject) *fyne.Container {
	return container.New(flush{}, label)
}

type flush struct{}

func (flush) inset() (x, y float32) { return theme.InnerPadding(), max(0, theme.InnerPadding()-2) }

func (f flush) MinSize(objects []fyne.CanvasObject) fyne.Size {
	x, y := f.inset()
	return objects[0].MinSize().SubtractWidthHeight(2*x, 2*y)
}

func (f flush) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x, y := f.inset()
	objects[0].Move(fyne.NewPos(-x, -y))
	objects[0].Resize(size.AddWidthHeight(2*x, 2*y))
}

// Relayout lays a tree of containers out anew after parts of it were shown, hidden, added or changed in height. It is
// what Container.Refresh does without drawing every widget in it again, which for a form takes milliseconds.
func Relayout(c *fyne.Container) {
	for _, o := range c.Objects {
		if inner, ok := o.(*fyne.Container); ok && inner.Visible() {
			Relayout(inner)
		}
	}
	c.Layout.Layout(c.Objects, c.Size())
}
