package lexicon

import "iter"

// horizon is how many letters ahead the best way through a run is looked for, if no place at which a word ends for certain
// comes before. In runs made of words drawn at random none is as far as that.
const horizon = 48

// step is a word of the list, or one syllable of none, by the letter before which it ends.
type step struct {
	end   int
	known bool
}

// edge is a step that can be taken from letter at.
type edge struct {
	at int
	step
}

// path finds the way through a run. It is nothing but buffers.
type path struct {
	run
	edges [256]edge
	best  [horizon]step // from each letter, by its distance from the first
	costs [horizon]int  // of the way that begins so, up to where is looked
	steps [horizon]step
}

// next returns the best steps from letter k, where a word begins: at least one, and all up to the first place that no word
// of the list stretches over if that comes before the horizon. They are the same from whichever word end before one
// starts. They are good until the next call.
func (p *path) next(k int) []step {
	at, reach, edges := k, k+1, p.edges[:0]
	for ; at < reach && at < k+horizon; at++ {
		p.best[at-k] = step{}
		if at > k && !p.divides(at) {
			continue
		}
		found := len(edges)
		edges = p.run.edges(edges, at)
		for _, e := range edges[found:] {
			reach = max(reach, e.end)
		}
	}
	for i := len(edges) - 1; i >= 0; i-- { // what it costs to go on from its end is known
		e := edges[i]
		cost := 1
		if !e.known {
			cost = 1 << 16
		}
		if e.end < at {
			cost += p.costs[e.end-k]
		}
		best, least := &p.best[e.at-k], &p.costs[e.at-k]
		if best.end == 0 || cost < *least || cost == *least && e.end > best.end {
			*best, *least = e.step, cost
		}
	}
	n := 0
	for from := k; from < at && (n == 0 || at == reach); from = p.steps[n-1].end {
		p.steps[n] = p.best[from-k]
		n++
	}
	return p.steps[:n]
}

// edges appends the words of the list that begin with letter k and end where a syllable does, and the syllable.
func (r run) edges(dst []edge, k int) []edge {
	end := k + 1
	for !r.divides(end) {
		end++
	}
	dst = append(dst, edge{k, step{end: end}})
	for end := range r.words(k) {
		dst = append(dst, edge{k, step{end, true}})
	}
	return dst
}

// crosses says that a word of the list that begins with letter k reaches beyond letter 0.
func (r run) crosses(k int) bool {
	for end := range r.words(k) {
		if end > 0 {
			return true
		}
	}
	return false
}

// words yields the ends of the words of the list that begin with letter k and end where a syllable does, shortest first,
// each with the sign after it that belongs to it.
func (r run) words(k int) iter.Seq[int] {
	return func(yield func(int) bool) {
		row := 0
		for at := k; ; {
			n := r.find(row, r.code(at))
			if n < 0 {
				return
			}
			at++
			if r.nodes[n].word() {
				end := at
				if r.follows(end) {
					end++
				}
				if r.divides(end) && !yield(end) {
					return
				}
			}
			if row = r.nodes[n].row(); row == 0 {
				return
			}
		}
	}
}
