package reader

import (
	"image"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// strip shows a few lines of the text as one picture, transparent where nothing is. Strips lie side by side without
// overlapping: a software renderer of OpenGL, and a weak graphics card, take as long as there are pixels to blend. Few
// lines are in one, so that little is painted again when a line changes and when one scrolls.
type strip struct {
	reader  *Reader
	raster  *canvas.Raster
	number  int              // lines number*stripLines and on are shown; -1 for none
	known   int              // how many lines of the text there were when it was painted, as far as it is concerned
	stretch annotate.Segment // the code points of its lines, and of the two beside them, which reach into it
	img     image.RGBA       // kept, so that scrolling allocates no pictures; as are the following
	part    image.RGBA       // the rows in which a line may paint
	brush   paint.Brush
}

const (
	stripLines = 6
)

// overhang is how far what belongs to a line may reach above and below it.
func (f *surface) overhang() float32 {
	return float32(math.Ceil(float64(f.reader.typography.Size) * paint.Overhang))
}

func newStrip(r *Reader) *strip {
	v := &strip{reader: r, number: -1}
	v.raster = canvas.NewRaster(v.generate)
	v.raster.ScaleMode = canvas.ImageScalePixels
	v.raster.Hide()
	return v
}

// generate paints the lines at the resolution of the screen.
func (v *strip) generate(w, h int) image.Image {
	v.clear(w, h)
	r := v.reader
	if v.number < 0 || r.lay == nil || v.number*stripLines >= r.lay.LineCount() {
		return &v.img
	}
	if r.tip.came.IsZero() {
		r.tip.came = time.Now()
	}
	scale := float32(w) / v.raster.Size().Width
	from, to := r.surface.stripRows(v.number, float64(scale))
	reach := int(math.Ceil(float64(r.surface.overhang() * scale)))
	scene := r.scene()
	first, last := v.number*stripLines, min(v.number*stripLines+stripLines, r.lay.LineCount())-1
	for i := max(first-1, 0); i <= min(last+1, r.lay.LineCount()-1); i++ {
		rows := image.Rect(0, 0, w, min(to-from, h))
		switch i {
		case first - 1:
			rows.Max.Y = min(reach, rows.Max.Y)
		case last + 1:
			rows.Min.Y = max(rows.Max.Y-reach, 0)
		}
		v.part = image.RGBA{Pix: v.img.Pix[rows.Min.Y*v.img.Stride:], Stride: v.img.Stride, Rect: rows}
		origin := row(r.lay.Line(i).Top, float64(scale)) - from
		v.brush = paint.Brush{Img: &v.part, Scale: scale, Dx: paint.Bleed + r.page.gutter, Origin: origin}
		r.ink.Line(scene, &v.brush, i)
	}
	return &v.img
}

// clear makes the picture one of that size without ink, in the memory that it has if there is enough.
func (v *strip) clear(w, h int) {
	if need := 4 * w * h; need > cap(v.img.Pix) {
		v.img.Pix = make([]uint8, need+4*w*16) // strips with more gaps are a little higher
	} else {
		clear(v.img.Pix[:need])
	}
	v.img.Pix = v.img.Pix[:4*w*h]
	v.img.Stride, v.img.Rect = 4*w, image.Rect(0, 0, w, h)
}

// row is the row of pixels, counted from the top of the content, at which something at that height in the text begins.
func row(top, scale float64) int { return int(math.Round((top + marginTop) * scale)) }

// stripRows is where a strip lies in the content: from the first row to before the second.
func (f *surface) stripRows(number int, scale float64) (from, to int) {
	r := f.reader
	first, count := number*stripLines, r.lay.LineCount()
	reach := int(math.Ceil(float64(f.overhang()) * scale))
	from = row(r.lay.Line(first).Top, scale)
	if first == 0 {
		from -= reach
	}
	if first+stripLines < count {
		return from, row(r.lay.Line(first+stripLines).Top, scale)
	}
	last := r.lay.Line(count - 1)
	return from, row(last.Top+float64(last.Height), scale) + reach
}

// place gives the lines in view their pictures and puts everything where the scroll offset wants it. Strips that stay
// in view are only moved.
func (f *surface) place() {
	r := f.reader
	if r.lay == nil {
		return
	}
	r.page.clampOffset()
	first, last := r.page.visible()
	height := float64(r.lay.Line(first).Height) * stripLines
	if need := int(math.Ceil(float64(r.page.size.Height+2*f.overhang())/height)) + 2; need != len(f.strips) {
		f.setStrips(need)
	}
	for _, v := range f.strips {
		if v.number >= 0 && (v.number < first/stripLines || v.number > last/stripLines) {
			v.number = -1
			v.raster.Hide()
		}
	}
	for n := first / stripLines; n <= last/stripLines; n++ {
		f.strips[n%len(f.strips)].place(n)
	}
	f.placeGrounds(first, last)
	r.overlay.placeOverlay()
	r.ruler.placeThumb()
	if r.opts.OnPlaced != nil {
		r.opts.OnPlaced()
	}
}

// place shows strip number n where the scroll offset wants it.
func (v *strip) place(n int) {
	r := v.reader
	scale := r.surface.pixelScale()
	from, to := r.surface.stripRows(n, scale)
	// The height is rounded up to a multiple of four, so that it is a whole number of pixels at the usual scales.
	size := fyne.NewSize(r.page.width+2*paint.Bleed+r.page.gutter, float32(math.Ceil(float64(to-from)/scale/4)*4))
	if known := min((n+1)*stripLines+1, r.lay.LineCount()); v.number != n || v.known != known {
		v.number, v.known = n, known
		v.stretch.Start = r.text.CodePoint(r.lay.Line(n*stripLines - 1).Start)
		v.stretch.End = r.text.CodePoint(r.lay.Line((n + 1) * stripLines).End)
		v.raster.Show()
		r.surface.refresh(v.raster)
	}
	v.raster.Resize(size)
	v.raster.Move(fyne.NewPos(r.page.left-paint.Bleed-r.page.gutter, float32(float64(from-r.surface.offsetRow(scale))/scale)))
}

// setStrips makes n strips, keeping those there are.
func (f *surface) setStrips(n int) {
	r := f.reader
	for len(f.strips) < n {
		f.strips = append(f.strips, newStrip(r))
	}
	f.strips = f.strips[:n]
	for _, v := range f.strips {
		v.number = -1
		v.raster.Hide()
	}
	f.gather()
}

// pixelScale is how many pixels of the screen a unit of length has.
func (f *surface) pixelScale() float64 {
	r := f.reader
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
		return float64(c.Scale())
	}
	return 1
}

// offsetRow is the row of the content at the upper edge of the view. Everything is placed in whole rows of the
// content, so that nothing shifts against anything else while one scrolls.
func (f *surface) offsetRow(scale float64) int { return int(math.Round(f.reader.page.offset * scale)) }

// snapped is where something at that height in the text lies in the widget, on a whole pixel of the screen.
func (f *surface) snapped(top float64) float32 {
	scale := f.pixelScale()
	return float32(float64(row(top, scale)-f.offsetRow(scale)) / scale)
}

// repaint paints those strips in view again that hold a part of the stretch.
func (f *surface) repaint(s annotate.Segment) {
	for _, v := range f.strips {
		if v.number >= 0 && v.stretch.Start < s.End && s.Start < v.stretch.End {
			f.refresh(v.raster)
		}
	}
}

// repaintAll shows every line anew, after a change of the text, the layout, or the colours.
func (f *surface) repaintAll() {
	r := f.reader
	for _, v := range f.strips {
		if v.number >= 0 {
			v.number = -1
			v.raster.Hide()
		}
	}
	f.place()
	r.ruler.repaint()
}
