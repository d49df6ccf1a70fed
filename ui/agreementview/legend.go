package agreementview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// legendSteps is how many fields the legend has.
const legendSteps = 11

// legend shows which shade stands for which value.
type legend struct{ widget.BaseWidget }

func newLegend() *legend {
	l := &legend{}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer is called by Fyne.
func (l *legend) CreateRenderer() fyne.WidgetRenderer {
	r := &legendRenderer{legend: l, low: canvas.NewText("0 or less", nil), high: canvas.NewText("1", nil)}
	for range legendSteps {
		r.fields = append(r.fields, canvas.NewRectangle(nil))
	}
	r.Refresh()
	return r
}

type legendRenderer struct {
	legend    *legend
	low, high *canvas.Text
	fields    []*canvas.Rectangle
}

func (r *legendRenderer) MinSize() fyne.Size {
	return fyne.NewSize(280, r.low.MinSize().Height+6)
}

func (r *legendRenderer) Layout(size fyne.Size) {
	const field = 16
	low := r.low.MinSize()
	x := float32(0)
	r.low.Move(fyne.NewPos(x, (size.Height-low.Height)/2))
	x += low.Width + 8
	for _, f := range r.fields {
		f.Move(fyne.NewPos(x, (size.Height-10)/2))
		f.Resize(fyne.NewSize(field, 10))
		x += field
	}
	r.high.Move(fyne.NewPos(x+8, (size.Height-low.Height)/2))
}

func (r *legendRenderer) Refresh() {
	scale := scaleOf(r.legend)
	for i, f := range r.fields {
		f.FillColor = shade(scale, float64(i)/(legendSteps-1))
	}
	for _, t := range []*canvas.Text{r.low, r.high} {
		t.TextSize, t.Color = theme.SizeForWidget(theme.SizeNameCaptionText, r.legend), theme.ColorForWidget(theme.ColorNamePlaceHolder, r.legend)
	}
	r.Layout(r.legend.Size())
	canvas.Refresh(r.legend)
}

func (r *legendRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.low, r.high}
	for _, f := range r.fields {
		objects = append(objects, f)
	}
	return objects
}

func (r *legendRenderer) Destroy() {}
