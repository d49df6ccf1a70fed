package reader

import (
	"image"
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/parallax-annotation/parallax/annotate"
)

// ruler is the strip at the right: a scrollbar, and beside it the whole article in small with its regions, marks and
// hits, so that one sees where they lie and gets there with a click.
type ruler struct {
	reader *Reader
	raster *canvas.Raster
	thumb  *canvas.Rectangle
	img    *image.RGBA
	starts []int // scratch: the first code point of each row of pixels
}

const (
	barRoom    = 10                     // for the scrollbar
	tickRoom   = 12                     // for the overview
	rulerWidth = barRoom + tickRoom + 2 // both, at the right of the widget
	leastThumb = 28
)

func (u *ruler) init(r *Reader) {
	u.reader = r
	u.raster = canvas.NewRaster(u.generate)
	u.raster.ScaleMode = canvas.ImageScalePixels
	u.thumb = canvas.NewRectangle(nil)
	u.thumb.CornerRadius = 3
	u.thumb.Hide()
}

// repaint has the overview painted again.
func (u *ruler) repaint() { u.reader.refresh(u.raster) }

// placeThumb puts the scrollbar's thumb where the view is in the text.
func (r *Reader) placeThumb() {
	u, size := &r.ruler, r.page.size
	u.raster.Resize(fyne.NewSize(tickRoom, size.Height))
	u.raster.Move(fyne.NewPos(size.Width-rulerWidth, 0))
	top, height, needed := r.thumbSpan()
	show(u.thumb, needed)
	if u.thumb.FillColor != color.Color(r.colors.rule) {
		u.thumb.FillColor = r.colors.rule
		u.thumb.Refresh()
	}
	u.thumb.Resize(fyne.NewSize(barRoom-4, height))
	u.thumb.Move(fyne.NewPos(size.Width-barRoom+1, top))
}

// thumbSpan is where the thumb stands and how long it is; none is needed where all the text is in view.
func (r *Reader) thumbSpan() (top, height float32, needed bool) {
	content, view := r.contentHeight(), float64(r.page.size.Height)
	if content <= view {
		return 0, 0, false
	}
	height = float32(max(leastThumb, view*view/content))
	top = float32(r.page.offset/(content-view)) * (r.page.size.Height - height)
	return top, height, true
}

// pressRuler begins what a press on the strip means and says whether it was there: dragging the thumb, a page up or
// down beside it, a jump to the passage in the overview.
func (r *Reader) pressRuler(pos fyne.Position) bool {
	if pos.X < r.page.size.Width-rulerWidth {
		return false
	}
	if pos.X < r.page.size.Width-barRoom {
		r.gesture.kind = dragsRuler
		r.jumpTo(pos)
		return true
	}
	top, height, needed := r.thumbSpan()
	page := float64(r.page.size.Height) * 0.9
	switch {
	case !needed:
	case pos.Y < top:
		r.scrollTo(r.page.offset - page)
	case pos.Y > top+height:
		r.scrollTo(r.page.offset + page)
	default:
		r.gesture.kind, r.gesture.grab = dragsThumb, pos.Y-top
	}
	return true
}

func (r *Reader) dragThumb(pos fyne.Position) {
	_, height, needed := r.thumbSpan()
	if room := r.page.size.Height - height; needed && room > 0 {
		share := float64((pos.Y - r.gesture.grab) / room)
		r.scrollTo(share * (r.contentHeight() - float64(r.page.size.Height)))
	}
}

// jumpTo brings the passage that the overview shows at a height into the middle of the view.
func (r *Reader) jumpTo(pos fyne.Position) {
	share := float64(pos.Y / r.page.size.Height)
	r.scrollTo(share*r.rulerHeight() - float64(r.page.size.Height)/2)
}

// rulerHeight is the height that the overview shows: that of the content, or of the view where all is in view, so
// that ticks then stand beside their lines.
func (r *Reader) rulerHeight() float64 { return max(r.contentHeight(), float64(r.page.size.Height)) }

// generate paints the overview. Each row of pixels stands for a stretch of the text; what is shown paints the rows
// that it reaches into, at least two.
func (u *ruler) generate(w, h int) image.Image {
	if u.img == nil || u.img.Rect.Dx() != w || u.img.Rect.Dy() != h {
		u.img = image.NewRGBA(image.Rect(0, 0, w, h))
	} else {
		clear(u.img.Pix)
	}
	r := u.reader
	if r.lay == nil || r.text.Len() == 0 || h == 0 {
		return u.img
	}
	b := &brush{img: u.img, scale: float32(w) / tickRoom}
	u.rows(h)
	for _, g := range r.regions {
		u.tick(b, annotate.Segment{Start: g.Start, End: g.End}, 0, tickRoom, r.colors.region)
	}
	u.paintMarks(b)
	for i, s := range r.hits {
		c := withAlpha(r.colors.hitEdge, 170)
		if i == r.hit {
			c.A = 255
		}
		u.tick(b, s, 0, tickRoom, c)
	}
	if m := r.marks.byID[r.selected]; m != nil {
		u.tick(b, annotate.Segment{Start: m.start, End: m.end}, 0, tickRoom, r.colors.hue(m.Color).line)
	}
	return u.img
}

// paintMarks paints the ticks of all marks, underlines on the left and tints on the right. Many marks share a row of
// pixels: one that would repaint what the mark before it has painted is passed over.
func (u *ruler) paintMarks(b *brush) {
	type ticked struct {
		ink         color.NRGBA
		own         bool
		first, last int
	}
	var done [2]ticked // by style
	least := b.px(2)
	row := 0 // of the mark's start: marks come in the order of the text
	u.reader.marks.each(func(m *mark) {
		column, x0, x1 := 0, float32(1), float32(5)
		if m.Style == annotate.Tint {
			column, x0, x1 = 1, 6, 11
		}
		for row+1 < len(u.starts) && u.starts[row+1] <= m.start {
			row++
		}
		for i, s := range m.Segments {
			first := row
			if i > 0 {
				first = u.row(s.Start)
			}
			last := first + 1
			for last < len(u.starts) && u.starts[last] < s.End {
				last++
			}
			now := ticked{m.Color, m.Own, first, max(last, first+least)}
			before := done[column]
			if before.ink == now.ink && before.own == now.own && before.first <= now.first && now.last <= before.last {
				continue
			}
			done[column] = now
			c := u.reader.colors.hue(m.Color).line
			if c.A = 200; !m.Own {
				c.A = 90
			}
			b.fill(image.Rect(b.x(x0), now.first, b.x(x1), now.last), c)
		}
	})
}

// rows works out which code point stands first in each of h rows of pixels.
func (u *ruler) rows(h int) {
	r := u.reader
	content := r.rulerHeight()
	u.starts = u.starts[:0]
	for y := range h {
		at := float64(y)/float64(h)*content - marginTop
		start := 0
		switch {
		case at > r.lay.Height():
			start = math.MaxInt
		case at > 0:
			i := r.lay.LineAt(at)
			line := r.lay.Line(i)
			share := min(max((at-line.Top)/float64(line.Height), 0), 1)
			start = r.text.CodePoint(line.Start + int(share*float64(line.End-line.Start)))
		}
		u.starts = append(u.starts, start)
	}
}

// tick paints the rows of a stretch of text between two distances from the left.
func (u *ruler) tick(b *brush, s annotate.Segment, x0, x1 float32, c color.NRGBA) {
	first := u.row(s.Start)
	last := max(u.row(s.End-1)+1, first+b.px(2))
	b.fill(image.Rect(b.x(x0), first, b.x(x1), last), c)
}

// row is the last row that begins at or before cp.
func (u *ruler) row(cp int) int {
	at, _ := slices.BinarySearch(u.starts, cp+1)
	return max(at-1, 0)
}
