package gamma

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// starts finds the units of one annotator that are near to another unit.
type starts struct {
	units   []Unit
	order   []int // their numbers by start
	longest int
}

func newStarts(units []Unit) starts {
	s := starts{units: units, order: make([]int, len(units))}
	for i, u := range units {
		s.order[i] = i
		s.longest = max(s.longest, u.End-u.Start)
	}
	slices.SortStableFunc(s.order, func(i, j int) int { return cmp.Compare(units[i].Start, units[j].Start) })
	return s
}

// near calls fn with the units whose dissimilarity to u is limit at most.
func (s starts) near(u Unit, limit float64, fn func(i int, d float64)) {
	reach := int(math.Sqrt(limit)*float64(u.End-u.Start+s.longest)) + 1
	from := sort.Search(len(s.order), func(k int) bool { return s.units[s.order[k]].Start >= u.Start-reach })
	for _, i := range s.order[from:] {
		if s.units[i].Start > u.Start+reach {
			return
		}
		if d := dissimilarity(u, s.units[i]); d <= limit {
			fn(i, d)
		}
	}
}
