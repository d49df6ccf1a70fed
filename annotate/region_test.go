package annotate_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
)

// What is set holds everywhere in its stretch, what was there holds everywhere else, and the regions stay valid.
func TestSetRegion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const length = 40
		paint := func(regions []annotate.Region) (kinds [length]annotate.RegionKind) {
			for _, r := range regions {
				for i := r.Start; i < r.End; i++ {
					kinds[i] = r.Kind
				}
			}
			return kinds
		}
		var regions []annotate.Region
		var want [length]annotate.RegionKind
		for range rapid.IntRange(0, 12).Draw(t, "sets") {
			start := rapid.IntRange(0, length-1).Draw(t, "start")
			stretch := annotate.Segment{Start: start, End: rapid.IntRange(start+1, length).Draw(t, "end")}
			kind := rapid.SampledFrom(append([]annotate.RegionKind{""}, annotate.RegionKinds...)).Draw(t, "kind")
			regions = annotate.SetRegion(regions, stretch, kind)
			for i := stretch.Start; i < stretch.End; i++ {
				want[i] = kind
			}
			if err := annotate.ValidateRegions(regions, length); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(want, paint(regions)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Stretches set at once are as they are set one after the other.
func TestSetRegions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := rapid.SampledFrom(append([]annotate.RegionKind{""}, annotate.RegionKinds...))
		draw := func(name string) (regions []annotate.Region) {
			at := 0
			for range rapid.IntRange(0, 8).Draw(t, name) {
				start := at + rapid.IntRange(0, 5).Draw(t, "gap")
				at = start + rapid.IntRange(1, 8).Draw(t, "length")
				regions = append(regions, annotate.Region{Start: start, End: at, Kind: kinds.Draw(t, "kind")})
			}
			return regions
		}
		regions := annotate.SetRegions(nil, draw("there"))
		stretches := draw("set")
		want := regions
		for _, s := range stretches {
			want = annotate.SetRegion(want, annotate.Segment{Start: s.Start, End: s.End}, s.Kind)
		}
		if diff := cmp.Diff(want, annotate.SetRegions(regions, stretches)); diff != "" {
			t.Fatal(diff)
		}
	})
}
