package review_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/review"
)

func TestVotes(t *testing.T) {
	two, three := []string{"a1 actor 0-5", "b1 actor 0-5"}, []string{"a1 actor 0-5", "b1 actor 0-5", "c1 actor 0-6"}
	for name, c := range map[string]struct {
		layers    []string
		threshold float64
		unanimous bool
		majority  bool
	}{
		"two of two":                  {two, 0.5, true, true},
		"all, where all must":         {two, 1, true, true},
		"one alone":                   {two[:1], 0.5, false, false},
		"one of two":                  {[]string{"a1 actor 0-5", ""}, 0, false, false},
		"two of three":                {three, 0.5, false, true},
		"two of three for two thirds": {three, 0.67, false, false},
		"two, and one said nothing":   {append(slices.Clone(two), ""), 0.5, false, true},
		"two of four":                 {append(slices.Clone(two), "", ""), 0.5, false, false},
		"two against two":             {[]string{"a1 actor 0-5", "b1 actor 0-5", "c1 actor 0-6", "d1 actor 0-6"}, 0.3, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			item := review.Items(layers(c.layers...), nil)[0]
			_, unanimous := item.Unanimity()
			verdict, majority := item.Majority(c.threshold)
			if unanimous != c.unanimous || majority != c.majority {
				t.Errorf("unanimous %v, majority %v", unanimous, majority)
			}
			if majority {
				if spans, err := item.Spans(verdict); err != nil || len(spans) != 1 || spans[0].End() != 5 || len(spans[0].DerivedFrom) != len(item.Candidates) {
					t.Error(spans, err)
				}
			}
		})
	}
}

// TestMajorityOfValues: where words and label have a majority, each attribute and the entity need one too.
func TestMajorityOfValues(t *testing.T) {
	names := review.Names{"k1": "Khan", "k2": "khan"}
	for name, c := range map[string]struct {
		layers    []string
		threshold float64
		want      string // attributes, entity and what the gold span derives from; "" for no majority
	}{
		"two of three":                       {[]string{"a1 actor 0-5 type=p", "b1 actor 0-5 type=q", "c1 actor 0-5 type=p"}, 0.5, "map[type:p]  [a1 c1 b1]"},
		"a tie":                              {[]string{"a1 actor 0-5 type=p", "b1 actor 0-5 type=q"}, 0.5, ""},
		"a tie, and one elsewhere":           {[]string{"a1 actor 0-5 type=p", "b1 actor 0-5 type=q", "c1 actor 0-6 type=p"}, 0.5, ""},
		"two of three, three quarters asked": {[]string{"a1 actor 0-5 type=p", "b1 actor 0-5 type=q", "c1 actor 0-5 type=p"}, 0.75, ""},
		"each by itself": {[]string{"a1 actor 0-5 type=p role=x in=2", "b1 actor 0-5 type=p role=y in=1", "c1 actor 0-5 type=q role=x in=1"}, 0.5,
			"map[in:1 role:x type:p]  [a1 b1 c1]"},
		"each by itself, and one says all": {[]string{"a1 actor 0-5 type=q role=x", "b1 actor 0-5 type=p role=y", "c1 actor 0-5 type=p role=x"}, 0.5,
			"map[role:x type:p]  [c1 a1 b1]"},
		"most left it open": {[]string{"a1 actor 0-5 type=p", "b1 actor 0-5", "c1 actor 0-5"}, 0.5, "map[]  [b1 c1 a1]"},
		"one left it open":  {[]string{"a1 actor 0-5 type=p", "b1 actor 0-5 type=p", "c1 actor 0-5"}, 0.5, "map[type:p]  [a1 b1 c1]"},
		"entities":          {[]string{"a1 actor 0-5 @x", "b1 actor 0-5 @y", "c1 actor 0-5 @y"}, 0.5, "map[] y [b1 c1 a1]"},
		"entities by name":  {[]string{"a1 actor 0-5 @x", "b1 actor 0-5 @k2", "c1 actor 0-5 @k1"}, 0.5, "map[] k1 [c1 b1 a1]"},
		"entities tie":      {[]string{"a1 actor 0-5 @x", "b1 actor 0-5 @y"}, 0.5, ""},
		"three of four":     {[]string{"a1 actor 0-5 type=p", "b1 actor 0-5 type=q", "c1 actor 0-5 type=p", ""}, 0.5, "map[type:p]  [a1 c1 b1]"},
	} {
		t.Run(name, func(t *testing.T) {
			item := review.Items(layers(c.layers...), names)[0]
			if verdict, won := item.Majority(c.threshold); won != (c.want != "") {
				t.Errorf("a majority: %v", verdict)
			} else if won {
				spans, err := item.Spans(verdict)
				if err != nil || len(spans) != 1 {
					t.Fatal(spans, err)
				}
				derived := spans[0].DerivedFrom[:len(verdict.Candidates)]
				if got := fmt.Sprint(spans[0].Attributes, " ", spans[0].EntityID, " ", derived); got != c.want {
					t.Errorf("got %s, want %s", got, c.want)
				}
			}
		})
	}
}

// TestMajorityIsWhatMostSay: of each value of what is accepted more than the threshold of those with its words and label are in favour,
// whoever they are.
func TestMajorityIsWhatMostSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list, threshold := drawn().Draw(t, "layers"), rapid.SampledFrom([]float64{0, 0.5, 0.75, 1}).Draw(t, "threshold")
		shuffled := rapid.Permutation(list).Draw(t, "layers")
		again := review.Items(shuffled, nil)
		for i, item := range review.Items(list, nil) {
			verdict, won := item.Majority(threshold)
			if other, too := again[i].Majority(threshold); too != won || fmt.Sprint(other) != fmt.Sprint(verdict) {
				t.Fatalf("%v, in another order %v", verdict, other)
			}
			if _, all := item.Unanimity(); all && !won {
				t.Fatal("all say it, but not most")
			}
			if !won {
				continue
			}
			spans, err := item.Spans(verdict)
			if err != nil {
				t.Fatal(err)
			}
			alike, given, named := 0, 0, 0
			for _, c := range item.Candidates {
				if !slices.Equal(c.Span.Segments, spans[0].Segments) || c.Span.LabelID != spans[0].LabelID {
					continue
				}
				alike++
				if c.Span.Attributes["type"] == spans[0].Attributes["type"] {
					given++
				}
				if c.Span.EntityID == spans[0].EntityID {
					named++
				}
			}
			voters := len(item.Candidates) + len(item.Silent)
			for _, votes := range [][2]int{{alike, voters}, {given, alike}, {named, alike}} {
				if share := float64(votes[0]) / float64(votes[1]); share < 1 && share <= threshold || alike < 2 {
					t.Fatalf("%d of %d for %v: %v", votes[0], votes[1], spans[0], item)
				}
			}
		}
	})
}
