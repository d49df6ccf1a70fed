package paint

import (
	"image"
	"image/draw"
	"math"
	"strconv"
)

// Numbers says what is counted in the margin.
type Numbers int

// The kinds of numbers.
const (
	NoNumbers        Numbers = iota
	ParagraphNumbers         // each paragraph that is not empty: the same at every width
	LineNumbers              // each line as it is set
)

const (
	numberSize  = 0.68 // of the text's size
	numberSpace = 8    // right of a number, for the rule of a region
)

// Gutter is the room that numbers take left of the column, 0 without them. It does not change while lines are still
// being counted, and asks for no layout.
func (s *Scene) Gutter() float32 {
	most := 0
	switch s.Numbers {
	case NoNumbers:
		return 0
	case ParagraphNumbers:
		most = s.Counted.Before(s.Text.String(), s.Text.Bytes())
	case LineNumbers:
		most = s.Text.Bytes() / 20
	}
	digits := max(len(strconv.Itoa(most)), 3)
	room := float32(digits)*s.digitAdvance() + numberSpace
	return float32(math.Ceil(float64(room)/4)) * 4 // a whole number of pixels, as the column's width is
}

// digitAdvance is from one digit to the next: all are of one width, which differs between the fonts.
func (s *Scene) digitAdvance() float32 {
	width := float32(0.58)
	if s.Serif {
		width = 0.5
	}
	return s.Size * numberSize * width
}

// paintNumber writes the number of line i, if it has one, left of the column.
func (w *Painter) paintNumber(b *Brush, i int) {
	line := w.Layout.Line(i)
	n := i + 1
	if w.Numbers == ParagraphNumbers {
		if !line.ParagraphStart || !beginsParagraph(w.Text.String(), line.Start) {
			return
		}
		n = w.Counted.Before(w.Text.String(), line.Start) + 1
	}
	x := -float32(Bleed + numberSpace)
	for ; n > 0; n /= 10 {
		x -= w.digitAdvance()
		digit := w.tagOf(digits[n%10:n%10+1], w.Colors.Faint, numberSize*w.Size, b.Scale)
		at := image.Pt(b.X(x), b.Y(line.Baseline)-digit.baseline)
		draw.Draw(b.Img, digit.img.Rect.Add(at), digit.img, image.Point{}, draw.Over)
	}
}

const digits = "0123456789"

// Paragraphs counts the paragraphs of a text. The zero value is ready; it counts the whole text when it is first asked.
type Paragraphs struct{ sums []int } // that begin before every countStep bytes

const countStep = 4 << 10

// Before is how many paragraphs that are not empty begin before byte offset at.
func (p *Paragraphs) Before(text string, at int) int {
	if p.sums == nil {
		n := 0
		for i := 0; i <= len(text); i++ {
			if i%countStep == 0 {
				p.sums = append(p.sums, n)
			}
			if beginsParagraph(text, i) {
				n++
			}
		}
	}
	n := p.sums[at/countStep]
	for i := at &^ (countStep - 1); i < at; i++ {
		if beginsParagraph(text, i) {
			n++
		}
	}
	return n
}

// beginsParagraph says whether a paragraph with something in it begins at byte i.
func beginsParagraph(text string, i int) bool {
	return (i == 0 || text[i-1] == '\n') && i < len(text) && text[i] != '\n' && text[i] != '\r'
}
