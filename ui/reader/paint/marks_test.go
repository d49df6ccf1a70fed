package paint

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
)

// drawMark draws a mark of one to three segments in a text of 400 code points.
func drawMark(t *rapid.T) Mark {
	at := rapid.IntRange(0, 300).Draw(t, "start")
	var segments []annotate.Segment
	for range rapid.IntRange(1, 3).Draw(t, "segments") {
		end := at + rapid.IntRange(1, 30).Draw(t, "length")
		segments = append(segments, annotate.Segment{Start: at, End: end})
		at = end + rapid.IntRange(1, 10).Draw(t, "gap")
	}
	style := annotate.Tint
	if rapid.Bool().Draw(t, "underline") {
		style = annotate.Underline
	}
	return Mark{ID: fmt.Sprint("m", rapid.IntRange(0, 400).Draw(t, "id")), Segments: segments, Style: style}
}

func laneTable(s *Marks) map[string]int {
	lanes := map[string]int{}
	for id, m := range s.byID {
		lanes[id] = m.lane
	}
	return lanes
}

// TestMarksAgreeWithAList puts and removes marks at random and asks the set what a plain list would answer.
func TestMarksAgreeWithAList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var start []Mark
		for range rapid.IntRange(0, 300).Draw(t, "at first") {
			start = append(start, drawMark(t))
		}
		set := NewMarks(start)
		list := map[string]Mark{}
		for _, m := range start {
			list[m.ID] = m
		}
		for range rapid.IntRange(0, 40).Draw(t, "acts") {
			before := laneTable(set)
			m := drawMark(t)
			var changed []annotate.Segment
			if rapid.Bool().Draw(t, "remove") {
				changed = set.Remove(m.ID)
				delete(list, m.ID)
			} else {
				changed = set.Put(m)
				list[m.ID] = m
			}
			for id, lane := range laneTable(set) {
				if old, known := before[id]; known && old != lane && id != m.ID {
					one := set.byID[id]
					if !slices.Contains(changed, annotate.Segment{Start: one.Start, End: one.End}) {
						t.Fatalf("%s moved from lane %d to %d and was not reported", id, old, lane)
					}
				}
			}
		}

		fresh := make([]Mark, 0, len(list))
		for _, m := range list {
			fresh = append(fresh, m)
		}
		if diff := cmp.Diff(laneTable(NewMarks(fresh)), laneTable(set)); diff != "" {
			t.Fatalf("lanes depend on the order of acts (-fresh +kept):\n%s", diff)
		}
		from := rapid.IntRange(0, 420).Draw(t, "from")
		to := from + rapid.IntRange(1, 40).Draw(t, "width")
		var want, got []string
		for _, m := range list {
			if m.Segments[0].Start < to && m.Segments[len(m.Segments)-1].End > from {
				want = append(want, m.ID)
			}
		}
		set.Overlapping(from, to, func(m *Placed) bool { got = append(got, m.ID); return true })
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("marks in [%d,%d):\n%s", from, to, diff)
		}
		for _, m := range set.At(from) {
			if !slices.ContainsFunc(m.Segments, func(s annotate.Segment) bool { return s.Start <= from && from < s.End }) {
				t.Fatalf("%s does not cover %d", m.ID, from)
			}
		}
	})
}

// TestOverlappingMarksKeepLanesOfTheirOwn says that no two marks of a style that overlap share a lane.
func TestOverlappingMarksKeepLanesOfTheirOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []Mark
		for range rapid.IntRange(0, 150).Draw(t, "marks") {
			list = append(list, drawMark(t))
		}
		set := NewMarks(list)
		for _, a := range set.byID {
			set.Overlapping(a.Start, a.End, func(b *Placed) bool {
				if a != b && a.Style == b.Style && a.lane == b.lane {
					t.Fatalf("%s and %s overlap in lane %d", a.ID, b.ID, a.lane)
				}
				return true
			})
		}
	})
}

// TestWalkingMarks goes through all marks with next and back with previous, and finds neighbours of a position.
func TestWalkingMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []Mark
		for range rapid.IntRange(1, 600).Draw(t, "marks") {
			list = append(list, drawMark(t))
		}
		set := NewMarks(list)
		var forth, back []string
		for m := set.From(0); m != nil; m = set.next(m) {
			forth = append(forth, m.ID)
		}
		for m := set.Until(1 << 40); m != nil; m = set.previous(m) {
			back = append(back, m.ID)
		}
		slices.Reverse(back)
		if len(forth) != len(set.byID) || !slices.Equal(forth, back) {
			t.Fatalf("%d marks, %d forth, %d back", len(set.byID), len(forth), len(back))
		}
		cp := rapid.IntRange(0, 400).Draw(t, "cp")
		for _, m := range set.byID {
			if next := set.From(cp); m.Start >= cp && (next == nil || next.before(m) > 0) {
				t.Fatalf("from(%d) misses %s", cp, m.ID)
			}
			if last := set.Until(cp); m.Start < cp && (last == nil || last.before(m) < 0) {
				t.Fatalf("until(%d) misses %s", cp, m.ID)
			}
		}
	})
}
