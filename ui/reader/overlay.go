package reader

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// overlay is what lies over the lines: the caret, the handles of the selected mark, the ring that shows the focus.
type overlay struct {
	reader  *Reader
	caret   *canvas.Rectangle
	ring    [4]*canvas.Rectangle // its sides: the inside of one rectangle would be painted too, over all of the text
	handles []*handle
}

// handle is one end of a segment of the selected mark, to be dragged.
type handle struct {
	bar, knob *canvas.Rectangle
	segment   int
	edge      Edge
	x, y      float32 // middle of the knob
	shown     bool
}

const (
	knobSize = 9
	barWidth = 2
	grip     = 8 // how far from a handle the pointer may be
)

func (o *overlay) init(r *Reader) {
	o.reader = r
	o.caret = canvas.NewRectangle(nil)
	o.caret.Hide()
	for i := range o.ring {
		o.ring[i] = canvas.NewRectangle(nil)
		o.ring[i].Hide()
	}
}

func (o *overlay) recolor(p *paint.Palette) {
	o.caret.FillColor = p.Ink
	o.caret.Refresh()
	for _, side := range o.ring {
		side.FillColor = paint.WithAlpha(p.Accent, 110)
		side.Refresh()
	}
}

// placeOverlay puts the caret, the handles and the ring where they belong.
func (o *overlay) placeOverlay() {
	r := o.reader
	o.placeRing()
	if r.lay == nil || r.colors == nil {
		return
	}
	o.placeCaret()
	o.placeHandles()
}

// placeRing puts the ring a pixel inside the edges of the view.
func (o *overlay) placeRing() {
	r := o.reader
	scale := r.surface.pixelScale()
	thick := float32(math.Round(1.5*scale) / scale) // whole pixels, so that no two sides overlap
	width, height := max(r.page.size.Width-2, 0), max(r.page.size.Height-2, 0)
	inner := max(height-2*thick, 0)
	for i, side := range []struct{ x, y, width, height float32 }{
		{1, 1, width, thick}, {1, 1 + height - thick, width, thick}, {1, 1 + thick, thick, inner}, {1 + width - thick, 1 + thick, thick, inner},
	} {
		show(o.ring[i], r.focused)
		o.ring[i].Move(fyne.NewPos(side.x, side.y))
		o.ring[i].Resize(fyne.NewSize(side.width, side.height))
	}
}

func (o *overlay) placeCaret() {
	r := o.reader
	i := r.caretLine()
	line := r.lay.Line(i)
	show(o.caret, r.focused && len(r.selection.extra) == 0 && r.selected == "")
	em := r.typography.Size
	x := r.page.left + r.lay.Shape(i).X(r.text.Byte(r.caret.cp), r.caret.affinity)
	y := r.surface.snapped(line.Top) + line.Baseline
	o.caret.Resize(fyne.NewSize(1.5, em*1.22))
	o.caret.Move(fyne.NewPos(x-0.75, y-0.93*em))
}

// placeHandles shows handles at the ends of each segment of the selected mark, if it is the annotator's own.
func (o *overlay) placeHandles() {
	r := o.reader
	n := 0
	if m := r.marks.ByID(r.selected); m != nil && m.Own {
		first, last := r.page.visible()
		view := annotate.Segment{Start: r.page.stretch(r.lay.Line(first)).Start, End: r.page.stretch(r.lay.Line(last)).End}
		for k, s := range m.Segments {
			if r.gesture.kind == dragsHandle && r.gesture.handle.segment == k {
				s = r.gesture.resized // the handle goes with the pointer
			}
			if s.End < view.Start || s.Start > view.End || !r.page.indexed(s.End) || r.foldHolding(s.Start) >= 0 || r.foldHolding(s.End-1) >= 0 {
				continue
			}
			n = o.placeHandle(n, m, k, StartEdge, s.Start, layout.Downstream)
			n = o.placeHandle(n, m, k, EndEdge, s.End, layout.Upstream)
		}
	}
	for _, h := range o.handles[n:] {
		h.shown = false
		show(h.bar, false)
		show(h.knob, false)
	}
}

// placeHandle shows the n-th handle at cp and returns n+1.
func (o *overlay) placeHandle(n int, m *paint.Placed, segment int, edge Edge, cp int, side layout.Affinity) int {
	r := o.reader
	if n == len(o.handles) {
		h := &handle{bar: canvas.NewRectangle(nil), knob: canvas.NewRectangle(nil)}
		h.knob.CornerRadius = knobSize / 2
		o.handles = append(o.handles, h)
		defer r.surface.gather()
	}
	h := o.handles[n]
	h.segment, h.edge, h.shown = segment, edge, true
	i := r.lineOf(cp, side)
	line := r.lay.Line(i)
	em := r.typography.Size
	x := r.page.left + r.lay.Shape(i).X(r.text.Byte(cp), side)
	top := r.surface.snapped(line.Top) + line.Baseline - 0.96*em
	bottom := top + 1.29*em
	h.x, h.y = x, top-knobSize/2+1
	if edge == EndEdge {
		h.y = bottom + knobSize/2 - 1
	}
	ink := r.colors.Hue(m.Color).Line
	for _, rect := range []*canvas.Rectangle{h.bar, h.knob} {
		if rect.FillColor != color.Color(ink) {
			rect.FillColor = ink
			rect.Refresh()
		}
		show(rect, true)
	}
	h.bar.Resize(fyne.NewSize(barWidth, bottom-top))
	h.bar.Move(fyne.NewPos(x-barWidth/2, top))
	h.knob.Resize(fyne.NewSquareSize(knobSize))
	h.knob.Move(fyne.NewPos(x-knobSize/2, h.y-knobSize/2))
	return n + 1
}

// handleAt returns the handle at a position in the widget, nil where there is none.
func (o *overlay) handleAt(pos fyne.Position) *handle {
	for _, h := range o.handles {
		near := func(v, w, reach float32) bool { return v-w < reach && w-v < reach }
		if h.shown && near(pos.X, h.x, grip) && near(pos.Y, h.y, knobSize/2+4) {
			return h
		}
	}
	return nil
}

// show hides or shows an object, if it is not so already.
func show(o fyne.CanvasObject, on bool) {
	switch {
	case o.Visible() == on:
	case on:
		o.Show()
	default:
		o.Hide()
	}
}

// FocusGained implements fyne.Focusable.
func (r *Reader) FocusGained() {
	r.focused = true
	r.overlay.placeOverlay()
	if r.opts.OnFocus != nil {
		r.opts.OnFocus()
	}
}

// FocusLost implements fyne.Focusable.
func (r *Reader) FocusLost() {
	r.focused, r.held = false, 0
	r.overlay.placeOverlay()
}

// AccessibilityLabel implements fyne.Accessible.
func (r *Reader) AccessibilityLabel() string { return r.text.String() }

// AccessibilityRole implements fyne.Accessible.
func (r *Reader) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
