package reader

import "fyne.io/fyne/v2"

// Linking hears of a handle of the selected mark that is dragged out of the view sideways: that moves no boundary, but leads to a mark of
// another view. Places are on the canvas.
type Linking struct {
	OnDrawn   func(from, to fyne.Position)      // runs as the pointer moves
	OnLeft    func()                            // runs when it comes back
	OnDropped func(id string, at fyne.Position) // runs when it is let go
}

// link follows a handle that is dragged out of the view, and says whether it is.
func (h *hand) link(pos fyne.Position) bool {
	r := h.reader
	g := &r.gesture
	if g.kind != dragsHandle || r.opts.Linking.OnDrawn == nil {
		return false
	}
	m := r.marks.ByID(r.selected)
	if out := pos.X < 0 || pos.X >= r.page.size.Width; !out || m == nil || g.handle.segment >= len(m.Segments) {
		h.unlink()
		return false
	}
	g.scroll.end()
	if !g.links {
		g.links, g.moved, g.resized = true, false, m.Segments[g.handle.segment]
		r.surface.placeGrounds(r.page.visible())
		r.overlay.placeOverlay()
	}
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(r)
	r.opts.Linking.OnDrawn(corner.AddXY(g.handle.x, g.handle.y), corner.Add(pos))
	return true
}

// unlink ends that a handle leads out of the view.
func (h *hand) unlink() {
	r := h.reader
	if r.gesture.links {
		r.gesture.links = false
		r.opts.Linking.OnLeft()
	}
}

// drop ends the gesture of a handle that was dragged out of the view, and says whether it was.
func (h *hand) drop(pos fyne.Position) bool {
	r := h.reader
	if !r.gesture.links {
		return false
	}
	r.gesture.links = false
	r.opts.Linking.OnDropped(r.selected, pos)
	return true
}

// Hover sets a mark apart like one under the pointer, without what is told of it; "" for none.
func (r *Reader) Hover(id string) {
	r.tip.hover(id)
	r.tip.hide()
}
