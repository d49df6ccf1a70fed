// Package paint paints a text with its marks into pictures: lines with their letters, tints, underlines, hits, name
// tags and numbers, and the overview of the whole article. What is painted comes in as a value, a Scene; what comes out
// is ink in an image. It must not know the widget that shows the pictures, nor where they lie in it, what the mouse
// does or which theme is in force.
//
// Start with Scene and Painter.Line: a line's marks are cut into pieces (pieces.go), which are drawn in the lanes that
// their marks keep (lanes.go) with a Brush that works in whole pixels, in the colours of a Palette, chosen so that
// words stay legible on them.
package paint

import (
	"image/color"
	"math"
)

// minContrast is the ratio of luminances that WCAG 2.1 level AA asks between text and what lies behind it.
const minContrast = 4.5

// tintContrast is the ratio kept between the ink and a tint at its deepest. It is above minContrast because a blend
// of two hues can be a little darker than both.
const tintContrast = 5.6

// Palette holds the colours of one theme. What depends on a label's hue is derived once and remembered.
type Palette struct {
	Made      [3]color.NRGBA // the paper, ink and accent of the theme that it was made from
	dark      bool
	Paper     color.NRGBA // behind the text
	Ink       color.NRGBA // the text
	Faint     color.NRGBA // text of regions, and of small print
	Region    color.NRGBA // translucent ground of regions
	Rule      color.NRGBA // thin lines beside regions, the scrollbar at rest
	Selection color.NRGBA // translucent ground of the selected text
	Hit       color.NRGBA // translucent ground of a search hit
	HitEdge   color.NRGBA // frame of the current hit
	Accent    color.NRGBA // caret, focus
	hues      map[color.NRGBA]Hue
}

// Hue is how the marks of one label are drawn.
type Hue struct {
	Fill color.NRGBA // translucent tint of the annotator's own marks
	Deep color.NRGBA // opaque colour that any number of such tints comes near to, never passing it
	Edge color.NRGBA // thin lines that bound a tint
	Line color.NRGBA // underline, bar, outline of the selected mark
	Text color.NRGBA // name tag on paper
}

// NewPalette derives the colours from the paper and the ink of a theme. The ink is driven away from the paper until
// it reads well even where the theme's own text is grey.
func NewPalette(paper, ink, accent color.NRGBA) *Palette {
	p := &Palette{Made: [3]color.NRGBA{paper, ink, accent}, Paper: paper, dark: luminance(paper) < 0.18, hues: map[color.NRGBA]Hue{}}
	extreme := color.NRGBA{A: 255}
	if p.dark {
		extreme = color.NRGBA{255, 255, 255, 255}
	}
	p.Ink = towards(ink, extreme, func(c color.NRGBA) bool { return Contrast(c, paper) >= 12 })
	p.Region = p.regionGround()
	p.Rule = WithAlpha(Mix(p.Paper, p.Ink, 0.5), 90)
	p.Accent = accent
	p.Selection = p.ground(oklch{0.82, 0.085, 255}, oklch{0.40, 0.085, 255}, 150)
	p.Faint = towards(Mix(p.Paper, p.Ink, 0.55), p.Ink, func(c color.NRGBA) bool {
		ground := Over(p.Region, paper)
		return Contrast(c, ground) >= 5 && Contrast(c, Over(p.Selection, ground)) >= minContrast
	})
	p.Hit = p.ground(oklch{0.90, 0.13, 98}, oklch{0.42, 0.085, 95}, 150)
	_, hitEdge := p.pair(oklch{0.62, 0.14, 75}, oklch{0.80, 0.14, 90})
	p.HitEdge = hitEdge.nrgba(255)
	return p
}

func (p *Palette) regionGround() color.NRGBA { return WithAlpha(p.Ink, 10) }

// pair picks the colour for the theme.
func (p *Palette) pair(light, dark oklch) (bool, oklch) {
	if p.dark {
		return true, dark
	}
	return false, light
}

// ground returns a translucent colour of the given alpha whose opaque form still lets the ink be read.
func (p *Palette) ground(light, dark oklch, alpha uint8) color.NRGBA {
	_, c := p.pair(light, dark)
	return WithAlpha(p.legible(c), alpha)
}

// legible lightens c, or darkens it in a dark theme, until the ink on it keeps tintContrast.
func (p *Palette) legible(c oklch) color.NRGBA {
	step := 0.01
	if p.dark {
		step = -0.01
	}
	for Contrast(c.nrgba(255), p.Ink) < tintContrast && c.l > 0 && c.l < 1 {
		c.l += step
	}
	return c.nrgba(255)
}

// Hue returns how marks of that colour are drawn.
func (p *Palette) Hue(c color.NRGBA) Hue {
	if h, found := p.hues[c]; found {
		return h
	}
	c.A = 255
	base := toOKLCH(c)
	chroma := min(base.c, 0.15)
	var h Hue
	if p.dark {
		h.Deep = p.legible(oklch{0.44, min(chroma, 0.10), base.h})
		h.Fill = WithAlpha(h.Deep, 120)
		h.Edge = oklch{0.62, min(chroma, 0.11), base.h}.nrgba(255)
		h.Line = oklch{0.76, min(chroma, 0.13), base.h}.nrgba(255)
	} else {
		h.Deep = p.legible(oklch{0.84, min(chroma, 0.10), base.h})
		h.Fill = WithAlpha(h.Deep, 110)
		h.Edge = oklch{0.72, min(chroma, 0.11), base.h}.nrgba(255)
		h.Line = oklch{0.55, chroma, base.h}.nrgba(255)
	}
	h.Text = towards(h.Line, p.Ink, func(c color.NRGBA) bool { return Contrast(c, p.Paper) >= minContrast+0.5 })
	h.Line = towards(h.Line, p.Ink, func(c color.NRGBA) bool { return Contrast(c, p.Paper) >= 3 })
	p.hues[c] = h
	return h
}

// towards moves from c to goal in small steps until ok.
func towards(c, goal color.NRGBA, ok func(color.NRGBA) bool) color.NRGBA {
	for t := 0.0; t < 1; t += 0.04 {
		if m := Mix(c, goal, t); ok(m) {
			return m
		}
	}
	return goal
}

// Mix returns the opaque colour that lies the share t of the way from a to b.
func Mix(a, b color.NRGBA, t float64) color.NRGBA {
	at := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*t)) }
	return color.NRGBA{at(a.R, b.R), at(a.G, b.G), at(a.B, b.B), 255}
}

// Over returns what is seen where the translucent top lies on an opaque ground.
func Over(top, ground color.NRGBA) color.NRGBA { return Mix(ground, top, float64(top.A)/255) }

// WithAlpha returns c as translucent as alpha says.
func WithAlpha(c color.NRGBA, alpha uint8) color.NRGBA { c.A = alpha; return c }

// Contrast is the WCAG 2.1 contrast ratio of two opaque colours, from 1 to 21.
func Contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance is the WCAG 2.1 relative luminance of an opaque colour, from 0 to 1.
func luminance(c color.NRGBA) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func linear(v uint8) float64 {
	s := float64(v) / 255
	if s <= 0.04045 {
		return s / 12.92
	}
	return math.Pow((s+0.055)/1.055, 2.4)
}
