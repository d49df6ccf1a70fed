package networkview

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate/network"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/drawing"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// web shows a network. The arrow keys go to the nearest node in their direction, Return opens the one that is chosen. It is painted as one
// picture: thousands of lines are too many for Fyne to draw each by itself.
type web struct {
	widget.BaseWidget
	shown  Titled
	at     []network.Point
	chosen int     // -1 for none
	zoom   float64 // 1 shows all
	moved  func()
	opened func()
	typed  func(rune)
	leave  func()
	pulled func(closer bool) // the wheel was turned

	focused bool
	raster  *canvas.Raster
	ring    *canvas.Circle
	content fyne.CanvasObject
}

var (
	_ fyne.Focusable  = (*web)(nil)
	_ fyne.Tappable   = (*web)(nil)
	_ fyne.Scrollable = (*web)(nil)
)

const (
	edge     = 56 // from the outermost nodes to the edge, in points
	mostZoom = 8
)

func newWeb() *web {
	w := &web{shown: Titled{Graph: &network.Graph{}}, chosen: -1, zoom: 1, ring: canvas.NewCircle(color.Transparent)}
	w.raster = canvas.NewRaster(w.paint)
	w.ring.StrokeWidth = 3
	w.content = container.NewStack(w.raster, container.NewWithoutLayout(w.ring))
	w.ExtendBaseWidget(w)
	return w
}

// CreateRenderer is called by Fyne.
func (w *web) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(w.content) }

// MinSize is called by Fyne.
func (w *web) MinSize() fyne.Size { return fyne.NewSize(320, 240) }

// Resize is called by Fyne.
func (w *web) Resize(size fyne.Size) {
	w.BaseWidget.Resize(size)
	w.mark()
}

// Refresh draws it anew, in the colours that there are now.
func (w *web) Refresh() {
	w.mark()
	w.raster.Refresh()
	w.BaseWidget.Refresh()
}

// show shows another network; the node that was chosen stays so.
func (w *web) show(t Titled, at []network.Point) {
	id := ""
	if w.chosen >= 0 {
		id = w.shown.Nodes[w.chosen].ID
	}
	w.shown, w.at, w.chosen = t, at, -1
	for i, n := range t.Nodes {
		if n.ID == id {
			w.chosen = i
		}
	}
	if w.chosen < 0 {
		w.chosen = w.foremost()
	}
	w.Refresh()
}

// foremost is the node with most mentions, -1 where there is none.
func (w *web) foremost() int {
	best := -1
	for i, n := range w.shown.Nodes {
		if best < 0 || n.Mentions > w.shown.Nodes[best].Mentions {
			best = i
		}
	}
	return best
}

// place is where a node lies, in points of the widget. Closer, the node that is chosen is in the middle.
func (w *web) place(i int) (x, y float64) {
	size := w.Size()
	low, high := bounds(w.at)
	fit := min((float64(size.Width)-2*edge)/max(1, high.X-low.X), (float64(size.Height)-2*edge)/max(1, high.Y-low.Y))
	middle := network.Point{X: (low.X + high.X) / 2, Y: (low.Y + high.Y) / 2}
	if w.zoom > 1 && w.chosen >= 0 {
		middle = w.at[w.chosen]
	}
	fit = max(1, fit) * w.zoom
	return float64(size.Width)/2 + (w.at[i].X-middle.X)*fit, float64(size.Height)/2 + (w.at[i].Y-middle.Y)*fit
}

// paint paints the picture in so many pixels.
func (w *web) paint(width, height int) image.Image {
	size := w.Size()
	d := &drawing.Drawing{Width: float64(size.Width), Height: float64(size.Height)}
	nrgba := func(c color.Color) color.NRGBA { return color.NRGBAModel.Convert(c).(color.NRGBA) }
	ground := nrgba(theme.Color(theme.ColorNamePaper))
	if len(w.shown.Nodes) > 0 {
		behind := ground
		behind.A = 0xb4
		w.shown.web(d, w.place, shades{nrgba(base.Color(base.ColorNameForeground)), behind, float64(base.CaptionTextSize()), true})
	}
	return d.Paint(width, height, float64(width)/max(1, float64(size.Width)), ground)
}

// mark shows which node is chosen.
func (w *web) mark() {
	w.ring.Hidden = w.chosen < 0 || w.chosen >= len(w.at)
	if w.ring.Hidden {
		return
	}
	w.ring.StrokeColor = base.Color(base.ColorNameWarning)
	if !w.focused {
		w.ring.StrokeColor = base.Color(base.ColorNameInputBorder)
	}
	x, y := w.place(w.chosen)
	r := float32(radius(w.shown.Nodes[w.chosen])) + 5
	w.ring.Move(fyne.NewPos(float32(x)-r, float32(y)-r))
	w.ring.Resize(fyne.NewSize(2*r, 2*r))
	w.ring.Refresh()
}

// choose goes to a node.
func (w *web) choose(i int) {
	if i < 0 || i >= len(w.shown.Nodes) {
		return
	}
	w.chosen = i
	if w.mark(); w.zoom > 1 {
		w.raster.Refresh()
	}
	w.moved()
}

// towards is the nearest node in a direction, those aside of it counting as farther; -1 for none.
func (w *web) towards(dx, dy float64) int {
	best, least := -1, math.Inf(1)
	for i, p := range w.at {
		x, y := p.X-w.at[w.chosen].X, p.Y-w.at[w.chosen].Y
		along, aside := x*dx+y*dy, math.Abs(x*dy)+math.Abs(y*dx)
		if i == w.chosen || along <= 0 || aside > 2*along {
			continue
		}
		if far := along + 2*aside; far < least {
			best, least = i, far
		}
	}
	return best
}

// Tapped chooses the node at the pointer, and opens it.
func (w *web) Tapped(e *fyne.PointEvent) {
	control.Focus(w)
	for i := len(w.shown.Nodes) - 1; i >= 0; i-- {
		x, y := w.place(i)
		if math.Hypot(float64(e.Position.X)-x, float64(e.Position.Y)-y) <= radius(w.shown.Nodes[i])+4 {
			w.choose(i)
			return
		}
	}
}

// Scrolled comes closer or goes farther.
func (w *web) Scrolled(e *fyne.ScrollEvent) { w.pulled(e.Scrolled.DY > 0) }

// FocusGained shows where the keyboard is.
func (w *web) FocusGained() { w.focused = true; w.mark() }

// FocusLost is called by Fyne.
func (w *web) FocusLost() { w.focused = false; w.mark() }

// TypedRune hands on what is typed.
func (w *web) TypedRune(r rune) { w.typed(r) }

// TypedKey moves, opens and leaves.
func (w *web) TypedKey(e *fyne.KeyEvent) {
	if w.chosen < 0 && e.Name != fyne.KeyEscape {
		return
	}
	switch e.Name {
	case fyne.KeyUp:
		w.choose(w.towards(0, -1))
	case fyne.KeyDown:
		w.choose(w.towards(0, 1))
	case fyne.KeyLeft:
		w.choose(w.towards(-1, 0))
	case fyne.KeyRight:
		w.choose(w.towards(1, 0))
	case fyne.KeyHome:
		w.choose(w.foremost())
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		w.opened()
	case fyne.KeyEscape:
		w.leave()
	default:
		control.FunctionKey(w, e)
	}
}
