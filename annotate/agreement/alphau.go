package agreement

import (
	"cmp"
	"slices"
	"sort"

	"github.com/parallax-annotation/parallax/annotate"
)

// UnitDisagreement is the observed and the expected disagreement of Krippendorff's α for unitizing (1995, 2004) over one
// label: α_U = 1 − observed/expected, over several labels or texts 1 − the ratio of the sums. Each coder's units lie
// within [0,length), in order and apart (see MergeOverlapping); coders without any unit count too. Both are 0 where
// there is no unit.
func UnitDisagreement(coders [][]annotate.Segment, length int) (observed, expected float64) {
	m, l := float64(len(coders)), float64(length)
	var units []annotate.Segment
	for i, one := range coders {
		units = append(units, one...)
		for _, other := range coders[i+1:] {
			observed += unitDistance(one, other) + strayUnits(other, one)
		}
	}
	if len(units) == 0 || len(coders) < 2 {
		return 0, 0
	}
	observed *= 2 / (m * (m - 1) * l * l)

	gaps := newGaps(coders, length)
	others, taken := float64(len(units)-1), 0.0
	for _, unit := range units {
		u := float64(unit.End - unit.Start)
		expected += others/3*(2*u*u*u-3*u*u+u) + u*u*gaps.places(unit.End-unit.Start)
		taken += u * (u - 1)
	}
	return observed, expected * 2 / l / (m*l*(m*l-1) - taken)
}

// unitDistance is the sum over units of a that overlap one of b of the squared distances of their starts and ends, and
// over those that overlap none of their squared lengths.
func unitDistance(a, b []annotate.Segment) float64 {
	sum, first := strayUnits(a, b), 0
	for _, unit := range a {
		for first < len(b) && b[first].End <= unit.Start {
			first++
		}
		for _, other := range b[first:] {
			if other.Start >= unit.End {
				break
			}
			starts, ends := float64(unit.Start-other.Start), float64(unit.End-other.End)
			sum += starts*starts + ends*ends
		}
	}
	return sum
}

// strayUnits is the sum of the squared lengths of the units of a that overlap none of b.
func strayUnits(a, b []annotate.Segment) float64 {
	sum, next := 0.0, 0
	for _, unit := range a {
		for next < len(b) && b[next].End <= unit.Start {
			next++
		}
		if next == len(b) || b[next].Start >= unit.End {
			l := float64(unit.End - unit.Start)
			sum += l * l
		}
	}
	return sum
}

// gaps are the lengths of the stretches between units, ascending, with the number and length of those from each on.
type gaps struct {
	lengths []int
	sums    []float64 // sums[i] is the length of gaps i, i+1, …
}

func newGaps(coders [][]annotate.Segment, length int) gaps {
	var g gaps
	for _, units := range coders {
		end := 0
		for _, unit := range units {
			if unit.Start > end {
				g.lengths = append(g.lengths, unit.Start-end)
			}
			end = unit.End
		}
		if end < length {
			g.lengths = append(g.lengths, length-end)
		}
	}
	slices.Sort(g.lengths)
	g.sums = make([]float64, len(g.lengths)+1)
	for i := len(g.lengths) - 1; i >= 0; i-- {
		g.sums[i] = g.sums[i+1] + float64(g.lengths[i])
	}
	return g
}

// places is the number of places at which a unit of that length fits into a gap.
func (g gaps) places(length int) float64 {
	i := sort.SearchInts(g.lengths, length)
	return g.sums[i] - float64(len(g.lengths)-i)*float64(length-1)
}

// MergeOverlapping sorts the units that one annotator gave one label and joins those that overlap; those that touch stay
// apart. It says how many units fewer there are.
func MergeOverlapping(units []annotate.Segment) (merged []annotate.Segment, joined int) {
	sorted := slices.Clone(units)
	slices.SortFunc(sorted, func(a, b annotate.Segment) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	for _, unit := range sorted {
		if n := len(merged); n > 0 && unit.Start < merged[n-1].End {
			merged[n-1].End = max(merged[n-1].End, unit.End)
			joined++
			continue
		}
		merged = append(merged, unit)
	}
	return merged, joined
}
