package reader

import (
	"image"
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// lineView shows one line of the text as a picture. Its picture reaches beyond the column and the line, so that
// underlines in deep lanes, tall letters and outlines have room; it is transparent there.
type lineView struct {
	reader  *Reader
	raster  *canvas.Raster
	line    int              // which line of the text, -1 for none
	stretch annotate.Segment // its code points
	img     *image.RGBA      // kept, so that scrolling allocates no pictures
}

// bleed is how far a line's picture reaches beyond the column on both sides.
const bleed = 8

// overhang is how far a line's picture reaches above and below the line.
func (r *Reader) overhang() float32 { return float32(math.Ceil(float64(r.typography.Size) * 0.55)) }

func newLineView(r *Reader) *lineView {
	v := &lineView{reader: r, line: -1}
	v.raster = canvas.NewRaster(v.generate)
	v.raster.ScaleMode = canvas.ImageScalePixels
	v.raster.Hide()
	return v
}

// generate paints the line at the resolution of the screen.
func (v *lineView) generate(w, h int) image.Image {
	if v.img == nil || v.img.Rect.Dx() != w || v.img.Rect.Dy() != h {
		v.img = image.NewRGBA(image.Rect(0, 0, w, h))
	} else {
		clear(v.img.Pix)
	}
	if v.line >= 0 && v.reader.lay != nil && v.line < v.reader.lay.LineCount() {
		scale := float32(w) / v.raster.Size().Width
		v.reader.paintLine(&brush{img: v.img, scale: scale, dx: bleed + v.reader.page.gutter, dy: v.reader.overhang()}, v.line)
	}
	return v.img
}

// place gives each line in view its picture and puts everything where the scroll offset wants it. Pictures of lines
// that stay in view are only moved.
func (r *Reader) place() {
	if r.lay == nil {
		return
	}
	r.clampOffset()
	first, last := r.visible()
	height := r.lay.Line(first).Height
	size := r.pictureSize(height)
	if need := int(math.Ceil(float64((r.page.size.Height+2*r.overhang())/height))) + 2; need != len(r.lines) {
		r.setLineViews(need)
	}
	for _, v := range r.lines {
		if v.line >= 0 && (v.line < first || v.line > last) {
			v.line = -1
			v.raster.Hide()
		}
	}
	snap := r.pixelSnap()
	for i := first; i <= last; i++ {
		v, line := r.lines[i%len(r.lines)], r.lay.Line(i)
		if v.line != i {
			v.line, v.stretch = i, r.stretch(line)
			v.raster.Show()
			r.refresh(v.raster)
		}
		v.raster.Resize(size)
		v.raster.Move(fyne.NewPos(r.page.left-bleed-r.page.gutter, snap(r.top(line))-r.overhang()))
	}
	r.placeGrounds(first, last)
	r.placeOverlay()
	r.placeThumb()
}

// pictureSize is the size of a line's picture, rounded up to a multiple of four so that it fills whole pixels at the
// usual scales.
func (r *Reader) pictureSize(height float32) fyne.Size {
	up := func(v float32) float32 { return float32(math.Ceil(float64(v)/4)) * 4 }
	return fyne.NewSize(r.page.width+2*bleed+r.page.gutter, up(height+2*r.overhang()))
}

// setLineViews makes n pictures for lines, keeping those there are.
func (r *Reader) setLineViews(n int) {
	for len(r.lines) < n {
		r.lines = append(r.lines, newLineView(r))
	}
	r.lines = r.lines[:n]
	for _, v := range r.lines {
		v.line = -1
		v.raster.Hide()
	}
	r.gather()
}

// pixelSnap returns a function that moves a height to a whole pixel of the screen.
func (r *Reader) pixelSnap() func(float32) float32 {
	scale := float64(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
		scale = float64(c.Scale())
	}
	return func(y float32) float32 { return float32(math.Round(float64(y)*scale) / scale) }
}

// repaint paints those lines in view again that hold a part of the stretch.
func (r *Reader) repaint(s annotate.Segment) {
	for _, v := range r.lines {
		if v.line >= 0 && v.stretch.Start < s.End && s.Start < v.stretch.End {
			r.refresh(v.raster)
		}
	}
}

// repaintAll shows every line anew, after a change of the text, the layout, or the colours.
func (r *Reader) repaintAll() {
	for _, v := range r.lines {
		if v.line >= 0 {
			v.line = -1
			v.raster.Hide()
		}
	}
	r.place()
	r.ruler.repaint()
}

// paintLine paints line i: what lies beneath the letters, the letters, and the tags.
func (r *Reader) paintLine(b *brush, i int) {
	line := r.lay.Line(i)
	pieces := r.piecesOf(i)
	g := r.geometry(line, pieces)
	r.paintHits(b, i, g)
	r.paintMarks(b, pieces, g)
	r.paintLetters(b, i, pieces)
	if r.tags {
		r.paintTags(b, pieces, g)
	}
	if r.numbers != NoNumbers {
		r.paintNumber(b, i)
	}
}

// paintLetters draws the text: fainter where it belongs to a region, except under marks and hits, where it must be
// read on any tint.
func (r *Reader) paintLetters(b *brush, i int, pieces []piece) {
	line := r.lay.Line(i)
	within := r.stretch(line)
	draw := func(from, to int, ink color.NRGBA) {
		if part := image.Rect(from, 0, to, b.img.Rect.Max.Y).Intersect(b.img.Rect); !part.Empty() {
			cut := image.RGBA{Pix: b.img.Pix[b.img.PixOffset(part.Min.X, part.Min.Y):], Stride: b.img.Stride, Rect: part}
			r.lay.Draw(&cut, i, b.dx*b.scale, b.dy*b.scale, b.scale, ink)
		}
	}
	if r.regionIn(within) < 0 {
		draw(0, b.img.Rect.Max.X, r.colors.ink)
		return
	}
	// The picture is cut at every edge of a region, a mark or a hit, and each cut drawn in the ink it needs.
	r.intervals = r.intervals[:0]
	for k := r.regionIn(within); k < len(r.regions) && r.regions[k].Start < within.End; k++ {
		r.addIntervals(i, annotate.Segment{Start: r.regions[k].Start, End: r.regions[k].End})
	}
	grey := len(r.intervals)
	for k := r.hitIn(within); k < len(r.hits) && r.hits[k].Start < within.End; k++ {
		r.addIntervals(i, r.hits[k])
	}
	for _, p := range pieces {
		if !p.gap {
			r.intervals = append(r.intervals, layout.Span{X0: p.x0, X1: p.x1})
		}
	}
	cuts := append(r.cuts[:0], 0, b.img.Rect.Max.X)
	for _, s := range r.intervals {
		cuts = append(cuts, b.x(s.X0), b.x(s.X1))
	}
	slices.Sort(cuts)
	r.cuts = cuts
	holds := func(spans []layout.Span, x float32) bool {
		return slices.ContainsFunc(spans, func(s layout.Span) bool { return s.X0 <= x && x < s.X1 })
	}
	for k := 1; k < len(cuts); k++ {
		ink := r.colors.ink
		middle := float32(cuts[k-1]+cuts[k])/2/b.scale - b.dx
		if holds(r.intervals[:grey], middle) && !holds(r.intervals[grey:], middle) {
			ink = r.colors.faint
		}
		draw(cuts[k-1], cuts[k], ink)
	}
}

// addIntervals adds to the scratch where the part of s that lies in line i stands.
func (r *Reader) addIntervals(i int, s annotate.Segment) {
	within := r.stretch(r.lay.Line(i))
	from, to := max(s.Start, within.Start), min(s.End, within.End)
	if from < to {
		r.intervals = r.lay.Shape(i).Rects(r.intervals, r.text.Byte(from), r.text.Byte(to))
	}
}
