package agreement

import (
	"cmp"
	"slices"
)

// The limits of the search for the best alignment of more than two annotators, chosen so that what it costs grows with
// the number of units.
const (
	tupleWork    = 1000  // ways to cut candidates in two that are looked at, for each unit
	searchWork   = 4000  // candidates that the search tries, for each unit of a group that hangs together
	searchWidth  = 256   // units in such a group
	leastWork    = 20000 // both are at least this
	priceSweeps  = 12
	tinyDisorder = 1e-9 // differences below are rounding
)

// alignMany aligns three or more annotators. It is a set partition: each unit stands in one unitary alignment, and the
// sum of their disorders is to be least.
//
// Candidates are all unitary alignments that are not dearer than two parts of them. Every unit gets a price such that
// no candidate costs less than the prices in it: the sum of prices is a bound. What a candidate costs above its prices is
// its slack; no best alignment holds one whose slack is above the distance of a known alignment from the bound. What is
// left falls apart into groups, mostly small, that are searched for the way of least slack.
//
// Where there are too many candidates, as with many annotators who mark the same place many times, units are joined
// greedily and the bound is what the pairs of annotators would cost if each were aligned for itself.
func alignMany(coders [][]Unit) Alignment {
	p := newPartition(coders)
	if !p.enumerate() {
		return p.result(p.joinGreedily(), p.pairBound(), false)
	}
	p.price()
	known := p.best(p.takeInOrder(), p.takeBySlack())
	bound := 0.0
	for _, price := range p.prices {
		bound += price
	}
	everyone := make([]int, len(p.members))
	for i := range everyone {
		everyone[i] = i
	}
	chosen, above, exact := p.search(everyone, known)
	return p.result(chosen, bound+above, exact)
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
	slack   float64
}

type partition struct {
	coders  [][]Unit
	pairs   float64 // C(n,2)
	members []member
	near    [][]neighbour // for each member those after it that may stand with it
	tuples  []tuple
	of      [][]int // the tuples of each member
	prices  []float64
	root    []int // for taking members apart; outside for all between
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
	p.near, p.root = make([][]neighbour, len(units)), make([]int, len(units))
	for i := range p.root {
		p.root[i] = outside
	}
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

// enumerate finds all tuples that are worth looking at, or says that they are too many.
func (p *partition) enumerate() bool {
	e := enumeration{partition: p, work: max(leastWork, tupleWork*len(p.members))}
	p.of = make([][]int, len(p.members))
	for i := range p.members {
		e.members, e.sums, e.distances = []int{i}, []float64{0}, [][]float64{nil}
		e.add()
		if !e.extend(p.near[i]) {
			return false
		}
	}
	return true
}

// enumeration is a tuple that grows: its members, the sum of each one's dissimilarities to the others, and those to the ones
// before it.
type enumeration struct {
	*partition
	members   []int
	sums      []float64
	distances [][]float64
	work      int
}

// extend adds each of candidates in turn, and to that those that follow it.
func (e *enumeration) extend(candidates []neighbour) bool {
	for i, c := range candidates {
		if e.work--; e.work < 0 {
			return false
		}
		if !e.push(c.to) {
			continue
		}
		e.work -= 1 << (len(e.members) - 1)
		e.add()
		if len(e.members) < len(e.coders) && !e.extend(candidates[i+1:]) {
			return false
		}
		e.pop()
	}
	return true
}

// push takes in a member if none is then clearly better off alone.
func (e *enumeration) push(to int) bool {
	limit := e.limit(len(e.coders))
	distances, sum := make([]float64, len(e.members)), 0.0
	for k, m := range e.members {
		if e.partition.members[m].coder == e.partition.members[to].coder {
			return false
		}
		distances[k] = dissimilarity(e.partition.members[m].Unit, e.partition.members[to].Unit)
		if sum += distances[k]; sum > limit || e.sums[k]+distances[k] > limit {
			return false
		}
	}
	for k, d := range distances {
		e.sums[k] += d
	}
	e.members, e.sums, e.distances = append(e.members, to), append(e.sums, sum), append(e.distances, distances)
	return true
}

func (e *enumeration) pop() {
	last := len(e.members) - 1
	for k, d := range e.distances[last] {
		e.sums[k] -= d
	}
	e.members, e.sums, e.distances = e.members[:last], e.sums[:last], e.distances[:last]
}

// add keeps the tuple as it is, unless some way to cut it in two is cheaper.
func (e *enumeration) add() {
	k := len(e.members)
	for part := 1; part < 1<<(k-1); part++ { // the last member stays in the other part
		across, cut := 0.0, 0
		for i, distances := range e.distances {
			for j, d := range distances {
				if (part>>i^part>>j)&1 == 1 {
					across += d
					cut++
				}
			}
		}
		if across > e.pairs+float64(cut) {
			return
		}
	}
	cost := e.pairs - float64(k*(k-1))/2
	for _, distances := range e.distances {
		for _, d := range distances {
			cost += d
		}
	}
	for _, m := range e.members {
		e.of[m] = append(e.of[m], len(e.tuples))
	}
	e.tuples = append(e.tuples, tuple{members: slices.Clone(e.members), cost: cost / e.pairs})
}

// price raises the prices of members until no candidate has room for more.
func (p *partition) price() {
	p.prices = make([]float64, len(p.members))
	for i := range p.prices {
		p.prices[i] = 1
		for _, t := range p.of[i] {
			p.prices[i] = min(p.prices[i], p.tuples[t].cost/float64(len(p.tuples[t].members)))
		}
	}
	for t := range p.tuples {
		p.tuples[t].slack = p.tuples[t].cost
		for _, m := range p.tuples[t].members {
			p.tuples[t].slack -= p.prices[m]
		}
	}
	for sweep := range priceSweeps {
		share := 0.5
		if sweep >= priceSweeps-2 {
			share = 1
		}
		for k := range p.prices {
			if sweep%2 == 1 {
				k = len(p.prices) - 1 - k
			}
			p.raise(k, share)
		}
	}
}

// raise adds to the price of a member that share of the room that all its candidates leave.
func (p *partition) raise(member int, share float64) {
	room := 1.0
	for _, t := range p.of[member] {
		room = min(room, p.tuples[t].slack)
	}
	room *= share
	p.prices[member] += room
	for _, t := range p.of[member] {
		p.tuples[t].slack -= room
	}
}

func (p *partition) cost(tuples []tuple) float64 {
	sum := 0.0
	for _, t := range tuples {
		sum += t.cost
	}
	return sum
}

func (p *partition) best(a, b []tuple) []tuple {
	if p.cost(b) < p.cost(a) {
		return b
	}
	return a
}

// result is the alignment that tuples make.
func (p *partition) result(tuples []tuple, bound float64, exact bool) Alignment {
	a := Alignment{Total: p.cost(tuples), Exact: exact}
	a.Bound = min(bound, a.Total)
	if exact {
		a.Bound = a.Total
	}
	for _, t := range tuples {
		row := make([]int, len(p.coders))
		for c := range row {
			row[c] = -1
		}
		for _, m := range t.members {
			row[p.members[m].coder] = p.members[m].index
		}
		a.Unitary = append(a.Unitary, row)
	}
	return a
}
