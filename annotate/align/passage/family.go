package passage

import (
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// Found is what two articles share, which the caller numbers.
type Found struct {
	A, B   int  // articles
	Copies bool // they are copies of one text
	Pairs  []Pair
}

// Shares says whether the articles have anything in common: copies may be said to be in different languages, in which nothing is compared.
func (f Found) Shares() bool { return len(f.Pairs) > 0 || f.Copies }

// Family is a passage that two or more articles share.
type Family struct {
	Kind   Kind
	Score  float64 // the highest of its pairs, see Pair
	Places []Place // in the order of articles, then of their text
}

// Place is where a passage stands. What several pairs say of it overlaps by half at least.
type Place struct {
	Article int
	annotate.Segment
	Aside []annotate.Segment // numbers that stand here, where another place of the family has others instead; in order
}

// Marked says whether the passage is sure enough to be marked in the text.
func (f Family) Marked() bool { return Pair{Kind: f.Kind, Score: f.Score}.Marked() }

// Families joins what pairs of articles share to what all of them do, the shared passages before the reworded ones, the best first. Two
// pairs belong together where their places in an article overlap by half of the longer one; those that are too unsure to be marked stay
// by themselves.
func Families(found []Found) []Family {
	var sides []side
	for _, f := range found {
		for _, p := range f.Pairs {
			sides = append(sides, side{f.A, p.A, p.AsideA, p}, side{f.B, p.B, p.AsideB, p})
		}
	}
	s := newSets(len(sides))
	for i := 0; i < len(sides); i += 2 {
		s.join(i, i+1)
	}
	joinSame(sides, s)
	var families []Family
	for _, set := range s.all() {
		families = append(families, family(sides, set))
	}
	slices.SortFunc(families, func(f, g Family) int {
		if f.Kind != g.Kind {
			return cmp.Compare(g.Kind, f.Kind) // shared after reworded in the alphabet
		}
		return cmp.Or(cmp.Compare(g.Score, f.Score), comparePlaces(f.Places[0], g.Places[0]), slices.CompareFunc(f.Places, g.Places, comparePlaces))
	})
	return families
}

// side is a pair as one of its articles has it.
type side struct {
	article int
	at      annotate.Segment
	aside   []annotate.Segment
	of      Pair
}

// joinSame joins the sides that are one place.
func joinSame(sides []side, s sets) {
	order := make([]int, 0, len(sides))
	for i, one := range sides {
		if one.of.Marked() {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(i, j int) int {
		p, q := sides[i], sides[j]
		return cmp.Or(cmp.Compare(p.article, q.article), cmp.Compare(p.of.Kind, q.of.Kind), cmp.Compare(p.at.Start, q.at.Start), cmp.Compare(i, j))
	})
	for n, i := range order {
		p := sides[i]
		for _, j := range order[n+1:] {
			q := sides[j]
			if q.article != p.article || q.of.Kind != p.of.Kind || q.at.Start >= p.at.End {
				break
			}
			if 2*common(p.at, q.at) >= max(p.at.End-p.at.Start, q.at.End-q.at.Start) {
				s.join(i, j)
			}
		}
	}
}

// family is the passage that some sides make.
func family(sides []side, set []int) Family {
	f := Family{Kind: sides[set[0]].of.Kind}
	for _, i := range set {
		f.Score = max(f.Score, sides[i].of.Score)
		f.Places = append(f.Places, Place{sides[i].article, sides[i].at, slices.Clone(sides[i].aside)})
	}
	slices.SortFunc(f.Places, comparePlaces)
	places := f.Places[:1]
	for _, p := range f.Places[1:] {
		last := &places[len(places)-1]
		if last.Article != p.Article || last.End <= p.Start {
			places = append(places, p)
			continue
		}
		last.End = max(last.End, p.End)
		last.Aside = append(last.Aside, p.Aside...)
	}
	f.Places = places
	for i := range f.Places {
		aside := f.Places[i].Aside
		slices.SortFunc(aside, func(a, b annotate.Segment) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
		})
		f.Places[i].Aside = slices.Compact(aside)
	}
	return f
}

func comparePlaces(p, q Place) int {
	return cmp.Or(cmp.Compare(p.Article, q.Article), cmp.Compare(p.Start, q.Start), cmp.Compare(p.End, q.End))
}
