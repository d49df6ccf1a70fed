// Package pairing finds the best way to pair things of two sides: the spans of two annotators for span F1, the units of two for γ. What
// a pair is worth comes in as a number, and what the things are it does not know. Start with Best.
package pairing

import (
	"container/heap"
	"math"
)

// Edge leads from a thing on the left to one on the right. Its gain is what pairing them is worth, above 0.
type Edge struct {
	To   int
	Gain int64
}

// Best pairs things on the left, given by their edges, with things on the right so that the sum of gains is greatest,
// and returns the partner of each on the left, -1 for none. Gains are whole numbers, so that the answer does not hang on
// rounding.
//
// It is the Hungarian method by shortest augmenting paths over the edges that there are: where each thing has few edges,
// the work grows with their number and not with the square of it.
func Best(edges [][]Edge, right int) []int {
	a := assignment{
		edges: edges, partner: make([]int, len(edges)), owner: make([]int, right),
		priceLeft: make([]int64, len(edges)), priceRight: make([]int64, right),
		distance: make([]int64, right), from: make([]int, right), seen: make([]int, right), done: make([]bool, right),
	}
	for i := range a.partner {
		a.partner[i] = -1
	}
	for j := range a.owner {
		a.owner[j], a.seen[j] = -1, -1
	}
	for i := range edges {
		a.place(i)
	}
	return a.partner
}

// assignment minimises costs, which are gains below 0. Staying alone costs 0. Prices keep cost − priceLeft − priceRight
// at 0 or more on every edge, and priceLeft at 0 or less.
type assignment struct {
	edges                 [][]Edge
	partner, owner        []int // of the left, of the right; -1 for none
	priceLeft, priceRight []int64

	distance []int64 // of the right from the one being placed
	from     []int   // who on the left was there before
	seen     []int   // who was being placed when distance was set
	done     []bool
	queue    nearest
}

// place finds the cheapest change of what was paired so far that takes in i.
func (a *assignment) place(i int) {
	a.priceLeft[i] = 0
	for _, e := range a.edges[i] {
		a.priceLeft[i] = min(a.priceLeft[i], -e.Gain-a.priceRight[e.To])
	}
	a.queue = a.queue[:0]
	best, alone, free := int64(math.MaxInt64), i, -1 // the end of the shortest path: free on the right, or one left alone
	var settled []int
	for left, way := i, int64(0); ; {
		// The one reached here may stay alone.
		if end := way - a.priceLeft[left]; end < best {
			best, alone, free = end, left, -1
		}
		for _, e := range a.edges[left] {
			d := way - e.Gain - a.priceLeft[left] - a.priceRight[e.To]
			if a.seen[e.To] != i || d < a.distance[e.To] && !a.done[e.To] {
				a.seen[e.To], a.done[e.To], a.distance[e.To], a.from[e.To] = i, false, d, left
				heap.Push(&a.queue, reached{e.To, d})
			}
		}
		next := a.pop(i)
		if next < 0 || a.distance[next] >= best {
			break
		}
		a.done[next] = true
		if a.owner[next] < 0 {
			best, alone, free = a.distance[next], -1, next
			break
		}
		settled = append(settled, next)
		left, way = a.owner[next], a.distance[next]
	}
	a.priceLeft[i] += best
	for _, j := range settled {
		a.priceRight[j] += a.distance[j] - best
		a.priceLeft[a.owner[j]] += best - a.distance[j]
	}
	a.turn(i, alone, free)
}

// pop is the nearest on the right that was not done, -1 if there is none.
func (a *assignment) pop(i int) int {
	for len(a.queue) > 0 {
		r := heap.Pop(&a.queue).(reached)
		if a.seen[r.at] == i && !a.done[r.at] && a.distance[r.at] == r.distance {
			return r.at
		}
	}
	return -1
}

// turn changes partners along the path from i that ends where alone stays alone, or at the one that is free.
func (a *assignment) turn(i, alone, free int) {
	j := free
	if free < 0 {
		j = a.partner[alone]
		a.partner[alone] = -1
	}
	for j >= 0 {
		left := a.from[j]
		before := a.partner[left]
		a.owner[j], a.partner[left] = left, j
		if left == i {
			return
		}
		j = before
	}
}

type reached struct {
	at       int
	distance int64
}

// nearest is a heap, nearest first.
type nearest []reached

func (n nearest) Len() int           { return len(n) }
func (n nearest) Less(i, j int) bool { return n[i].distance < n[j].distance }
func (n nearest) Swap(i, j int)      { n[i], n[j] = n[j], n[i] }
func (n *nearest) Push(x any)        { *n = append(*n, x.(reached)) }
func (n *nearest) Pop() any {
	old := *n
	last := old[len(old)-1]
	*n = old[:len(old)-1]
	return last
}
