package reader

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/parallax-annotation/parallax/annotate"
)

// gesture is what the pressed mouse is doing.
type gesture struct {
	kind     gestureKind
	pointer  fyne.Position    // where the pointer was last, in the widget
	unit     annotate.Segment // the word, sentence or place at which the selection began
	sentence bool             // the selection grows by sentences
	add      bool             // Ctrl is held: the stretch comes in addition
	moved    bool             // the pointer has moved since the press
	extra    []annotate.Segment
	handle   *handle
	resized  annotate.Segment // the segment as the handle would have it
	links    bool             // the handle leads out of the view
	fold     int              // the start of the region whose fold was pressed
	grab     float32          // where in the scrollbar's thumb it was taken
	scroll   autoScroll

	clicks  int // how many presses came at one place in quick succession
	clicked time.Time
	at      fyne.Position
}

type gestureKind int

const (
	idle gestureKind = iota
	selects
	dragsHandle
	dragsThumb
	dragsRuler
	pressesFold
)

// hand follows the mouse through a gesture.
type hand struct{ reader *Reader }

// MouseDown implements desktop.Mouseable.
func (r *Reader) MouseDown(ev *desktop.MouseEvent) {
	r.tip.hide()
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil && !r.focused {
		c.Focus(r)
	}
	if ev.Button != desktop.MouseButtonPrimary || r.lay == nil {
		return
	}
	r.hand.countClicks(ev.Position)
	r.gesture.pointer, r.gesture.moved = ev.Position, false
	if r.ruler.pressRuler(ev.Position) {
		return
	}
	if h := r.overlay.handleAt(ev.Position); h != nil {
		r.gesture.kind, r.gesture.handle = dragsHandle, h
		r.gesture.resized = r.marks.ByID(r.selected).Segments[h.segment]
		return
	}
	if i := r.foldUnder(ev.Position); i >= 0 {
		r.gesture.kind, r.gesture.fold = pressesFold, r.folds[i].region.Start
		return
	}
	r.hand.pressText(ev)
}

func (h *hand) countClicks(pos fyne.Position) {
	r := h.reader
	now := time.Now()
	g := &r.gesture
	near := func(a, b float32) bool { return a-b < 5 && b-a < 5 }
	if now.Sub(g.clicked) < fyne.CurrentApp().Driver().DoubleTapDelay() && near(pos.X, g.at.X) && near(pos.Y, g.at.Y) && g.clicks < 3 {
		g.clicks++
	} else {
		g.clicks = 1
	}
	g.clicked, g.at = now, pos
}

// pressText begins a selection: at the pointer, with a word or with a sentence.
func (h *hand) pressText(ev *desktop.MouseEvent) {
	r := h.reader
	if r.opts.OnPressed != nil {
		r.opts.OnPressed()
	}
	g := &r.gesture
	g.kind, g.sentence, g.extra = selects, g.clicks == 3, nil
	g.add = ev.Modifier&fyne.KeyModifierShortcutDefault != 0
	place := r.page.caretAt(ev.Position)
	if g.add {
		g.extra = r.Selection()
	}
	switch {
	case g.clicks == 3:
		g.unit = r.text.TrimSpace(r.text.SentenceAt(r.page.clusterAt(ev.Position, place.cp).Start))
	case g.clicks == 2:
		g.unit = r.wordAt(r.page.clusterAt(ev.Position, place.cp).Start)
	case ev.Modifier&fyne.KeyModifierShift != 0:
		g.unit = annotate.Segment{Start: r.selection.anchor, End: r.selection.anchor}
		g.moved = true
		h.dragTo(ev.Position, ev.Modifier)
		return
	default:
		g.unit = annotate.Segment{Start: place.cp, End: place.cp}
		if !g.add {
			r.setSelection(place.cp, place.cp, nil)
			r.caret = place
			r.overlay.placeOverlay()
		}
		return
	}
	r.choose("")
	r.setSelection(g.unit.Start, g.unit.End, g.extra)
}

// Dragged implements fyne.Draggable.
func (r *Reader) Dragged(ev *fyne.DragEvent) {
	r.gesture.pointer = ev.Position
	switch r.gesture.kind {
	case dragsThumb:
		r.ruler.dragThumb(ev.Position)
	case dragsRuler:
		r.ruler.jumpTo(ev.Position)
	case dragsHandle, selects:
		if r.hand.link(ev.Position) {
			return
		}
		r.hand.pull(ev.Position)
		r.hand.dragTo(ev.Position, r.modifiers())
	}
}

// dragTo lets the selection, or the handle, follow the pointer.
func (h *hand) dragTo(pos fyne.Position, held fyne.KeyModifier) {
	r := h.reader
	g := &r.gesture
	cp := r.page.caretAt(pos).cp
	exact := held&fyne.KeyModifierAlt != 0
	switch g.kind {
	case dragsHandle:
		h.dragHandle(cp, exact)
	case selects:
		if !g.moved && cp == g.unit.Start && g.unit.Start == g.unit.End {
			return // still on the place of the press
		}
		g.moved = true
		if !g.add {
			r.choose("")
		}
		whole := annotate.Segment{Start: min(g.unit.Start, cp), End: max(g.unit.End, cp)}
		switch {
		case g.sentence:
			from, to := r.text.SentenceAt(whole.Start), r.text.SentenceAt(max(whole.Start, whole.End-1))
			whole = r.text.TrimSpace(annotate.Segment{Start: from.Start, End: max(from.End, to.End)})
		case !exact:
			whole = r.text.SnapWords(whole)
		}
		if cp < g.unit.Start {
			r.setSelection(whole.End, whole.Start, g.extra)
		} else {
			r.setSelection(whole.Start, whole.End, g.extra)
		}
	}
}

// dragHandle moves an end of the selected mark to cp, by whole words unless exact.
func (h *hand) dragHandle(cp int, exact bool) {
	r := h.reader
	g, m := &r.gesture, r.marks.ByID(r.selected)
	if m == nil || g.handle.segment >= len(m.Segments) { // it was changed elsewhere meanwhile
		g.kind = idle
		return
	}
	s := m.Segments[g.handle.segment]
	if g.handle.edge == StartEdge {
		s.Start = min(cp, r.text.PrevGrapheme(s.End))
	} else {
		s.End = max(cp, r.text.NextGrapheme(s.Start))
	}
	if !exact {
		// Only the dragged end snaps; the other stays even where it lies inside a word.
		snapped := r.text.SnapWords(s)
		switch {
		case snapped.Start >= snapped.End:
			return
		case g.handle.edge == StartEdge:
			s.Start = snapped.Start
		default:
			s.End = snapped.End
		}
	}
	g.resized, g.moved = s, true
	r.surface.placeGrounds(r.page.visible())
	r.overlay.placeOverlay()
}

// DragEnd implements fyne.Draggable.
func (r *Reader) DragEnd() {
	r.hand.release(fyne.CurrentApp().Driver().AbsolutePositionForObject(r).Add(r.gesture.pointer))
}

// MouseUp implements desktop.Mouseable. After a drag Fyne calls it before DragEnd, or not at all where the pointer
// has left the window's widgets, so that either may end the gesture.
func (r *Reader) MouseUp(ev *desktop.MouseEvent) {
	if ev.Button == desktop.MouseButtonPrimary {
		r.hand.release(ev.AbsolutePosition)
	}
}

// release ends the gesture; pos is the pointer on the canvas.
func (h *hand) release(pos fyne.Position) {
	r := h.reader
	g := &r.gesture
	kind := g.kind
	g.kind = idle
	g.scroll.end()
	if kind == selects || kind == dragsHandle {
		h.keepMenuShut()
	}
	switch kind {
	case dragsHandle:
		if h.drop(pos) {
			return
		}
		r.surface.placeGrounds(r.page.visible())
		r.overlay.placeOverlay()
		if m := r.marks.ByID(r.selected); m != nil && g.handle.segment < len(m.Segments) && g.moved && r.opts.OnMarkResized != nil {
			cp := g.resized.Start
			if g.handle.edge == EndEdge {
				cp = g.resized.End
			}
			if segments, ok := r.withEdge(m, g.handle.segment, g.handle.edge, cp); ok {
				r.opts.OnMarkResized(m.ID, segments)
			}
		}
	case selects:
		h.releaseText(pos)
	case pressesFold:
		if i := r.foldUnder(g.pointer); i >= 0 && r.folds[i].region.Start == g.fold {
			r.turnFold(i)
		}
	}
}

func (h *hand) releaseText(pos fyne.Position) {
	r := h.reader
	g := &r.gesture
	if g.clicks == 1 && !g.moved {
		if !g.add {
			h.click(g.pointer)
		}
		return
	}
	if len(r.Selection()) == 0 {
		return
	}
	if m := r.marks.ByID(r.selected); m != nil && m.Own && g.add && r.opts.OnMarkResized != nil {
		segments := annotate.NormalizeSegments(append(r.Selection(), m.Segments...))
		r.ClearSelection()
		r.opts.OnMarkResized(m.ID, segments)
		return
	}
	if r.opts.OnSelectionReleased == nil {
		return
	}
	if g.clicks != 2 {
		r.opts.OnSelectionReleased(pos)
		return
	}
	// A third press may follow and must not meet what is shown for the second.
	pressed := g.clicked
	time.AfterFunc(fyne.CurrentApp().Driver().DoubleTapDelay(), func() {
		r.opts.OnUI(func() {
			if r.gesture.clicked.Equal(pressed) && len(r.Selection()) > 0 {
				r.opts.OnSelectionReleased(pos)
			}
		})
	})
}

// click selects the mark under the pointer: the innermost, or the one beneath the selected one.
func (h *hand) click(pos fyne.Position) {
	r := h.reader
	under := r.page.marksUnder(pos)
	if len(under) == 0 {
		r.choose("")
		return
	}
	next := 0
	for i, m := range under {
		if m.ID == r.selected {
			next = (i + 1) % len(under)
		}
	}
	r.choose(under[next].ID)
}

// TappedSecondary implements fyne.SecondaryTappable.
func (r *Reader) TappedSecondary(ev *fyne.PointEvent) {
	if r.opts.OnContextMenu == nil {
		return
	}
	id := ""
	for i, m := range r.page.marksUnder(ev.Position) {
		if i == 0 || m.ID == r.selected {
			id = m.ID
		}
	}
	r.opts.OnContextMenu(ev.AbsolutePosition, id)
}
