package gamma

import "math/bits"

// enumerationWork is how many ways to join units, and to take them apart again, are looked at for each unit before the
// search for the best alignment of more than two annotators gives up.
const enumerationWork = 20000

// enumerate finds all unitary alignments that are not dearer than two parts of them, or says that there are too many.
func (p *partition) enumerate() (*candidates, bool) {
	e := enumeration{partition: p, candidates: newCandidates(), levels: make([]growth, len(p.coders)), work: enumerationWork * len(p.members)}
	for i := range p.members {
		e.levels[0] = growth{member: i, apart: []float64{0, 0}}
		e.size = 1
		e.keep()
		if !e.extend(p.near[i]) {
			return nil, false
		}
	}
	return e.candidates, true
}

// enumeration is a unitary alignment that grows by one member after the other.
type enumeration struct {
	*partition
	*candidates
	levels []growth // those of its members come first
	size   int
	work   int
}

// growth is a member of an alignment that grows, with what is known of it and those before it.
type growth struct {
	member    int
	distances []float64 // to those before it
	sum       float64   // of the distances to all other members
	total     float64   // of the distances of all pairs so far, each less 1
	// apart is the same sum over the pairs that part if the members of a set are taken out, for each set. Bits say who
	// is in it.
	apart []float64
}

// extend adds each of some neighbours in turn, and to that those that follow it.
func (e *enumeration) extend(neighbours []neighbour) bool {
	for i, n := range neighbours {
		if e.work--; e.work < 0 {
			return false
		}
		if !e.push(n.to) {
			continue
		}
		e.work -= len(e.levels[e.size-1].apart)
		e.keep()
		if e.size < len(e.levels) && !e.extend(neighbours[i+1:]) {
			return false
		}
		e.pop()
	}
	return true
}

// push takes in a member if none is then clearly better off alone.
func (e *enumeration) push(to int) bool {
	limit, new := e.limit(len(e.coders)), &e.levels[e.size]
	new.member, new.sum, new.distances = to, 0, new.distances[:0]
	for _, other := range e.levels[:e.size] {
		if e.partition.members[other.member].coder == e.partition.members[to].coder {
			return false
		}
		d := dissimilarity(e.partition.members[other.member].Unit, e.partition.members[to].Unit)
		if new.sum += d; new.sum > limit || other.sum+d > limit {
			return false
		}
		new.distances = append(new.distances, d)
	}
	for k, d := range new.distances {
		e.levels[k].sum += d
	}
	before := e.levels[e.size-1]
	new.total = before.total + new.sum - float64(e.size)
	new.takeApart(before.apart)
	e.size++
	return true
}

// takeApart says what parts if sets of members are taken out, given that for the members before.
func (l *growth) takeApart(before []float64) {
	l.apart = append(l.apart[:0], before...)
	l.apart = append(l.apart, before...)
	toNew, last := l.apart[len(before):], len(l.apart)-1
	toNew[0] = 0
	for set := 1; set < len(before); set++ {
		toNew[set] = toNew[set&(set-1)] + l.distances[bits.TrailingZeros(uint(set))] - 1
	}
	for set := range before {
		l.apart[set] += toNew[set]
	}
	// With the new member in the set it is the others that are taken out.
	for set := range before {
		l.apart[last-set] = l.apart[set]
	}
}

func (e *enumeration) pop() {
	e.size--
	for k, d := range e.levels[e.size].distances {
		e.levels[k].sum -= d
	}
}

// keep makes the alignment a candidate, unless some way to cut it in two is cheaper.
func (e *enumeration) keep() {
	last := &e.levels[e.size-1]
	for _, across := range last.apart {
		if across > e.pairs {
			return
		}
	}
	for _, l := range e.levels[:e.size] {
		e.candidates.members = append(e.candidates.members, int32(l.member))
	}
	e.end((e.pairs + last.total) / e.pairs)
}
