package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/ui/reader/layout"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// fine is how many of the brush's pixels are a point: what it rounds to whole ones cannot be seen.
const fine = 20

// sheet draws lines as shapes on the page of a PDF.
type sheet struct {
	setter   setter
	painter  *paint.Painter
	alphabet *alphabet
	alphas   map[uint8]bool // opacities in use
	content  bytes.Buffer   // of the page
	left     float64        // of the column
	inks     []inked        // of the line that is drawn
}

// inked is a colour and the pixels of the brush up to which a line's letters have it.
type inked struct {
	to     int
	colour color.NRGBA
}

func newSheet(s setter) *sheet {
	return &sheet{setter: s, painter: paint.NewPainter(), alphabet: newAlphabet(), alphas: map[uint8]bool{}, left: (pageWidth - float64(s.width)) / 2}
}

// begin begins a page.
func (s *sheet) begin() { s.content.Reset() }

// line draws a line with its upper edge at top.
func (s *sheet) line(b *block, i int, top float64) {
	s.inks = s.inks[:0]
	brush := &paint.Brush{
		Img:   &image.RGBA{Rect: image.Rect(0, 0, 596*fine, 842*fine)},
		Scale: fine, Dx: float32(s.left), Origin: int(math.Round(top * fine)),
		Shapes: &paint.Shapes{Fill: s.fill, Letters: func(_, to int, c color.NRGBA) { s.inks = append(s.inks, inked{to, c}) }},
	}
	b.paint(s.painter, brush, i)
	s.letters(b, brush, i, top)
}

// fill draws a rectangle with its corners rounded off.
func (s *sheet) fill(r image.Rectangle, radius int, left, right bool, c color.NRGBA) {
	s.alphas[c.A] = true
	fmt.Fprintf(&s.content, "/A%d gs %s rg ", c.A, rgb(c))
	x0, x1 := points(r.Min.X), points(r.Max.X)
	y0, y1 := pageHeight-points(r.Max.Y), pageHeight-points(r.Min.Y)
	if radius == 0 || !left && !right {
		fmt.Fprintf(&s.content, "%s %s %s %s re f\n", number(x0), number(y0), number(x1-x0), number(y1-y0))
		return
	}
	l, rt := 0.0, 0.0
	if left {
		l = points(radius)
	}
	if right {
		rt = points(radius)
	}
	const handle = 1 - 0.5523 // of a quarter of a circle
	p := func(op string, at ...float64) {
		for _, v := range at {
			s.content.WriteString(number(v) + " ")
		}
		s.content.WriteString(op + " ")
	}
	p("m", x0+l, y0)
	p("l", x1-rt, y0)
	p("c", x1-rt*handle, y0, x1, y0+rt*handle, x1, y0+rt)
	p("l", x1, y1-rt)
	p("c", x1, y1-rt*handle, x1-rt*handle, y1, x1-rt, y1)
	p("l", x0+l, y1)
	p("c", x0+l*handle, y1, x0, y1-l*handle, x0, y1-l)
	p("l", x0, y0+l)
	p("c", x0, y0+l*handle, x0+l*handle, y0, x0+l, y0)
	s.content.WriteString("f\n")
}

// letters writes the words of a line, each stretch in its colour.
func (s *sheet) letters(b *block, brush *paint.Brush, i int, top float64) {
	lay, size := b.scene.Layout, float64(b.scene.Size)
	line := lay.Line(i)
	out := &s.content
	s.alphas[255] = true
	fmt.Fprintf(out, "/A255 gs BT %s %s Td ", number(s.left), number(pageHeight-top-float64(line.Baseline)))
	pen, open, font := 0.0, false, -1 // where the next letter would stand; whether an array of them is open
	var colour color.NRGBA
	end := func() {
		if open {
			out.WriteString(">]TJ\n")
		}
		open = false
	}
	lay.Signs(i, func(sign layout.Sign) {
		c := s.alphabet.code(b.scene.Fonts, b.scene.Serif, sign, float32(size))
		if ink := s.inkAt(brush.X(sign.X + sign.Width/2)); ink != colour {
			end()
			fmt.Fprintf(out, "%s rg ", rgb(ink))
			colour = ink
		}
		if c.font != font {
			end()
			fmt.Fprintf(out, "/F%d %s Tf ", c.font, number(size))
			font = c.font
		}
		if !open {
			out.WriteString("[<")
			open = true
		}
		if off := math.Round((pen - float64(sign.X)) / size * 1000); off != 0 {
			fmt.Fprintf(out, ">%.0f<", off)
			pen -= off / 1000 * size
		}
		fmt.Fprintf(out, "%02X", c.number)
		pen += float64(c.width) * size / layout.Em
	})
	end()
	out.WriteString("ET\n")
}

// inkAt is the colour of the letters at a pixel of the brush.
func (s *sheet) inkAt(x int) color.NRGBA {
	for _, ink := range s.inks {
		if x < ink.to {
			return ink.colour
		}
	}
	return s.setter.colors.Ink
}

// opacities are the entries of a page's resources for the opacities in use.
func (s *sheet) opacities() string {
	var b strings.Builder
	for _, alpha := range slices.Sorted(maps.Keys(s.alphas)) {
		fmt.Fprintf(&b, "/A%d<</ca %.3f>>", alpha, float64(alpha)/255)
	}
	return b.String()
}

func points(pixels int) float64 { return float64(pixels) / fine }

func rgb(c color.NRGBA) string {
	return fmt.Sprintf("%.3g %.3g %.3g", float64(c.R)/255, float64(c.G)/255, float64(c.B)/255)
}
