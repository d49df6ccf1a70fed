package review

import (
	"cmp"
	"slices"
)

// Unanimity is the verdict on an item that at least two annotators marked alike and that nobody who read the article
// left out; false where there is none.
func (item Item) Unanimity() (Verdict, bool) {
	winners := item.most(item.all(), func(c Candidate) string { return c.key })
	if len(winners) < 2 || len(winners) < len(item.Candidates) || len(item.Silent) > 0 {
		return Verdict{}, false
	}
	return Verdict{Name: Unanimous, Candidates: item.byEntity(winners)}, true
}

// Majority is the verdict on an item of which at least two annotators, and more than threshold, a share from 0 to 1, of
// those who read the article, marked the same words with the same label; false where there is none. With a threshold of 1
// all must.
//
// Those who did then vote on each attribute and on the entity by itself: the same value, or none, must come from more than
// threshold of them. What is accepted may therefore be what no single candidate says. Where one of these votes has no
// winner, as in a tie, the item has none: it stays open for a person rather than being accepted without the value.
func (item Item) Majority(threshold float64) (Verdict, bool) {
	winners := item.most(item.all(), func(c Candidate) string {
		if item.Kind == Relation {
			return c.key
		}
		return c.place + "\x00" + c.Span.LabelID
	})
	if len(winners) < 2 || !exceeds(len(winners), len(item.Candidates)+len(item.Silent), threshold) {
		return Verdict{}, false
	}
	if item.Kind == Relation {
		return Verdict{Name: Majority, Candidates: winners}, true
	}
	span := item.Candidates[winners[0]].Span
	agreeing := winners // those who gave every value that won
	vote := func(of func(Candidate) string) (first Candidate, won bool) {
		given := item.most(winners, of)
		if !exceeds(len(given), len(winners), threshold) {
			return Candidate{}, false
		}
		agreeing = slices.DeleteFunc(slices.Clone(agreeing), func(i int) bool { return !slices.Contains(given, i) })
		return item.Candidates[item.byEntity(given)[0]], true
	}
	named, won := vote(func(c Candidate) string { return c.entity })
	if !won {
		return Verdict{}, false
	}
	span.EntityID, span.Attributes = named.Span.EntityID, map[string]any{}
	for _, name := range item.attributes(winners) {
		first, won := vote(func(c Candidate) string { return string(c.Span.Value(name).Append(nil)) })
		if !won {
			return Verdict{}, false
		}
		if value, set := first.Span.Attributes[name]; set {
			span.Attributes[name] = value
		}
	}
	verdict := Verdict{Name: Majority, Candidates: item.byEntity(agreeing)}
	if len(agreeing) == 0 {
		span.Note = "" // it is no one's span whose note it could be
		verdict.Spans = append(verdict.Spans, span)
	}
	for _, i := range winners {
		if !slices.Contains(agreeing, i) {
			verdict.Candidates = append(verdict.Candidates, i)
		}
	}
	return verdict, true
}

// exceeds says whether so many votes are more than a share of the voters, or all of them.
func exceeds(votes, voters int, threshold float64) bool {
	return votes == voters || float64(votes) > threshold*float64(voters)
}

func (item Item) all() []int {
	all := make([]int, len(item.Candidates))
	for i := range all {
		all[i] = i
	}
	return all
}

// most are those of some candidates who say the same, if they are more than any others who do.
func (item Item) most(candidates []int, says func(Candidate) string) []int {
	groups := map[string][]int{}
	for _, i := range candidates {
		said := says(item.Candidates[i])
		groups[said] = append(groups[said], i)
	}
	var most []int
	tie := false
	for _, group := range groups {
		switch {
		case len(group) > len(most):
			most, tie = group, false
		case len(group) == len(most):
			tie = true
		}
	}
	if tie {
		return nil
	}
	return most
}

// byEntity brings the candidate of the smallest entity id to the front, so that the gold spans of many items agree on one
// of several entities of a name.
func (item Item) byEntity(candidates []int) []int {
	return slices.SortedFunc(slices.Values(candidates), func(a, b int) int {
		return cmp.Or(cmp.Compare(item.Candidates[a].Span.EntityID, item.Candidates[b].Span.EntityID), cmp.Compare(a, b))
	})
}

// attributes names what some candidates have values for.
func (item Item) attributes(candidates []int) []string {
	var names []string
	for _, i := range candidates {
		for name := range item.Candidates[i].Span.Attributes {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
