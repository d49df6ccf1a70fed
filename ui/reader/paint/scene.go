package paint

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// Scene is what is painted of a text: the text as it is set, what lies over it, and the colours.
type Scene struct {
	Text     *textpos.Text
	Layout   *layout.Layout
	Fonts    *layout.Fonts
	Size     float32 // of the letters
	Serif    bool
	Marks    *Marks
	Selected string // id of the selected mark, "" for none
	Hovered  string // id of the one under the pointer
	Regions  []annotate.Region
	Folds    map[int]string     // what stands in place of a fold, by the byte at which it begins
	Hits     []annotate.Segment // what a search found, in order
	Hit      int                // index of the current hit, -1 for none
	Flags    []annotate.Segment // what somebody is unsure of
	Shared   Shared             // what other articles have too
	Met      []Met              // the passages of it that are at hand
	Proposed []Proposed         // what is only proposed to be marked
	Done     []annotate.Segment // parts of the article that are done
	Tags     bool               // names stand over the marks
	Numbers  Numbers
	Counted  *Paragraphs // of the text; asked only where they are numbered
	Colors   *Palette
}

// Bleed is how far the picture of a line reaches beyond the column on both sides.
const Bleed = 8

// Overhang is how far what belongs to a line may reach above and below it, in units of the letters' size: underlines in
// deep lanes, tall letters, outlines.
const Overhang = 0.55

// stretch returns the code points of a line.
func (s *Scene) stretch(line layout.Line) annotate.Segment {
	return annotate.Segment{Start: s.Text.CodePoint(line.Start), End: s.Text.CodePoint(line.End)}
}

// hitIn is the index of the first hit that ends in the stretch or behind it.
func (s *Scene) hitIn(stretch annotate.Segment) int {
	at, _ := slices.BinarySearchFunc(s.Hits, stretch.Start, func(h annotate.Segment, cp int) int { return h.End - cp - 1 })
	return at
}

// RegionIn returns the index of the first region that has a part in the stretch, -1 where there is none.
func RegionIn(regions []annotate.Region, stretch annotate.Segment) int {
	at, _ := slices.BinarySearchFunc(regions, stretch.Start, func(g annotate.Region, cp int) int { return g.End - cp - 1 })
	if at < len(regions) && regions[at].Start < stretch.End {
		return at
	}
	return -1
}

// addIntervals adds to spans where the part of a stretch that lies in line i stands.
func (s *Scene) addIntervals(spans []layout.Span, i int, stretch annotate.Segment) []layout.Span {
	within := s.stretch(s.Layout.Line(i))
	from, to := max(stretch.Start, within.Start), min(stretch.End, within.End)
	if from >= to {
		return spans
	}
	return s.Layout.Shape(i).Rects(spans, s.Text.Byte(from), s.Text.Byte(to))
}
