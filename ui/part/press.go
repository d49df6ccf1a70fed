package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// Press makes an object answer to both mouse buttons, with a soft ground under the pointer.
type Press struct {
	widget.BaseWidget
	content   fyne.CanvasObject
	ground    *canvas.Rectangle
	tapped    func()
	Secondary func(at fyne.Position)
}

var (
	_ fyne.Tappable          = (*Press)(nil)
	_ fyne.SecondaryTappable = (*Press)(nil)
)

func NewPress(content fyne.CanvasObject, tapped func()) *Press {
	p := &Press{content: content, ground: canvas.NewRectangle(color.Transparent), tapped: tapped}
	p.ground.CornerRadius = 5
	p.ExtendBaseWidget(p)
	return p
}

func (p *Press) Tapped(*fyne.PointEvent) {
	if p.tapped != nil {
		p.tapped()
	}
}

func (p *Press) TappedSecondary(e *fyne.PointEvent) {
	if p.Secondary != nil {
		p.Secondary(e.AbsolutePosition)
	}
}

func (p *Press) CreateRenderer() fyne.WidgetRenderer {
	return &pressRenderer{p}
}

type pressRenderer struct{ press *Press }

func (r *pressRenderer) Layout(size fyne.Size) {
	r.press.ground.Resize(size)
	r.press.content.Resize(size)
}
func (r *pressRenderer) MinSize() fyne.Size { return r.press.content.MinSize() }
func (r *pressRenderer) Refresh()           { r.press.ground.Refresh(); r.press.content.Refresh() }
func (r *pressRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.press.ground, r.press.content}
}
func (r *pressRenderer) Destroy() {}

// HoverPress is a press that is not in a list: it shows where the pointer is.
type HoverPress struct {
	Press
	Tip control.Tip
}

var _ desktop.Hoverable = (*HoverPress)(nil)

func NewHoverPress(content fyne.CanvasObject, tapped func()) *HoverPress {
	p := &HoverPress{Press: Press{content: content, ground: canvas.NewRectangle(color.Transparent), tapped: tapped}}
	p.ground.CornerRadius = 5
	p.ExtendBaseWidget(p)
	return p
}

func (p *HoverPress) CreateRenderer() fyne.WidgetRenderer { return &pressRenderer{&p.Press} }

func (p *HoverPress) Tapped(e *fyne.PointEvent) {
	p.Tip.Out()
	p.Press.Tapped(e)
}

func (p *HoverPress) TappedSecondary(e *fyne.PointEvent) {
	p.Tip.Out()
	p.Press.TappedSecondary(e)
}

func (p *HoverPress) MouseIn(e *desktop.MouseEvent) {
	p.Tip.In(p, e)
	p.ground.FillColor = theme.Color(base.ColorNameHover)
	p.ground.Refresh()
}
func (p *HoverPress) MouseMoved(*desktop.MouseEvent) {}
func (p *HoverPress) MouseOut() {
	p.Tip.Out()
	if p.ground.FillColor == color.Transparent {
		return
	}
	p.ground.FillColor = color.Transparent
	p.ground.Refresh()
}
