package gamma

import "container/heap"

// joinGreedily joins tuples, at first one for each member, as long as that makes the alignment cheaper: those first that
// gain most.
func (p *partition) joinGreedily() []tuple {
	j := joining{partition: p}
	for i := range p.members {
		j.clusters = append(j.clusters, &cluster{members: []int{i}})
		j.in = append(j.in, i)
	}
	for i, neighbours := range p.near {
		for _, n := range neighbours {
			j.offer(i, n.to)
		}
	}
	for len(j.offers) > 0 {
		j.join(heap.Pop(&j.offers).(offer))
	}
	var tuples []tuple
	for _, c := range j.clusters {
		if k := float64(len(c.members)); k > 0 {
			tuples = append(tuples, tuple{members: c.members, cost: (p.pairs - k*(k-1)/2 + c.within) / p.pairs})
		}
	}
	return tuples
}

type cluster struct {
	members []int // none once it is part of another
	within  float64
}

type joining struct {
	*partition
	clusters []*cluster
	in       []int // the cluster of each member
	offers   offers
}

// offer is to join the clusters of two members, as they were when it was made.
type offer struct {
	a, b         int
	sizeA, sizeB int
	gain, across float64
}

// offer puts the clusters of members a and b up for joining if that makes the alignment cheaper.
func (j *joining) offer(a, b int) {
	one, other := j.clusters[j.in[a]], j.clusters[j.in[b]]
	if one == other {
		return
	}
	across := 0.0
	for _, m := range one.members {
		for _, n := range other.members {
			if j.members[m].coder == j.members[n].coder {
				return
			}
			across += dissimilarity(j.members[m].Unit, j.members[n].Unit)
		}
	}
	sizeA, sizeB := len(one.members), len(other.members)
	if gain := j.pairs + float64(sizeA*sizeB) - across; gain > 0 {
		heap.Push(&j.offers, offer{a, b, sizeA, sizeB, gain, across})
	}
}

// join accepts an offer, or renews it where one of its clusters has grown since.
func (j *joining) join(o offer) {
	to, from := j.in[o.a], j.in[o.b]
	one, other := j.clusters[to], j.clusters[from]
	if len(one.members) != o.sizeA || len(other.members) != o.sizeB {
		j.offer(o.a, o.b)
		return
	}
	one.members = append(one.members, other.members...)
	one.within += other.within + o.across
	for _, m := range other.members {
		j.in[m] = to
	}
	*other = cluster{}
}

// offers is a heap, greatest gain first.
type offers []offer

func (o offers) Len() int           { return len(o) }
func (o offers) Less(i, j int) bool { return o[i].gain > o[j].gain }
func (o offers) Swap(i, j int)      { o[i], o[j] = o[j], o[i] }
func (o *offers) Push(x any)        { *o = append(*o, x.(offer)) }
func (o *offers) Pop() any {
	old := *o
	last := old[len(old)-1]
	*o = old[:len(old)-1]
	return last
}

// pairBound is less than any alignment costs: the mean over the pairs of annotators of what aligning only the two
// costs.
func (p *partition) pairBound() float64 {
	sum := 0.0
	for i := range p.coders {
		for j := range i {
			sum += alignTwo(p.coders[i], p.coders[j]).Total
		}
	}
	return sum / p.pairs
}
