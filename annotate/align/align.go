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

// Anchors are where two articles first speak of an entity that both do, in no order. Only spans count for which passage holds.
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
	return all
}

// Rising is the longest chain of anchors that follow each other here and there, since articles tell things in different order. It puts
// them in order; its time is that of sorting.
func Rising(all []Anchor) []Anchor {
	slices.SortFunc(all, func(a, b Anchor) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To)) }) // of one place one is taken
	var ends []int                                                                                                      // of the shortest-ended chain of each length
	before := make([]int, len(all))
	for i, a := range all {
		n, _ := slices.BinarySearchFunc(ends, a.To, func(end, to int) int { return all[end].To - to })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	var chain []Anchor
	for i := ends[len(ends)-1]; i >= 0; i = before[i] {
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
