package paint

import (
	"image"
	"image/color"
	"math"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// Overview is a picture of the whole article in small, with its regions, marks, hits and done parts. Each row of pixels
// stands for a stretch of the text; what is shown paints the rows that it reaches into, and a row keeps what was painted
// last. Rows can thus be painted one by one.
type Overview struct {
	scene  Scene
	img    *image.RGBA
	starts []int // the first code point of each row of pixels

	all         bool               // everything is to be painted again
	changed     []annotate.Segment // what is shown of these, where not all
	brush       Brush
	first, last int // the rows that are being painted
}

// OverviewWidth is how wide an overview is.
const OverviewWidth = 14

// leastTick is how many units of height a tick has at least.
const leastTick = 2

// The columns of the overview, from its left edge to its right, in units of length.
const (
	underlinesFrom, underlinesTo = 1, 5
	tintsFrom, tintsTo           = 6, 11
	doneFrom, doneTo             = 12, OverviewWidth
)

// Again has everything painted anew the next time.
func (o *Overview) Again() { o.all, o.changed = true, o.changed[:0] }

// Touch has those rows painted anew the next time that show a stretch of the text: a change of one mark among many must
// not cost a walk over all.
func (o *Overview) Touch(s annotate.Segment) {
	const most = 32 // with more of them all is as quick
	if !o.all {
		o.changed = append(o.changed, s)
	}
	if len(o.changed) > most {
		o.Again()
	}
}

// Stale says whether anything is to be painted anew.
func (o *Overview) Stale() bool { return o.all || len(o.changed) > 0 }

// Paint paints what is to be painted anew of a scene, w pixels wide and h high, and returns the picture, which stands for
// a height of content in which the first line lies at top.
func (o *Overview) Paint(s Scene, content, top float64, w, h int) image.Image {
	o.scene = s
	if o.img == nil || o.img.Rect.Dx() != w || o.img.Rect.Dy() != h {
		o.img = image.NewRGBA(image.Rect(0, 0, w, h))
		o.all = true
	}
	if s.Layout == nil || s.Text.Len() == 0 || h == 0 {
		clear(o.img.Pix)
		return o.img
	}
	o.brush = Brush{Img: o.img, Scale: float32(w) / OverviewWidth}
	if o.all {
		o.rows(content, top, h)
		o.paint(0, h)
	}
	for _, s := range o.changed {
		o.paint(o.reach(s))
	}
	o.all, o.changed = false, o.changed[:0]
	return o.img
}

// rows works out which code point stands first in each of h rows of pixels.
func (o *Overview) rows(content, top float64, h int) {
	text, lay := o.scene.Text, o.scene.Layout
	o.starts = o.starts[:0]
	for y := range h {
		at := float64(y)/float64(h)*content - top
		start := 0
		switch {
		case at > lay.Height():
			start = math.MaxInt
		case at > 0:
			i := lay.LineAt(at)
			line := lay.Line(i)
			share := min(max((at-line.Top)/float64(line.Height), 0), 1)
			start = text.CodePoint(line.Start + int(share*float64(line.End-line.Start)))
		}
		o.starts = append(o.starts, start)
	}
}

// row is the last row that begins at or before cp.
func (o *Overview) row(cp int) int {
	at, _ := slices.BinarySearch(o.starts, cp+1)
	return max(at-1, 0)
}

// reach returns the rows of a stretch: from the first to before the second.
func (o *Overview) reach(s annotate.Segment) (first, last int) {
	first = o.row(s.Start)
	return first, max(o.row(s.End-1)+1, first+o.brush.Px(leastTick))
}

// paint paints the rows from first to before last.
func (o *Overview) paint(first, last int) {
	s := &o.scene
	o.first, o.last = first, min(last, len(o.starts))
	if o.first >= o.last {
		return
	}
	clear(o.img.Pix[o.first*o.img.Stride : o.last*o.img.Stride])
	// What begins so many rows above can still reach into the first one.
	from := o.starts[max(first-o.brush.Px(leastTick), 0)]
	to := math.MaxInt
	if o.last < len(o.starts) {
		to = o.starts[o.last]
	}
	for k := max(RegionIn(s.Regions, annotate.Segment{Start: from, End: to}), 0); k < len(s.Regions) && s.Regions[k].Start < to; k++ {
		o.tick(annotate.Segment{Start: s.Regions[k].Start, End: s.Regions[k].End}, 0, doneFrom, s.Colors.Region)
	}
	for _, part := range s.Done {
		o.tick(part, doneFrom, doneTo, s.Colors.Faint)
	}
	o.paintMarks(from, to)
	o.paintFlags(from, to)
	o.paintMet(from, to)
	for i := s.hitIn(annotate.Segment{Start: from, End: to}); i < len(s.Hits) && s.Hits[i].Start < to; i++ {
		c := WithAlpha(s.Colors.HitEdge, 170)
		if i == s.Hit {
			c.A = 255
		}
		o.tick(s.Hits[i], 0, doneFrom, c)
	}
	if m := s.Marks.ByID(s.Selected); m != nil {
		o.tick(annotate.Segment{Start: m.Start, End: m.End}, 0, doneFrom, s.Colors.Hue(m.Color).Line)
	}
}

// tick paints the rows of a stretch of text between two distances from the left.
func (o *Overview) tick(s annotate.Segment, x0, x1 float32, c color.NRGBA) {
	first, last := o.reach(s)
	o.fill(x0, x1, first, last, c)
}

// fill paints between two distances from the left, in those rows that are being painted.
func (o *Overview) fill(x0, x1 float32, first, last int, c color.NRGBA) {
	if first, last = max(first, o.first), min(last, o.last); first < last {
		o.brush.Fill(image.Rect(o.brush.X(x0), first, o.brush.X(x1), last), c)
	}
}

// paintMarks paints the ticks of the marks between two places of the text, underlines on the left and tints on the
// right, those of other annotators first.
func (o *Overview) paintMarks(from, to int) {
	if o.scene.Marks.foreign > 0 {
		o.paintMarksOf(from, to, false)
	}
	o.paintMarksOf(from, to, true)
}

// paintMarksOf paints the ticks of the annotator's own marks, or of all others. Many share a row of pixels: one that
// would repaint what the mark before it has painted is passed over.
func (o *Overview) paintMarksOf(from, to int, own bool) {
	type ticked struct {
		ink         color.NRGBA
		first, last int
	}
	var before [2]ticked // by column
	colors, least := o.scene.Colors, o.brush.Px(leastTick)
	row := o.row(from) // of the mark's start: marks come in the order of the text
	o.scene.Marks.Overlapping(from, to, func(m *Placed) bool {
		for row+1 < len(o.starts) && o.starts[row+1] <= m.Start {
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
			if i > 0 || m.Start < from {
				first = o.row(s.Start)
			}
			last := first + 1
			for last < len(o.starts) && o.starts[last] < s.End {
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
			o.fill(x0, x1, now.first, now.last, Mix(colors.Paper, colors.Hue(m.Color).Line, share))
		}
		return true
	})
}
