package reader

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// ruler is the strip at the right: a scrollbar, and beside it the overview of the article, so that one sees where
// things lie and gets there with a click.
type ruler struct {
	reader   *Reader
	raster   *canvas.Raster
	thumb    *canvas.Rectangle
	overview paint.Overview
	tip      control.Tip
	pointed  bool // the pointer is on it
}

const (
	barRoom    = 10                            // for the scrollbar
	rulerWidth = barRoom + paint.OverviewWidth // with the overview, at the right of the widget
	leastThumb = 28
)

func (u *ruler) init(r *Reader) {
	u.reader = r
	u.raster = canvas.NewRaster(u.generate)
	u.raster.ScaleMode = canvas.ImageScalePixels
	u.thumb = canvas.NewRectangle(nil)
	u.thumb.CornerRadius = 3
	u.thumb.Hide()
	u.tip = control.Tips("Where spans, regions and hits lie in the article: a click goes there. The line at the edge is how far you are: to your last span, and to the end once the article is done.")
}

// point follows the pointer, which says what the signs are when it rests on them.
func (u *ruler) point(ev *desktop.MouseEvent) {
	on := ev != nil && ev.Position.X >= u.reader.page.size.Width-rulerWidth
	if on == u.pointed {
		return
	}
	if u.pointed = on; on {
		u.tip.In(u.reader, ev)
	} else {
		u.tip.Out()
	}
}

// repaint has the whole overview painted again.
func (u *ruler) repaint() {
	u.overview.Again()
	u.reader.surface.refresh(u.raster)
}

// touch has those rows painted again that show a stretch of the text.
func (u *ruler) touch(s annotate.Segment) {
	u.overview.Touch(s)
	u.reader.surface.refresh(u.raster)
}

// generate paints the overview at the resolution of the screen.
func (u *ruler) generate(w, h int) image.Image {
	return u.overview.Paint(u.reader.scene(), u.rulerHeight(), marginTop, w, h)
}

// placeThumb puts the scrollbar's thumb where the view is in the text.
func (u *ruler) placeThumb() {
	r := u.reader
	size := r.page.size
	u.raster.Resize(fyne.NewSize(paint.OverviewWidth, size.Height))
	u.raster.Move(fyne.NewPos(size.Width-rulerWidth, 0))
	top, height, needed := u.thumbSpan()
	show(u.thumb, needed)
	if u.thumb.FillColor != color.Color(r.colors.Rule) {
		u.thumb.FillColor = r.colors.Rule
		u.thumb.Refresh()
	}
	u.thumb.Resize(fyne.NewSize(barRoom-4, height))
	u.thumb.Move(fyne.NewPos(size.Width-barRoom+1, top))
}

// thumbSpan is where the thumb stands and how long it is; none is needed where all the text is in view.
func (u *ruler) thumbSpan() (top, height float32, needed bool) {
	r := u.reader
	content, view := r.page.contentHeight(), float64(r.page.size.Height)
	if content <= view {
		return 0, 0, false
	}
	height = float32(max(leastThumb, view*view/content))
	top = float32(r.page.offset/(content-view)) * (r.page.size.Height - height)
	return top, height, true
}

// pressRuler begins what a press on the strip means and says whether it was there: dragging the thumb, a page up or
// down beside it, a jump to the passage in the overview.
func (u *ruler) pressRuler(pos fyne.Position) bool {
	r := u.reader
	if pos.X < r.page.size.Width-rulerWidth {
		return false
	}
	if pos.X < r.page.size.Width-barRoom {
		r.gesture.kind = dragsRuler
		u.jumpTo(pos)
		return true
	}
	top, height, needed := u.thumbSpan()
	page := float64(r.page.size.Height) * 0.9
	switch {
	case !needed:
	case pos.Y < top:
		r.page.scrollTo(r.page.offset - page)
	case pos.Y > top+height:
		r.page.scrollTo(r.page.offset + page)
	default:
		r.gesture.kind, r.gesture.grab = dragsThumb, pos.Y-top
	}
	return true
}

func (u *ruler) dragThumb(pos fyne.Position) {
	r := u.reader
	_, height, needed := u.thumbSpan()
	if room := r.page.size.Height - height; needed && room > 0 {
		share := float64((pos.Y - r.gesture.grab) / room)
		r.page.scrollTo(share * (r.page.contentHeight() - float64(r.page.size.Height)))
	}
}

// jumpTo brings the passage that the overview shows at a height into the middle of the view.
func (u *ruler) jumpTo(pos fyne.Position) {
	r := u.reader
	share := float64(pos.Y / r.page.size.Height)
	r.page.scrollTo(share*u.rulerHeight() - float64(r.page.size.Height)/2)
}

// rulerHeight is the height that the overview shows: that of the content, or of the view where all is in view, so
// that ticks then stand beside their lines.
func (u *ruler) rulerHeight() float64 {
	return max(u.reader.page.contentHeight(), float64(u.reader.page.size.Height))
}
