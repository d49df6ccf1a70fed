package align_test

import (
	"fmt"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align"
	"pgregory.net/rapid"
)

func TestFollowGoesThroughTheAnchors(t *testing.T) {
	anchors := []align.Anchor{{From: 10, To: 100}, {From: 20, To: 110}}
	for _, test := range []struct{ at, want int }{{0, 0}, {5, 50}, {10, 100}, {15, 105}, {20, 110}, {60, 155}, {100, 200}} {
		if got := align.Follow(test.at, 100, 200, anchors); got != test.want {
			t.Errorf("%d goes to %d, not %d", test.at, got, test.want)
		}
	}
	if got := align.Follow(50, 100, 200, nil); got != 100 {
		t.Errorf("without anchors 50 of 100 goes to %d of 200", got)
	}
}

// at is a span of one code point that refers to an entity.
func at(start int, entity string) annotate.Span {
	return annotate.Span{EntityID: entity, Segments: []annotate.Segment{{Start: start, End: start + 1}}}
}

func TestFollowNeverGoesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var here, there []annotate.Span
		from := 0
		for i := range rapid.IntRange(0, 8).Draw(t, "anchors") {
			from += rapid.IntRange(1, 12).Draw(t, "step")
			entity := fmt.Sprint("e", i)
			here = append(here, at(from, entity), at(from+1, entity)) // only the first counts
			there = append(there, at(rapid.IntRange(0, 99).Draw(t, "to"), entity))
		}
		chain := align.Rising(align.Anchors(here, there, func(annotate.Span) bool { return true }))
		for i := 1; i < len(chain); i++ {
			if chain[i].From <= chain[i-1].From || chain[i].To <= chain[i-1].To {
				t.Fatalf("%v does not rise", chain)
			}
		}
		last := -1
		for place := range 101 {
			to := align.Follow(place, 100, 100, chain)
			if to < last || to > 100 {
				t.Fatalf("%d goes to %d after %d", place, to, last)
			}
			last = to
		}
	})
}
