// Package part holds the small things that the window and the view in which articles are read are drawn with: grounds and
// lines in the colours of the theme, the dot of an article, the swatch of a label, columns that are dragged apart, fields.
// It knows a label's looks and how far an article is, and nothing of where they are shown.
//
// Start with Card and Column.
package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/theme"
)

// Fill is a rectangle in a colour of the theme, which it follows.
type Fill struct {
	widget.BaseWidget
	name fyne.ThemeColorName
	rect *canvas.Rectangle
}

func NewFill(name fyne.ThemeColorName) *Fill {
	f := &Fill{name: name, rect: canvas.NewRectangle(color.Transparent)}
	f.ExtendBaseWidget(f)
	return f
}

// NewLine is a line of a thickness in a colour of the theme, for the edges of a Border.
func NewLine(name fyne.ThemeColorName, thickness float32) *Fill {
	f := NewFill(name)
	f.rect.SetMinSize(fyne.NewSize(thickness, thickness))
	return f
}

// Set changes the colour.
func (f *Fill) Set(name fyne.ThemeColorName) {
	if f.name != name {
		f.name = name
		f.Refresh()
	}
}

func (f *Fill) Refresh() {
	f.rect.FillColor = theme.Color(f.name)
	f.BaseWidget.Refresh()
}

func (f *Fill) CreateRenderer() fyne.WidgetRenderer {
	f.rect.FillColor = theme.Color(f.name)
	return widget.NewSimpleRenderer(f.rect)
}
