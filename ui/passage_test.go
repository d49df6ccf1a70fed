package ui

import (
	"testing"

	"pgregory.net/rapid"
)

func TestFollowGoesThroughTheAnchors(t *testing.T) {
	anchors := []anchor{{10, 100}, {20, 110}}
	for _, test := range []struct{ at, want int }{{0, 0}, {5, 50}, {10, 100}, {15, 105}, {20, 110}, {60, 155}, {100, 200}} {
		if got := follow(test.at, 100, 200, anchors); got != test.want {
			t.Errorf("%d goes to %d, not %d", test.at, got, test.want)
		}
	}
	if got := follow(50, 100, 200, nil); got != 100 {
		t.Errorf("without anchors 50 of 100 goes to %d of 200", got)
	}
}

func TestFollowNeverGoesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []anchor
		from := 0
		for range rapid.IntRange(0, 8).Draw(t, "anchors") {
			from += rapid.IntRange(1, 12).Draw(t, "step")
			all = append(all, anchor{from, rapid.IntRange(0, 99).Draw(t, "to")})
		}
		chain := rising(all)
		for i := 1; i < len(chain); i++ {
			if chain[i].from <= chain[i-1].from || chain[i].to <= chain[i-1].to {
				t.Fatalf("%v does not rise", chain)
			}
		}
		last := -1
		for at := range 101 {
			to := follow(at, 100, 100, chain)
			if to < last || to > 100 {
				t.Fatalf("%d goes to %d after %d", at, to, last)
			}
			last = to
		}
	})
}
