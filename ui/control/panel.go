package control

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Panel is a bordered ground with round corners in one of the theme's colours.
type Panel struct {
	widget.BaseWidget
	fill fyne.ThemeColorName
}

// NewPanel returns a panel filled with a colour of the theme; "" is only the border.
func NewPanel(fill fyne.ThemeColorName) *Panel {
	p := &Panel{fill: fill}
	p.ExtendBaseWidget(p)
	return p
}

// Boxed draws a border around o, which Fyne's drop-downs lack: on a light ground they could not be seen.
func Boxed(o fyne.CanvasObject) *fyne.Container { return container.NewStack(o, NewPanel("")) }

// CreateRenderer is called by Fyne.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	r := &panelRenderer{panel: p, back: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type panelRenderer struct {
	panel *Panel
	back  *canvas.Rectangle
}

func (r *panelRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.back} }
func (r *panelRenderer) Destroy()                     {}
func (r *panelRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *panelRenderer) Layout(size fyne.Size)        { r.back.Resize(size) }

func (r *panelRenderer) Refresh() {
	r.back.FillColor = color.Transparent
	if r.panel.fill != "" {
		r.back.FillColor = theme.ColorForWidget(r.panel.fill, r.panel)
	}
	r.back.StrokeColor, r.back.StrokeWidth = theme.ColorForWidget(theme.ColorNameInputBorder, r.panel), 1
	r.back.CornerRadius = theme.SizeForWidget(theme.SizeNameInputRadius, r.panel)
	r.back.Refresh()
}
