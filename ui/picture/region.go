package picture

import (
	"image"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// ground greys what line i has of regions: the whole line, with the gap after it where the region goes on, or stretches.
// Small print, which is a region as a whole, gets no ground.
func (b *block) ground(brush *paint.Brush, i int) {
	s := &b.scene
	lay, line := s.Layout, s.Layout.Line(i)
	within := annotate.Segment{Start: s.Text.CodePoint(line.Start), End: s.Text.CodePoint(line.End)}
	first := paint.RegionIn(s.Regions, within)
	if first < 0 || !s.Serif {
		return
	}
	end := line.Height
	for k := first; k < len(s.Regions) && s.Regions[k].Start < within.End; k++ {
		start, stop := s.Text.Byte(s.Regions[k].Start), s.Text.Byte(s.Regions[k].End)
		if start > line.Start || stop < line.Content {
			for _, span := range lay.Shape(i).Rects([]layout.Span(nil), max(start, line.Start), min(stop, line.End)) {
				brush.Fill(image.Rect(brush.X(span.X0)-brush.Px(3), brush.Y(0)+brush.Px(1), brush.X(span.X1)+brush.Px(3), brush.Y(end)-brush.Px(1)), s.Colors.Region)
			}
			continue
		}
		if i+1 < lay.LineCount() && stop > lay.Line(i+1).Start {
			end = float32(lay.Line(i+1).Top - line.Top)
		}
		brush.Fill(image.Rect(brush.X(-paint.Bleed), brush.Y(0), brush.X(lay.Width()+paint.Bleed), brush.Y(end)), s.Colors.Region)
		brush.Fill(image.Rect(brush.X(-paint.Bleed-4), brush.Y(0), brush.X(-paint.Bleed-2), brush.Y(end)), s.Colors.Rule)
	}
}
