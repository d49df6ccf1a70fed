package layout

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math"

	"github.com/go-text/render"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// masks keeps the glyphs drawn, for all sizes. The zero value is empty.
type masks struct {
	drawn map[maskKey]*mask
	bytes int
	faces map[uint16]*font.Face
}

// maxMasks is the number of bytes of glyphs kept; when there are more, all are drawn anew.
const maxMasks = 16 << 20

// maskKey is a glyph of a face, its size in 64ths of a pixel, and the quarter of a pixel it begins at.
type maskKey struct {
	id      font.GID
	size    fixed.Int26_6
	face    uint16
	quarter uint8
}

// mask is a glyph drawn: alpha, or picture if it has colours of its own; neither if it has no ink.
type mask struct {
	alpha   *image.Alpha
	picture *image.RGBA
}

// Draw draws line i into dst in the colour ink, (x, y) being the left end of the column and the top of the line in pixels of
// dst, scale the pixels of dst per unit of length. Glyphs stand at quarter pixels and on a whole pixel's baseline; emoji keep
// their own colours. Whatever lies outside dst is cut off, so that drawing on a sub-image draws a part of a line.
func (l *Layout) Draw(dst *image.RGBA, i int, x, y, scale float32, ink color.NRGBA) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	l.detail.mu.Lock()
	defer l.detail.mu.Unlock()
	line := l.line(i)
	s := l.shapeLocked(line)
	l.fonts.draw(dst, s, x, y+line.Baseline*scale, scale, ink)
}

// draw draws s with its column's left end at x and its baseline at y.
func (f *Fonts) draw(dst *image.RGBA, s *Shaped, x, y, scale float32, c color.NRGBA) {
	size := fixed.Int26_6(math.Round(float64(s.size * scale * 64)))
	f.mu.Lock()
	defer f.mu.Unlock()
	ink := newInk(c)
	for _, g := range s.glyphs {
		quarters := int(math.Floor(float64(x+g.x*scale)*4 + 0.5))
		at := image.Pt(quarters>>2, int(math.Round(float64(y-g.y*scale))))
		m := f.mask(maskKey{g.id, size, g.face, uint8(quarters & 3)})
		switch {
		case m.alpha != nil:
			blendMask(dst, m.alpha, at, ink)
		case m.picture != nil:
			blendPicture(dst, m.picture, at)
		}
	}
}

// mask returns a glyph drawn with its origin at (0, 0). The lock is held.
func (f *Fonts) mask(k maskKey) *mask {
	if m, ok := f.masks.drawn[k]; ok {
		return m
	}
	if f.masks.drawn == nil || f.masks.bytes > maxMasks {
		f.masks.drawn, f.masks.bytes = map[maskKey]*mask{}, 0
	}
	if f.masks.faces == nil {
		f.masks.faces = map[uint16]*font.Face{}
	}
	face := f.masks.faces[k.face]
	if face == nil {
		face = font.NewFace(f.faces[k.face])
		f.masks.faces[k.face] = face
	}
	m := newMask(face, k)
	f.masks.drawn[k] = m
	f.masks.bytes += 64
	if m.alpha != nil {
		f.masks.bytes += len(m.alpha.Pix)
	} else if m.picture != nil {
		f.masks.bytes += len(m.picture.Pix)
	}
	return m
}

// newMask draws one glyph.
func newMask(face *font.Face, k maskKey) *mask {
	const margin = 2
	f := harfbuzz.NewFont(face)
	f.XScale, f.YScale = int32(k.size), int32(k.size)
	e, ok := f.GlyphExtents(k.id)
	if !ok || e.Width == 0 || e.Height == 0 {
		if k.id == 0 {
			return missing(int(f.GlyphHAdvance(0))>>6, int(k.size)>>6)
		}
		return &mask{}
	}
	data := face.GlyphData(k.id)
	if svg, ok := data.(font.GlyphSVG); ok {
		e = pictureExtents(svg, e, int32(k.size))
	}
	box := image.Rect(int(e.XBearing)>>6-margin, -int(e.YBearing)>>6-margin,
		int(e.XBearing+e.Width)>>6+margin+1, -int(e.YBearing+e.Height)>>6+margin+1)
	picture := false
	switch data := data.(type) {
	case font.GlyphBitmap:
		picture = data.Format != font.BlackAndWhite
	case font.GlyphSVG:
		picture = true
	}
	g := shaping.Glyph{GlyphID: k.id, Width: fixed.Int26_6(e.Width), Height: fixed.Int26_6(e.Height),
		XBearing: fixed.Int26_6(e.XBearing), YBearing: fixed.Int26_6(e.YBearing), XOffset: fixed.Int26_6(k.quarter) * 16}
	canvas := image.NewRGBA(box.Sub(box.Min))
	r := render.Renderer{FontSize: float32(k.size) / 64, PixScale: 1, Color: color.White}
	r.DrawShapedRunAt(shaping.Output{Face: face, Size: k.size, Glyphs: []shaping.Glyph{g}}, canvas, -box.Min.X, -box.Min.Y)
	if picture {
		canvas.Rect = box
		return &mask{picture: canvas}
	}
	ink := inked(canvas)
	alpha := image.NewAlpha(ink)
	for y := ink.Min.Y; y < ink.Max.Y; y++ {
		for x := ink.Min.X; x < ink.Max.X; x++ {
			alpha.Pix[alpha.PixOffset(x, y)] = canvas.Pix[canvas.PixOffset(x, y)+3]
		}
	}
	alpha.Rect = ink.Add(box.Min)
	return &mask{alpha: alpha}
}

// pictureExtents returns where the picture of a glyph lies, for a font of the given size. It fills the square of one em that its
// view box names, while the extents of the font are those of the ink in it.
func pictureExtents(svg font.GlyphSVG, ink harfbuzz.GlyphExtents, size int32) harfbuzz.GlyphExtents {
	const attribute = `viewBox="`
	i := bytes.Index(svg.Source, []byte(attribute))
	if i < 0 {
		return ink
	}
	var x, y, w, h float64
	if n, _ := fmt.Sscanf(string(svg.Source[i+len(attribute):]), "%g %g %g %g", &x, &y, &w, &h); n < 4 || h <= 0 || w <= 0 {
		return ink
	}
	return harfbuzz.GlyphExtents{XBearing: int32(-x / w * float64(size)), YBearing: int32(y / h * float64(size)), Width: size, Height: -size}
}

// missing returns the box shown for a character without glyph, for a face that has no such box itself: of the given advance and
// font size in pixels.
func missing(advance, size int) *mask {
	line := max(1, size/16)
	box := image.Rect(line, -size*2/3, max(advance-line, 3*line), 0)
	m := image.NewAlpha(box)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			if !image.Pt(x, y).In(box.Inset(line)) {
				m.Pix[m.PixOffset(x, y)] = 0xFF
			}
		}
	}
	return &mask{alpha: m}
}

// inked returns the smallest rectangle that holds all that is not transparent.
func inked(m *image.RGBA) image.Rectangle {
	var ink image.Rectangle
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
		for x := m.Rect.Min.X; x < m.Rect.Max.X; x++ {
			if m.Pix[m.PixOffset(x, y)+3] != 0 {
				ink = ink.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return ink
}
