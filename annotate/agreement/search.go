package agreement

import "container/heap"

// search looks for the alignment of least slack of some members. known is an alignment of them, and its slack the gap: no candidate with
// more slack stands in a better one. Without those the members may fall apart into groups, each with a gap of its own,
// which is smaller; so they are taken apart until they hang together, and only then searched. It returns the best
// alignment it found, by how much the best of all is above the prices at least, and whether what it found is that.
func (p *partition) search(members []int, known []tuple) (chosen []tuple, above float64, exact bool) {
	gap := 0.0
	for _, t := range known {
		gap += t.slack
	}
	if gap <= tinyDisorder {
		return known, gap, true
	}
	groups := p.groups(members, known, gap)
	if len(groups) == 1 {
		return newGroup(p, members, known, gap).search()
	}
	exact = true
	for _, g := range groups {
		found, slack, proven := p.search(g.members, g.known)
		chosen = append(chosen, found...)
		above += slack
		exact = exact && proven
	}
	return chosen, above, exact
}

// portion is some members and an alignment of them.
type portion struct {
	members []int
	known   []tuple
}

// groups takes members apart that share no candidate of little slack.
func (p *partition) groups(members []int, known []tuple, gap float64) []*portion {
	root := p.root
	for _, m := range members {
		root[m] = m
	}
	defer func() {
		for _, m := range members {
			root[m] = outside
		}
	}()
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for _, m := range members {
		for _, t := range p.of[m] {
			// Candidates that reach out of members were left out before: they have more slack than that gap.
			if c := &p.tuples[t]; c.members[0] == m && c.slack <= gap+tinyDisorder && within(root, c.members) {
				for _, other := range c.members[1:] {
					root[find(other)] = find(m)
				}
			}
		}
	}
	byRoot := map[int]*portion{}
	var groups []*portion
	for _, m := range members {
		r := find(m)
		if byRoot[r] == nil {
			byRoot[r] = &portion{}
			groups = append(groups, byRoot[r])
		}
		byRoot[r].members = append(byRoot[r].members, m)
	}
	for _, t := range known {
		g := byRoot[find(t.members[0])]
		g.known = append(g.known, t)
	}
	return groups
}

// outside stands for the root of a member that is not among those that are taken apart.
const outside = -1

func within(root []int, members []int) bool {
	for _, m := range members {
		if root[m] == outside {
			return false
		}
	}
	return true
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

func newGroup(p *partition, members []int, known []tuple, gap float64) group {
	g := group{size: len(members), known: known, least: gap}
	if g.size > searchWidth {
		return g
	}
	place := p.root
	for i, m := range members {
		place[m] = i
	}
	defer func() {
		for _, m := range members {
			place[m] = outside
		}
	}()
	g.first = make([][]choice, len(members))
	for i, m := range members {
		for _, t := range p.of[m] {
			if c := p.tuples[t]; c.members[0] == m && c.slack <= gap+tinyDisorder && within(place, c.members) {
				g.first[i] = append(g.first[i], newChoice(c, place))
			}
		}
	}
	return g
}

func newChoice(t tuple, place []int) choice {
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

// steps is a heap, least slack first.
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
