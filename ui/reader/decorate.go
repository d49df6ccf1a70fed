package reader

import (
	"image"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// geometry is where the parts of a highlight stand in one line, in the line's own units.
type geometry struct {
	top, bottom float32 // of an outermost tint
	inset       float32 // by which each further lane of tints is lower and higher
	under       float32 // top of the outermost underline
	step, thick float32 // from one lane of underlines to the next, and how thick each is
}

// geometry makes room for as many lanes as the pieces need: up to three at full size, more by drawing them closer.
func (w *painter) geometry(line layout.Line, pieces []piece) geometry {
	r := w.reader
	em := r.typography.Size
	tints, underlines := 1, 1
	for _, p := range pieces {
		if p.mark.Style == annotate.Underline {
			underlines = max(underlines, p.mark.lane+1)
		} else {
			tints = max(tints, p.mark.lane+1)
		}
	}
	g := geometry{top: line.Baseline - 0.96*em, bottom: line.Baseline + 0.33*em, under: line.Baseline + 0.21*em}
	g.inset = min(0.125*em, 0.38*em/float32(tints))
	g.step = min(0.225*em, 0.62*em/float32(underlines))
	g.thick = min(0.12*em, g.step*0.6)
	return g
}

// air is how far a box reaches beyond its words where the mark begins or ends, so that its edge cuts no letter.
const air = 1.5

// box is the rectangle of a piece, in pixels of the picture: that of its tint, or around the words of an underline.
func (g geometry) box(b *brush, p piece) image.Rectangle {
	inset := float32(0)
	if p.mark.Style == annotate.Tint {
		inset = g.inset * float32(p.mark.lane)
	}
	x0, x1 := p.x0, p.x1
	if p.left != goesOn {
		x0 -= air
	}
	if p.right != goesOn {
		x1 += air
	}
	return image.Rect(b.x(x0), b.y(g.top+inset), b.x(x1), b.y(g.bottom-inset))
}

// underline is the rectangle of a piece's underline, in pixels of the picture.
func (g geometry) underline(b *brush, p piece) image.Rectangle {
	y := b.y(g.under + g.step*float32(p.mark.lane))
	return image.Rect(b.x(p.x0), y, b.x(p.x1), y+b.px(g.thick))
}

// paintMarks draws the marks beneath the letters: tints from the outside in, then underlines, then what sets the
// selected, the related and the hovered mark apart.
func (w *painter) paintMarks(b *brush, pieces []piece, g geometry) {
	for _, p := range pieces {
		if p.mark.Style == annotate.Tint {
			w.paintTint(b, p, g, crowded(pieces, p))
		}
	}
	for _, p := range pieces {
		if p.mark.Style == annotate.Underline {
			w.paintUnderline(b, p, g)
		}
	}
	for _, p := range pieces {
		w.paintState(b, p, g)
	}
}

// crowded says whether another tint shares the piece's stretch, so that it needs lines to be told from it.
func crowded(pieces []piece, p piece) bool {
	return slices.ContainsFunc(pieces, func(o piece) bool {
		return o.mark != p.mark && o.mark.Style == annotate.Tint && !o.gap && o.x0 < p.x1 && p.x0 < o.x1
	})
}

func (w *painter) paintTint(b *brush, p piece, g geometry, crowded bool) {
	r := w.reader
	hue, box := r.colors.hue(p.mark.Color), g.box(b, p)
	hair := b.px(1)
	bottom := image.Rect(box.Min.X, box.Max.Y-hair, box.Max.X, box.Max.Y)
	switch {
	case p.gap:
		b.dashes(bottom, hair, 3*hair, hue.edge)
		return
	case !p.mark.Own:
		b.hatch(box, b.px(5), withAlpha(hue.edge, 70))
		b.frame(box, hair, p.left != goesOn, p.right != goesOn, hair, 2*hair, hue.edge)
		return
	}
	b.round(box, b.px(3), p.left != goesOn, p.right != goesOn, hue.fill)
	if crowded {
		b.fill(bottom, withAlpha(hue.edge, 200))
		b.fill(image.Rect(box.Min.X, box.Min.Y, box.Max.X, box.Min.Y+hair), withAlpha(hue.edge, 200))
	}
	if p.left == begins || crowded && p.left == ends {
		b.fill(image.Rect(box.Min.X, box.Min.Y+hair, box.Min.X+hair, box.Max.Y-hair), hue.edge)
	}
	if p.right == begins || crowded && p.right == ends {
		b.fill(image.Rect(box.Max.X-hair, box.Min.Y+hair, box.Max.X, box.Max.Y-hair), hue.edge)
	}
}

func (w *painter) paintUnderline(b *brush, p piece, g geometry) {
	r := w.reader
	hue, line := r.colors.hue(p.mark.Color), g.underline(b, p)
	switch {
	case p.gap:
		b.dashes(line, line.Dy(), 3*line.Dy(), withAlpha(hue.line, 150))
		return
	case !p.mark.Own:
		b.dashes(line, b.px(1.5), b.px(2), hue.line)
	default:
		b.fill(line, hue.line)
	}
	// The small bar where the mark begins.
	bar := image.Rect(line.Min.X, line.Min.Y-b.px(r.typography.Size*0.3), line.Min.X+b.px(g.thick), line.Min.Y)
	if p.right == begins {
		bar = bar.Add(image.Pt(line.Dx()-bar.Dx(), 0))
	}
	if p.left == begins || p.right == begins {
		b.fill(bar, hue.line)
	}
}

// paintState outlines the selected mark firmly, a related one with dashes, and the one under the pointer thinly.
func (w *painter) paintState(b *brush, p piece, g geometry) {
	r := w.reader
	if p.gap {
		return
	}
	hue, box := r.colors.hue(p.mark.Color), g.box(b, p)
	left, right := p.left != goesOn, p.right != goesOn
	switch {
	case p.mark.ID == r.selected:
		b.fill(box, withAlpha(hue.fill, hue.fill.A/2))
		b.frame(box, b.px(1.75), left, right, 0, 0, hue.line)
		if p.mark.Style == annotate.Underline { // of several with the same boundaries this is the one
			b.fill(g.underline(b, p).Inset(-b.px(0.75)), hue.line)
		}
	case p.mark.related:
		b.frame(box, b.px(1.5), left, right, b.px(5), b.px(3), hue.line)
	case p.mark.ID == r.hovered:
		b.frame(box, b.px(1), left, right, 0, 0, withAlpha(hue.line, 170))
	}
}

// paintHits draws what a search found in line i beneath the marks.
func (w *painter) paintHits(b *brush, i int, g geometry) {
	r := w.reader
	w.eachHit(b, i, g, func(_ int, box image.Rectangle) { b.round(box, b.px(3), true, true, r.colors.hit) })
}

// frameHits frames them above the marks, under which their ground may not be seen; the current one firmly.
func (w *painter) frameHits(b *brush, i int, g geometry) {
	r := w.reader
	w.eachHit(b, i, g, func(at int, box image.Rectangle) {
		if at == r.hit {
			b.frame(box.Inset(-b.px(0.75)), b.px(2.25), true, true, 0, 0, r.colors.hitEdge)
		} else {
			b.frame(box, b.px(1), true, true, 0, 0, withAlpha(r.colors.hitEdge, 110))
		}
	})
}

// eachHit calls visit with the place of each hit in line i and its index.
func (w *painter) eachHit(b *brush, i int, g geometry, visit func(at int, box image.Rectangle)) {
	r := w.reader
	within := r.page.stretch(r.lay.Line(i))
	for at := w.hitIn(within); at < len(r.hits) && r.hits[at].Start < within.End; at++ {
		r.intervals = r.intervals[:0]
		w.addIntervals(i, r.hits[at])
		for _, span := range r.intervals {
			visit(at, image.Rect(b.x(span.X0)-b.px(1), b.y(g.top), b.x(span.X1)+b.px(1), b.y(g.bottom)))
		}
	}
}

// hitIn is the index of the first hit that ends in the stretch or behind it.
func (w *painter) hitIn(s annotate.Segment) int {
	r := w.reader
	at, _ := slices.BinarySearchFunc(r.hits, s.Start, func(h annotate.Segment, cp int) int { return h.End - cp - 1 })
	return at
}
