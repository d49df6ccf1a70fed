package ui

import (
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// anchor is a place that two articles share: code points in the one that is scrolled and in the one that follows.
type anchor struct{ from, to int }

// scrolled lets the other panes follow a pane that the user scrolls, if panes scroll together.
func (v *workspace) scrolled(p *pane) {
	if !v.linked || p.text == nil {
		return
	}
	at := p.reader.ScrollPosition()
	for _, other := range v.panes.list {
		if other == p || other.text == nil {
			continue
		}
		if other.documentID == p.documentID {
			other.reader.SetScrollPosition(at)
			continue
		}
		other.reader.SetScrollPosition(follow(at, p.text.Len(), other.text.Len(), v.anchorsOf(p, other)))
	}
}

// anchorsOf are the anchors of two panes, worked out once until an act or another article may change them.
func (v *workspace) anchorsOf(p, other *pane) []anchor {
	pair := [2]*pane{p, other}
	found, known := v.anchored[pair]
	if !known {
		found = v.anchors(p, other)
		v.anchored[pair] = found
	}
	return found
}

// anchors are the spans of two articles that refer to the same entity and stand in the same order in both: the longest
// chain of claims that follow each other here and there, since articles tell things in different order.
func (v *workspace) anchors(p, other *pane) []anchor {
	where := map[string]int{} // entity → where the other article first speaks of it
	for _, span := range other.spans {
		if at, known := where[span.EntityID]; span.EntityID != "" && v.isClaim(span) && (!known || span.Start() < at) {
			where[span.EntityID] = span.Start()
		}
	}
	first := map[string]anchor{}
	for _, span := range p.spans {
		to, shared := where[span.EntityID]
		if a, known := first[span.EntityID]; shared && v.isClaim(span) && (!known || span.Start() < a.from) {
			first[span.EntityID] = anchor{span.Start(), to}
		}
	}
	all := make([]anchor, 0, len(first))
	for _, a := range first {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b anchor) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	return rising(all)
}

// isClaim says whether spans of that label carry the text's passages: those drawn as a tint do, names do not.
func (v *workspace) isClaim(span annotate.Span) bool {
	label, _ := v.session.Codebook().LabelByID(span.LabelID)
	return label.Style == annotate.Tint
}

// rising is the longest chain of anchors, in order of from, in which to rises too.
func rising(all []anchor) []anchor {
	length, before := make([]int, len(all)), make([]int, len(all))
	last := -1
	for i := range all {
		length[i], before[i] = 1, -1
		for j := range i {
			if all[j].from < all[i].from && all[j].to < all[i].to && length[j] >= length[i] {
				length[i], before[i] = length[j]+1, j
			}
		}
		if last < 0 || length[i] > length[last] {
			last = i
		}
	}
	var chain []anchor
	for i := last; i >= 0; i = before[i] {
		chain = append(chain, all[i])
	}
	slices.Reverse(chain)
	return chain
}

// follow is the place in the other article that belongs to a place in this one: between two anchors as far along as
// here, before the first and behind the last as far along as in what is left of both articles.
func follow(at, length, otherLength int, anchors []anchor) int {
	low, high := anchor{}, anchor{length, otherLength}
	for _, a := range anchors {
		if a.from <= at {
			low = a
			continue
		}
		high = a
		break
	}
	if high.from <= low.from {
		return low.to
	}
	return low.to + (at-low.from)*(high.to-low.to)/(high.from-low.from)
}
