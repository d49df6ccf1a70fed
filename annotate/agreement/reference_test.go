package agreement

import (
	"math"
	"testing"
)

// TestParts checks the published values of what measures are made of, which no measure shows.
func TestParts(t *testing.T) {
	cohen := Table{{88, 14, 18}, {10, 40, 10}, {2, 6, 12}}
	n, agreed, rows, columns := cohen.margins()
	chance := 0.0
	for c := range rows {
		chance += rows[c] * columns[c] / (n * n)
	}
	items := [][]int{{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1}, {7, 7, 0, 0, 0},
		{3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}}
	agreement, counts := 0.0, make([]float64, 5)
	for _, item := range items {
		agreement += itemAgreement(item, 14) / 10
		for c, count := range item {
			counts[c] += float64(count)
		}
	}
	ratings, squares := squaresOf(counts)
	for what, value := range map[string]struct{ got, want, within float64 }{
		"Po of Cohen 1960":  {agreed / n, 0.70, 1e-9},
		"Pe of Cohen 1960":  {chance, 0.41, 1e-9},
		"P̄ of Fleiss 1971": {agreement, 0.3780220, 5e-8},
		"Pe of Fleiss 1971": {squares / (ratings * ratings), 0.2127551, 5e-8},
	} {
		if math.Abs(value.got-value.want) > value.within {
			t.Errorf("%s is %.8f, not %v", what, value.got, value.want)
		}
	}
}
