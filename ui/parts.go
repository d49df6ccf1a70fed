package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// fill is a rectangle in a colour of the theme, which it follows.
type fill struct {
	widget.BaseWidget
	name fyne.ThemeColorName
	rect *canvas.Rectangle
}

func newFill(name fyne.ThemeColorName) *fill {
	f := &fill{name: name, rect: canvas.NewRectangle(color.Transparent)}
	f.ExtendBaseWidget(f)
	return f
}

// newLine is a line of a thickness in a colour of the theme, for the edges of a Border.
func newLine(name fyne.ThemeColorName, thickness float32) *fill {
	f := newFill(name)
	f.rect.SetMinSize(fyne.NewSize(thickness, thickness))
	return f
}

// set changes the colour.
func (f *fill) set(name fyne.ThemeColorName) {
	if f.name != name {
		f.name = name
		f.Refresh()
	}
}

func (f *fill) Refresh() {
	f.rect.FillColor = theme.Color(f.name)
	f.BaseWidget.Refresh()
}

func (f *fill) CreateRenderer() fyne.WidgetRenderer {
	f.rect.FillColor = theme.Color(f.name)
	return widget.NewSimpleRenderer(f.rect)
}

// dot shows how far an article is: a ring, half filled, filled.
type dot struct {
	widget.BaseWidget
	state annotate.State
}

const dotSize float32 = 9

func newDot(state annotate.State) *dot {
	d := &dot{state: state}
	d.ExtendBaseWidget(d)
	return d
}

func (d *dot) set(state annotate.State) {
	if d.state != state {
		d.state = state
		d.Refresh()
	}
}

func (d *dot) CreateRenderer() fyne.WidgetRenderer {
	r := &dotRenderer{dot: d, ring: canvas.NewCircle(color.Transparent), half: canvas.NewArc(180, 360, 0, color.Transparent)}
	r.ring.StrokeWidth = 1.2
	r.Refresh()
	return r
}

type dotRenderer struct {
	dot  *dot
	ring *canvas.Circle
	half *canvas.Arc
}

func (r *dotRenderer) Layout(size fyne.Size) {
	at := fyne.NewPos((size.Width-dotSize)/2, (size.Height-dotSize)/2)
	for _, o := range r.Objects() {
		o.Move(at)
		o.Resize(fyne.NewSize(dotSize, dotSize))
	}
}

func (r *dotRenderer) MinSize() fyne.Size { return fyne.NewSize(dotSize+6, dotSize) }

func (r *dotRenderer) Refresh() {
	tone := theme.Color(theme.ColorNameMuted)
	r.ring.FillColor, r.half.FillColor = color.Transparent, color.Transparent
	switch r.dot.state {
	case annotate.Done:
		tone = theme.Color(base.ColorNameSuccess)
		r.ring.FillColor = tone
	case annotate.Doing:
		tone = theme.Color(base.ColorNamePrimary)
		r.half.FillColor = tone
	}
	r.ring.StrokeColor = tone
	r.ring.Refresh()
	r.half.Refresh()
}

func (r *dotRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.half, r.ring} }
func (r *dotRenderer) Destroy()                     {}

// swatch shows a label's colour in the label's style: a soft field for a tint, a line for an underline.
type swatch struct {
	widget.BaseWidget
	label annotate.Label
}

func newSwatch(label annotate.Label) *swatch {
	s := &swatch{label: label}
	s.ExtendBaseWidget(s)
	return s
}

func (s *swatch) set(label annotate.Label) {
	s.label = label
	s.Refresh()
}

func (s *swatch) CreateRenderer() fyne.WidgetRenderer {
	r := &swatchRenderer{swatch: s, field: canvas.NewRectangle(color.Transparent), line: canvas.NewRectangle(color.Transparent)}
	r.field.CornerRadius = 3
	r.Refresh()
	return r
}

type swatchRenderer struct {
	swatch      *swatch
	field, line *canvas.Rectangle
}

func (r *swatchRenderer) Layout(size fyne.Size) {
	const width, height = 16, 12
	at := fyne.NewPos((size.Width-width)/2, (size.Height-height)/2)
	r.field.Move(at)
	r.field.Resize(fyne.NewSize(width, height))
	r.line.Move(at.AddXY(0, height-2.5))
	r.line.Resize(fyne.NewSize(width, 2.5))
}

func (r *swatchRenderer) MinSize() fyne.Size { return fyne.NewSize(18, 14) }

func (r *swatchRenderer) Refresh() {
	hue := control.Hue(r.swatch.label.Color)
	soft := hue
	soft.A = 0x60
	r.field.FillColor, r.line.FillColor = soft, color.Transparent
	if r.swatch.label.Style == annotate.Underline {
		r.field.FillColor, r.line.FillColor = color.Transparent, hue
		faint := hue
		faint.A = 0x22
		r.field.FillColor = faint
	}
	r.field.Refresh()
	r.line.Refresh()
}

func (r *swatchRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.field, r.line} }
func (r *swatchRenderer) Destroy()                     {}

// press makes an object answer to both mouse buttons, with a soft ground under the pointer.
type press struct {
	widget.BaseWidget
	content   fyne.CanvasObject
	ground    *canvas.Rectangle
	tapped    func()
	secondary func(at fyne.Position)
}

var (
	_ fyne.Tappable          = (*press)(nil)
	_ fyne.SecondaryTappable = (*press)(nil)
)

func newPress(content fyne.CanvasObject, tapped func()) *press {
	p := &press{content: content, ground: canvas.NewRectangle(color.Transparent), tapped: tapped}
	p.ground.CornerRadius = 5
	p.ExtendBaseWidget(p)
	return p
}

func (p *press) Tapped(*fyne.PointEvent) {
	if p.tapped != nil {
		p.tapped()
	}
}

func (p *press) TappedSecondary(e *fyne.PointEvent) {
	if p.secondary != nil {
		p.secondary(e.AbsolutePosition)
	}
}

func (p *press) CreateRenderer() fyne.WidgetRenderer {
	return &pressRenderer{p}
}

type pressRenderer struct{ press *press }

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

// hoverPress is a press that is not in a list: it shows where the pointer is.
type hoverPress struct{ press }

var _ desktop.Hoverable = (*hoverPress)(nil)

func newHoverPress(content fyne.CanvasObject, tapped func()) *hoverPress {
	p := &hoverPress{press{content: content, ground: canvas.NewRectangle(color.Transparent), tapped: tapped}}
	p.ground.CornerRadius = 5
	p.ExtendBaseWidget(p)
	return p
}

func (p *hoverPress) CreateRenderer() fyne.WidgetRenderer { return &pressRenderer{&p.press} }

func (p *hoverPress) MouseIn(*desktop.MouseEvent) {
	p.ground.FillColor = theme.Color(base.ColorNameHover)
	p.ground.Refresh()
}
func (p *hoverPress) MouseMoved(*desktop.MouseEvent) {}
func (p *hoverPress) MouseOut() {
	p.ground.FillColor = color.Transparent
	p.ground.Refresh()
}
