package history_test

import (
	"maps"
	"math/rand/v2"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/history"
)

func TestWhoStandsForWhomFollowsFromTheJoinsInWhateverOrderTheyAreTold(t *testing.T) {
	for name, c := range map[string]struct {
		joins []string // from and to, in the order in which they were made
		want  map[string]string
	}{
		"none":                              {nil, map[string]string{}},
		"one":                               {[]string{"ab"}, map[string]string{"a": "b"}},
		"one after the other":               {[]string{"ab", "bc"}, map[string]string{"a": "c", "b": "c"}},
		"the other one first":               {[]string{"bc", "ab"}, map[string]string{"a": "c", "b": "c"}},
		"in two copies with two others":     {[]string{"ab", "ac"}, map[string]string{"a": "c", "b": "c"}},
		"in two copies each with the other": {[]string{"ab", "ba"}, map[string]string{"b": "a"}},
		"in two copies in the same way":     {[]string{"ab", "ab"}, map[string]string{"a": "b"}},
		"in a larger circle":                {[]string{"ab", "bc", "ca"}, map[string]string{"b": "a", "c": "a"}},
		"two pairs":                         {[]string{"ab", "cd"}, map[string]string{"a": "b", "c": "d"}},
		"two pairs, then one of each":       {[]string{"ab", "cd", "ac"}, map[string]string{"a": "d", "b": "d", "c": "d"}},
		"with one for whom another stands":  {[]string{"ab", "ca"}, map[string]string{"a": "b", "c": "b"}},
		"again, when somebody else stands":  {[]string{"ab", "bc", "ab"}, map[string]string{"a": "b", "c": "b"}},
	} {
		t.Run(name, func(t *testing.T) {
			var joins []history.Join
			for i, j := range c.joins {
				joins = append(joins, history.Join{Mark: mark(i), From: j[:1], To: j[1:]})
			}
			for range 10 {
				if got := history.StandIns(joins); !maps.Equal(got, c.want) {
					t.Fatalf("%v: %v", joins, got)
				}
				rand.Shuffle(len(joins), func(i, k int) { joins[i], joins[k] = joins[k], joins[i] })
			}
		})
	}
}
