// Package gamma is γ (Mathet, Widlöcher, Métivier 2015): how well annotators agree on where units of a text are and on their labels. It
// aligns the units of all annotators so that the disorder is least, and draws layers at random to find the disorder that chance expects.
//
// To align two annotators is to pair units. With more it is a set partition: a linear program over the unitary alignments that are worth
// a look, searched by branch and bound. The search has limits, so that the work grows with the length of a text; beyond them the
// alignment is a good one, and a bound says how much better the best could be.
//
// It knows units and how unlike two of them are. It knows neither articles and codebooks nor how figures are added up over texts and
// reported: that is what package agreement does with it. Start with BestAlignment for the disorder observed and with Chance for the one
// expected; Of puts both together for one text.
package gamma

import (
	"errors"

	"github.com/parallax-annotation/parallax/annotate/agreement/pairing"
)

// The reasons why γ has no value.
var (
	ErrNothing = errors.New("nothing was marked")
	ErrCertain = errors.New("random layers would not differ")
)

// Value is γ: 1 − the disorder observed over the one expected.
func Value(observed, expected float64) (float64, error) {
	if expected == 0 {
		return 0, ErrCertain
	}
	return 1 - observed/expected, nil
}

// Unit is what γ aligns: where a span begins and ends, and its label.
type Unit struct {
	Start int
	End   int
	Label string
}

// dissimilarity of two units (Mathet, Widlöcher, Métivier 2015) with α = β = Δ∅ = 1: the squared distance of their places
// in relation to their lengths, and 1 more where the labels differ. A unit without a partner costs 1, and so does a
// pair of annotators who both have nothing in a unitary alignment.
func dissimilarity(u, v Unit) float64 {
	d := positional(u, v)
	if u.Label != v.Label {
		d++
	}
	return d
}

// positional is d_pos.
func positional(u, v Unit) float64 {
	apart := abs(u.Start-v.Start) + abs(u.End-v.End)
	share := float64(apart) / float64(u.End-u.Start+v.End-v.Start)
	return share * share
}

func abs(n int) int { return max(n, -n) }

// Alignment is the way to align the units of all annotators that costs least, or the best that was found.
type Alignment struct {
	Total float64 // sum of the disorders of its unitary alignments
	Bound float64 // no alignment has a smaller total; the same as Total where Exact
	Exact bool    // it is proven that none is better
	// Unitary alignments hold, for each annotator, the number of a unit, or -1.
	Unitary [][]int
}

// Disorder is the total over the mean number of units that an annotator has.
func (a Alignment) Disorder(coders [][]Unit) float64 {
	return a.Total * float64(len(coders)) / float64(countUnits(coders))
}

// MeanUnits is the mean number of units that an annotator has.
func MeanUnits(coders [][]Unit) float64 { return float64(countUnits(coders)) / float64(len(coders)) }

func countUnits(coders [][]Unit) int {
	n := 0
	for _, units := range coders {
		n += len(units)
	}
	return n
}

// BestAlignment finds the alignment of least disorder. Of two annotators it is exact: an assignment. Of more it is
// exact where the search stays within its limits, see alignMany; else the alignment is a good one and Bound says
// how much better the best could be.
func BestAlignment(coders [][]Unit) Alignment {
	if len(coders) == 2 {
		return alignTwo(coders[0], coders[1])
	}
	return alignMany(coders)
}

// fine is the number of steps in which the dissimilarities of 1 are counted in an assignment.
const fine = 1 << 40

func alignTwo(a, b []Unit) Alignment {
	byStart := newStarts(b)
	edges := make([][]pairing.Edge, len(a))
	for i, u := range a {
		byStart.near(u, 2, func(j int, d float64) {
			if gain := int64((2 - d) * fine); gain > 0 {
				edges[i] = append(edges[i], pairing.Edge{To: j, Gain: gain})
			}
		})
	}
	result := Alignment{Exact: true}
	paired := make([]bool, len(b))
	for i, j := range pairing.Best(edges, len(b)) {
		result.Unitary = append(result.Unitary, []int{i, j})
		if j < 0 {
			result.Total++
			continue
		}
		paired[j] = true
		result.Total += dissimilarity(a[i], b[j])
	}
	for j, done := range paired {
		if !done {
			result.Unitary = append(result.Unitary, []int{-1, j})
			result.Total++
		}
	}
	result.Bound = result.Total
	return result
}
