package agreement_test

import (
	"errors"
	"math"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/annotate/agreement/agreementtest"
)

// near fails the test if got is not want to seven decimals.
func near(t *testing.T, what string, got float64, err error, want float64) {
	t.Helper()
	agreementtest.Nearly(t, what, got, err, want, 1e-7)
}

// undefined fails the test if err is not a reason why there is no value.
func undefined(t *testing.T, what string, err error) {
	t.Helper()
	var reason agreement.Undefined
	if !errors.As(err, &reason) || reason == "" {
		t.Errorf("%s is not undefined: %v", what, err)
	}
}

// unitsOf spells a table out as the values of each item.
func unitsOf(table agreement.Table) [][]int {
	var units [][]int
	for i, row := range table {
		for j, count := range row {
			for range int(count) {
				units = append(units, []int{i, j})
			}
		}
	}
	return units
}

func TestKappa(t *testing.T) {
	cohen := agreement.Table{{88, 14, 18}, {10, 40, 10}, {2, 6, 12}}
	got, err := cohen.Cohen()
	near(t, "κ of Cohen 1960", got, err, 0.4915254)

	artstein := agreement.Table{{20, 10}, {20, 50}}
	got, err = artstein.Cohen()
	near(t, "κ of Artstein and Poesio, p. 558", got, err, 0.3478261)
	got, err = artstein.Scott()
	near(t, "π of Artstein and Poesio, p. 558", got, err, 0.3406593)

	third := agreement.Table{{46, 0, 0}, {6, 32, 6}, {0, 0, 10}}
	got, err = third.Cohen()
	near(t, "κ of Artstein and Poesio, p. 568", got, err, 0.8013245)
	got, err = third.Scott()
	near(t, "π of Artstein and Poesio, p. 568", got, err, 0.7995322)
	got, err = agreement.NominalAlpha(unitsOf(third))
	near(t, "α of Artstein and Poesio, p. 568", got, err, 0.8005346)

	ordered := agreement.Table{{0, 4, 1}, {0, 8, 0}, {0, 1, 5}}
	got, err = ordered.Cohen()
	near(t, "κ", got, err, 0.4841629)
	got, err = ordered.Weighted(linear)
	near(t, "weighted κ", got, err, 0.4701195)
}

// linear weighs two categories by how many steps apart they are.
func linear(row, column int) float64 { return math.Abs(float64(row - column)) }

func TestKappaIsUndefined(t *testing.T) {
	for name, table := range map[string]agreement.Table{"one category only": {{7, 0}, {0, 0}}, "no items": {{0, 0}, {0, 0}}} {
		_, err := table.Cohen()
		undefined(t, "κ of "+name, err)
		_, err = table.Scott()
		undefined(t, "π of "+name, err)
		_, err = table.Weighted(linear)
		undefined(t, "weighted κ of "+name, err)
	}
}

func TestFleiss(t *testing.T) {
	items := [][]int{{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1}, {7, 7, 0, 0, 0},
		{3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}}
	got, err := agreement.Fleiss(items)
	near(t, "Fleiss' κ", got, err, 0.2099307)
	got, err = agreement.Fleiss(append(items, []int{1, 0, 0, 0, 0}))
	near(t, "Fleiss' κ with an item that only one rated", got, err, 0.2099307)
	_, err = agreement.Fleiss([][]int{{3, 0}, {3, 0}})
	undefined(t, "Fleiss' κ of one category", err)
	_, err = agreement.Fleiss([][]int{{1, 0}})
	undefined(t, "Fleiss' κ of nothing", err)
}

func TestAlpha(t *testing.T) {
	const none = 0
	coders := [][]float64{
		{none, none, none, none, none, 3, 4, 1, 2, 1, 1, 3, 3, none, 3},
		{1, none, 2, 1, 3, 3, 4, 3, none, none, none, none, none, none, none},
		{none, none, 2, 1, 3, 4, 4, none, 2, 1, 1, 3, 3, none, 4},
	}
	units := make([][]float64, len(coders[0]))
	for _, coder := range coders {
		for u, value := range coder {
			if value != none {
				units[u] = append(units[u], value)
			}
		}
	}
	got, err := agreement.NominalAlpha(units)
	agreementtest.Nearly(t, "nominal α", got, err, 0.691358024691358, 1e-14)
	got, err = agreement.IntervalAlpha(units)
	near(t, "interval α", got, err, 0.8108449)

	binary := [][]int{{1, 0}, {1, 1}, {0, 1}, {0, 0}, {0, 0}, {0, 1}, {0, 0}, {0, 1}, {0, 0}, {0, 0}}
	got, err = agreement.NominalAlpha(binary)
	near(t, "α of two values", got, err, 0.0952381)

	_, err = agreement.NominalAlpha([][]int{{1, 1}, {1, 1}, {2}})
	undefined(t, "α of one value", err)
	_, err = agreement.NominalAlpha([][]int{{1}})
	undefined(t, "α of nothing", err)
	_, err = agreement.IntervalAlpha([][]float64{{0.1, 0.1}, {0.1, 0.1, 0.1}})
	undefined(t, "interval α of one value", err)
	_, err = agreement.IntervalAlpha(nil)
	undefined(t, "interval α of nothing", err)
}
