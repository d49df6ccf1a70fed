package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"math"
	"strings"

	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// alphabet is the signs that a PDF draws, in fonts of its own (of Type 3, whose letters are drawings): each sign is in it
// once, with its outlines and with the characters that it stands for. That way a page needs two digits for it, whatever the script.
type alphabet struct {
	codes map[string]code // by what is drawn and what it stands for
	fonts []*letters
	boxes boxes
	key   []byte
}

// letters are one font.
type letters struct{ signs []letter }

type letter struct {
	text  string
	width int // units
	parts []layout.Part
	from  *layout.Fonts // what the outlines are taken from
}

// code is where a sign stands: its font and its number there.
type code struct {
	font, number int
	width        int // units
}

const mostLetters = 255 // in a font, the numbers from 1 on

func newAlphabet() *alphabet { return &alphabet{codes: map[string]code{}, boxes: boxes{}} }

// code returns where a sign stands, which is put there the first time.
func (a *alphabet) code(fonts *layout.Fonts, serif bool, s layout.Sign, size float32) code {
	a.key = append(a.key[:0], s.Text...)
	a.key = append(a.key, 0)
	if serif {
		a.key = append(a.key, 1)
	}
	for _, p := range s.Parts {
		a.key = binary.LittleEndian.AppendUint32(a.key, p.Glyph)
		a.key = binary.LittleEndian.AppendUint16(a.key, p.Face)
		a.key = binary.LittleEndian.AppendUint32(a.key, uint32(p.X))
		a.key = binary.LittleEndian.AppendUint32(a.key, uint32(p.Y))
	}
	if c, known := a.codes[string(a.key)]; known {
		return c
	}
	if n := len(a.fonts); n == 0 || len(a.fonts[n-1].signs) == mostLetters {
		a.fonts = append(a.fonts, &letters{})
	}
	a.boxes.see(s)
	f := a.fonts[len(a.fonts)-1]
	width := int(math.Round(float64(s.Width / size * layout.Em)))
	f.signs = append(f.signs, letter{strings.Clone(s.Text), width, append([]layout.Part(nil), s.Parts...), fonts})
	c := code{len(a.fonts) - 1, len(f.signs), width}
	a.codes[string(a.key)] = c
	return c
}

// write writes the fonts and returns the entries of a page's resources that name them.
func (a *alphabet) write(f *file) string {
	var names strings.Builder
	for i, font := range a.fonts {
		fmt.Fprintf(&names, "/F%d %d 0 R", i, font.write(f))
	}
	return names.String()
}

func (l *letters) write(f *file) int {
	var procs, differences, widths, pictures strings.Builder
	box := [4]float64{}
	for i, sign := range l.signs {
		drawn, bounds, picture := sign.draw(f, i+1)
		box = [4]float64{min(box[0], bounds[0]), min(box[1], bounds[1]), max(box[2], bounds[2]), max(box[3], bounds[3])}
		fmt.Fprintf(&procs, "/g%d %d 0 R", i+1, f.stream("", drawn))
		fmt.Fprintf(&differences, "/g%d", i+1)
		fmt.Fprintf(&widths, "%d ", sign.width)
		pictures.WriteString(picture)
	}
	return f.add(fmt.Sprintf("<</Type/Font/Subtype/Type3/FontBBox[%s %s %s %s]/FontMatrix[%.10f 0 0 %.10f 0 0]/FirstChar 1/LastChar %d/Widths[%s]"+
		"/Encoding<</Type/Encoding/Differences[1%s]>>/CharProcs<<%s>>/Resources<</XObject<<%s>>>>/ToUnicode %d 0 R>>",
		number(box[0]), number(box[1]), number(box[2]), number(box[3]), 1.0/layout.Em, 1.0/layout.Em, len(l.signs), widths.String(),
		differences.String(), procs.String(), pictures.String(), f.stream("", l.meaning())))
}

// meaning says which characters each letter of the font stands for.
func (l *letters) meaning() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n/CMapName/Parallax def/CMapType 2 def\n" +
		"1 begincodespacerange<00><FF>endcodespacerange\n")
	const most = 100 // in one list
	for from := 0; from < len(l.signs); from += most {
		part := l.signs[from:min(from+most, len(l.signs))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for i, sign := range part {
			fmt.Fprintf(&b, "<%02X><%s>\n", from+i+1, hexUTF16(sign.text))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap CMapName currentdict/CMap defineresource pop end end\n")
	return b.Bytes()
}

// draw is what draws a letter: its outlines in the colour of the text, or its pictures, which are written to f and named.
func (s letter) draw(f *file, at int) (drawn []byte, box [4]float64, pictures string) {
	var path, images bytes.Buffer
	for k, p := range s.parts {
		o := s.from.Outline(p.Face, p.Glyph)
		x, y := float64(p.X), float64(p.Y)
		if o.Picture != nil {
			name := fmt.Sprintf("/P%d_%d", at, k)
			pictures += fmt.Sprintf("%s %d 0 R", name, writeImage(f, o.Picture))
			fmt.Fprintf(&images, "q %s 0 0 %s %s %s cm %s Do Q\n", digits(o.Right-o.Left), digits(o.Top-o.Bottom),
				digits(float32(x)+o.Left), digits(float32(y)+o.Bottom), name)
		}
		for _, c := range o.Path {
			n := 2
			if c.Op == 'c' {
				n = 6
			}
			for i, v := range c.P[:n] {
				path.WriteString(digits(v + float32([2]float64{x, y}[i%2])))
				path.WriteByte(' ')
			}
			path.WriteByte(c.Op)
			path.WriteByte('\n')
		}
		box = [4]float64{min(box[0], x+float64(o.Left)), min(box[1], y+float64(o.Bottom)), max(box[2], x+float64(o.Right)), max(box[3], y+float64(o.Top))}
	}
	if path.Len() > 0 {
		path.WriteString("f\n")
	}
	if images.Len() > 0 { // with colours of its own
		return fmt.Appendf(nil, "%d 0 d0\n%s%s", s.width, path.Bytes(), images.Bytes()), box, pictures
	}
	return fmt.Appendf(nil, "%d 0 %.0f %.0f %.0f %.0f d1\n%s", s.width, box[0], box[1], box[2], box[3], path.Bytes()), box, ""
}

func digits(v float32) string { return number(float64(v)) }

// writeImage writes a picture and what of it is transparent, and returns its number.
func writeImage(f *file, m *image.RGBA) int {
	var colours, alphas []byte
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
		for x := m.Rect.Min.X; x < m.Rect.Max.X; x++ {
			p := m.Pix[m.PixOffset(x, y):][:4]
			alpha := max(1, int(p[3]))
			for _, v := range p[:3] {
				colours = append(colours, uint8(min(255, int(v)*255/alpha)))
			}
			alphas = append(alphas, p[3])
		}
	}
	head := fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8", m.Rect.Dx(), m.Rect.Dy())
	mask := f.stream(head+"/ColorSpace/DeviceGray", alphas)
	return f.stream(fmt.Sprintf("%s/ColorSpace/DeviceRGB/SMask %d 0 R", head, mask), colours)
}
