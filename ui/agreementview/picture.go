package agreementview

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"github.com/parallax-annotation/parallax/ui/control"
)

// Sizes of a picture in pixels, for print at 300 dots an inch.
const (
	pictureMargin = 48
	pictureCell   = 260
	pictureHeight = 132
	pictureText   = 40
	pictureSmall  = 28
)

// picture draws a matrix for a paper: black on white, in the shades of the light look. It is drawn with the standard
// library and the program's own font, since a plotting library would bring more than boxes with numbers need.
func picture(m matrix, title string) (image.Image, error) {
	p := &painter{}
	if err := p.load(); err != nil {
		return nil, err
	}
	left, top := p.width(m.rowTitle, p.text), pictureMargin+3*pictureText
	for _, name := range m.rows {
		left = max(left, p.width(name, p.text))
	}
	left += pictureMargin + 24
	size := image.Rect(0, 0, max(left+pictureCell*len(m.columns), p.width(title, p.bold)+pictureMargin)+pictureMargin, top+pictureHeight*len(m.rows)+pictureMargin)
	p.image = image.NewNRGBA(size)
	draw.Draw(p.image, size, image.White, image.Point{}, draw.Src)

	p.words(title, pictureMargin, pictureMargin+pictureText/2, p.bold, color.Black)
	if m.columnTitle != "" {
		p.words(m.columnTitle, left, top-2*pictureText+4, p.small, color.Gray{Y: 0x50})
		p.words(m.rowTitle, pictureMargin, top-pictureText/2, p.small, color.Gray{Y: 0x50})
	}
	for j, name := range m.columns {
		p.centred(name, left+j*pictureCell, top-pictureText/2, pictureCell, p.text, color.Black)
	}
	for i, cells := range m.cells {
		y := top + i*pictureHeight
		p.words(m.rows[i], pictureMargin, y+pictureHeight/2+pictureText/3, p.text, color.Black)
		for j, c := range cells {
			x := left + j*pictureCell
			field, front := color.NRGBA{R: 0xf4, G: 0xf4, B: 0xf4, A: 0xff}, color.Color(color.Gray{Y: 0x50})
			if !c.plain {
				field = shade(lightScale, c.shade)
				front = control.Readable(field)
			}
			draw.Draw(p.image, image.Rect(x+2, y+2, x+pictureCell-2, y+pictureHeight-2), image.NewUniform(field), image.Point{}, draw.Src)
			at := y + pictureHeight/2 + pictureText/3
			if c.note != "" {
				at -= pictureSmall / 2
				p.centred(c.note, x, at+pictureText, pictureCell, p.small, front)
			}
			p.centred(c.text, x, at, pictureCell, p.text, front)
		}
	}
	return p.image, nil
}

// painter writes words into an image.
type painter struct {
	image             *image.NRGBA
	text, small, bold font.Face
}

func (p *painter) load() error {
	for _, f := range []struct {
		data []byte
		size float64
		into *font.Face
	}{{theme.DefaultTextFont().Content(), pictureText, &p.text}, {theme.DefaultTextFont().Content(), pictureSmall, &p.small}, {theme.DefaultTextBoldFont().Content(), pictureText, &p.bold}} {
		parsed, err := opentype.Parse(f.data)
		if err != nil {
			return fmt.Errorf("reading the font: %w", err)
		}
		if *f.into, err = opentype.NewFace(parsed, &opentype.FaceOptions{Size: f.size, DPI: 72}); err != nil {
			return fmt.Errorf("reading the font: %w", err)
		}
	}
	return nil
}

func (p *painter) width(words string, face font.Face) int {
	return font.MeasureString(face, words).Ceil()
}

// words writes from x on, with the baseline at y.
func (p *painter) words(words string, x, y int, face font.Face, ink color.Color) {
	drawer := font.Drawer{Dst: p.image, Src: image.NewUniform(ink), Face: face, Dot: fixed.P(x, y)}
	drawer.DrawString(words)
}

// centred writes in the middle of a width, cut short where there is no room.
func (p *painter) centred(words string, x, y, width int, face font.Face, ink color.Color) {
	runes := []rune(words)
	for p.width(words, face) > width-12 && len(runes) > 1 {
		runes = runes[:len(runes)-1]
		words = string(runes) + "…"
	}
	p.words(words, x+(width-p.width(words, face))/2, y, face, ink)
}
