package agreement

import (
	"context"
	"math/rand/v2"
	"strconv"

	"github.com/parallax-annotation/parallax/annotate/agreement/gamma"
)

// expectation is the disorder that chance expects of documents of a certain number of annotators, by the mean number of units of
// one, of which slot has the sum.
type expectation struct {
	slot     int
	disorder float64
}

// expect finds what chance expects, over the sums of all documents.
func (x view) expect(ctx context.Context, all totals, random *rand.Rand) (expected []expectation, drawn gamma.Draws) {
	chance := x.chance(all)
	for _, s := range x.slots(gammaMean, "") {
		annotators, err := strconv.Atoi(s.value)
		if err != nil {
			panic(err) // written by addUnits
		}
		draws := chance.Expected(ctx, annotators, random)
		expected = append(expected, expectation{s.slot, draws.Disorder})
		drawn.Number += draws.Number
		drawn.Unproven += draws.Unproven
	}
	return expected, drawn
}

// gamma makes γ from a disorder, the one observed or its bound.
func (x view) gamma(disorder quantity, expected []expectation) func(totals) (float64, error) {
	observed := x.sum(disorder, "")
	return func(t totals) (float64, error) {
		units, chance := 0.0, 0.0
		for _, e := range expected {
			units += t[e.slot]
			chance += t[e.slot] * e.disorder
		}
		if units == 0 {
			return 0, Undefined("nothing was marked")
		}
		value, err := gamma.Value(observed(t), chance)
		if err != nil {
			return 0, Undefined(err.Error())
		}
		return value, nil
	}
}

// chance puts together what was observed of layers.
func (x view) chance(t totals) gamma.Chance {
	c := gamma.Chance{Labels: map[string]float64{}}
	for q, into := range map[quantity]*gamma.Moments{gammaUnits: &c.Units, gammaLengths: &c.Lengths, gammaGaps: &c.Gaps} {
		for _, s := range x.slots(q, "") {
			switch s.value {
			case "n":
				into.N += t[s.slot]
			case "sum":
				into.Sum += t[s.slot]
			case "squares":
				into.Squares += t[s.slot]
			}
		}
	}
	for _, pair := range x.pairs {
		for k, slots := range x.index {
			if k.quantity == gammaLabel && k.a == pair[0] && k.b == pair[1] {
				c.Labels[k.label] += t[slots[0].slot]
			}
		}
	}
	return c
}

// search says how well γ of all annotators is known.
func (b *builder) search(x view, expected []expectation, drawn gamma.Draws) Search {
	s := Search{Unproven: int(x.sum(gammaSearched, "")(b.all)), Draws: drawn.Number, UnprovenDraws: drawn.Unproven}
	if most, err := x.gamma(gammaBound, expected)(b.all); err == nil {
		s.AtMost = &most
	}
	disorder, bound := x.slots(gammaDisorder, ""), x.slots(gammaBound, "")
	for _, d := range b.gathered.documents {
		var found, least float64
		for _, e := range d.entries {
			switch {
			case len(disorder) > 0 && e.slot == disorder[0].slot:
				found = e.amount
			case len(bound) > 0 && e.slot == bound[0].slot:
				least = e.amount
			}
		}
		if found > 0 {
			s.Furthest = max(s.Furthest, (found-least)/found)
		}
	}
	return s
}
