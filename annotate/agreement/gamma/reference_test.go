package gamma

import (
	"math"
	"testing"
)

// TestParts checks the published values of dissimilarities, which no γ shows.
func TestParts(t *testing.T) {
	u := Unit{Start: 4, End: 14}
	for what, value := range map[string]struct{ got, want, within float64 }{
		"d_pos of 4–14, 40–44":  {positional(u, Unit{Start: 40, End: 44}), 22.2245, 5e-5},
		"d_pos of 4–14, 20–25":  {positional(u, Unit{Start: 20, End: 25}), 3.24, 1e-9},
		"d_pos of 4–14, 14–24":  {positional(u, Unit{Start: 14, End: 24}), 1, 1e-9},
		"d_pos the other way":   {positional(Unit{Start: 20, End: 25}, u), 3.24, 1e-9},
		"disorder, other label": {dissimilarity(u, Unit{Start: 14, End: 24, Label: "x"}), 2, 1e-9},
	} {
		if math.Abs(value.got-value.want) > value.within {
			t.Errorf("%s is %.8f, not %v", what, value.got, value.want)
		}
	}
}
