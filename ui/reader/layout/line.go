package layout

import (
	"sort"
	"strings"
	"sync"

	"github.com/go-text/typesetting/harfbuzz"
)

// Shaped is one line in detail. It does not change and may be kept. Its x are distances from the left end of the column,
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

// placed is a glyph in a line: its origin right of the column's left end and above the baseline.
type placed struct {
	id   harfbuzz.GID
	face uint16
	x, y float32
}

// detail makes and keeps the lines looked at.
type detail struct {
	mu     sync.Mutex
	blocks cache[int, block] // by start
	lines  cache[int, *Shaped]
}

// clear forgets the lines.
func (d *detail) clear() {
	d.mu.Lock()
	d.lines = newCache[int, *Shaped](1024)
	d.mu.Unlock()
}

// Shape returns line i in detail.
func (l *Layout) Shape(i int) *Shaped {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.shape(l.line(i))
}

// shape returns a line in detail. l.mu is held for reading.
func (l *Layout) shape(line Line) *Shaped {
	l.detail.mu.Lock()
	defer l.detail.mu.Unlock()
	if s, ok := l.detail.lines.get(line.Start); ok {
		return s
	}
	sh := l.fonts.take()
	defer l.fonts.give(sh)
	s := l.compose(sh, line)
	l.detail.lines.put(line.Start, s)
	return s
}

// block returns the block that holds the byte at offset, which is indexed.
func (l *Layout) block(s *shaper, offset int) block {
	back := max(0, offset-maxBlock)
	start, base := 0, -1
	if i := strings.LastIndexByte(l.text[back:offset], '\n'); i >= 0 {
		start = back + i + 1
	}
	k := sort.Search(len(l.cuts), func(i int) bool { return int(l.cuts[i]&^rtlCut) > offset })
	if k > 0 && int(l.cuts[k-1]&^rtlCut) > start {
		start, base = int(l.cuts[k-1]&^rtlCut), int(l.cuts[k-1]>>31)
	}
	if b, ok := l.detail.blocks.get(start); ok {
		return b
	}
	b := s.cutter.block(l.text, start, base)
	b.pieces = append([]piece(nil), b.pieces...)
	l.detail.blocks.put(start, b)
	return b
}

// part is the clusters from to to of a shaped piece, on a line.
type part struct {
	shape    *shape
	from, to int
	start    int // byte of the text at which the piece begins
	kind     kind
	level    uint8
	joined   bool // goes on in the cluster of the part before
	width    int  // units
}

// compose sets a line.
func (l *Layout) compose(sh *shaper, line Line) *Shaped {
	s := &Shaped{Start: line.Start, End: line.End, Content: line.Content, width: l.width, size: l.style.Size}
	parts, base := l.parts(sh, line)
	s.RTL = base == 1
	last := len(parts) // of what is visible
	for last > 0 && parts[last-1].kind != word {
		last--
		parts[last].level = base
	}
	visible, hanging := 0, 0
	for i, p := range parts {
		if i < last {
			visible += p.width
		} else {
			hanging += p.width
		}
	}
	scale := l.style.Size / em
	s.Width = float32(visible) * scale
	ascent, descent := int32(l.fonts.ascent*em), int32(l.fonts.descent*em)
	x := 0 // units, from the left end of what is visible
	if s.RTL {
		s.Left = l.width - s.Width
		x = -hanging
	}
	first := make([]int, len(parts)) // stop of each part
	for i, p := range parts {
		first[i] = len(s.stops)
		for k := p.from; k < p.to; k++ {
			s.stops = append(s.stops, stop{at: int32(p.start + int(p.shape.clusters[k].start) - line.Start), rtl: p.level&1 == 1})
		}
	}
	for _, i := range visualOrder(parts) {
		p := parts[i]
		ascent, descent = max(ascent, p.shape.ascent), max(descent, p.shape.descent)
		s.place(p, first[i], x, scale)
		x += p.width
	}
	s.join(parts, first)
	s.Ascent, s.Descent = float32(ascent)*scale, float32(descent)*scale
	s.visual = make([]int32, len(s.stops))
	for i := range s.visual {
		s.visual[i] = int32(i)
	}
	sort.SliceStable(s.visual, func(i, j int) bool {
		a, b := s.stops[s.visual[i]], s.stops[s.visual[j]]
		return a.x0 < b.x0 || a.x0 == b.x0 && a.x1 < b.x1
	})
	return s
}

// parts returns the pieces of a line and the level of its paragraph.
func (l *Layout) parts(sh *shaper, line Line) (parts []part, base uint8) {
	x := 0 // units from where the line begins, in the order of the text
	joined := false
	b := l.block(sh, line.Start)
	for {
		i := sort.Search(len(b.pieces), func(i int) bool { return b.start+int(b.pieces[i].end) > line.Start })
		for ; i < len(b.pieces) && b.start+int(b.pieces[i].start) < line.Content; i++ {
			p := b.pieces[i]
			if p.kind == end {
				continue
			}
			start := b.start + int(p.start)
			t := part{start: start, kind: p.kind, level: p.level, joined: joined}
			joined = p.joined
			if p.kind == tab {
				t.width = (x/l.wrap.tab+1)*l.wrap.tab - x
				t.shape = &shape{clusters: []cluster{{safe: true, advance: int32(t.width)}}, width: int32(t.width)}
				t.to = 1
			} else {
				t.shape = sh.piece(l.text, b, p)
				all := t.shape.clusters
				t.from = sort.Search(len(all), func(k int) bool { return start+int(all[k].start) >= line.Start })
				t.to = sort.Search(len(all), func(k int) bool { return start+int(all[k].start) >= line.Content })
				for _, c := range all[t.from:t.to] {
					t.width += int(c.advance)
				}
			}
			x += t.width
			parts = append(parts, t)
		}
		if b.end >= line.Content {
			return parts, b.base
		}
		b = l.block(sh, b.end)
	}
}

// visualOrder returns the parts from left to right (rule L2 of UAX #9).
func visualOrder(parts []part) []int {
	order := make([]int, len(parts))
	highest, lowest := uint8(0), uint8(255)
	for i, p := range parts {
		order[i] = i
		highest = max(highest, p.level)
		if p.level&1 == 1 {
			lowest = min(lowest, p.level)
		}
	}
	for level := highest; level >= lowest && level > 0; level-- {
		for i := 0; i < len(order); i++ {
			j := i
			for j < len(order) && parts[order[j]].level >= level {
				j++
			}
			for a, b := i, j-1; a < b; a, b = a+1, b-1 {
				order[a], order[b] = order[b], order[a]
			}
			i = max(i, j-1)
		}
	}
	return order
}

// place sets the stops, from first, and glyphs of p at x units right of the visible text's left end.
func (s *Shaped) place(p part, first, x int, scale float32) {
	clusters := p.shape.clusters
	before := 0 // width of the clusters of the piece that lie left of the part
	if p.level&1 == 1 {
		for _, c := range clusters[p.to:] {
			before += int(c.advance)
		}
		at := x + p.width
		for k := p.from; k < p.to; k++ {
			next := at - int(clusters[k].advance)
			s.stops[first+k-p.from].x0, s.stops[first+k-p.from].x1 = s.Left+float32(next)*scale, s.Left+float32(at)*scale
			at = next
		}
	} else {
		for _, c := range clusters[:p.from] {
			before += int(c.advance)
		}
		at := x
		for k := p.from; k < p.to; k++ {
			next := at + int(clusters[k].advance)
			s.stops[first+k-p.from].x0, s.stops[first+k-p.from].x1 = s.Left+float32(at)*scale, s.Left+float32(next)*scale
			at = next
		}
	}
	if p.kind != word || p.from == p.to {
		return
	}
	lo, hi := int(clusters[p.from].start), maxPiece*2
	if p.to < len(clusters) {
		hi = int(clusters[p.to].start)
	}
	for _, g := range p.shape.glyphs {
		if int(g.cluster) >= lo && int(g.cluster) < hi {
			s.glyphs = append(s.glyphs, placed{g.id, g.face, s.Left + float32(x-before+int(g.x))*scale, float32(g.y) * scale})
		}
	}
}

// join makes one stop of those that belong to one grapheme cluster cut into several pieces.
func (s *Shaped) join(parts []part, first []int) {
	for i := len(parts) - 1; i > 0; i-- {
		if k := first[i]; parts[i].joined && parts[i].from == 0 && k > 0 && k < len(s.stops) {
			s.stops[k-1].x0, s.stops[k-1].x1 = min(s.stops[k-1].x0, s.stops[k].x0), max(s.stops[k-1].x1, s.stops[k].x1)
			s.stops = append(s.stops[:k], s.stops[k+1:]...)
		}
	}
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
