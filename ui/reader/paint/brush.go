package paint

import (
	"image"
	"image/color"
	"math"
)

// Brush paints into the picture of a line. It works in whole pixels of the screen, so that thin lines are sharp at
// every scale. Its own units are those of the column: x from the column's left edge, y from the top of a line.
type Brush struct {
	Img    *image.RGBA
	Scale  float32
	Dx     float32 // where the column's left edge lies in the picture
	Origin int     // the row of pixels at which the line begins
	Shapes *Shapes // takes what is drawn, where it goes into no picture, of which Img then has only the size
}

// Shapes takes what is drawn as shapes instead of pixels, for a page that is printed.
type Shapes struct {
	// Fill takes a rectangle with its corners rounded off on the left, the right, or both sides.
	Fill func(r image.Rectangle, radius int, left, right bool, c color.NRGBA)
	// Letters takes the columns of pixels between which the letters of the line have a colour.
	Letters func(from, to int, c color.NRGBA)
}

// X is the column of pixels at a distance from the left edge of the text.
func (b *Brush) X(v float32) int { return int(math.Round(float64((v + b.Dx) * b.Scale))) }

// Y is the row of pixels at a distance from the top of the line.
func (b *Brush) Y(v float32) int { return b.Origin + int(math.Round(float64(v*b.Scale))) }

// Px is a length in pixels, at least one.
func (b *Brush) Px(v float32) int { return max(1, int(math.Round(float64(v*b.Scale)))) }

// Fill lays c over the pixels of the rectangle.
func (b *Brush) Fill(r image.Rectangle, c color.NRGBA) {
	r = r.Intersect(b.Img.Rect)
	if r.Empty() || c.A == 0 {
		return
	}
	if b.Shapes != nil {
		b.Shapes.Fill(r, 0, false, false, c)
		return
	}
	alpha := uint32(c.A)
	red, green, blue := uint32(c.R)*alpha/255, uint32(c.G)*alpha/255, uint32(c.B)*alpha/255
	rest := 255 - alpha
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := b.Img.Pix[b.Img.PixOffset(r.Min.X, y):b.Img.PixOffset(r.Max.X, y)]
		for i := 0; i+3 < len(row); i += 4 {
			row[i] = uint8(red + uint32(row[i])*rest/255)
			row[i+1] = uint8(green + uint32(row[i+1])*rest/255)
			row[i+2] = uint8(blue + uint32(row[i+2])*rest/255)
			row[i+3] = uint8(alpha + uint32(row[i+3])*rest/255)
		}
	}
}

// Round fills the rectangle with its corners rounded off on the left, the right, or both sides.
func (b *Brush) Round(r image.Rectangle, radius int, left, right bool, c color.NRGBA) {
	radius = min(radius, r.Dy()/2, r.Dx()/2)
	if b.Shapes != nil {
		b.Shapes.Fill(r, radius, left, right, c)
		return
	}
	for k := range radius {
		inset := cornerInset(radius, k)
		l, rt := r.Min.X, r.Max.X
		if left {
			l += inset
		}
		if right {
			rt -= inset
		}
		b.Fill(image.Rect(l, r.Min.Y+k, rt, r.Min.Y+k+1), c)
		b.Fill(image.Rect(l, r.Max.Y-k-1, rt, r.Max.Y-k), c)
	}
	b.Fill(image.Rect(r.Min.X, r.Min.Y+radius, r.Max.X, r.Max.Y-radius), c)
}

// cornerInset is how far row k of a corner of that radius begins from the side.
func cornerInset(radius, k int) int {
	d := float64(radius) - float64(k) - 0.5
	return int(math.Round(float64(radius) - math.Sqrt(float64(radius*radius)-d*d)))
}

// Dashes fills every other stretch of a horizontal or vertical line, whichever way r is longer. The pattern is tied
// to the picture, so that it runs on where pieces meet.
func (b *Brush) Dashes(r image.Rectangle, on, off int, c color.NRGBA) {
	if r.Dx() >= r.Dy() {
		for x := r.Min.X - r.Min.X%(on+off); x < r.Max.X; x += on + off {
			b.Fill(image.Rect(x, r.Min.Y, x+on, r.Max.Y).Intersect(r), c)
		}
		return
	}
	for y := r.Min.Y; y < r.Max.Y; y += on + off {
		b.Fill(image.Rect(r.Min.X, y, r.Max.X, y+on).Intersect(r), c)
	}
}

// Hatch draws thin slanting lines over the rectangle, step pixels apart.
func (b *Brush) Hatch(r image.Rectangle, step int, c color.NRGBA) {
	r = r.Intersect(b.Img.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		first := (r.Min.X + (y-b.Origin)%step + step) % step
		for x := r.Min.X + (step-first)%step; x < r.Max.X; x += step {
			b.Fill(image.Rect(x, y, x+1, y+1), c)
		}
	}
}

// Frame draws the outline of the rectangle, thick pixels wide, open at the sides where it goes on in another line.
// With on and off above zero it is dashed.
func (b *Brush) Frame(r image.Rectangle, thick int, left, right bool, on, off int, c color.NRGBA) {
	line := func(r image.Rectangle) {
		if off > 0 {
			b.Dashes(r, on, off, c)
		} else {
			b.Fill(r, c)
		}
	}
	line(image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+thick))
	line(image.Rect(r.Min.X, r.Max.Y-thick, r.Max.X, r.Max.Y))
	if left {
		line(image.Rect(r.Min.X, r.Min.Y+thick, r.Min.X+thick, r.Max.Y-thick))
	}
	if right {
		line(image.Rect(r.Max.X-thick, r.Min.Y+thick, r.Max.X, r.Max.Y-thick))
	}
}
