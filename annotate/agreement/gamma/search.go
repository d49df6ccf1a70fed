package gamma

import (
	"cmp"
	"math"
	"slices"
)

// The limits of the search for the best alignment of members that hang together, chosen so that what it costs grows with
// the number of units of a text.
const (
	searchWidth  = 1200 // members
	searchSteps  = 60   // of the simplex method, for each member
	tinyDisorder = 1e-8 // differences below are rounding
	tinyShare    = 1e-4 // so is what is nearer than that to 0 or 1 of a share
)

// search looks for the choice of candidates of least cost that holds each member once, by branch and bound: where the shares of the
// linear program are not whole there are two members that are together in a part, and the best choice has them either together or
// apart. Both are searched, the branches left out whose bound is no better than a choice that is known.
type search struct {
	*program
	chosen []int   // the best choice so far
	least  float64 // its cost
	open   float64 // the least bound of a branch that was given up
	limit  int     // steps
}

// cheapest returns the choice of least cost, or the best that was found, and a bound.
func cheapest(c *candidates, members int) (chosen []int, bound float64) {
	s := search{program: newProgram(c, members), least: math.Inf(1), open: math.Inf(1), limit: searchSteps * members}
	s.branch()
	return s.chosen, min(s.least, s.open)
}

func (s *search) branch() {
	s.solve(s.limit - s.steps)
	chosen := s.whole()
	if cost := s.costOf(chosen); cost < s.least {
		s.chosen, s.least = chosen, cost
	}
	bound := s.bound()
	if bound >= s.least-tinyDisorder {
		return
	}
	a, b, found := s.halfway()
	if !found || s.steps >= s.limit {
		s.open = min(s.open, bound)
		return
	}
	for _, together := range []bool{true, false} {
		s.ban(a, b, together, 1)
		s.branch()
		s.ban(a, b, together, -1)
	}
}

// whole is the choice that takes the candidates of the greatest shares, as far as they go together, and the other members
// alone.
func (s *search) whole() []int {
	order := make([]int, len(s.basis))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(s.shares[j], s.shares[i]), cmp.Compare(s.basis[i], s.basis[j]))
	})
	covered := make([]bool, len(s.basis))
	var chosen []int
	for _, i := range order {
		c := s.basis[i]
		if s.shares[i] > tinyShare && !slices.ContainsFunc(s.of(c), func(m int32) bool { return covered[m] }) {
			chosen = s.cover(chosen, c, covered)
		}
	}
	for c := range s.costs {
		if alone := s.of(c); len(alone) == 1 && !covered[alone[0]] {
			chosen = s.cover(chosen, c, covered)
		}
	}
	return chosen
}

func (s *search) cover(chosen []int, candidate int, covered []bool) []int {
	for _, m := range s.of(candidate) {
		covered[m] = true
	}
	return append(chosen, candidate)
}

func (s *search) costOf(chosen []int) float64 {
	sum := 0.0
	for _, c := range chosen {
		sum += s.costs[c]
	}
	return sum
}

// halfway finds the two members of which it is least clear whether they stand together.
func (s *search) halfway() (a, b int32, found bool) {
	together := map[[2]int32]float64{}
	for i, c := range s.basis {
		members := s.of(c)
		for k, m := range members {
			for _, n := range members[k+1:] {
				together[[2]int32{m, n}] += s.shares[i]
			}
		}
	}
	best, pair := tinyShare, [2]int32{}
	for p, share := range together {
		if clear := min(share, 1-share); clear > best || clear == best && slices.Compare(p[:], pair[:]) < 0 {
			best, pair, found = clear, p, true
		}
	}
	return pair[0], pair[1], found
}

// ban forbids what would put two members apart, or together; or allows it again, with -1.
func (s *search) ban(a, b int32, together bool, times int) {
	for c := range s.costs {
		members := s.of(c)
		withA, withB := slices.Contains(members, a), slices.Contains(members, b)
		if together && withA != withB || !together && withA && withB {
			s.banned[c] += times
		}
	}
	s.reprice()
}
