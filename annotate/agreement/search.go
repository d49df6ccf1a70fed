package agreement

import "container/heap"

// search looks for the alignment of least slack among the candidates whose slack is gap at most, group by group. known
// is an alignment that is gap above the prices. It returns the best alignment it found, by how much the best of all is above the
// prices at least, and whether what it found is that.
func (p *partition) search(gap float64, known []tuple) (chosen []tuple, above float64, exact bool) {
	group := p.groups(gap)
	fits := func(t tuple) bool { return t.slack <= gap+tinyDisorder }
	knownOf := map[int][]tuple{}
	for _, t := range known {
		g := group[t.members[0]]
		knownOf[g] = append(knownOf[g], t)
	}
	membersOf := map[int][]int{}
	var order []int
	for m := range p.members {
		g := group[m]
		if membersOf[g] == nil {
			order = append(order, g)
		}
		membersOf[g] = append(membersOf[g], m)
	}
	exact = true
	for _, g := range order {
		s := newGroup(p, membersOf[g], knownOf[g], fits)
		found, slack, proven := s.search()
		chosen = append(chosen, found...)
		above += slack
		exact = exact && proven
	}
	return chosen, above, exact
}

// groups numbers the members so that those that share a candidate of little slack have the same number.
func (p *partition) groups(gap float64) []int {
	root := make([]int, len(p.members))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for _, t := range p.tuples {
		if t.slack <= gap+tinyDisorder {
			for _, m := range t.members[1:] {
				root[find(m)] = find(t.members[0])
			}
		}
	}
	for i := range root {
		root[i] = find(i)
	}
	return root
}

// cover says which members of a group are covered.
type cover [searchWidth / 64]uint64

func (c cover) first() int {
	for i, word := range c {
		for bit := range 64 {
			if word>>bit&1 == 0 {
				return i*64 + bit
			}
		}
	}
	return searchWidth
}

func (c cover) meets(d cover) bool {
	for i := range c {
		if c[i]&d[i] != 0 {
			return true
		}
	}
	return false
}

func (c cover) with(d cover) cover {
	for i := range c {
		c[i] |= d[i]
	}
	return c
}

// group is a part of a partition that is searched for itself.
type group struct {
	size  int
	known []tuple
	least float64 // slack of known
	first [][]choice
}

// choice is a candidate as the search sees it: under its first member, with what it covers.
type choice struct {
	tuple
	covers cover
}

func newGroup(p *partition, members []int, known []tuple, fits func(tuple) bool) group {
	g := group{size: len(members), known: known}
	for _, t := range known {
		g.least += t.slack
	}
	if g.size > searchWidth {
		return g
	}
	place := make(map[int]int, len(members))
	for i, m := range members {
		place[m] = i
	}
	g.first = make([][]choice, len(members))
	for i, m := range members {
		for _, t := range p.of[m] {
			if c := p.tuples[t]; c.members[0] == m && fits(c) {
				g.first[i] = append(g.first[i], newChoice(c, place))
			}
		}
	}
	return g
}

func newChoice(t tuple, place map[int]int) choice {
	c := choice{tuple: t}
	for _, m := range t.members {
		c.covers[place[m]/64] |= 1 << (place[m] % 64)
	}
	return c
}

// step is a partial alignment that covers all members before some place.
type step struct {
	covered cover
	slack   float64
	last    *choice
	before  *step
}

// search walks from the empty alignment to a full one by the way of least slack (Dijkstra). Each step covers the first member
// that is not covered, so each alignment is one way only; two ways that cover the same are one.
func (g group) search() (chosen []tuple, above float64, exact bool) {
	if g.least <= tinyDisorder {
		return g.known, g.least, true
	}
	if g.size > searchWidth {
		return g.known, 0, false
	}
	slack := map[cover]float64{{}: 0}
	queue := &steps{{}}
	for work := max(leastWork, searchWork*g.size); len(*queue) > 0; {
		s := heap.Pop(queue).(*step)
		if s.slack > slack[s.covered] {
			continue
		}
		if s.slack >= g.least-tinyDisorder {
			break
		}
		first := s.covered.first()
		if first >= g.size {
			return s.tuples(), s.slack, true
		}
		if work -= len(g.first[first]); work < 0 {
			return g.known, s.slack, false
		}
		for i := range g.first[first] {
			c := &g.first[first][i]
			if s.covered.meets(c.covers) {
				continue
			}
			next := &step{s.covered.with(c.covers), s.slack + c.slack, c, s}
			if next.slack >= g.least-tinyDisorder {
				continue
			}
			if old, known := slack[next.covered]; !known || next.slack < old {
				slack[next.covered] = next.slack
				heap.Push(queue, next)
			}
		}
	}
	return g.known, g.least, true
}

func (s *step) tuples() []tuple {
	var tuples []tuple
	for ; s.last != nil; s = s.before {
		tuples = append(tuples, s.last.tuple)
	}
	return tuples
}

// steps is a heap, least slack first; of equals the one that covers more.
type steps []*step

func (s steps) Len() int           { return len(s) }
func (s steps) Less(i, j int) bool { return s[i].slack < s[j].slack }
func (s steps) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }
func (s *steps) Push(x any)        { *s = append(*s, x.(*step)) }
func (s *steps) Pop() any {
	old := *s
	last := old[len(old)-1]
	*s = old[:len(old)-1]
	return last
}
