package annotate_test

import (
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
)

// The ids of what was imported before follow from these: a file that is read again must find them.
func TestDerivedIDsStayWhatTheyAre(t *testing.T) {
	const want = "7da8a2c8-a285-5b44-800c-6beaf3ccd14b" // UUIDs of version 5, each the namespace of the next
	if got := annotate.DerivedID("document", "Ports", "x"); got != want {
		t.Errorf("%s, not %s", got, want)
	}
	for _, got := range []string{annotate.SeedOf("document").ID("Ports", "x"), annotate.SeedOf("document", "Ports").ID("x"), annotate.SeedOf("document", "Ports", "x").ID()} {
		if got != want {
			t.Errorf("by a seed it is %s, not %s", got, want)
		}
	}
}
