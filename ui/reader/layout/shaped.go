package layout

import "sort"

// Shaped is one line in detail, good as long as Layout.Shape says. Its x are distances from the left end of the column,
// whatever the direction of the paragraph.
type Shaped struct {
	Start, End, Content int     // as in Line
	RTL                 bool    // the paragraph runs from right to left and is aligned right
	Left, Width         float32 // where the visible text begins, and how wide it is without white space at its end
	Ascent, Descent     float32 // of the tallest fonts in the line, above and below the baseline, both positive

	width  float32 // of the column
	size   float32 // of the font
	stops  []stop  // one for each grapheme cluster, in the order of the text
	visual []int32 // the stops from left to right, those without width first
	glyphs []placed
}

// stop is a grapheme cluster in a line.
type stop struct {
	at     int32 // byte, from Start
	x0, x1 float32
	rtl    bool
}

// Stops returns the number of caret places of the line, at least 1.
func (s *Shaped) Stops() int { return len(s.stops) + 1 }

// Stop returns the byte offset of caret place i, 0 <= i < Stops, in the order of the text: the start of each grapheme
// cluster, and Content.
func (s *Shaped) Stop(i int) int {
	if i < len(s.stops) {
		return s.Start + int(s.stops[i].at)
	}
	return s.Content
}

// find returns the stop of the cluster that holds the byte at offset; len(stops) at or after Content.
func (s *Shaped) find(offset int) int {
	if offset >= s.Content {
		return len(s.stops)
	}
	return max(0, sort.Search(len(s.stops), func(i int) bool { return s.Start+int(s.stops[i].at) > offset })-1)
}

// X returns where the caret stands before the grapheme cluster at offset (Downstream) or after the one that ends there
// (Upstream). An offset inside a cluster is taken as its start, one outside the line as the nearest in it.
func (s *Shaped) X(offset int, affinity Affinity) float32 {
	if len(s.stops) == 0 {
		if s.RTL {
			return s.width
		}
		return 0
	}
	i := s.find(offset)
	if i == len(s.stops) || affinity == Upstream && i > 0 {
		if c := s.stops[i-1]; c.rtl {
			return c.x0
		}
		return s.stops[i-1].x1
	}
	if c := s.stops[i]; c.rtl {
		return c.x1
	}
	return s.stops[i].x0
}

// Offset returns the caret place nearest to x: always a grapheme boundary from Start to Content. The affinity is Upstream
// only where it makes a difference.
func (s *Shaped) Offset(x float32) (offset int, affinity Affinity) {
	if len(s.stops) == 0 {
		return s.Start, Downstream
	}
	// The last cluster, from left to right, that begins at x or before; those without width come before one with it.
	k := max(0, sort.Search(len(s.visual), func(k int) bool { return s.stops[s.visual[k]].x0 > x })-1)
	i := int(s.visual[k])
	c := s.stops[i]
	if left := x < (c.x0+c.x1)/2 || c.x0 == c.x1; left != c.rtl {
		return s.Stop(i), Downstream
	}
	offset = s.Stop(i + 1)
	if offset == s.Content && s.Content == s.End || s.X(offset, Upstream) != s.X(offset, Downstream) {
		affinity = Upstream
	}
	return offset, affinity
}

// ClusterAt returns the grapheme cluster that lies at x, and false where there is none: what the pointer is on, while
// Offset is where it would put a caret.
func (s *Shaped) ClusterAt(x float32) (start, end int, ok bool) {
	k := sort.Search(len(s.visual), func(k int) bool { return s.stops[s.visual[k]].x0 > x }) - 1
	if k < 0 || x >= s.stops[s.visual[k]].x1 {
		return 0, 0, false
	}
	i := int(s.visual[k])
	return s.Stop(i), s.Stop(i + 1), true
}

// Span is a stretch of a line, X0 < X1.
type Span struct{ X0, X1 float32 }

// Rects appends to dst the stretches that the bytes from start to end cover in the line, from left to right, joined where
// they touch: several in text of mixed direction, none for an empty range. Clusters partly in the range count whole.
func (s *Shaped) Rects(dst []Span, start, end int) []Span {
	if end <= start || end <= s.Start || start >= s.Content {
		return dst
	}
	i, j := s.find(start), s.find(end-1)
	if j < len(s.stops) {
		j++
	}
	known := len(dst)
	for _, v := range s.visual {
		if c := s.stops[v]; int(v) >= i && int(v) < j && c.x1 > c.x0 {
			if n := len(dst); n > known && c.x0-dst[n-1].X1 < s.size/em {
				dst[n-1].X1 = c.x1
			} else {
				dst = append(dst, Span{c.x0, c.x1})
			}
		}
	}
	return dst
}
