package reader

import (
	"math"
	"time"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
)

// Scrolled implements fyne.Scrollable.
func (r *Reader) Scrolled(ev *fyne.ScrollEvent) {
	r.tip.hide()
	if ev.Scrolled.DX != 0 && ev.Scrolled.DY == 0 && r.opts.OnSideways != nil {
		r.opts.OnSideways(ev.Scrolled.DX)
		return
	}
	r.page.scrollTo(r.page.offset - float64(ev.Scrolled.DY)*wheelSpeed)
}

const wheelSpeed = 2.4 // a notch of the wheel, 25 in Fyne, moves by some two and a half lines

// scrollTo moves the view to a distance from the top of the content, as far as there is text, and tells OnScrolled.
func (p *page) scrollTo(offset float64) {
	r := p.reader
	if p.setOffset(offset) && r.opts.OnScrolled != nil {
		r.opts.OnScrolled()
	}
}

// setOffset is scrollTo without a word. It says whether that moved anything.
func (p *page) setOffset(offset float64) bool {
	r := p.reader
	before := p.offset
	p.offset, p.pending = offset, nil
	p.clampOffset()
	if p.offset == before {
		return false
	}
	r.surface.place()
	return true
}

// ScrollPosition is the first code point of the topmost line in view.
func (r *Reader) ScrollPosition() (cp int) {
	switch {
	case r.page.pending != nil:
		return r.page.pending.stretch.Start
	case r.lay == nil || r.page.offset == 0:
		return 0
	}
	return r.text.CodePoint(r.lay.Line(r.page.topLine()).Start)
}

// SetScrollPosition scrolls the line that holds cp to the top; at once, or as soon as the text is set that far. It does
// not call OnScrolled, so that views can follow each other.
func (r *Reader) SetScrollPosition(cp int) {
	cp = min(max(cp, 0), r.text.Len())
	r.page.travel(destination{annotate.Segment{Start: cp, End: cp}, true})
}

// Reveal scrolls as little as needed to bring seg into view, opening what of it is folded; at once, or as soon as the text is set
// that far.
func (r *Reader) Reveal(seg annotate.Segment) {
	seg = r.clip(seg)
	r.openFor(seg)
	r.page.travel(destination{seg, false})
}

// clip returns the part of s that lies in the text.
func (r *Reader) clip(s annotate.Segment) annotate.Segment {
	start := min(max(s.Start, 0), r.text.Len())
	return annotate.Segment{Start: start, End: min(max(s.End, start), r.text.Len())}
}

func (p *page) travel(d destination) {
	r := p.reader
	if r.lay == nil || !p.indexed(d.stretch.End) {
		p.pending = &d
		return
	}
	line := r.lay.Line(r.lay.LineOf(r.text.Byte(d.stretch.Start)))
	top := marginTop + line.Top
	if d.top {
		if line.Top == 0 {
			top = 0
		}
		p.setOffset(top)
		return
	}
	end := r.lay.Line(r.lay.LineOf(r.text.Byte(max(d.stretch.Start, d.stretch.End-1))))
	bottom := marginTop + end.Top + float64(end.Height)
	margin := 1.5 * float64(line.Height) // stays in view above and below
	height := float64(p.size.Height)
	above, below := top-p.offset, bottom-p.offset // distances from the upper edge of the view
	switch {
	case bottom-top > height-2*margin && above < height && below > 0:
		// More than has room, and a part of it is in view already.
	case above < -height || below > 2*height:
		// What is far away comes to rest in the upper third, so that what follows it can be read.
		p.scrollTo(top - height/3)
	case above < margin:
		p.scrollTo(top - margin)
	case below > height-margin:
		p.scrollTo(min(bottom-height+margin, top-margin))
	}
}

// autoScroll scrolls steadily while the mouse drags beyond the upper or lower edge: the pointer sends no events while
// it rests there.
type autoScroll struct{ stop chan struct{} }

const frame = 16 * time.Millisecond

// pull starts, follows and ends the automatic scrolling as the pointer moves while it drags.
func (h *hand) pull(pos fyne.Position) {
	r := h.reader
	if speed := h.pullSpeed(pos); speed == 0 {
		r.gesture.scroll.end()
		return
	}
	if r.gesture.scroll.stop != nil {
		return
	}
	stop := make(chan struct{})
	r.gesture.scroll.stop = stop
	go func() {
		ticker := time.NewTicker(frame)
		defer ticker.Stop()
		for {
			select {
			case <-stop:
				return
			case <-ticker.C:
				r.opts.OnUI(func() {
					if r.gesture.scroll.stop == stop {
						h.pullStep()
					}
				})
			}
		}
	}()
}

// pullStep scrolls by one frame's worth and lets the selection follow.
func (h *hand) pullStep() {
	r := h.reader
	r.page.scrollTo(r.page.offset + h.pullSpeed(r.gesture.pointer))
	h.dragTo(r.gesture.pointer, r.modifiers())
}

// pullSpeed is how far to scroll in a frame: faster the further the pointer is out. It begins a little inside the
// edge, because a pane may end where the screen does.
func (h *hand) pullSpeed(pos fyne.Position) float64 {
	r := h.reader
	const most, inside = 40, 5
	below := pos.Y - r.page.size.Height + inside
	switch {
	case pos.Y < inside:
		return math.Max(-most, float64(pos.Y-inside)/6-1)
	case below > 0:
		return math.Min(most, float64(below)/6+1)
	}
	return 0
}

func (a *autoScroll) end() {
	if a.stop != nil {
		close(a.stop)
		a.stop = nil
	}
}
