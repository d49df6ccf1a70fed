package annotate_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
)

func TestNormalizeSegments(t *testing.T) {
	got := annotate.NormalizeSegments([]annotate.Segment{{9, 12}, {0, 3}, {3, 5}, {7, 7}, {10, 11}})
	want := []annotate.Segment{{0, 5}, {9, 12}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNormalizedSegmentsAreValidAndCoverTheSame(t *testing.T) {
	segment := rapid.Custom(func(t *rapid.T) annotate.Segment {
		start := rapid.IntRange(0, 40).Draw(t, "start")
		return annotate.Segment{Start: start, End: start + rapid.IntRange(0, 10).Draw(t, "length")}
	})
	covered := func(segments []annotate.Segment) map[int]bool {
		points := map[int]bool{}
		for _, s := range segments {
			for i := s.Start; i < s.End; i++ {
				points[i] = true
			}
		}
		return points
	}
	rapid.Check(t, func(t *rapid.T) {
		segments := rapid.SliceOf(segment).Draw(t, "segments")
		before := covered(segments)
		joined := annotate.NormalizeSegments(segments)
		if diff := cmp.Diff(before, covered(joined)); diff != "" {
			t.Fatal(diff)
		}
		if len(before) == 0 {
			return
		}
		if err := annotate.ValidateSegments(joined, 50); err != nil {
			t.Fatal(err)
		}
	})
}

func TestValidateSegments(t *testing.T) {
	for name, segments := range map[string][]annotate.Segment{
		"none": nil, "empty": {{3, 3}}, "outside": {{0, 11}}, "negative": {{-1, 2}},
		"disorder": {{5, 6}, {0, 2}}, "touching": {{0, 2}, {2, 4}},
	} {
		if err := annotate.ValidateSegments(segments, 10); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestValidateRegions(t *testing.T) {
	sound := []annotate.Region{{Start: 0, End: 3, Kind: annotate.RegionTitle}, {Start: 3, End: 9, Kind: annotate.RegionComments}}
	if err := annotate.ValidateRegions(sound, 9); err != nil {
		t.Error(err)
	}
	for name, regions := range map[string][]annotate.Region{
		"no kind": {{Start: 0, End: 1}}, "outside": {{Start: 5, End: 12, Kind: "title"}}, "empty": {{Start: 2, End: 2, Kind: "title"}},
		"overlap": {{Start: 0, End: 5, Kind: "title"}, {Start: 4, End: 6, Kind: "caption"}},
	} {
		if err := annotate.ValidateRegions(regions, 9); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestDerivedIDsAreStableAndApart(t *testing.T) {
	if annotate.NewAnnotator("anna").ID != annotate.NewAnnotator(" anna ").ID {
		t.Error("one name gives two ids")
	}
	if annotate.DerivedID("label", "ab") == annotate.DerivedID("label", "a", "b") {
		t.Error("different parts give one id")
	}
	if annotate.NewAnnotator("gold").Kind != annotate.Gold {
		t.Error("gold is the layer of adjudication")
	}
	for _, name := range []string{"", " anna", "all", "a/b", "a\nb"} {
		a := annotate.Annotator{Name: name, Kind: annotate.Human}
		if err := a.Validate(); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("annotator %q is admitted", name)
		}
	}
}
