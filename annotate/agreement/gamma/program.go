package gamma

import "math"

// candidates are unitary alignments to choose from: of each the members, ascending, and the cost.
type candidates struct {
	costs   []float64
	first   []int // where the members of each begin, and at last where those of the last one end
	members []int32
}

func newCandidates() *candidates { return &candidates{first: []int{0}} }

// end makes a candidate of the members that were appended since the one before.
func (c *candidates) end(cost float64) {
	c.costs = append(c.costs, cost)
	c.first = append(c.first, len(c.members))
}

func (c *candidates) of(i int) []int32 { return c.members[c.first[i]:c.first[i+1]] }

// program is the choice of candidates as a linear program: each gets a share, those of the candidates that hold a
// member sum to 1 for each member, and the sum of the costs in proportion is to be least. Its optimum is a bound for every
// choice of whole candidates, and mostly it is one.
//
// It is solved by the simplex method. Of what linear programming calls the basis the inverse is kept, as the programs are small.
// Prices are the dual values: no candidate costs less than the prices of its members, so their sum is the bound.
type program struct {
	*candidates
	banned  []int // how often each candidate is banned; those that are cost so much more that they are avoided
	basis   []int // candidates, one a row
	inverse [][]float64
	shares  []float64 // of the candidates of the basis
	prices  []float64
	cursor  int // where the next look at the candidates begins
	steps   int

	column []float64 // of the candidate that enters, in terms of the basis
	filled []int     // where the row of the one that leaves is not 0
	offers []int
}

const (
	// jitter is added to the 1 that the shares of a member sum to, up to so much, other for each: shares of 0, which
	// most would have, let the method go round in circles. The prices hold all the same.
	jitter = 1e-6
	// tinyCost is what rounding makes of equal costs.
	tinyCost = 1e-10
	// offered is how many candidates are looked at more closely at once, for each member.
	offered = 3
)

// newProgram starts from each member alone. There must be a candidate for that.
func newProgram(c *candidates, members int) *program {
	p := &program{candidates: c, banned: make([]int, len(c.costs)), basis: make([]int, members), inverse: make([][]float64, members),
		shares: make([]float64, members), prices: make([]float64, members), column: make([]float64, members)}
	for i := range members {
		p.inverse[i] = make([]float64, members)
		p.inverse[i][i] = 1
		_, fraction := math.Modf(float64(i+1) * math.Phi)
		p.shares[i] = 1 + jitter*fraction
	}
	for i := range c.costs {
		if alone := c.of(i); len(alone) == 1 {
			p.basis[alone[0]] = i
		}
	}
	p.reprice()
	return p
}

func (p *program) cost(candidate int) float64 {
	return p.costs[candidate] + float64(p.banned[candidate]*2*len(p.basis))
}

// reprice computes the prices anew, from the costs of the basis.
func (p *program) reprice() {
	clear(p.prices)
	for i, row := range p.inverse {
		cost := p.cost(p.basis[i])
		for k, v := range row {
			p.prices[k] += cost * v
		}
	}
}

// slack is what a candidate costs above its prices. One with less than 0 makes the sum cheaper.
func (p *program) slack(candidate int) float64 {
	slack := p.cost(candidate)
	for _, m := range p.of(candidate) {
		slack -= p.prices[m]
	}
	return slack
}

// solve improves the shares until no candidate has a slack below 0, or for so many steps.
func (p *program) solve(steps int) {
	for p.look() {
		for {
			best, least, kept := -1, 0.0, p.offers[:0]
			for _, c := range p.offers {
				slack := p.slack(c)
				if slack >= -tinyCost {
					continue
				}
				kept = append(kept, c)
				if slack < least {
					best, least = c, slack
				}
			}
			p.offers = kept
			if best < 0 {
				break
			}
			if steps--; steps < 0 {
				return
			}
			p.enter(best, least)
		}
	}
}

// look gathers candidates with a slack below 0, from where the last look ended, and says whether there are any.
func (p *program) look() bool {
	p.offers = p.offers[:0]
	for range p.costs {
		if p.slack(p.cursor) < -tinyCost {
			p.offers = append(p.offers, p.cursor)
		}
		p.cursor = (p.cursor + 1) % len(p.costs)
		if len(p.offers) == offered*len(p.basis) {
			break
		}
	}
	return len(p.offers) > 0
}

// enter gives a candidate the greatest share that leaves none below 0, in place of the one in the basis that falls to 0.
func (p *program) enter(candidate int, slack float64) {
	p.steps++
	leaves, share := -1, 0.0
	for i, row := range p.inverse {
		v := 0.0
		for _, m := range p.of(candidate) {
			v += row[m]
		}
		p.column[i] = v
		if v > tinyCost && (leaves < 0 || p.shares[i] < share*v) {
			leaves, share = i, p.shares[i]/v
		}
	}
	pivot := p.inverse[leaves]
	p.filled = p.filled[:0]
	for k, v := range pivot {
		if v != 0 {
			p.filled = append(p.filled, k)
			pivot[k] = v / p.column[leaves]
			p.prices[k] += slack * pivot[k]
		}
	}
	for i, row := range p.inverse {
		v := p.column[i]
		if i == leaves || v == 0 {
			continue
		}
		for _, k := range p.filled {
			row[k] -= v * pivot[k]
		}
		p.shares[i] = max(0, p.shares[i]-v*share)
	}
	p.basis[leaves], p.shares[leaves] = candidate, share
}

// bound is what no choice costs less than. Where the program is not solved to the end prices are lowered first, so that it holds all
// the same.
func (p *program) bound() float64 {
	for c := range p.costs {
		if slack := p.slack(c); slack < 0 {
			p.prices[p.of(c)[0]] += slack
		}
	}
	sum := 0.0
	for _, price := range p.prices {
		sum += price
	}
	return sum
}
