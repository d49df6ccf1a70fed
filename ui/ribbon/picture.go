package ribbon

import (
	"image"
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"golang.org/x/image/vector"
)

// picture shows the ribbons of a gap.
type picture struct {
	raster  *canvas.Raster
	names   *fyne.Container // of what ends that are alone lead to
	gap     Gap
	top     float32 // of the picture
	img     image.RGBA
	outline vector.Rasterizer
	scale   float32 // pixels a unit, while it is painted
}

func newPicture() *picture {
	p := &picture{names: container.NewWithoutLayout()}
	p.raster = canvas.NewRaster(p.paint)
	p.raster.ScaleMode = canvas.ImageScalePixels
	p.raster.Hide()
	return p
}

// set shows another gap, where it is another.
func (p *picture) set(gap Gap) {
	if p.gap.Left == gap.Left && p.gap.Right == gap.Right && p.gap.Top == gap.Top && p.gap.Bottom == gap.Bottom && slices.Equal(p.gap.Ribbons, gap.Ribbons) {
		return
	}
	p.gap = gap
	p.name()
	if len(gap.Ribbons) == 0 || gap.Right <= gap.Left {
		if p.raster.Visible() {
			p.raster.Hide()
			p.raster.Refresh()
		}
		return
	}
	top, bottom := gap.bounds()
	p.top = top
	p.raster.Move(fyne.NewPos(gap.Left, top))
	p.raster.Resize(fyne.NewSize(gap.Right-gap.Left, bottom-top))
	p.raster.Show()
	p.raster.Refresh()
}

// paint paints the ribbons at the resolution of the screen.
func (p *picture) paint(w, h int) image.Image {
	if need := 4 * w * h; need > cap(p.img.Pix) {
		p.img.Pix = make([]uint8, need)
	} else {
		p.img.Pix = p.img.Pix[:need]
		clear(p.img.Pix)
	}
	p.img.Stride, p.img.Rect = 4*w, image.Rect(0, 0, w, h)
	if p.raster.Size().Width <= 0 {
		return &p.img
	}
	p.scale = float32(w) / p.raster.Size().Width
	for _, r := range p.gap.Ribbons {
		switch {
		case r.Alone != Neither && r.Style == Band:
			p.tongue(r)
			continue
		case r.Alone != Neither:
			p.stem(r)
			continue
		case r.Style == Band:
			p.band(r)
		default:
			p.line(r)
		}
		p.arrow(r.Left, 0, 1, r.Ink)
		p.arrow(r.Right, float32(w), -1, r.Ink)
	}
	return &p.img
}

// point is a place in the picture, in pixels.
type point struct{ x, y float32 }

// curve is what runs from a height at the left to one at the right, level at both ends.
func (p *picture) curve(left, right float32) []point {
	w := float32(p.img.Rect.Dx())
	steps := 16 + int(max(left-right, right-left)*p.scale/6)
	points := make([]point, steps+1)
	for i := range points {
		t := float32(i) / float32(steps)
		points[i] = point{t * w, (left + (right-left)*t*t*(3-2*t) - p.top) * p.scale}
	}
	return points
}

func (p *picture) band(r Ribbon) {
	upper, lower := p.curve(r.Left.Top, r.Right.Top), p.curve(r.Left.Bottom, r.Right.Bottom)
	edge := slices.Clone(lower)
	slices.Reverse(lower)
	p.fill(r.Fill, slices.Concat(upper, lower))
	for _, side := range [][]point{upper, edge} {
		p.stroke(side, p.scale, nil, r.Ink)
	}
}

// tongue is what is seen of a ribbon whose other end lies in a text that does not stand beside this one.
func (p *picture) tongue(r Ribbon) {
	end, x, dir := r.Left, float32(0), p.scale
	if r.Alone == AtRight {
		end, x, dir = r.Right, float32(p.img.Rect.Dx()), -p.scale
	}
	const long, tip = 8, 6
	y := func(v float32) float32 { return (v - p.top) * p.scale }
	middle := (end.Top + end.Bottom) / 2
	point1, point2 := max(end.Top, middle-tip), min(end.Bottom, middle+tip)
	way := []point{{x, y(end.Top)}, {x + long*dir, y(end.Top)}, {x + long*dir, y(point1)}, {x + (long+tip)*dir, y(middle)},
		{x + long*dir, y(point2)}, {x + long*dir, y(end.Bottom)}, {x, y(end.Bottom)}}
	p.fill(r.Fill, way)
	p.stroke(way, p.scale, nil, r.Ink)
}

// What a line whose other end does not stand beside this one is made of, from the text on, in units: the line, its sign, a tip, a name.
const (
	stemLine = 12
	stemSign = stemLine + 7
	stemTip  = stemSign + 9
	stemEnd  = stemTip + 6
)

// stem is what is seen of a line whose other end lies in a text that does not stand beside this one.
func (p *picture) stem(r Ribbon) {
	end, x, dir := r.Left, float32(0), p.scale
	if r.Alone == AtRight {
		end, x, dir = r.Right, float32(p.img.Rect.Dx()), -p.scale
	}
	y := ((end.Top+end.Bottom)/2 - p.top) * p.scale
	thick := float32(1.6)
	if r.Strong {
		thick = 2.6
	}
	p.stroke([]point{{x, y}, {x + stemLine*dir, y}}, thick*p.scale, strokes[r.Style], r.Ink)
	p.sign(r, point{x + stemSign*dir, y})
	p.fill(r.Ink, []point{{x + stemTip*dir, y - 5*p.scale}, {x + stemEnd*dir, y}, {x + stemTip*dir, y + 5*p.scale}})
}

// name writes what the lines lead to whose other end does not stand beside this one.
func (p *picture) name() {
	if len(p.names.Objects) > 0 {
		p.names.RemoveAll()
	}
	for _, r := range p.gap.Ribbons {
		if r.Alone == Neither || r.Name == "" {
			continue
		}
		text := canvas.NewText(r.Name, r.Ink)
		text.TextSize, text.TextStyle.Bold = 11, true
		size := text.MinSize()
		end, x := r.Left, p.gap.Left+stemEnd+2
		if r.Alone == AtRight {
			end, x = r.Right, p.gap.Right-stemEnd-2-size.Width
		}
		text.Move(fyne.NewPos(x, (end.Top+end.Bottom-size.Height)/2))
		text.Resize(size)
		p.names.Add(text)
	}
}

// arrow points from an end that lies out of view to where it lies; x is the side of the picture, dir leads into it.
func (p *picture) arrow(s Stretch, x, dir float32, c color.NRGBA) {
	if s.Out == 0 {
		return
	}
	tip, foot := s.Top, s.Bottom
	if s.Out > 0 {
		tip, foot = foot, tip
	}
	const width = 11
	y := func(v float32) float32 { return (v - p.top) * p.scale }
	p.fill(c, []point{{x, y(foot)}, {x + dir*width/2*p.scale, y(tip)}, {x + dir*width*p.scale, y(foot)}})
}

// strokes are the lengths of dashes and of the gaps behind them, in units; nil for a line without gaps.
var strokes = map[Style][]float32{Dashed: {7, 4}, Dotted: {2, 4}, Mixed: {8, 3, 2, 3}}

func (p *picture) line(r Ribbon) {
	way := p.curve((r.Left.Top+r.Left.Bottom)/2, (r.Right.Top+r.Right.Bottom)/2)
	thick := float32(1.6)
	if r.Strong {
		thick = 2.6
	}
	p.stroke(way, thick*p.scale, strokes[r.Style], r.Ink)
	p.sign(r, way[len(way)/2])
}

// stroke draws along a way, so many pixels thick.
func (p *picture) stroke(way []point, thick float32, dashes []float32, c color.NRGBA) {
	part, left, drawn := 0, float32(math.MaxFloat32), true
	if len(dashes) > 0 {
		left = dashes[0] * p.scale
	}
	for i := 1; i < len(way); i++ {
		a, b := way[i-1], way[i]
		for {
			length := hypot(b.x-a.x, b.y-a.y)
			if length == 0 {
				break
			}
			end, rest := b, length > left
			if rest {
				end = point{a.x + (b.x-a.x)*left/length, a.y + (b.y-a.y)*left/length}
			}
			if drawn {
				dx, dy := (b.y-a.y)/length*thick/2, -(b.x-a.x)/length*thick/2
				p.fill(c, []point{{a.x + dx, a.y + dy}, {end.x + dx, end.y + dy}, {end.x - dx, end.y - dy}, {a.x - dx, a.y - dy}})
			}
			if !rest {
				left -= length
				break
			}
			a, part, drawn = end, (part+1)%len(dashes), !drawn
			left = dashes[part] * p.scale
		}
	}
}

func hypot(x, y float32) float32 { return float32(math.Hypot(float64(x), float64(y))) }

// sign draws the sign of a line over a disc of paper.
func (p *picture) sign(r Ribbon, at point) {
	if r.Sign == NoSign {
		return
	}
	const radius = 7
	var disc []point
	for i := range 24 {
		angle := 2 * math.Pi * float64(i) / 24
		disc = append(disc, point{at.x + radius*p.scale*float32(math.Cos(angle)), at.y + radius*p.scale*float32(math.Sin(angle))})
	}
	p.fill(r.Paper, disc)
	p.stroke(append(disc, disc[0]), p.scale, nil, r.Ink)
	bar := func(x0, y0, x1, y1 float32) {
		p.stroke([]point{{at.x + x0*p.scale, at.y + y0*p.scale}, {at.x + x1*p.scale, at.y + y1*p.scale}}, 1.6*p.scale, nil, r.Ink)
	}
	switch r.Sign {
	case Equals, Unequals:
		bar(-3.5, -1.8, 3.5, -1.8)
		bar(-3.5, 1.8, 3.5, 1.8)
	case Plus:
		bar(-3.8, 0, 3.8, 0)
		bar(0, -3.8, 0, 3.8)
	case Arrow:
		bar(-1.5, -3.5, 2, 0)
		bar(2, 0, -1.5, 3.5)
	}
	if r.Sign == Unequals {
		bar(-2.4, 4.4, 2.4, -4.4)
	}
}

// fill lays c over what a closed way encloses.
func (p *picture) fill(c color.NRGBA, way []point) {
	box := image.Rectangle{}
	for _, at := range way {
		x, y := int(math.Floor(float64(at.x))), int(math.Floor(float64(at.y)))
		box = box.Union(image.Rect(x, y, x+2, y+2))
	}
	if box = box.Intersect(p.img.Rect); box.Empty() {
		return
	}
	at := func(q point) (x, y float32) { return q.x - float32(box.Min.X), q.y - float32(box.Min.Y) }
	p.outline.Reset(box.Dx(), box.Dy())
	x, y := at(way[0])
	p.outline.MoveTo(x, y)
	for _, q := range way[1:] {
		x, y := at(q)
		p.outline.LineTo(x, y)
	}
	p.outline.ClosePath()
	p.outline.Draw(&p.img, box, image.NewUniform(c), image.Point{})
}
