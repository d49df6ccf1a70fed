package pairing_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/agreement/pairing"
)

// most is the greatest sum of gains, by trying every way to pair those on the left from the first on.
func most(edges [][]pairing.Edge, taken map[int]bool) int64 {
	if len(edges) == 0 {
		return 0
	}
	best := most(edges[1:], taken)
	for _, e := range edges[0] {
		if !taken[e.To] {
			taken[e.To] = true
			best = max(best, e.Gain+most(edges[1:], taken))
			taken[e.To] = false
		}
	}
	return best
}

func TestBestIsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		right := rapid.IntRange(0, 6).Draw(t, "right")
		edges := make([][]pairing.Edge, rapid.IntRange(0, 6).Draw(t, "left"))
		for i := range edges {
			for j := range right {
				if gain := rapid.Int64Range(-4, 8).Draw(t, "gain"); gain > 0 {
					edges[i] = append(edges[i], pairing.Edge{To: j, Gain: gain})
				}
			}
		}
		sum, taken := int64(0), map[int]bool{}
		for i, j := range pairing.Best(edges, right) {
			if j < 0 {
				continue
			}
			if taken[j] {
				t.Fatalf("%v: %d is taken twice", edges, j)
			}
			taken[j] = true
			gain := int64(0)
			for _, e := range edges[i] {
				if e.To == j {
					gain = e.Gain
				}
			}
			if gain == 0 {
				t.Fatalf("%v: nothing leads from %d to %d", edges, i, j)
			}
			sum += gain
		}
		if want := most(edges, map[int]bool{}); sum != want {
			t.Fatalf("%v: pairs worth %d; the best are worth %d", edges, sum, want)
		}
	})
}
