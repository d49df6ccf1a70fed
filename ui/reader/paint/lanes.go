package paint

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// maxLanes bounds the lanes of one style: where more marks than this overlap, the rest share the last lane.
const maxLanes = 256

// assignLanes gives every mark a lane in which no other mark of its style lies from its start to its end: the
// lowest that is free when the marks are taken in the order of the set. The lanes thus follow from the marks alone,
// whatever the order in which they were made.
//
// With changed, a mark that was just put in or taken out, only lanes that may differ are worked out again: from its
// start on, until nothing that changed reaches further. The stretches of the marks that got another lane are
// returned.
func (s *Marks) assignLanes(changed *Placed) []annotate.Segment {
	var underlines, tints sweep
	sweepOf := func(m *Placed) *sweep {
		if m.Style == annotate.Underline {
			return &underlines
		}
		return &tints
	}
	if changed == nil {
		s.each(func(m *Placed) { m.lane = sweepOf(m).place(m) })
		return nil
	}

	var moved []annotate.Segment
	horizon := changed.End // nothing behind it can differ
	state := sweepOf(changed)
	s.Overlapping(changed.Start, changed.End, func(m *Placed) bool {
		if m.Style == changed.Style && m.before(changed) < 0 {
			state.occupy(m.lane, m.End)
		}
		return true
	})
	for m := s.following(changed); m != nil && m.Start < horizon; m = s.next(m) {
		if m.Style != changed.Style {
			continue
		}
		lane := state.place(m)
		if lane != m.lane {
			if m != changed {
				moved = append(moved, annotate.Segment{Start: m.Start, End: m.End})
			}
			m.lane = lane
			horizon = max(horizon, m.End)
		}
	}
	return moved
}

// following returns the first mark that is not before m in the order of the set: m itself if it is there.
func (s *Marks) following(m *Placed) *Placed {
	if len(s.blocks) == 0 {
		return nil
	}
	b := s.blockFor(m)
	at, _ := slices.BinarySearchFunc(s.blocks[b].marks, m, (*Placed).before)
	switch {
	case at < len(s.blocks[b].marks):
		return s.blocks[b].marks[at]
	case b+1 < len(s.blocks):
		return s.blocks[b+1].marks[0]
	}
	return nil
}

// sweep is the state of a walk over marks by their starts: where each lane is taken until.
type sweep struct{ ends []int }

// place returns the lowest lane that is free at m's start, and takes it.
func (w *sweep) place(m *Placed) int {
	lane := 0
	for lane < len(w.ends) && w.ends[lane] > m.Start && lane < maxLanes-1 {
		lane++
	}
	w.occupy(lane, m.End)
	return lane
}

func (w *sweep) occupy(lane, end int) {
	for len(w.ends) <= lane {
		w.ends = append(w.ends, 0)
	}
	w.ends[lane] = max(w.ends[lane], end)
}
