package gamma_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/agreement/gamma"
)

// BenchmarkBestAlignment shows how the work grows with the length of a text.
func BenchmarkBestAlignment(b *testing.B) {
	for _, units := range []int{50, 500, 5000} {
		random := rand.New(rand.NewPCG(1, 2))
		coders := make([][]gamma.Unit, 4)
		for range units {
			start := random.IntN(80 * units)
			for a := range coders {
				from := start + random.IntN(30)
				coders[a] = append(coders[a], unit(from, from+10+random.IntN(30), []string{"a", "b"}[random.IntN(2)]))
			}
		}
		b.Run(fmt.Sprint(units, " units"), func(b *testing.B) {
			for b.Loop() {
				gamma.BestAlignment(coders)
			}
		})
	}
}
