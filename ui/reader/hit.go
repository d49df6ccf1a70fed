package reader

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// MarksUnder lists the marks beneath a position on the canvas, the innermost first.
func (r *Reader) MarksUnder(pos fyne.Position) []string {
	var ids []string
	for _, m := range r.page.marksUnder(pos.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(r))) {
		ids = append(ids, m.ID)
	}
	return ids
}

// marksUnder lists the marks beneath a position in the widget, the innermost first.
func (p *page) marksUnder(pos fyne.Position) []*paint.Placed {
	r := p.reader
	if r.lay == nil {
		return nil
	}
	cluster := p.clusterAt(pos, -1)
	if cluster.Start < 0 {
		return nil
	}
	return r.marks.At(cluster.Start)
}

// lineUnder is the line at a height in the widget.
func (p *page) lineUnder(y float32) int {
	r := p.reader
	return r.lay.LineAt(p.offset + float64(y) - marginTop)
}

// caretAt is the caret place nearest to a position in the widget.
func (p *page) caretAt(pos fyne.Position) caret {
	r := p.reader
	y := float64(pos.Y) + p.offset - marginTop
	if y < 0 {
		return caret{}
	}
	offset, affinity := r.lay.Shape(p.lineUnder(pos.Y)).Offset(pos.X - p.left)
	return caret{cp: r.text.CodePoint(offset), affinity: affinity}
}

// clusterAt is the grapheme cluster whose ink lies at a position in the widget; where there is none, an empty
// segment at the code point instead.
func (p *page) clusterAt(pos fyne.Position, instead int) annotate.Segment {
	r := p.reader
	i := p.lineUnder(pos.Y)
	line := r.lay.Line(i)
	if y := pos.Y - p.top(line); y >= 0 && y < line.Height {
		if start, end, ok := r.lay.Shape(i).ClusterAt(pos.X - p.left); ok {
			return annotate.Segment{Start: r.text.CodePoint(start), End: r.text.CodePoint(end)}
		}
	}
	return annotate.Segment{Start: instead, End: instead}
}
