package review

import (
	"cmp"
	"slices"
)

// Unanimity is the verdict on an item that at least two annotators marked alike and that nobody who read the article
// left out; false where there is none.
func (item Item) Unanimity() (Verdict, bool) {
	winners := item.winners()
	if len(winners) < 2 || len(winners) < len(item.Candidates) || len(item.Silent) > 0 {
		return Verdict{}, false
	}
	return Verdict{Name: Unanimous, Candidates: winners}, true
}

// Majority is the verdict on an item of which at least two annotators say the same, and more than threshold, a share
// from 0 to 1, of those who read the article; false where there is none. With a threshold of 1 all must.
func (item Item) Majority(threshold float64) (Verdict, bool) {
	winners := item.winners()
	voters := len(item.Candidates) + len(item.Silent)
	share := float64(len(winners)) / float64(max(voters, 1))
	if len(winners) < 2 || share <= threshold && share < 1 {
		return Verdict{}, false
	}
	return Verdict{Name: Majority, Candidates: winners}, true
}

// winners are the most candidates that say the same, those of the smallest entity id first, so that the gold spans of
// many items agree on one of several entities of a name. Of two groups of a size neither wins.
func (item Item) winners() []int {
	byKey := map[string][]int{}
	for i, c := range item.Candidates {
		byKey[c.key] = append(byKey[c.key], i)
	}
	var winners []int
	tie := false
	for _, group := range byKey {
		switch {
		case len(group) > len(winners):
			winners, tie = group, false
		case len(group) == len(winners):
			tie = true
		}
	}
	if tie {
		return nil
	}
	slices.SortFunc(winners, func(a, b int) int {
		return cmp.Or(cmp.Compare(item.Candidates[a].Span.EntityID, item.Candidates[b].Span.EntityID), cmp.Compare(a, b))
	})
	return winners
}
