package reader

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// rectPool hands out rectangles that stay in the object tree from frame to frame.
type rectPool struct {
	rects []*canvas.Rectangle
	used  int
}

// add shows one more rectangle.
func (p *rectPool) add(x0, y0, x1, y1, radius float32, c color.NRGBA) {
	if p.used == len(p.rects) {
		p.rects = append(p.rects, canvas.NewRectangle(c))
	}
	rect := p.rects[p.used]
	p.used++
	if rect.FillColor != color.Color(c) || rect.CornerRadius != radius {
		rect.FillColor, rect.CornerRadius = c, radius
		rect.Refresh()
	}
	rect.Resize(fyne.NewSize(x1-x0, y1-y0))
	rect.Move(fyne.NewPos(x0, y0))
	rect.Show()
}

// rest hides what was not handed out.
func (p *rectPool) rest() {
	for _, rect := range p.rects[p.used:] {
		if rect.Visible() {
			rect.Hide()
		}
	}
}

// placeGrounds puts the grounds of regions and of the selection behind the lines in view.
func (f *surface) placeGrounds(first, last int) {
	pooled := len(f.rects.rects) + len(f.labels)
	f.rects.used = 0
	f.placeRegions(first, last)
	f.placeSelection(first, last)
	f.rects.rest()
	if len(f.rects.rects)+len(f.labels) != pooled {
		f.gather()
	}
}

// placeRegions puts a ground behind every region in view, a rule at its left, and its kind in small capitals at its
// top left: in the margin where that is wide enough, else in the gap above.
func (f *surface) placeRegions(first, last int) {
	r := f.reader
	view := annotate.Segment{Start: r.page.stretch(r.lay.Line(first)).Start, End: r.page.stretch(r.lay.Line(last)).End}
	labels := 0
	for k := max(paint.RegionIn(r.regions, view), 0); k < len(r.regions) && r.regions[k].Start < view.End; k++ {
		region := r.regions[k]
		if region.End <= view.Start {
			continue
		}
		top, bottom := f.placeRegion(region, first, last)
		if top >= bottom {
			continue
		}
		if i := r.foldHolding(region.Start); i >= 0 && r.folds[i].region == region {
			continue // its line says what it is
		}
		f.rects.add(r.page.left-paint.Bleed-4, top, r.page.left-paint.Bleed-2, bottom, 1, r.colors.Rule)
		if labels == len(f.labels) {
			text := canvas.NewText("", r.colors.Faint)
			text.TextSize = 9
			f.labels = append(f.labels, text)
		}
		f.placeRegionLabel(f.labels[labels], f.regionCaption(region, f.labels[labels]), top, r.lay.Line(first).Baseline)
		labels++
	}
	for _, text := range f.labels[labels:] {
		if text.Visible() {
			text.Hide()
		}
	}
}

// placeRegion puts the ground of one region: a block over its whole lines, and stretches in lines it shares with
// other text. It returns the heights between which it lies, as far as it is in view.
func (f *surface) placeRegion(region annotate.Region, first, last int) (top, bottom float32) {
	r := f.reader
	from := max(r.lay.LineOf(r.text.Byte(region.Start)), first)
	to := min(r.lay.LineOf(r.text.Byte(region.End-1)), last)
	if from > to {
		return 0, 0
	}
	blockTop, blockEnd := float32(0), float32(0)
	flush := func() {
		if blockEnd > blockTop {
			f.rects.add(r.page.left-paint.Bleed, blockTop, r.page.left+r.page.width+paint.Bleed, blockEnd, 3, r.colors.Region)
		}
		blockTop, blockEnd = 0, 0
	}
	for i := from; i <= to; i++ {
		line := r.lay.Line(i)
		y, end := f.snapped(line.Top), f.snapped(line.Top+float64(line.Height))
		if i == from {
			top = y
		}
		bottom = end
		start, stop := r.text.Byte(region.Start), r.text.Byte(region.End)
		if start <= line.Start && stop >= line.Content {
			if blockEnd == 0 {
				blockTop = y
			}
			blockEnd = end
			continue
		}
		flush()
		r.intervals = r.lay.Shape(i).Rects(r.intervals[:0], max(start, line.Start), min(stop, line.End))
		for _, span := range r.intervals {
			f.rects.add(r.page.left+span.X0-3, y+1, r.page.left+span.X1+3, end-1, 3, r.colors.Region)
		}
	}
	flush()
	return top, bottom
}

// regionCaption is what stands beside a region: its kind, after a sign to press where it can be folded.
func (f *surface) regionCaption(region annotate.Region, text *canvas.Text) string {
	delete(f.foldSigns, text)
	for _, fold := range f.reader.folds {
		if fold.region == region && fold.open {
			f.foldSigns[text] = region.Start
			return "▾ " + string(region.Kind)
		}
	}
	return string(region.Kind)
}

func (f *surface) placeRegionLabel(text *canvas.Text, kind string, top, baseline float32) {
	r := f.reader
	if caption := strings.ToUpper(kind); text.Text != caption || text.Color != color.Color(r.colors.Faint) {
		text.Text, text.Color = caption, r.colors.Faint
		f.refresh(text)
	}
	size := text.MinSize()
	x, y := r.page.left-r.page.gutter-paint.Bleed-10-size.Width, top+baseline-size.Height*0.82
	if x < 4 {
		x, y = r.page.left-paint.Bleed, top-size.Height+2.5 // capitals leave the room for descenders free
	}
	text.Resize(size)
	text.Move(fyne.NewPos(x, y))
	text.Show()
}
