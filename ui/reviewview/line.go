package reviewview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// CreateRenderer is called by Fyne.
func (l *line) CreateRenderer() fyne.WidgetRenderer {
	r := &lineRenderer{line: l, text: canvas.NewText("", nil)}
	r.Refresh()
	return r
}

type lineRenderer struct {
	line *line
	text *canvas.Text
}

func (r *lineRenderer) Layout(size fyne.Size) {
	text := control.Cut(r.line.text, size.Width, r.text.TextSize, r.text.TextStyle)
	if text != r.text.Text || r.text.Size() != size {
		r.text.Text = text
		r.text.Resize(size)
		r.text.Refresh()
	}
}

func (r *lineRenderer) MinSize() fyne.Size {
	least := fyne.MeasureText("Ág", r.text.TextSize, r.text.TextStyle)
	least.Width = 0
	if r.line.wide {
		least.Width = fyne.MeasureText(r.line.text, r.text.TextSize, r.text.TextStyle).Width + 1
	}
	return least
}

func (r *lineRenderer) Refresh() {
	r.text.TextSize = fyne.CurrentApp().Settings().Theme().Size(r.line.size)
	r.text.TextStyle.Bold = r.line.bold
	r.text.Color = theme.Color(r.line.tone)
	r.text.Text = control.Cut(r.line.text, r.line.Size().Width, r.text.TextSize, r.text.TextStyle)
	r.text.Refresh()
}

func (r *lineRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.text} }

func (r *lineRenderer) Destroy() {}
