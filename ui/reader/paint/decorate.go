package paint

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

// How far letters, tints and the first underline reach from the baseline at most, as shares of the text's size.
const (
	marksAbove = 0.96
	marksBelow = 0.46
)

// geometry makes room for as many lanes as the pieces need: up to three at full size, more by drawing them closer.
func (w *Painter) geometry(line layout.Line, pieces []piece) geometry {
	em := w.Size
	tints, underlines := 1, 1
	for _, p := range pieces {
		if p.mark.Style == annotate.Underline {
			underlines = max(underlines, p.mark.lane+1)
		} else {
			tints = max(tints, p.mark.lane+1)
		}
	}
	g := geometry{top: line.Baseline - marksAbove*em, bottom: line.Baseline + 0.33*em, under: line.Baseline + 0.21*em}
	g.inset = min(0.125*em, 0.38*em/float32(tints))
	g.step = min(0.225*em, 0.62*em/float32(underlines))
	g.thick = min(0.12*em, g.step*0.6)
	return g
}

// air is how far a box reaches beyond its words where the mark begins or ends, so that its edge cuts no letter.
const air = 1.5

// box is the rectangle of a piece, in pixels of the picture: that of its tint, or around the words of an underline.
func (g geometry) box(b *Brush, p piece) image.Rectangle {
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
	return image.Rect(b.X(x0), b.Y(g.top+inset), b.X(x1), b.Y(g.bottom-inset))
}

// underline is the rectangle of a piece's underline, in pixels of the picture.
func (g geometry) underline(b *Brush, p piece) image.Rectangle {
	y := b.Y(g.under + g.step*float32(p.mark.lane))
	return image.Rect(b.X(p.x0), y, b.X(p.x1), y+b.Px(g.thick))
}

// paintMarks draws the marks beneath the letters: tints from the outside in, then underlines, then what sets the
// selected, the related and the hovered mark apart.
func (w *Painter) paintMarks(b *Brush, pieces []piece, g geometry) {
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

func (w *Painter) paintTint(b *Brush, p piece, g geometry, crowded bool) {
	hue, box := w.Colors.Hue(p.mark.Color), g.box(b, p)
	hair := b.Px(1)
	bottom := image.Rect(box.Min.X, box.Max.Y-hair, box.Max.X, box.Max.Y)
	switch {
	case p.gap:
		b.Dashes(bottom, hair, 3*hair, hue.Edge)
		return
	case !p.mark.Own:
		b.Hatch(box, b.Px(5), WithAlpha(hue.Edge, 70))
		b.Frame(box, hair, p.left != goesOn, p.right != goesOn, hair, 2*hair, hue.Edge)
		return
	}
	b.Round(box, b.Px(3), p.left != goesOn, p.right != goesOn, hue.Fill)
	if crowded {
		b.Fill(bottom, WithAlpha(hue.Edge, 200))
		b.Fill(image.Rect(box.Min.X, box.Min.Y, box.Max.X, box.Min.Y+hair), WithAlpha(hue.Edge, 200))
	}
	if p.left == begins || crowded && p.left == ends {
		b.Fill(image.Rect(box.Min.X, box.Min.Y+hair, box.Min.X+hair, box.Max.Y-hair), hue.Edge)
	}
	if p.right == begins || crowded && p.right == ends {
		b.Fill(image.Rect(box.Max.X-hair, box.Min.Y+hair, box.Max.X, box.Max.Y-hair), hue.Edge)
	}
}

func (w *Painter) paintUnderline(b *Brush, p piece, g geometry) {
	hue, line := w.Colors.Hue(p.mark.Color), g.underline(b, p)
	switch {
	case p.gap:
		b.Dashes(line, line.Dy(), 3*line.Dy(), WithAlpha(hue.Line, 150))
		return
	case !p.mark.Own:
		b.Dashes(line, b.Px(1.5), b.Px(2), hue.Line)
	default:
		b.Fill(line, hue.Line)
	}
	// The small bar where the mark begins.
	bar := image.Rect(line.Min.X, line.Min.Y-b.Px(w.Size*0.3), line.Min.X+b.Px(g.thick), line.Min.Y)
	if p.right == begins {
		bar = bar.Add(image.Pt(line.Dx()-bar.Dx(), 0))
	}
	if p.left == begins || p.right == begins {
		b.Fill(bar, hue.Line)
	}
}

// paintState outlines the selected mark firmly, a related one with dashes, and the one under the pointer thinly.
func (w *Painter) paintState(b *Brush, p piece, g geometry) {
	if p.gap {
		return
	}
	hue, box := w.Colors.Hue(p.mark.Color), g.box(b, p)
	left, right := p.left != goesOn, p.right != goesOn
	switch {
	case p.mark.ID == w.Selected:
		b.Fill(box, WithAlpha(hue.Fill, hue.Fill.A/2))
		b.Frame(box, b.Px(1.75), left, right, 0, 0, hue.Line)
		if p.mark.Style == annotate.Underline { // of several with the same boundaries this is the one
			b.Fill(g.underline(b, p).Inset(-b.Px(0.75)), hue.Line)
		}
	case p.mark.Related:
		b.Frame(box, b.Px(1.5), left, right, b.Px(5), b.Px(3), hue.Line)
	case p.mark.ID == w.Hovered:
		b.Frame(box, b.Px(1), left, right, 0, 0, WithAlpha(hue.Line, 170))
	}
}

// paintHits draws what a search found in line i beneath the marks.
func (w *Painter) paintHits(b *Brush, i int, g geometry) {
	w.eachHit(b, i, g, func(_ int, box image.Rectangle) { b.Round(box, b.Px(3), true, true, w.Colors.Hit) })
}

// frameHits frames them above the marks, under which their ground may not be seen; the current one firmly.
func (w *Painter) frameHits(b *Brush, i int, g geometry) {
	w.eachHit(b, i, g, func(at int, box image.Rectangle) {
		if at == w.Hit {
			b.Frame(box.Inset(-b.Px(0.75)), b.Px(2.25), true, true, 0, 0, w.Colors.HitEdge)
		} else {
			b.Frame(box, b.Px(1), true, true, 0, 0, WithAlpha(w.Colors.HitEdge, 110))
		}
	})
}

// eachHit calls visit with the place of each hit in line i and its index.
func (w *Painter) eachHit(b *Brush, i int, g geometry, visit func(at int, box image.Rectangle)) {
	within := w.stretch(w.Layout.Line(i))
	for at := w.hitIn(within); at < len(w.Hits) && w.Hits[at].Start < within.End; at++ {
		w.intervals = w.addIntervals(w.intervals[:0], i, w.Hits[at])
		for _, span := range w.intervals {
			visit(at, image.Rect(b.X(span.X0)-b.Px(1), b.Y(g.top), b.X(span.X1)+b.Px(1), b.Y(g.bottom)))
		}
	}
}
