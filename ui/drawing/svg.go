package drawing

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"
)

// writer writes shapes. The first error of what is beneath is kept by the buffer.
type writer struct{ *bufio.Writer }

func (d *Drawing) writeSVG(to io.Writer) error {
	w := &writer{bufio.NewWriter(to)}
	fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %[1]s %[2]s" font-family="'Noto Sans', sans-serif" role="img">`+"\n", number(d.Width), number(d.Height))
	fmt.Fprintf(w, "<title>%s</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n", escaped(d.Title))
	for _, t := range d.things {
		t.svg(w)
	}
	w.WriteString("</svg>\n")
	if err := w.Flush(); err != nil {
		return fmt.Errorf("writing the drawing: %w", err)
	}
	return nil
}

func number(v float64) string { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) }

// escaped is a text as XML takes it, without the characters that it does not.
func escaped(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		panic(err) // a builder takes all
	}
	return strings.ReplaceAll(b.String(), "\uFFFD", "")
}

func paint(name string, c color.NRGBA) string {
	if c.A == 0 {
		return fmt.Sprintf(` %s="none"`, name)
	}
	s := fmt.Sprintf(` %s="#%02x%02x%02x"`, name, c.R, c.G, c.B)
	if c.A < 255 {
		s += fmt.Sprintf(` %s-opacity="%s"`, name, number(float64(c.A)/255))
	}
	return s
}

func (l Look) svg() string {
	s := paint("fill", l.Fill)
	if l.Stroke.A > 0 {
		s += paint("stroke", l.Stroke) + fmt.Sprintf(` stroke-width="%s"`, number(l.Thick))
		if l.Dashed {
			s += fmt.Sprintf(` stroke-dasharray="%s %s"`, number(dash*l.Thick), number(gap*l.Thick))
		}
	}
	return s
}

func (b box) svg(w *writer) {
	fmt.Fprintf(w, `<rect x="%s" y="%s" width="%s" height="%s"%s/>`+"\n", number(b.x), number(b.y), number(b.width), number(b.height), b.look.svg())
}

func (l line) svg(w *writer) {
	fmt.Fprintf(w, `<line x1="%s" y1="%s" x2="%s" y2="%s"%s/>`+"\n", number(l.x1), number(l.y1), number(l.x2), number(l.y2), l.look.svg())
}

func (d dot) svg(w *writer) {
	fmt.Fprintf(w, `<circle cx="%s" cy="%s" r="%s"%s/>`+"\n", number(d.x), number(d.y), number(d.radius), d.look.svg())
}

// A line is as wide as it was set, in whatever font it is shown.
func (w words) svg(to *writer) {
	for i := range w.lines {
		l := w.lay.Line(i)
		text := strings.TrimRight(w.lay.Text()[l.Start:l.Content], " ")
		if text == "" {
			continue
		}
		fmt.Fprintf(to, `<text x="%s" y="%s" font-size="%s" textLength="%s" lengthAdjust="spacingAndGlyphs"%s>%s</text>`+"\n",
			number(w.left(i)), number(w.y+l.Top+float64(l.Baseline)), number(w.kind.Size), number(float64(w.lay.Shape(i).Width)), paint("fill", w.kind.Color), escaped(text))
	}
}
