// Package agreementtest compares figures with those of the literature, for the tests of the packages that compute them.
//
// The program itself must not use it, and no figure is computed here. Start with Nearly.
package agreementtest

import (
	"math"
	"testing"
)

// Nearly fails the test if got, a figure or err why there is none, is further from want than within.
func Nearly(t testing.TB, what string, got float64, err error, want, within float64) {
	t.Helper()
	if err != nil {
		t.Errorf("%s is undefined: %v", what, err)
	} else if math.IsNaN(got) || math.Abs(got-want) > within {
		t.Errorf("%s is %.9f, not %.9f", what, got, want)
	}
}
