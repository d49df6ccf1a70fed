package reader

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// renderer passes Fyne's questions on. The objects belong to the Reader, because Fyne throws renderers away while a
// widget is not shown.
type renderer struct{ r *Reader }

// CreateRenderer implements fyne.Widget.
func (r *Reader) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	r.surface.recolor()
	r.surface.gather()
	return &renderer{r}
}

// Layout takes a size below nothing, which is what is left where all around needs more than there is, for nothing.
func (v *renderer) Layout(size fyne.Size)        { v.r.page.resize(size.Max(fyne.Size{})) }
func (v *renderer) MinSize() fyne.Size           { return v.r.MinSize() }
func (v *renderer) Objects() []fyne.CanvasObject { return v.r.surface.objects }
func (v *renderer) Destroy()                     {}

// Refresh follows a change of the theme.
func (v *renderer) Refresh() {
	if v.r.surface.recolor() {
		v.r.overlay.recolor(v.r.colors)
		v.r.surface.repaintAll()
	}
	v.r.overlay.placeOverlay()
}

// surface is the objects that are drawn, and where they lie.
type surface struct {
	reader  *Reader
	strips  []*strip // strip n of the text is shown by strips[n % len(strips)]
	rects   rectPool // grounds of regions and selection
	labels  []*canvas.Text
	objects []fyne.CanvasObject

	foldSigns map[*canvas.Text]int // the labels that fold a region when pressed: where it starts
}

// recolor derives the colours from the theme in force and says whether they are others than before.
func (f *surface) recolor() bool {
	r := f.reader
	th, variant := r.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	get := func(name fyne.ThemeColorName) color.NRGBA {
		return color.NRGBAModel.Convert(th.Color(name, variant)).(color.NRGBA)
	}
	paper, ink, accent := get(theme.ColorNameBackground), get(theme.ColorNameForeground), get(theme.ColorNamePrimary)
	if r.colors != nil && r.colors.Made == [3]color.NRGBA{paper, ink, accent} {
		return false
	}
	r.colors = paint.NewPalette(paper, ink, accent)
	r.overlay.recolor(r.colors)
	return true
}

// gather lists the objects to draw, from the back to the front.
func (f *surface) gather() {
	r := f.reader
	o := f.objects[:0]
	for _, rect := range f.rects.rects {
		o = append(o, rect)
	}
	for _, v := range f.strips {
		o = append(o, v.raster)
	}
	for _, text := range f.labels {
		o = append(o, text)
	}
	o = append(o, r.overlay.caret)
	for _, h := range r.overlay.handles {
		o = append(o, h.bar, h.knob)
	}
	o = append(o, r.ruler.raster, r.ruler.thumb)
	for _, side := range r.overlay.ring {
		o = append(o, side)
	}
	o = append(o, r.tip.ground)
	for _, text := range r.tip.lines {
		o = append(o, text)
	}
	f.objects = o
	f.refreshCanvas()
}

// refresh has one object drawn anew. The canvas is asked through the widget, which is always known to it, unlike an
// object that has been hidden for a while.
func (f *surface) refresh(o fyne.CanvasObject) {
	r := f.reader
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
		c.Refresh(o)
	}
}

// refreshCanvas has the window drawn again where no object changed but which there are.
func (f *surface) refreshCanvas() { f.refresh(f.reader.overlay.caret) }
