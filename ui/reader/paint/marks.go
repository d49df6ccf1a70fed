package paint

import (
	"image/color"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Mark is one span as the text view shows it. Segments are in order, not empty and do not touch each other.
type Mark struct {
	ID        string
	Segments  []annotate.Segment
	Label     string // label id
	LabelName string
	Color     color.NRGBA    // the label's hue, from which each theme derives what it draws
	Style     annotate.Style // tint or underline
	Name      string         // name of the entity that the span refers to, "" for none
	Layer     string         // name of the annotator who made it
	Own       bool           // made by the annotator who is at work now
}

// Placed is a Mark in the set, with the lane that it keeps along its whole length.
type Placed struct {
	*Mark
	Start, End int  // from the first segment's start to the last one's end
	Related    bool // it is lit up beside the selected one
	lane       int  // place among the overlapping marks of its style, 0 is outermost
}

// before is the order of the set: by start, the longer first, then by id. What begins earlier or reaches further
// thus comes first and lies outside.
func (m *Placed) before(o *Placed) int {
	switch {
	case m.Start != o.Start:
		return m.Start - o.Start
	case m.End != o.End:
		return o.End - m.End
	}
	return strings.Compare(m.ID, o.ID)
}

// Covers says whether the code point cp lies in one of m's segments.
func (m *Placed) Covers(cp int) bool {
	i, _ := slices.BinarySearchFunc(m.Segments, cp, func(s annotate.Segment, cp int) int { return s.End - cp - 1 })
	return i < len(m.Segments) && m.Segments[i].Start <= cp
}

// Marks are the marks of a text, ready to be shown: in order, each with its lane. They lie in blocks of bounded size,
// each with the furthest end in it, so that a change moves few of them and a query looks at few blocks that hold
// nothing for it.
type Marks struct {
	byID    map[string]*Placed
	blocks  []block
	foreign int // how many are another annotator's
}

type block struct {
	marks []*Placed
	reach int // the furthest end in the block
}

const blockSize = 128 // marks a block is made with; it splits at twice this

// NewMarks readies marks to be shown, and keeps the list. A mark without segments is left out; of two with the same id
// the last stays. It may run on any goroutine, so that the window need not wait where there are very many.
func NewMarks(list []Mark) *Marks {
	s := &Marks{byID: make(map[string]*Placed, len(list))}
	kept := make([]Placed, 0, len(list))
	for i := range list {
		if m := &list[i]; len(m.Segments) > 0 {
			kept = append(kept, newMark(m))
			s.byID[m.ID] = &kept[len(kept)-1]
		}
	}
	// What decides the order is copied out, side by side: among very many marks memory is what takes the time.
	type place struct {
		start, end int
		m          *Placed
	}
	places := make([]place, 0, len(kept))
	for i := range kept {
		if m := &kept[i]; len(kept) == len(s.byID) || s.byID[m.ID] == m {
			places = append(places, place{m.Start, m.End, m})
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		switch {
		case a.start != b.start:
			return a.start - b.start
		case a.end != b.end:
			return b.end - a.end
		}
		return a.m.before(b.m)
	})
	all := make([]*Placed, len(places))
	for i, p := range places {
		all[i] = p.m
		s.count(p.m, 1)
	}
	for chunk := range slices.Chunk(all, blockSize) {
		s.blocks = append(s.blocks, block{slices.Clip(chunk), reach(chunk)})
	}
	s.assignLanes(nil)
	return s
}

func newMark(m *Mark) Placed {
	return Placed{Mark: m, Start: m.Segments[0].Start, End: m.Segments[len(m.Segments)-1].End}
}

func reach(marks []*Placed) int {
	furthest := 0
	for _, m := range marks {
		furthest = max(furthest, m.End)
	}
	return furthest
}

// Put adds m, or replaces the mark of the same id, and returns the stretches whose looks changed: those of the
// mark before and after, and of marks that had to change lanes.
func (s *Marks) Put(m Mark) []annotate.Segment {
	changed := s.Remove(m.ID)
	if len(m.Segments) == 0 {
		return changed
	}
	added := newMark(&m)
	s.byID[m.ID] = &added
	s.count(&added, 1)
	b := s.blockFor(&added)
	if b == len(s.blocks) {
		s.blocks = append(s.blocks, block{})
	}
	at, _ := slices.BinarySearchFunc(s.blocks[b].marks, &added, (*Placed).before)
	s.blocks[b].marks = slices.Insert(s.blocks[b].marks, at, &added)
	s.blocks[b].reach = max(s.blocks[b].reach, added.End)
	if marks := s.blocks[b].marks; len(marks) > 2*blockSize {
		tail := slices.Clone(marks[blockSize:])
		s.blocks[b] = block{marks[:blockSize:blockSize], reach(marks[:blockSize])}
		s.blocks = slices.Insert(s.blocks, b+1, block{tail, reach(tail)})
	}
	changed = append(changed, annotate.Segment{Start: added.Start, End: added.End})
	return append(changed, s.assignLanes(&added)...)
}

// Remove takes out the mark of that id, if it is there, and returns the stretches whose looks changed.
func (s *Marks) Remove(id string) []annotate.Segment {
	m := s.byID[id]
	if m == nil {
		return nil
	}
	delete(s.byID, id)
	s.count(m, -1)
	b := s.blockFor(m)
	at, _ := slices.BinarySearchFunc(s.blocks[b].marks, m, (*Placed).before)
	s.blocks[b].marks = slices.Delete(s.blocks[b].marks, at, at+1)
	s.blocks[b].reach = reach(s.blocks[b].marks)
	if len(s.blocks[b].marks) == 0 {
		s.blocks = slices.Delete(s.blocks, b, b+1)
	}
	changed := []annotate.Segment{{Start: m.Start, End: m.End}}
	return append(changed, s.assignLanes(m)...)
}

// count takes note of a mark that comes, or goes where by is -1.
func (s *Marks) count(m *Placed, by int) {
	if !m.Own {
		s.foreign += by
	}
}

// blockFor returns the block in which m lies or belongs: the last that begins at or before m.
func (s *Marks) blockFor(m *Placed) int {
	b, found := slices.BinarySearchFunc(s.blocks, m, func(b block, m *Placed) int { return b.marks[0].before(m) })
	if found || b == 0 {
		return b
	}
	return b - 1
}

// Overlapping calls visit, in order, for each mark that reaches into [from,to), gaps between segments included,
// until visit returns false.
func (s *Marks) Overlapping(from, to int, visit func(*Placed) bool) {
	for _, b := range s.blocks {
		if b.marks[0].Start >= to {
			return
		}
		if b.reach <= from {
			continue
		}
		for _, m := range b.marks {
			if m.Start >= to {
				return
			}
			if m.End > from && !visit(m) {
				return
			}
		}
	}
}

// each calls visit for every mark, in order.
func (s *Marks) each(visit func(*Placed)) {
	for _, b := range s.blocks {
		for _, m := range b.marks {
			visit(m)
		}
	}
}

// At lists the marks that cover the code point cp, the innermost first: the shorter before the longer, marks of the
// same extent by the reverse of the set's order.
func (s *Marks) At(cp int) []*Placed {
	var found []*Placed
	s.Overlapping(cp, cp+1, func(m *Placed) bool {
		if m.Covers(cp) {
			found = append(found, m)
		}
		return true
	})
	slices.Reverse(found)
	slices.SortStableFunc(found, func(a, b *Placed) int { return (a.End - a.Start) - (b.End - b.Start) })
	return found
}

// ByID returns the mark of that id, nil where there is none.
func (s *Marks) ByID(id string) *Placed { return s.byID[id] }

// Beside returns the mark behind m in the order of the set where dir is 1, the one before it where dir is -1, and nil
// at either end.
func (s *Marks) Beside(m *Placed, dir int) *Placed {
	if dir > 0 {
		return s.next(m)
	}
	return s.previous(m)
}

// next returns the first mark behind m in the order of the set, nil at the end.
func (s *Marks) next(m *Placed) *Placed {
	b := s.blockFor(m)
	at, _ := slices.BinarySearchFunc(s.blocks[b].marks, m, (*Placed).before)
	switch {
	case at+1 < len(s.blocks[b].marks):
		return s.blocks[b].marks[at+1]
	case b+1 < len(s.blocks):
		return s.blocks[b+1].marks[0]
	}
	return nil
}

// previous returns the last mark before m in the order of the set, nil at the start.
func (s *Marks) previous(m *Placed) *Placed {
	b := s.blockFor(m)
	at, _ := slices.BinarySearchFunc(s.blocks[b].marks, m, (*Placed).before)
	switch {
	case at > 0:
		return s.blocks[b].marks[at-1]
	case b > 0:
		return s.blocks[b-1].marks[len(s.blocks[b-1].marks)-1]
	}
	return nil
}

// From returns the first mark that starts at cp or behind it, nil where there is none.
func (s *Marks) From(cp int) *Placed {
	for _, b := range s.blocks {
		if last := b.marks[len(b.marks)-1]; last.Start < cp {
			continue
		}
		at, _ := slices.BinarySearchFunc(b.marks, cp, func(m *Placed, cp int) int { return m.Start - cp })
		return b.marks[at]
	}
	return nil
}

// Until returns the last mark that starts before cp, nil where there is none.
func (s *Marks) Until(cp int) *Placed {
	var last *Placed
	for _, b := range s.blocks {
		if b.marks[0].Start >= cp {
			break
		}
		at, _ := slices.BinarySearchFunc(b.marks, cp, func(m *Placed, cp int) int { return m.Start - cp })
		last = b.marks[at-1]
	}
	return last
}
