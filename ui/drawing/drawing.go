// Package drawing draws boxes, lines, dots and words for a paper or a slide, as a picture (PNG) or as shapes (SVG): tables and networks
// look the same in both. Words are set by the layout of the articles, so that any script is drawn, in lines that are cut short where there
// is no room.
//
// It is small and our own because a plotting library brings axes and scales, which nothing here has, and no scripts but Latin.
//
// It knows nothing of what is drawn. Start with Drawing.
package drawing

import (
	"context"
	"image/color"
	"strings"

	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// The formats.
const (
	PNG = "png"
	SVG = "svg"
)

// Drawing is what is drawn, in points from the upper left corner. Later things lie over earlier ones.
type Drawing struct {
	Width, Height float64
	Title         string // what it shows, for who cannot see it

	things []thing
}

// thing is one of box, line, dot and text.
type thing interface {
	png(*canvas)
	svg(*writer)
}

// Look is how something is filled and outlined; the zero colour is none.
type Look struct {
	Fill, Stroke color.NRGBA
	Thick        float64 // of the outline, or of a line
	Dashed       bool
}

type box struct {
	x, y, width, height float64
	look                Look
}

type line struct {
	x1, y1, x2, y2 float64
	look           Look
}

type dot struct {
	x, y, radius float64
	look         Look
}

// Box draws a rectangle.
func (d *Drawing) Box(x, y, width, height float64, look Look) {
	d.things = append(d.things, box{x, y, width, height, look})
}

// Line draws a line of the look's outline.
func (d *Drawing) Line(x1, y1, x2, y2 float64, look Look) {
	d.things = append(d.things, line{x1, y1, x2, y2, look})
}

// Dot draws a circle.
func (d *Drawing) Dot(x, y, radius float64, look Look) {
	d.things = append(d.things, dot{x, y, radius, look})
}

// Align says where words stand in their room.
type Align int

// The ways of standing.
const (
	Left Align = iota
	Middle
	Right
)

// Type is how words are set.
type Type struct {
	Size  float64 // of the letters
	Color color.NRGBA
	Align Align
	Lines int // at most; 0 is 1
}

// lineHeight is the distance of lines, to the size of the letters.
const lineHeight = 1.3

// Height is how high so many lines are.
func (t Type) Height(lines int) float64 { return float64(lines) * t.Size * lineHeight }

// words are set words.
type words struct {
	x, y, width float64
	kind        Type
	lay         *layout.Layout
	lines       int
}

// Words sets words in a room of a width from its upper left corner, and returns how many lines they take.
func (d *Drawing) Words(x, y, width float64, text string, kind Type) (lines int) {
	kind.Lines = max(1, kind.Lines)
	w := words{x: x, y: y, width: width, kind: kind}
	w.lay, w.lines = fit(text, width, kind)
	d.things = append(d.things, w)
	return w.lines
}

// Measure is how wide words are on one line.
func Measure(text string, size float64) float64 {
	return float64(set(text, 1e6, size).Shape(0).Width)
}

// Lines counts the lines that words take in a width.
func Lines(text string, width float64, kind Type) int {
	kind.Lines = max(1, kind.Lines)
	_, n := fit(text, width, kind)
	return n
}

// mostLetters bounds how much of a text is set: nobody reads more in a drawing.
const mostLetters = 2000

func set(text string, width, size float64) *layout.Layout {
	lay := layout.New(text, reader.Fonts(false), layout.Style{Size: float32(size), LineHeight: lineHeight}, float32(width))
	for !lay.Index(context.Background(), 1<<16) {
	}
	return lay
}

// fit sets words in at most so many lines. What does not fit is cut off, which an ellipsis says.
func fit(text string, width float64, kind Type) (lay *layout.Layout, lines int) {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > mostLetters {
		text = string(runes[:mostLetters]) + "…"
	}
	lay = set(text, width, kind.Size)
	n := lay.LineCount()
	if n <= kind.Lines {
		return lay, n
	}
	cut := strings.TrimRight(text[:lay.Line(kind.Lines-1).Content], " ")
	for cut != "" {
		if lay = set(cut+"…", width, kind.Size); lay.LineCount() <= kind.Lines {
			break
		}
		s := []rune(cut)
		cut = strings.TrimRight(string(s[:len(s)-1]), " ")
	}
	return lay, lay.LineCount()
}

// left is where a line begins.
func (w words) left(i int) float64 {
	shaped := w.lay.Shape(i)
	free := w.width - float64(shaped.Width)
	switch w.kind.Align {
	case Middle:
		return w.x + free/2
	case Right:
		return w.x + free
	}
	return w.x
}
