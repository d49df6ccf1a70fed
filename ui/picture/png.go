package picture

import (
	"context"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// A picture has two pixels to the point of the window.
const (
	pictureScale  = 2
	pictureLetter = 16 // size of an article's letters
	pictureMargin = 48
	mostHeight    = 30_000 // pixels: higher pictures are shown by few programs
	stripHeight   = 256
)

// writePNG draws a story as one picture and returns what no font has a letter for.
func writePNG(ctx context.Context, w io.Writer, st *story, progress func(done, total int)) (string, error) {
	s := newSetter(pictureLetter)
	p := &picture{ctx: ctx, painter: paint.NewPainter(), setter: s, progress: progress,
		width: int((s.width + 2*pictureMargin) * pictureScale)}
	y := float64(pictureMargin)
	for i, a := range st.articles {
		blocks, err := s.article(ctx, st, a)
		if err != nil {
			return "", err
		}
		if i > 0 {
			y += pictureMargin
		}
		for _, b := range blocks {
			y += float64(b.above)
			p.blocks = append(p.blocks, stacked{b, y})
			y += b.bottom()
		}
	}
	p.height = int(math.Ceil((y + pictureMargin) * pictureScale))
	if p.height > mostHeight {
		what := "the article"
		if st.whole {
			what = "the story"
		}
		return "", annotate.Invalidf("%s is too long for one picture (%d pixels high, of which %d can be shown): make a PDF of it", what, p.height, mostHeight)
	}
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	none := boxes{}
	for _, b := range p.blocks {
		none.seeAll(b.block)
	}
	return none.say(), encoder.Encode(w, p)
}

// stacked is a block and where it begins in the picture.
type stacked struct {
	*block
	top float64
}

// picture is a long picture that is painted a strip at a time, as it is asked for from top to bottom.
type picture struct {
	ctx           context.Context
	painter       *paint.Painter
	setter        setter
	progress      func(done, total int)
	blocks        []stacked
	width, height int
	strip         *image.RGBA
}

// ColorModel is called by the encoder, as are the following.
func (p *picture) ColorModel() color.Model { return color.RGBAModel }

// Bounds is the size of the picture.
func (p *picture) Bounds() image.Rectangle { return image.Rect(0, 0, p.width, p.height) }

// Opaque says that there is paper everywhere.
func (p *picture) Opaque() bool { return true }

// At is a pixel.
func (p *picture) At(x, y int) color.Color {
	if p.strip == nil || y < p.strip.Rect.Min.Y || y >= p.strip.Rect.Max.Y {
		p.paint(y)
	}
	return p.strip.RGBAAt(x, y)
}

// paint paints the strip that begins at a row of pixels.
func (p *picture) paint(from int) {
	p.strip = image.NewRGBA(image.Rect(0, from, p.width, min(from+stripHeight, p.height)))
	brush := &paint.Brush{Img: p.strip, Scale: pictureScale, Dx: pictureMargin}
	brush.Fill(p.strip.Rect, p.setter.colors.Paper)
	if p.ctx.Err() != nil {
		return // the encoder hears of it when it writes
	}
	top, bottom := float64(from)/pictureScale, float64(p.strip.Rect.Max.Y)/pictureScale
	for _, b := range p.blocks {
		lay := b.scene.Layout
		over := float64(paint.Overhang * b.scene.Size)
		if b.top-over > bottom || b.top+b.bottom()+over < top {
			continue
		}
		for i := lay.LineAt(top - b.top - over); i <= lay.LineAt(bottom-b.top+over); i++ {
			brush.Origin = int(math.Round((b.top + lay.Line(i).Top) * pictureScale))
			b.paint(p.painter, brush, i)
		}
	}
	if p.progress != nil {
		p.progress(p.strip.Rect.Max.Y, p.height)
	}
}
