package layout

import (
	"cmp"
	"image"
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// Em is the number of units, to the size of the font, in which the parts of a sign and their outlines are counted.
const Em = em

// Sign is what stands for a stretch of a line that cannot be parted: a grapheme cluster, the few that share a ligature, or
// a white space, which has no parts.
type Sign struct {
	Text     string
	X, Width float32 // from the left end of the column, in the unit of Style.Size
	Parts    []Part  // good until the next sign
}

// Part is a glyph of a sign, in units right of the sign's X and above the baseline.
type Part struct {
	Glyph uint32
	Face  uint16
	X, Y  int32
}

// Signs calls visit with the signs of line i, from left to right, for what is drawn by their outlines instead of by Draw.
func (l *Layout) Signs(i int, visit func(Sign)) {
	l.mu.RLock()
	line := l.line(i)
	l.detail.mu.Lock()
	signs := l.signs(l.shapeLocked(line))
	l.detail.mu.Unlock()
	l.mu.RUnlock()
	for _, s := range signs {
		visit(s)
	}
}

func (l *Layout) signs(s *Shaped) []Sign {
	type group struct {
		from   int // stop
		glyphs []placed
	}
	var groups []group
	for _, g := range s.glyphs {
		from := min(s.find(s.Start+int(g.at)), len(s.stops)-1)
		at := len(groups) - 1
		for at >= 0 && groups[at].from != from {
			at--
		}
		if at < 0 {
			groups, at = append(groups, group{from: from}), len(groups)
		}
		groups[at].glyphs = append(groups[at].glyphs, g)
	}
	slices.SortFunc(groups, func(a, b group) int { return cmp.Compare(a.from, b.from) })
	signs := make([]Sign, 0, len(s.stops))
	add := func(from, to int, glyphs []placed) {
		sign := Sign{Text: l.text[s.Stop(from):s.Stop(to)], X: s.stops[from].x0}
		right := sign.X
		for _, c := range s.stops[from:to] {
			sign.X, right = min(sign.X, c.x0), max(right, c.x1)
		}
		sign.Width = right - sign.X
		for _, g := range glyphs {
			sign.Parts = append(sign.Parts, Part{uint32(g.id), g.face, units(g.x-sign.X, s.size), units(g.y, s.size)})
		}
		signs = append(signs, sign)
	}
	space := func(stop int) bool {
		return strings.TrimRightFunc(l.text[s.Stop(stop):s.Stop(stop+1)], unicode.IsSpace) == ""
	}
	next := 0
	for k := 0; k <= len(groups); k++ {
		from := len(s.stops)
		if k < len(groups) {
			from = groups[k].from
		}
		for ; next < from; next++ {
			add(next, next+1, nil)
		}
		if k == len(groups) {
			break
		}
		end := len(s.stops)
		if k+1 < len(groups) {
			end = groups[k+1].from
		}
		to := from + 1
		for to < end && !space(to) {
			to++
		}
		add(from, to, groups[k].glyphs)
		next = to
	}
	slices.SortStableFunc(signs, func(a, b Sign) int { return cmp.Compare(a.X, b.X) })
	return signs
}

// units is a length in units of a font of that size.
func units(length, size float32) int32 {
	v := length / size * em
	if v < 0 {
		return int32(v - 0.5)
	}
	return int32(v + 0.5)
}

// Outline is the shape of a glyph in units, upwards from the baseline: a path that is filled by the rule of winding numbers,
// or, for one that has colours of its own, a picture and the rectangle that it fills.
type Outline struct {
	Path                     []Curve
	Picture                  *image.RGBA
	Left, Bottom, Right, Top float32
}

// Curve is a step of a path: 'm' moves to a point, 'l' draws a line to it, 'c' a cubic curve by three points.
type Curve struct {
	Op byte
	P  [6]float32
}

// pictureSize is how large, in pixels to the em, pictures of glyphs are drawn.
const pictureSize = 160

// Outline returns the shape of a glyph.
func (f *Fonts) Outline(face uint16, glyph uint32) Outline {
	f.mu.Lock()
	defer f.mu.Unlock()
	m := f.mask(maskKey{id: font.GID(glyph), size: pictureSize << 6, face: face})
	if m.picture != nil {
		const scale = em / pictureSize
		box := m.picture.Rect
		return Outline{Picture: m.picture, Left: float32(box.Min.X) * scale, Right: float32(box.Max.X) * scale,
			Bottom: float32(-box.Max.Y) * scale, Top: float32(-box.Min.Y) * scale}
	}
	shape := f.masks.faces[face]
	if shape == nil { // known to the pictures from before they were let go
		shape = font.NewFace(f.faces[face])
		f.masks.faces[face] = shape
	}
	var drawn font.GlyphOutline
	switch data := shape.GlyphData(font.GID(glyph)).(type) {
	case font.GlyphOutline:
		drawn = data
	case font.GlyphBitmap:
		if data.Outline != nil {
			drawn = *data.Outline
		}
	}
	if glyph == 0 && len(drawn.Segments) == 0 && m.alpha != nil {
		return missingOutline(m.alpha.Rect)
	}
	return newOutline(drawn.Segments, em/float32(shape.Upem()))
}

func newOutline(segments []opentype.Segment, scale float32) Outline {
	var o Outline
	var at opentype.SegmentPoint
	cubic := func(a, b, c opentype.SegmentPoint) {
		o.Path = append(o.Path, Curve{'c', [6]float32{a.X * scale, a.Y * scale, b.X * scale, b.Y * scale, c.X * scale, c.Y * scale}})
	}
	between := func(a, b opentype.SegmentPoint) opentype.SegmentPoint { // two thirds of the way
		return opentype.SegmentPoint{X: a.X + (b.X-a.X)*2/3, Y: a.Y + (b.Y-a.Y)*2/3}
	}
	for _, s := range segments {
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			o.Path = append(o.Path, Curve{'m', [6]float32{s.Args[0].X * scale, s.Args[0].Y * scale}})
		case opentype.SegmentOpLineTo:
			o.Path = append(o.Path, Curve{'l', [6]float32{s.Args[0].X * scale, s.Args[0].Y * scale}})
		case opentype.SegmentOpQuadTo:
			cubic(between(at, s.Args[0]), between(s.Args[1], s.Args[0]), s.Args[1])
		case opentype.SegmentOpCubeTo:
			cubic(s.Args[0], s.Args[1], s.Args[2])
		}
		at = s.ArgsSlice()[len(s.ArgsSlice())-1]
	}
	o.bound()
	return o
}

// bound finds the rectangle that holds the path.
func (o *Outline) bound() {
	first := true
	for _, c := range o.Path {
		points := c.P[:2]
		if c.Op == 'c' {
			points = c.P[:]
		}
		for i := 0; i < len(points); i += 2 {
			x, y := points[i], points[i+1]
			if first {
				o.Left, o.Right, o.Bottom, o.Top, first = x, x, y, y, false
			}
			o.Left, o.Right, o.Bottom, o.Top = min(o.Left, x), max(o.Right, x), min(o.Bottom, y), max(o.Top, y)
		}
	}
}

// missingOutline is the box that stands for a character without glyph, for a face that has no such box.
func missingOutline(pixels image.Rectangle) Outline {
	const scale = em / pictureSize
	var o Outline
	box := func(r image.Rectangle, turned bool) {
		corners := []image.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}}
		if turned {
			slices.Reverse(corners)
		}
		for i, p := range corners {
			op := byte('l')
			if i == 0 {
				op = 'm'
			}
			o.Path = append(o.Path, Curve{op, [6]float32{float32(p.X) * scale, float32(-p.Y) * scale}})
		}
	}
	box(pixels, false)
	box(pixels.Inset(pictureSize/16), true)
	o.bound()
	return o
}
