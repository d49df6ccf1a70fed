package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/theme"
)

// floating is the label palette that stands at the pointer when a selection is made with the mouse. It lies in the
// window rather than over it, so that the text keeps the keyboard and a label's key works at once.
type floating struct {
	workspace *workspace
	object    *fyne.Container
}

func newFloating(v *workspace) *floating {
	return &floating{workspace: v, object: container.NewWithoutLayout()}
}

// show puts the labels beneath a position of the window.
func (f *floating) show(at fyne.Position) {
	rows := container.NewVBox()
	labels := f.workspace.session.Codebook().Labels
	for i, label := range labels[:min(len(labels), 9)] {
		rows.Add(labelButton(label, i, func() { f.workspace.window.stage.Tag(label.ID) }))
	}
	card := newCard(container.NewPadded(rows))
	size := card.MinSize()
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(f.object)
	room := f.object.Size()
	x := min(at.X-origin.X+6, room.Width-size.Width-8)
	y := at.Y - origin.Y + 14
	if y+size.Height > room.Height-8 {
		y = at.Y - origin.Y - size.Height - 14
	}
	card.Resize(size)
	card.Move(fyne.NewPos(max(8, x), max(8, y)))
	f.object.Objects = []fyne.CanvasObject{card}
	f.object.Refresh()
}

// hide takes the labels away and says whether they were there.
func (f *floating) hide() bool {
	if len(f.object.Objects) == 0 {
		return false
	}
	f.object.Objects = nil
	f.object.Refresh()
	return true
}

// card is a raised ground behind an object.
type card struct {
	widget.BaseWidget
	content fyne.CanvasObject
	ground  *canvas.Rectangle
}

func newCard(content fyne.CanvasObject) *card {
	c := &card{content: content, ground: canvas.NewRectangle(color.Transparent)}
	c.ground.CornerRadius, c.ground.StrokeWidth = 7, 1
	c.ExtendBaseWidget(c)
	c.color()
	return c
}

func (c *card) color() {
	c.ground.FillColor, c.ground.StrokeColor = theme.Color(base.ColorNameMenuBackground), theme.Color(base.ColorNameInputBorder)
	c.ground.Shadow.Color = theme.Color(base.ColorNameShadow)
}

func (c *card) Refresh() {
	c.color()
	c.BaseWidget.Refresh()
}

func (c *card) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(c.ground, c.content))
}
