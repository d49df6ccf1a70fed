package reader

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
)

// MarksUnder lists the marks beneath a position on the canvas, the innermost first.
func (r *Reader) MarksUnder(pos fyne.Position) []string {
	var ids []string
	for _, m := range r.marksUnder(pos.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(r))) {
		ids = append(ids, m.ID)
	}
	return ids
}

// marksUnder lists the marks beneath a position in the widget, the innermost first.
func (r *Reader) marksUnder(pos fyne.Position) []*mark {
	if r.lay == nil {
		return nil
	}
	cluster := r.clusterAt(pos, -1)
	if cluster.Start < 0 {
		return nil
	}
	return r.marks.at(cluster.Start)
}

// lineUnder is the line at a height in the widget.
func (r *Reader) lineUnder(y float32) int {
	return r.lay.LineAt(r.page.offset + float64(y) - marginTop)
}

// caretAt is the caret place nearest to a position in the widget.
func (r *Reader) caretAt(pos fyne.Position) caret {
	y := float64(pos.Y) + r.page.offset - marginTop
	if y < 0 {
		return caret{}
	}
	offset, affinity := r.lay.Shape(r.lineUnder(pos.Y)).Offset(pos.X - r.page.left)
	return caret{cp: r.text.CodePoint(offset), affinity: affinity}
}

// clusterAt is the grapheme cluster whose ink lies at a position in the widget; where there is none, an empty
// segment at the code point instead.
func (r *Reader) clusterAt(pos fyne.Position, instead int) annotate.Segment {
	i := r.lineUnder(pos.Y)
	line := r.lay.Line(i)
	if y := pos.Y - r.top(line); y >= 0 && y < line.Height {
		if start, end, ok := r.lay.Shape(i).ClusterAt(pos.X - r.page.left); ok {
			return annotate.Segment{Start: r.text.CodePoint(start), End: r.text.CodePoint(end)}
		}
	}
	return annotate.Segment{Start: instead, End: instead}
}
