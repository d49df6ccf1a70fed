package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// Dot shows how far an article is: a ring, half filled, filled.
type Dot struct {
	widget.BaseWidget
	state annotate.State
}

const dotSize float32 = 9

func NewDot(state annotate.State) *Dot {
	d := &Dot{state: state}
	d.ExtendBaseWidget(d)
	return d
}

func (d *Dot) Set(state annotate.State) {
	if d.state != state {
		d.state = state
		d.Refresh()
	}
}

func (d *Dot) CreateRenderer() fyne.WidgetRenderer {
	r := &dotRenderer{dot: d, ring: canvas.NewCircle(color.Transparent), half: canvas.NewArc(180, 360, 0, color.Transparent)}
	r.ring.StrokeWidth = 1.2
	r.Refresh()
	return r
}

type dotRenderer struct {
	dot  *Dot
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
