package gamma

import (
	"cmp"
	"slices"
)

// alignMany aligns three or more annotators. It is a set partition: each unit stands in one unitary alignment, and the
// sum of their disorders is to be least.
//
// Candidates are all unitary alignments that are not dearer than two parts of them. Those that share units hang
// together; what does not hang together, as places far apart in a text, is searched by itself, see cheapest.
//
// Where there are too many candidates, as with many annotators who mark the same place many times, units are joined
// greedily and the bound is what the pairs of annotators would cost if each were aligned for itself.
func alignMany(coders [][]Unit) Alignment {
	p := newPartition(coders)
	c, ok := p.enumerate()
	if !ok {
		return p.result(p.joinGreedily(), p.pairBound())
	}
	var chosen []tuple
	bound := 0.0
	for _, part := range p.parts(c) {
		if len(part.members) > searchWidth {
			return p.result(p.joinGreedily(), p.pairBound())
		}
		found, least := cheapest(part.candidates, len(part.members))
		bound += least
		for _, i := range found {
			t := tuple{cost: part.costs[i]}
			for _, m := range part.of(i) {
				t.members = append(t.members, part.members[m])
			}
			chosen = append(chosen, t)
		}
	}
	return p.result(chosen, bound)
}

// joinUnits aligns annotators greedily, and knows nothing of how far from the best that is.
func joinUnits(coders [][]Unit) Alignment {
	p := newPartition(coders)
	return p.result(p.joinGreedily(), 0)
}

// member is a unit of a partition.
type member struct {
	coder, index int
	Unit
}

// tuple is a unitary alignment: members, ascending, of different annotators.
type tuple struct {
	members []int
	cost    float64
}

type partition struct {
	coders  [][]Unit
	pairs   float64 // C(n,2)
	members []member
	near    [][]neighbour // for each member those after it that may stand with it
}

type neighbour struct {
	to int
	d  float64
}

func newPartition(coders [][]Unit) *partition {
	n := len(coders)
	p := &partition{coders: coders, pairs: float64(n*(n-1)) / 2}
	for c, units := range coders {
		for i, u := range units {
			p.members = append(p.members, member{c, i, u})
		}
	}
	slices.SortFunc(p.members, func(a, b member) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.coder, b.coder), cmp.Compare(a.index, b.index))
	})
	units := make([]Unit, len(p.members))
	for i, m := range p.members {
		units[i] = m.Unit
	}
	p.near = make([][]neighbour, len(units))
	byStart := newStarts(units)
	for i, m := range p.members {
		byStart.near(m.Unit, p.limit(n), func(j int, d float64) {
			if j > i && p.members[j].coder != m.coder {
				p.near[i] = append(p.near[i], neighbour{j, d})
			}
		})
	}
	return p
}

// limit is what the dissimilarities of one member of a tuple of k to the others may sum to, if it shall not be better off
// alone.
func (p *partition) limit(k int) float64 { return p.pairs + float64(k-1) }

// parts takes apart what shares no candidate.
func (p *partition) parts(c *candidates) []*part {
	root := make([]int32, len(p.members))
	for i := range root {
		root[i] = int32(i)
	}
	find := func(i int32) int32 {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for i := range c.costs {
		members := c.of(i)
		for _, m := range members[1:] {
			root[find(m)] = find(members[0])
		}
	}
	var parts []*part
	number, place := make([]int, len(p.members)), make([]int32, len(p.members)) // of each root its part + 1; of each member its place there
	for m := range p.members {
		r := find(int32(m))
		if number[r] == 0 {
			parts = append(parts, &part{candidates: newCandidates()})
			number[r] = len(parts)
		}
		of := parts[number[r]-1]
		place[m] = int32(len(of.members))
		of.members = append(of.members, m)
	}
	for i, cost := range c.costs {
		members := c.of(i)
		of := parts[number[find(members[0])]-1]
		for _, m := range members {
			of.candidates.members = append(of.candidates.members, place[m])
		}
		of.end(cost)
	}
	return parts
}

// part is some members and the candidates among them, in which members go by their place in the list.
type part struct {
	members []int
	*candidates
}

// result is the alignment that tuples make.
func (p *partition) result(tuples []tuple, bound float64) Alignment {
	a := Alignment{}
	for _, t := range tuples {
		a.Total += t.cost
		row := make([]int, len(p.coders))
		for c := range row {
			row[c] = -1
		}
		for _, m := range t.members {
			row[p.members[m].coder] = p.members[m].index
		}
		a.Unitary = append(a.Unitary, row)
	}
	a.Bound = min(bound, a.Total)
	if a.Exact = a.Total-a.Bound <= tinyDisorder; a.Exact {
		a.Bound = a.Total
	}
	return a
}
