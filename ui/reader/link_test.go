package reader

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/parallax-annotation/parallax/annotate"
)

// TestAHandleDraggedOutOfTheViewLeadsToAnother drags the end of a mark out of the view, back in and out again: it moves no boundary.
func TestAHandleDraggedOutOfTheViewLeadsToAnother(t *testing.T) {
	var drawn, left int
	var dropped string
	resized := false
	r, _, _ := newTestReader(t, article, nil, fyne.NewSize(760, 390), Options{
		OnMarkResized: func(string, []annotate.Segment) { resized = true },
		Linking: Linking{OnDrawn: func(from, to fyne.Position) { drawn++ }, OnLeft: func() { left++ },
			OnDropped: func(id string, at fyne.Position) { dropped = id }},
	})
	r.SetMarks(articleMarks())
	r.SelectMark("c2")
	h := r.overlay.handles[1]
	at := func(x, y float32) fyne.PointEvent { return fyne.PointEvent{Position: fyne.NewPos(x, y)} }
	press := func() {
		r.MouseDown(&desktop.MouseEvent{PointEvent: at(h.x, h.y), Button: desktop.MouseButtonPrimary})
	}
	drag := func(x, y float32) { r.Dragged(&fyne.DragEvent{PointEvent: at(x, y)}) }
	press()
	drag(h.x+20, h.y)
	drag(900, h.y)
	if drawn != 1 || left != 0 {
		t.Errorf("dragged out the line was drawn %d times, and left %d times", drawn, left)
	}
	drag(h.x, h.y)
	drag(-40, h.y)
	if drawn != 2 || left != 1 {
		t.Errorf("dragged back and out again the line was drawn %d times, and left %d times", drawn, left)
	}
	r.DragEnd()
	if dropped != "c2" || resized {
		t.Errorf("let go outside, %q leads to another; it is resized: %v", dropped, resized)
	}
	dropped = ""
	press()
	drag(h.x-60, h.y)
	r.DragEnd()
	if !resized || dropped != "" {
		t.Errorf("let go inside, the mark is resized: %v; %q leads to another", resized, dropped)
	}
}
