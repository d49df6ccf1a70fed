// Package align finds what two articles share and which place of one belongs to which of the other. It reads spans and knows neither
// where they are kept nor how a pane is scrolled. Start with Anchors.
package align

import (
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// Anchor is a place that two articles share: code points in the one that is looked at and in the one that follows.
type Anchor struct{ From, To int }

// Anchors are the spans of two articles that refer to the same entity and stand in the same order in both: the longest chain of
// passages that follow each other here and there, since articles tell things in different order. Only spans count for which passage
// holds, and of those that speak of one entity the first.
func Anchors(from, to []annotate.Span, passage func(annotate.Span) bool) []Anchor {
	first := func(spans []annotate.Span) map[string]int { // entity → where the article first speaks of it
		where := map[string]int{}
		for _, span := range spans {
			if at, known := where[span.EntityID]; span.EntityID != "" && passage(span) && (!known || span.Start() < at) {
				where[span.EntityID] = span.Start()
			}
		}
		return where
	}
	there := first(to)
	var all []Anchor
	for entity, at := range first(from) {
		if other, shared := there[entity]; shared {
			all = append(all, Anchor{at, other})
		}
	}
	slices.SortFunc(all, func(a, b Anchor) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return rising(all)
}

// rising is the longest chain of anchors, in order of From, in which To rises too.
func rising(all []Anchor) []Anchor {
	length, before := make([]int, len(all)), make([]int, len(all))
	last := -1
	for i := range all {
		length[i], before[i] = 1, -1
		for j := range i {
			if all[j].From < all[i].From && all[j].To < all[i].To && length[j] >= length[i] {
				length[i], before[i] = length[j]+1, j
			}
		}
		if last < 0 || length[i] > length[last] {
			last = i
		}
	}
	var chain []Anchor
	for i := last; i >= 0; i = before[i] {
		chain = append(chain, all[i])
	}
	slices.Reverse(chain)
	return chain
}

// Follow is the place in the other article that belongs to a place in this one: between two anchors as far along as
// here, before the first and behind the last as far along as in what is left of both articles.
func Follow(at, length, otherLength int, anchors []Anchor) int {
	low, high := Anchor{}, Anchor{length, otherLength}
	for _, a := range anchors {
		if a.From <= at {
			low = a
			continue
		}
		high = a
		break
	}
	if high.From <= low.From {
		return low.To
	}
	return low.To + (at-low.From)*(high.To-low.To)/(high.From-low.From)
}
