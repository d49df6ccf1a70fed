package session_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
)

func TestNamesAreHiddenOnDemand(t *testing.T) {
	s := newStage(t)
	all := []annotate.Annotator{annotate.NewAnnotator("anna"), annotate.NewAnnotator("gold")}
	for i := range 27 {
		all = append(all, annotate.Annotator{ID: string(rune('a' + i)), Name: "somebody", Kind: annotate.Human})
	}
	heard := 0
	s.OnAnnotator(func(annotate.Annotator) { heard++ })
	if names := s.Names(all); names["a"] != "somebody" {
		t.Errorf("names %v", names)
	}
	s.SetBlind(true)
	s.SetBlind(true)
	names := s.Names(all)
	seen := slices.Sorted(maps.Values(names))
	if slices.Contains(seen, "somebody") || len(slices.Compact(seen)) != len(all) || names[all[0].ID] != "anna" || names[all[1].ID] != "gold" || heard != 1 {
		t.Errorf("blind: %v, heard %d", names, heard)
	}
}
