package reader

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
)

// InView says whether a line of any of the segments is in view as a whole.
func (r *Reader) InView(segments []annotate.Segment) bool {
	if r.lay == nil || r.page.pending != nil {
		return false
	}
	first, last := r.page.visible()
	for _, s := range segments {
		if s = r.clip(s); !r.page.indexed(s.Start) {
			continue
		}
		from := r.lay.LineOf(r.text.Byte(s.Start))
		to := r.lay.LineOf(r.text.Byte(max(s.Start, s.End-1)))
		for i := max(first, from); i <= min(last, to); i++ {
			line := r.lay.Line(i)
			if top := r.page.top(line); top >= 0 && top+line.Height <= r.page.size.Height {
				return true
			}
		}
	}
	return false
}

// LinesOf returns where the lines of a segment begin and end on the canvas, from the top, and how high the last of them is; false where
// the text is not set that far.
func (r *Reader) LinesOf(s annotate.Segment) (top, bottom, height float32, ok bool) {
	if s = r.clip(s); r.lay == nil || !r.page.indexed(s.End) {
		return 0, 0, 0, false
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r).Y
	first := r.lay.Line(r.lay.LineOf(r.text.Byte(s.Start)))
	last := r.lay.Line(r.lay.LineOf(r.text.Byte(max(s.Start, s.End-1))))
	return at + r.page.top(first), at + r.page.top(last) + last.Height, last.Height, true
}
