package review

import (
	"cmp"
	"container/heap"
	"iter"
	"slices"
)

// Of marks that all lie at one place there are pairs by the square of their number. They are never held at once: each mark keeps
// only its best partners, as many as batch, and looks for the next when it has done with these.

// batch is how many partners of a mark are held at once.
const batch = 32

// clustering is marks on their way into groups.
type clustering struct {
	marks   []*mark  // in the order of the text
	members [][]int  // by cluster, the places of its marks
	heard   []uint64 // by cluster, whose marks it has: a bit for a layer, shared where there are more layers than bits
	layers  int
}

func newClustering(marks []*mark, layers int) *clustering {
	c := &clustering{marks: marks, members: make([][]int, len(marks)), heard: make([]uint64, len(marks)), layers: layers}
	for i, m := range marks {
		m.cluster, c.members[i], c.heard[i] = i, []int{i}, 1<<(m.layer%64)
	}
	return c
}

// join makes two clusters the first of them.
func (c *clustering) join(a, b int) {
	for _, i := range c.members[b] {
		c.marks[i].cluster = a
	}
	c.members[a], c.members[b] = append(c.members[a], c.members[b]...), nil
	c.heard[a] |= c.heard[b]
}

// done says whether nothing can come of a pair any more: its marks are in one cluster, or in two of which each has a mark of the same
// annotator. What is done stays done, because clusters only grow.
func (c *clustering) done(first, second int) bool {
	a, b := c.marks[first].cluster, c.marks[second].cluster
	return a == b || len(c.members[a])+len(c.members[b]) > c.layers || c.layers <= 64 && c.heard[a]&c.heard[b] != 0
}

// partner is a mark that competes with an earlier one.
type partner struct {
	place    int
	strength float64
}

// compare puts the best first, and of those that are equally good the first in the text.
func (p partner) compare(o partner) int {
	return cmp.Or(cmp.Compare(o.strength, p.strength), cmp.Compare(p.place, o.place))
}

// best is better than all partners.
var best = partner{place: -1, strength: 5}

// suitor is a mark with its best partners among those after it in the text.
type suitor struct {
	place int
	best  []partner // the best first
	next  int       // of best
	more  bool      // there may be others, which are not as good
}

// pairs yields competing pairs by their places, the first in the text first: the best pairs first, but for those of which nothing
// can come.
func (c *clustering) pairs() iter.Seq2[int, int] {
	return func(yield func(first, second int) bool) {
		queue := make(suitors, 0, len(c.marks))
		all, found := make([]suitor, len(c.marks)), make([]partner, 0, 2*batch)
		for place := range all {
			s := &all[place]
			s.place = place
			if found = c.look(s, best, found); len(s.best) > 0 {
				queue = append(queue, s)
			}
		}
		heap.Init(&queue)
		for len(queue) > 0 {
			s := queue[0]
			p := s.best[s.next]
			if !c.done(s.place, p.place) && !yield(s.place, p.place) {
				return
			}
			if s.next++; s.next == len(s.best) && s.more {
				found = c.look(s, p, found)
			}
			if s.next == len(s.best) {
				heap.Pop(&queue)
			} else {
				heap.Fix(&queue, 0)
			}
		}
	}
}

// look gives a suitor its best partners after one that it has had. It works in a slice that it returns, to be used again.
func (c *clustering) look(s *suitor, after partner, found []partner) []partner {
	m := c.marks[s.place]
	found, s.more = found[:0], false
	for place := s.place + 1; place < len(c.marks) && c.marks[place].Span.Start() < m.Span.End(); place++ {
		if c.done(s.place, place) {
			continue
		}
		p := partner{place, compete(m, c.marks[place])}
		if p.strength == 0 || p.compare(after) <= 0 {
			continue
		}
		if found = append(found, p); len(found) == 2*batch {
			slices.SortFunc(found, partner.compare)
			found, s.more = found[:batch], true
		}
	}
	slices.SortFunc(found, partner.compare)
	if len(found) > batch {
		found, s.more = found[:batch], true
	}
	s.best, s.next = append(s.best[:0], found...), 0
	return found
}

// suitors are a heap, the one with the best partner on top.
type suitors []*suitor

func (q suitors) Len() int      { return len(q) }
func (q suitors) Swap(i, k int) { q[i], q[k] = q[k], q[i] }
func (q suitors) Less(i, k int) bool {
	a, b := q[i].best[q[i].next], q[k].best[q[k].next]
	return a.strength > b.strength || a.strength == b.strength && q[i].place < q[k].place
}
func (q *suitors) Push(s any) { *q = append(*q, s.(*suitor)) }
func (q *suitors) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
