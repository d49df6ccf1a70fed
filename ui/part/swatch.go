package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
)

// Swatch shows a label's colour in the label's style: a soft field for a tint, a line for an underline.
type Swatch struct {
	widget.BaseWidget
	label annotate.Label
}

func NewSwatch(label annotate.Label) *Swatch {
	s := &Swatch{label: label}
	s.ExtendBaseWidget(s)
	return s
}

func (s *Swatch) Set(label annotate.Label) {
	s.label = label
	s.Refresh()
}

func (s *Swatch) CreateRenderer() fyne.WidgetRenderer {
	r := &swatchRenderer{swatch: s, field: canvas.NewRectangle(color.Transparent), line: canvas.NewRectangle(color.Transparent)}
	r.field.CornerRadius = 3
	r.Refresh()
	return r
}

type swatchRenderer struct {
	swatch      *Swatch
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
