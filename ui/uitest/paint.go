package uitest

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// Paint is what a frame of a window asks of a renderer. Fyne paints the whole window whenever anything in it changes, and
// a computer without a graphics card takes as long as there are pixels to paint, whatever they show.
type Paint struct {
	Share   float64  // how many pixels are painted over the ground, in windows
	Objects int      // how many objects paint them
	Large   []string // those that cover a twentieth of the window or more
}

// Painted looks at what a window shows now.
func Painted(w fyne.Window) Paint {
	c := w.Canvas()
	p := &painted{size: c.Size()}
	p.walk(c.Content(), fyne.Position{}, box{max: fyne.NewPos(p.size.Width, p.size.Height)})
	return p.Paint
}

type painted struct {
	Paint
	size fyne.Size
}

// box is a part of the window.
type box struct{ min, max fyne.Position }

func (b box) within(other box) box {
	return box{
		fyne.NewPos(max(b.min.X, other.min.X), max(b.min.Y, other.min.Y)),
		fyne.NewPos(min(b.max.X, other.max.X), min(b.max.Y, other.max.Y)),
	}
}

func (p *painted) walk(o fyne.CanvasObject, parent fyne.Position, clip box) {
	if !o.Visible() {
		return
	}
	at := parent.Add(o.Position())
	own := box{at, at.AddXY(o.Size().Width, o.Size().Height)}.within(clip)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			p.walk(child, at, clip)
		}
	case fyne.Widget:
		renderer := test.WidgetRenderer(o)
		_, scrolls := o.(fyne.Scrollable)
		if _, clips := renderer.(interface{ IsClip() }); clips || scrolls {
			clip = own
		}
		for _, child := range renderer.Objects() {
			p.walk(child, at, clip)
		}
	default:
		p.paint(o, own)
	}
}

// paint counts one object, unless it is out of sight or, as Fyne finds, without ink.
func (p *painted) paint(o fyne.CanvasObject, seen box) {
	width, height := seen.max.X-seen.min.X, seen.max.Y-seen.min.Y
	if width <= 0 || height <= 0 {
		return
	}
	switch o := o.(type) {
	case *canvas.Rectangle:
		if none(o.FillColor) && (o.StrokeWidth == 0 || none(o.StrokeColor)) {
			return
		}
	case *canvas.Text:
		if o.Text == "" {
			return
		}
	}
	share := float64(width*height) / float64(p.size.Width*p.size.Height)
	p.Objects++
	p.Share += share
	if share >= 0.05 {
		p.Large = append(p.Large, fmt.Sprintf("%T of %.0f×%.0f at %.0f, %.0f: %.2f", o, width, height, seen.min.X, seen.min.Y, share))
	}
}

func none(c color.Color) bool { return c == nil || c == color.Transparent }
