package drawing

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/vector"

	"github.com/parallax-annotation/parallax/annotate"
)

const (
	fine = 2      // pixels to the point in a file
	most = 20_000 // pixels to a side: larger pictures are shown by few programs
	long = 24     // pixels that are filled of a line at once: what is filled takes time by the room around it
)

// canvas is the picture that is painted.
type canvas struct {
	image *image.RGBA
	shape *vector.Rasterizer
	scale float64 // pixels to the point
}

// Write writes the drawing in one of the formats.
func (d *Drawing) Write(w io.Writer, format string) error {
	if format == SVG {
		return d.writeSVG(w)
	}
	width, height := int(math.Ceil(d.Width*fine)), int(math.Ceil(d.Height*fine))
	if width > most || height > most {
		return annotate.Invalidf("it is too large for one picture (%d × %d pixels, of which %d can be shown): make an SVG of it", width, height, most)
	}
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(w, d.Paint(width, height, fine, color.White)); err != nil {
		return fmt.Errorf("writing the picture: %w", err)
	}
	return nil
}

// Paint paints the drawing on a ground of so many pixels, so many to the point.
func (d *Drawing) Paint(width, height int, scale float64, ground color.Color) *image.RGBA {
	c := &canvas{image.NewRGBA(image.Rect(0, 0, width, height)), vector.NewRasterizer(0, 0), scale}
	draw.Draw(c.image, c.image.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
	for _, t := range d.things {
		t.png(c)
	}
	return c.image
}

// fill fills a closed path, given in points.
func (c *canvas) fill(ink color.NRGBA, path ...[2]float64) {
	if ink.A == 0 || len(path) < 3 {
		return
	}
	low, high := path[0], path[0]
	for _, p := range path {
		for k := range p {
			low[k], high[k] = min(low[k], p[k]), max(high[k], p[k])
		}
	}
	area := image.Rect(int(math.Floor(low[0]*c.scale)), int(math.Floor(low[1]*c.scale)), int(math.Ceil(high[0]*c.scale))+1, int(math.Ceil(high[1]*c.scale))+1)
	seen := area.Intersect(c.image.Rect)
	if seen.Empty() {
		return
	}
	c.shape.Reset(area.Dx(), area.Dy())
	at := func(p [2]float64) (x, y float32) {
		return float32(p[0]*c.scale - float64(area.Min.X)), float32(p[1]*c.scale - float64(area.Min.Y))
	}
	c.shape.MoveTo(at(path[0]))
	for _, p := range path[1:] {
		c.shape.LineTo(at(p))
	}
	c.shape.ClosePath()
	if area.In(c.image.Rect) {
		c.shape.Draw(c.image, area, image.NewUniform(ink), image.Point{})
		return
	}
	mask := image.NewAlpha(area) // the rasterizer does not cut off what lies outside
	c.shape.Draw(mask, area, image.Opaque, image.Point{})
	draw.DrawMask(c.image, seen, image.NewUniform(ink), image.Point{}, mask, seen.Min, draw.Over)
}

func (b box) png(c *canvas) {
	corners := [][2]float64{{b.x, b.y}, {b.x + b.width, b.y}, {b.x + b.width, b.y + b.height}, {b.x, b.y + b.height}}
	c.fill(b.look.Fill, corners...)
	if b.look.Stroke.A > 0 {
		for i, from := range corners {
			to := corners[(i+1)%4]
			line{from[0], from[1], to[0], to[1], b.look}.png(c)
		}
	}
}

// The stretches of a dashed line, to its thickness.
const (
	dash = 3
	gap  = 3
)

func (l line) png(c *canvas) {
	dx, dy := l.x2-l.x1, l.y2-l.y1
	length := math.Hypot(dx, dy)
	if length == 0 {
		return
	}
	dx, dy = dx/length, dy/length
	half := l.look.Thick / 2
	part := func(from, to float64) {
		x1, y1, x2, y2 := l.x1+dx*from, l.y1+dy*from, l.x1+dx*to, l.y1+dy*to
		c.fill(l.look.Stroke, [2]float64{x1 - dy*half, y1 + dx*half}, [2]float64{x2 - dy*half, y2 + dx*half}, [2]float64{x2 + dy*half, y2 - dx*half}, [2]float64{x1 + dy*half, y1 - dx*half})
	}
	if !l.look.Dashed {
		for at := 0.0; at < length; at += long / c.scale {
			part(at, min(length, at+(long+1)/c.scale)) // a pixel over, that no seam is seen
		}
		return
	}
	for at := 0.0; at < length; at += (dash + gap) * l.look.Thick {
		part(at, min(length, at+dash*l.look.Thick))
	}
}

func (d dot) png(c *canvas) {
	circle := func(radius float64) (path [][2]float64) {
		const corners = 48
		for i := range corners {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
			path = append(path, [2]float64{d.x + radius*cos, d.y + radius*sin})
		}
		return path
	}
	if d.look.Stroke.A > 0 {
		c.fill(d.look.Stroke, circle(d.radius+d.look.Thick/2)...)
		c.fill(d.look.Fill, circle(d.radius-d.look.Thick/2)...)
		return
	}
	c.fill(d.look.Fill, circle(d.radius)...)
}

func (w words) png(c *canvas) {
	for i := range w.lines {
		l := w.lay.Line(i)
		shaped := w.lay.Shape(i)
		x := w.left(i) - float64(shaped.Left) // of the column; what runs from right to left stands at its right end
		w.lay.Draw(c.image, i, float32(x*c.scale), float32((w.y+l.Top)*c.scale), float32(c.scale), w.kind.Color)
	}
}
