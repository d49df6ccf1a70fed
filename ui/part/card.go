package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/theme"
)

// Card is a raised ground behind an object.
type Card struct {
	widget.BaseWidget
	content fyne.CanvasObject
	ground  *canvas.Rectangle
}

func NewCard(content fyne.CanvasObject) *Card {
	c := &Card{content: content, ground: canvas.NewRectangle(color.Transparent)}
	c.ground.CornerRadius, c.ground.StrokeWidth = 7, 1
	c.ExtendBaseWidget(c)
	c.color()
	return c
}

func (c *Card) color() {
	c.ground.FillColor, c.ground.StrokeColor = theme.Color(base.ColorNameMenuBackground), theme.Color(base.ColorNameInputBorder)
	c.ground.Shadow.Color = theme.Color(base.ColorNameShadow)
}

func (c *Card) Refresh() {
	c.color()
	c.BaseWidget.Refresh()
}

func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(c.ground, c.content))
}
