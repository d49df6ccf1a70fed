package reader

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// renderer passes Fyne's questions on. The objects belong to the Reader, because Fyne throws renderers away while a
// widget is not shown.
type renderer struct{ r *Reader }

// CreateRenderer implements fyne.Widget.
func (r *Reader) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	r.recolor()
	r.gather()
	return &renderer{r}
}

func (v *renderer) Layout(size fyne.Size)        { v.r.resize(size) }
func (v *renderer) MinSize() fyne.Size           { return v.r.MinSize() }
func (v *renderer) Objects() []fyne.CanvasObject { return v.r.objects }
func (v *renderer) Destroy()                     {}

// Refresh follows a change of the theme.
func (v *renderer) Refresh() {
	if v.r.recolor() {
		v.r.overlay.recolor(v.r.colors)
		v.r.repaintAll()
	}
	v.r.placeOverlay()
}

// recolor derives the colours from the theme in force and says whether they are others than before.
func (r *Reader) recolor() bool {
	th, variant := r.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	get := func(name fyne.ThemeColorName) color.NRGBA {
		return color.NRGBAModel.Convert(th.Color(name, variant)).(color.NRGBA)
	}
	paper, ink, accent := get(theme.ColorNameBackground), get(theme.ColorNameForeground), get(theme.ColorNamePrimary)
	if r.colors != nil && r.colors.made == [3]color.NRGBA{paper, ink, accent} {
		return false
	}
	r.colors = newPalette(paper, ink, accent)
	r.overlay.recolor(r.colors)
	return true
}

// gather lists the objects to draw, from the back to the front.
func (r *Reader) gather() {
	o := r.objects[:0]
	for _, rect := range r.rects.rects {
		o = append(o, rect)
	}
	for _, v := range r.strips {
		o = append(o, v.raster)
	}
	for _, text := range r.labels {
		o = append(o, text)
	}
	o = append(o, r.overlay.caret)
	for _, h := range r.overlay.handles {
		o = append(o, h.bar, h.knob)
	}
	o = append(o, r.ruler.raster, r.ruler.thumb, r.overlay.ring, r.tip.ground)
	for _, text := range r.tip.lines {
		o = append(o, text)
	}
	r.objects = o
	r.refreshCanvas()
}

// refresh has one object drawn anew. The canvas is asked through the widget, which is always known to it, unlike an
// object that has been hidden for a while.
func (r *Reader) refresh(o fyne.CanvasObject) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
		c.Refresh(o)
	}
}

// refreshCanvas has the window drawn again where no object changed but which there are.
func (r *Reader) refreshCanvas() { canvas.Refresh(r.overlay.ring) }
