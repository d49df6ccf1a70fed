package layout

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/go-text/typesetting/harfbuzz"
)

// placed is a glyph in a line: its origin right of the column's left end and above the baseline.
type placed struct {
	id   harfbuzz.GID
	face uint16
	x, y float32
	at   int32 // byte of the line that its cluster begins at
}

// keptLines is how many lines are kept in detail at most; the last half of them at least.
const keptLines = 1024

// detail makes and keeps the lines looked at. What it lets go is used again, so that scrolling leaves no garbage.
type detail struct {
	mu     sync.Mutex
	blocks cache[int, block]   // by start
	lines  cache[int, *Shaped] // by start
	spare  []*Shaped           // lines let go, to be set anew
	pieces [][]piece           // of blocks let go
	parts  []part              // scratch of compose, as are the following
	first  []int
	order  []int
}

func (d *detail) init() {
	d.blocks = newCache[int](64, func(b block) { d.pieces = append(d.pieces, b.pieces[:0]) })
	d.lines = newCache[int](keptLines, func(s *Shaped) { d.spare = append(d.spare, s) })
}

// clear forgets the lines.
func (d *detail) clear() {
	d.mu.Lock()
	d.lines.clear()
	d.mu.Unlock()
}

// line returns a line to be set, one let go if there is any.
func (d *detail) line() *Shaped {
	n := len(d.spare)
	if n == 0 {
		const usual = 128 // characters
		return &Shaped{stops: make([]stop, 0, usual), visual: make([]int32, 0, usual), glyphs: make([]placed, 0, usual)}
	}
	s := d.spare[n-1]
	d.spare = d.spare[:n-1]
	*s = Shaped{stops: s.stops[:0], visual: s.visual[:0], glyphs: s.glyphs[:0]}
	return s
}

// Shape returns line i in detail. It is good until the next Resize or Restyle, or until 500 other lines were asked for.
func (l *Layout) Shape(i int) *Shaped {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.shape(l.line(i))
}

// shape returns a line in detail. l.mu is held for reading.
func (l *Layout) shape(line Line) *Shaped {
	l.detail.mu.Lock()
	defer l.detail.mu.Unlock()
	return l.shapeLocked(line)
}

// shapeLocked is shape for a caller that holds l.detail.mu.
func (l *Layout) shapeLocked(line Line) *Shaped {
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
	var kept []piece
	if n := len(l.detail.pieces); n > 0 {
		kept, l.detail.pieces = l.detail.pieces[n-1], l.detail.pieces[:n-1]
	}
	b.pieces = append(kept, b.pieces...)
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
	s := l.detail.line()
	s.Start, s.End, s.Content, s.width, s.size = line.Start, line.End, line.Content, l.width, l.style.Size
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
	first := grow(l.detail.first, len(parts)) // stop of each part
	l.detail.first = first
	for i, p := range parts {
		first[i] = len(s.stops)
		for k := p.from; k < p.to; k++ {
			s.stops = append(s.stops, stop{at: int32(p.start + int(p.shape.clusters[k].start) - line.Start), rtl: p.level&1 == 1})
		}
	}
	l.detail.order = visualOrder(l.detail.order[:0], parts)
	for _, i := range l.detail.order {
		p := parts[i]
		ascent, descent = max(ascent, p.shape.ascent), max(descent, p.shape.descent)
		s.place(p, first[i], x, scale)
		x += p.width
	}
	s.join(parts, first)
	s.Ascent, s.Descent = float32(ascent)*scale, float32(descent)*scale
	for i := range s.stops {
		s.visual = append(s.visual, int32(i))
	}
	slices.SortStableFunc(s.visual, func(i, j int32) int {
		a, b := s.stops[i], s.stops[j]
		return cmp.Or(cmp.Compare(a.x0, b.x0), cmp.Compare(a.x1, b.x1))
	})
	return s
}

// parts returns the pieces of a line and the level of its paragraph. They are good until the next call.
func (l *Layout) parts(sh *shaper, line Line) (parts []part, base uint8) {
	parts = l.detail.parts[:0]
	defer func() { l.detail.parts = parts }()
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
				t.shape, t.to = sh.tab(int32(t.width)), 1
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

// visualOrder appends to order the numbers of the parts from left to right (rule L2 of UAX #9).
func visualOrder(order []int, parts []part) []int {
	highest, lowest := uint8(0), uint8(255)
	for i, p := range parts {
		order = append(order, i)
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
			s.glyphs = append(s.glyphs, placed{g.id, g.face, s.Left + float32(x-before+int(g.x))*scale, float32(g.y) * scale, int32(p.start + int(g.cluster) - s.Start)})
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
