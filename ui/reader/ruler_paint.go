package reader

import (
	"image"
	"image/color"
	"math"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// leastTick is how many units of height a tick has at least.
const leastTick = 2

// The columns of the overview, from its left edge to its right, in units of length.
const (
	underlinesFrom, underlinesTo = 1, 5
	tintsFrom, tintsTo           = 6, 11
	doneFrom, doneTo             = 12, 14
)

// repaint has the whole overview painted again.
func (u *ruler) repaint() {
	u.all, u.changed = true, u.changed[:0]
	u.reader.surface.refresh(u.raster)
}

// touch has those rows painted again that show a stretch of the text: a change of one mark among many must not cost
// a walk over all.
func (u *ruler) touch(s annotate.Segment) {
	const most = 32 // with more of them all is as quick
	if !u.all {
		u.changed = append(u.changed, s)
	}
	if len(u.changed) > most {
		u.all, u.changed = true, u.changed[:0]
	}
	u.reader.surface.refresh(u.raster)
}

// generate paints the overview. Each row of pixels stands for a stretch of the text; what is shown paints the rows
// that it reaches into, and a row keeps what was painted last. Rows can thus be painted one by one.
func (u *ruler) generate(w, h int) image.Image {
	if u.img == nil || u.img.Rect.Dx() != w || u.img.Rect.Dy() != h {
		u.img = image.NewRGBA(image.Rect(0, 0, w, h))
		u.all = true
	}
	r := u.reader
	if r.lay == nil || r.text.Len() == 0 || h == 0 {
		clear(u.img.Pix)
		return u.img
	}
	u.brush = paint.Brush{Img: u.img, Scale: float32(w) / tickRoom}
	if u.all {
		u.rows(h)
		u.paint(0, h)
	}
	for _, s := range u.changed {
		u.paint(u.reach(s))
	}
	u.all, u.changed = false, u.changed[:0]
	return u.img
}

// rows works out which code point stands first in each of h rows of pixels.
func (u *ruler) rows(h int) {
	r := u.reader
	content := r.ruler.rulerHeight()
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

// row is the last row that begins at or before cp.
func (u *ruler) row(cp int) int {
	at, _ := slices.BinarySearch(u.starts, cp+1)
	return max(at-1, 0)
}

// reach returns the rows of a stretch: from the first to before the second.
func (u *ruler) reach(s annotate.Segment) (first, last int) {
	first = u.row(s.Start)
	return first, max(u.row(s.End-1)+1, first+u.brush.Px(leastTick))
}

// paint paints the rows from first to before last.
func (u *ruler) paint(first, last int) {
	r := u.reader
	u.first, u.last = first, min(last, len(u.starts))
	if u.first >= u.last {
		return
	}
	clear(u.img.Pix[u.first*u.img.Stride : u.last*u.img.Stride])
	// What begins so many rows above can still reach into the first one.
	from := u.starts[max(first-u.brush.Px(leastTick), 0)]
	to := math.MaxInt
	if u.last < len(u.starts) {
		to = u.starts[u.last]
	}
	for k := max(r.surface.regionIn(annotate.Segment{Start: from, End: to}), 0); k < len(r.regions) && r.regions[k].Start < to; k++ {
		u.tick(annotate.Segment{Start: r.regions[k].Start, End: r.regions[k].End}, 0, doneFrom, r.colors.Region)
	}
	for _, s := range r.done {
		u.tick(s, doneFrom, doneTo, r.colors.Faint)
	}
	u.paintMarks(from, to)
	for i := r.ink.hitIn(annotate.Segment{Start: from, End: to}); i < len(r.hits) && r.hits[i].Start < to; i++ {
		c := paint.WithAlpha(r.colors.HitEdge, 170)
		if i == r.hit {
			c.A = 255
		}
		u.tick(r.hits[i], 0, doneFrom, c)
	}
	if m := r.marks.byID[r.selected]; m != nil {
		u.tick(annotate.Segment{Start: m.start, End: m.end}, 0, doneFrom, r.colors.Hue(m.Color).Line)
	}
}

// tick paints the rows of a stretch of text between two distances from the left.
func (u *ruler) tick(s annotate.Segment, x0, x1 float32, c color.NRGBA) {
	first, last := u.reach(s)
	u.fill(x0, x1, first, last, c)
}

// fill paints between two distances from the left, in those rows that are being painted.
func (u *ruler) fill(x0, x1 float32, first, last int, c color.NRGBA) {
	if first, last = max(first, u.first), min(last, u.last); first < last {
		u.brush.Fill(image.Rect(u.brush.X(x0), first, u.brush.X(x1), last), c)
	}
}

// paintMarks paints the ticks of the marks between two places of the text, underlines on the left and tints on the
// right, those of other annotators first.
func (u *ruler) paintMarks(from, to int) {
	if u.reader.marks.foreign > 0 {
		u.paintMarksOf(from, to, false)
	}
	u.paintMarksOf(from, to, true)
}

// paintMarksOf paints the ticks of the annotator's own marks, or of all others. Many share a row of pixels: one that
// would repaint what the mark before it has painted is passed over.
func (u *ruler) paintMarksOf(from, to int, own bool) {
	type ticked struct {
		ink         color.NRGBA
		first, last int
	}
	var before [2]ticked // by column
	colors, least := u.reader.colors, u.brush.Px(leastTick)
	row := u.row(from) // of the mark's start: marks come in the order of the text
	u.reader.marks.overlapping(from, to, func(m *mark) bool {
		for row+1 < len(u.starts) && u.starts[row+1] <= m.start {
			row++
		}
		if m.Own != own {
			return true
		}
		column, x0, x1 := 0, float32(underlinesFrom), float32(underlinesTo)
		if m.Style == annotate.Tint {
			column, x0, x1 = 1, tintsFrom, tintsTo
		}
		for i, s := range m.Segments {
			first := row
			if i > 0 || m.start < from {
				first = u.row(s.Start)
			}
			last := first + 1
			for last < len(u.starts) && u.starts[last] < s.End {
				last++
			}
			now := ticked{m.Color, first, max(last, first+least)}
			was := before[column]
			if was.ink == now.ink && was.first <= now.first && now.last <= was.last {
				continue
			}
			before[column] = now
			share := 0.8
			if !own {
				share = 0.35
			}
			u.fill(x0, x1, now.first, now.last, paint.Mix(colors.Paper, colors.Hue(m.Color).Line, share))
		}
		return true
	})
}
