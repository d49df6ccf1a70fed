package passage

import (
	"cmp"
	"slices"
)

const (
	mostPlaces  = 64  // pairs of places at which two words stand beside each other; of more they are no seeds
	window      = 8   // words of content by which two matches of a passage lie apart at most, in both articles
	reachPerBit = 0.7 // of these for each bit that a word tells, over the next one
	endWords    = 2   // words that the end of a sentence counts
)

// match is a word of content that both articles have: its places in their contents.
type match struct{ a, b int32 }

func orderOf(p, q match) int { return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b)) }

// seeds finds the words that stand beside the same other word in both articles, in order.
func (c *comparison) seeds() []match {
	var found []match
	as, bs := c.a.grams, c.b.grams
	for len(as) > 0 && len(bs) > 0 {
		switch h := as[0].hash; {
		case h < bs[0].hash:
			as = as[1:]
		case h > bs[0].hash:
			bs = bs[1:]
		default:
			i, j := sameHash(as), sameHash(bs)
			if i*j <= mostPlaces {
				for _, p := range as[:i] {
					for _, q := range bs[:j] {
						found = append(found, match{p.first, q.first}, match{p.first + p.step, q.first + q.step})
					}
				}
			}
			as, bs = as[i:], bs[j:]
		}
	}
	slices.SortFunc(found, orderOf)
	return slices.Compact(found)
}

// sameHash is how many grams have the hash of the first.
func sameHash(grams []gram) int {
	n := 1
	for n < len(grams) && grams[n].hash == grams[0].hash {
		n++
	}
	return n
}

// clusters groups matches that lie close together in both articles, in whatever order: the more a word tells, the farther it reaches.
func (c *comparison) clusters(matches []match) [][]match {
	reach := make([]int32, len(matches))
	for i, m := range matches {
		reach[i] = int32(min(window, 1+reachPerBit*c.bitsAt(m)))
	}
	s := newSets(len(matches))
	for i, p := range matches {
		for j := i + 1; j < len(matches) && matches[j].a-p.a <= reach[i]; j++ {
			q := matches[j]
			if max(c.a.apart(p.a, q.a), c.b.apart(p.b, q.b)) <= min(reach[i], reach[j]) {
				s.join(i, j)
			}
		}
	}
	groups := make([][]match, 0, len(matches)/4)
	for _, set := range s.all() {
		group := make([]match, len(set))
		for i, m := range set {
			group[i] = matches[m]
		}
		groups = append(groups, group)
	}
	return groups
}

// apart is by how many words of content two of them lie apart.
func (t *Text) apart(i, j int32) int32 {
	ends := t.at(i).sentence - t.at(j).sentence
	return max(i-j, j-i) + endWords*max(ends, -ends)
}

// sets are disjoint sets of numbers from 0, each of which begins as one of its own.
type sets []int32

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = int32(i)
	}
	return s
}

func (s sets) root(i int32) int32 {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

// join makes the sets of two numbers one.
func (s sets) join(i, j int) { s[s.root(int32(j))] = s.root(int32(i)) }

// all lists the sets, each in order, by their first numbers.
func (s sets) all() [][]int {
	place := map[int32]int{}
	var all [][]int
	for i := range s {
		root := s.root(int32(i))
		at, known := place[root]
		if !known {
			at = len(all)
			place[root], all = at, append(all, nil)
		}
		all[at] = append(all[at], i)
	}
	return all
}
