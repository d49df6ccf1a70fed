// Package ribbon draws what joins texts that stand side by side: bands between passages that belong together, and lines between spans that
// are related. They lie in the gaps between the columns of text, never over the words. What lies out of view is a stub at the edge.
//
// A gap is one small picture, which is painted again only when something in it has changed: the window may be painted by a processor. It
// knows neither articles nor what a ribbon means. Start with Layer.
package ribbon

import (
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Style is how a ribbon is drawn.
type Style int

// The styles. All but Band are lines, told apart by their strokes.
const (
	Band Style = iota
	Solid
	Dashed
	Dotted
	Mixed // dashes and dots in turn
)

// Sign stands in the middle of a line, so that it is not told by its strokes alone.
type Sign int

// The signs.
const (
	NoSign   Sign = iota
	Equals        // =
	Plus          // +
	Unequals      // ≠
	Arrow         // ›
)

// Stretch is where an end of a ribbon lies, in the units of the layer, from its top.
type Stretch struct {
	Top, Bottom float32
	Out         int // it lies above the view where it is -1, below it where it is 1, and is a stub at that edge
}

// Side is a side of a gap.
type Side int

// The sides.
const (
	Neither Side = iota
	AtLeft
	AtRight
)

// Ribbon joins a stretch of the text at the left of a gap to one of the text at its right.
type Ribbon struct {
	Left, Right Stretch
	Alone       Side   // only that end is there, and points into the gap
	Name        string // of what an end that is alone leads to, in a few letters
	Style       Style
	Sign        Sign
	Strong      bool        // a line is thicker
	Ink, Fill   color.NRGBA // of its lines, and within a band
	Paper       color.NRGBA // behind a sign
}

// Gap is the room between two columns of text.
type Gap struct {
	Left, Right float32
	Top, Bottom float32 // between which texts are in view
	Ribbons     []Ribbon
}

// Layer lies over texts that stand side by side. Its methods are called on the goroutine of the window.
type Layer struct {
	Object *fyne.Container
	gaps   []*picture
	thread *canvas.Line
}

// NewLayer returns a layer without ribbons.
func NewLayer() *Layer { return &Layer{Object: container.NewWithoutLayout()} }

// Set shows what lies in the gap of that number, counted from the left, in place of what was there.
func (l *Layer) Set(number int, gap Gap) {
	gap.Ribbons = inView(gap)
	if number >= len(l.gaps) && len(gap.Ribbons) == 0 {
		return
	}
	for number >= len(l.gaps) {
		one := newPicture()
		l.gaps = append(l.gaps, one)
		l.Object.Add(one.raster)
		l.Object.Add(one.names)
	}
	l.gaps[number].set(gap)
}

// Only takes away what lies in gaps from that number on.
func (l *Layer) Only(gaps int) {
	for _, one := range l.gaps[min(gaps, len(l.gaps)):] {
		one.set(Gap{})
	}
}

// Ribbons are those that are to be seen in the gap of that number.
func (l *Layer) Ribbons(number int) []Ribbon {
	if number >= len(l.gaps) {
		return nil
	}
	return slices.Clone(l.gaps[number].gap.Ribbons)
}

// Thread draws a line that is being drawn from one place to another.
func (l *Layer) Thread(from, to fyne.Position, ink color.Color) {
	if l.thread == nil {
		l.thread = canvas.NewLine(ink)
		l.thread.StrokeWidth = 2
		l.Object.Add(l.thread)
	}
	l.thread.StrokeColor, l.thread.Position1, l.thread.Position2 = ink, from, to
	l.thread.Show()
	l.thread.Refresh()
}

// Unthread takes that line away.
func (l *Layer) Unthread() {
	if l.thread != nil && l.thread.Visible() {
		l.thread.Hide()
		l.Object.Refresh()
	}
}

// stub is how high the end of a ribbon is that lies out of view.
const stub = 9

// inView are the ribbons of a gap of which an end is in view, each end held within the view.
func inView(gap Gap) []Ribbon {
	var seen []Ribbon
	for _, r := range gap.Ribbons {
		left, right := gap.shows(r.Left), gap.shows(r.Right)
		if r.Alone == AtLeft && !left || r.Alone == AtRight && !right || !left && !right {
			continue
		}
		r.Left, r.Right = gap.held(r.Left), gap.held(r.Right)
		seen = append(seen, r)
	}
	return seen
}

func (g Gap) shows(s Stretch) bool { return s.Bottom > g.Top && s.Top < g.Bottom }

// held is the part of a stretch that is in view, else a stub of it at the edge.
func (g Gap) held(s Stretch) Stretch {
	switch {
	case s.Bottom <= g.Top:
		return Stretch{g.Top, g.Top + stub, -1}
	case s.Top >= g.Bottom:
		return Stretch{g.Bottom - stub, g.Bottom, 1}
	}
	return Stretch{Top: max(s.Top, g.Top), Bottom: min(s.Bottom, g.Bottom)}
}

// bounds is how far the ribbons of a gap reach, with room for their lines and signs, in whole units.
func (g Gap) bounds() (top, bottom float32) {
	top, bottom = g.Bottom, g.Top
	for _, r := range g.Ribbons {
		top, bottom = min(top, r.Left.Top, r.Right.Top), max(bottom, r.Left.Bottom, r.Right.Bottom)
	}
	return max(float32(math.Floor(float64(top)))-room, g.Top), min(float32(math.Ceil(float64(bottom)))+room, g.Bottom)
}

// room is what a picture has above and below its ribbons.
const room = 10
