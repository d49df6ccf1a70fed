package annotate_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
)

var claims = annotate.Codebook{
	Labels: []annotate.Label{{ID: "claim", Name: "claim"}},
	RelationTypes: []annotate.RelationType{
		{ID: "s", Name: "same_claim", HeadLabel: "claim", TailLabel: "claim", Scope: annotate.WithinStory, Symmetric: true},
		{ID: "+", Name: "supports", HeadLabel: "claim", TailLabel: "claim", Scope: annotate.WithinStory},
		{ID: "-", Name: "disputes", HeadLabel: "claim", TailLabel: "claim", Scope: annotate.WithinStory},
	},
}

// related reads "a s b" as a relation of that type; its id is the text.
func related(texts ...string) (all []annotate.Relation) {
	for _, text := range texts {
		r := annotate.Relation{ID: text}
		fmt.Sscan(text, &r.HeadSpanID, &r.TypeID, &r.TailSpanID)
		all = append(all, r)
	}
	return all
}

func TestAClaimThatDisputesWhatIsTheSameContradictsIt(t *testing.T) {
	for _, c := range []struct {
		name      string
		relations []string
		entities  map[string]string
		want      []string // the relation that disputes, then those that say that both are the same
	}{
		{"directly", []string{"a s b", "b - a"}, nil, []string{"b - a", "a s b"}},
		{"by way of others, in whatever direction", []string{"a s b", "c s b", "c s d", "d - a"}, nil, []string{"d - a", "c s d", "c s b", "a s b"}},
		{"by the shortest way", []string{"a s b", "b s c", "a s c", "a - c"}, nil, []string{"a - c", "a s c"}},
		{"by the entity", []string{"a - b"}, map[string]string{"a": "x", "b": "x"}, []string{"a - b"}},
		{"by an entity on the way", []string{"a s c", "a - b"}, map[string]string{"c": "x", "b": "x"}, []string{"a - b", "a s c"}},
		{"not where only one is", []string{"a s b", "c - a"}, map[string]string{"c": "x"}, nil},
		{"not where no entity is named", []string{"a - b"}, map[string]string{"a": "", "b": ""}, nil},
		{"not by what supports", []string{"a + b", "a - b"}, nil, nil},
	} {
		var got []string
		for _, found := range annotate.Contradictions(claims, related(c.relations...), c.entities) {
			got = append(got, found.Disputes.ID)
			for _, r := range found.Same {
				got = append(got, r.ID)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

// TestWhatIsTheSameIsSoByWayOfOthers compares with the groups that joining spans one by one makes.
func TestWhatIsTheSameIsSoByWayOfOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spans := []string{"a", "b", "c", "d", "e", "f", "g"}
		group := map[string]string{}
		for _, s := range spans {
			group[s] = s
		}
		join := func(a, b string) {
			from, to := group[a], group[b]
			for _, s := range spans {
				if group[s] == from {
					group[s] = to
				}
			}
		}
		var texts []string
		for range rapid.IntRange(0, 14).Draw(t, "relations") {
			a, b := rapid.SampledFrom(spans).Draw(t, "head"), rapid.SampledFrom(spans).Draw(t, "tail")
			kind := rapid.SampledFrom([]string{"s", "+", "-"}).Draw(t, "type")
			if text := a + " " + kind + " " + b; a != b && !slices.Contains(texts, text) {
				if texts = append(texts, text); kind == "s" {
					join(a, b)
				}
			}
		}
		var got, want []string
		for _, found := range annotate.Contradictions(claims, related(texts...), nil) {
			got = append(got, found.Disputes.ID)
		}
		for _, r := range related(texts...) {
			if r.TypeID == "-" && group[r.HeadSpanID] == group[r.TailSpanID] {
				want = append(want, r.ID)
			}
		}
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("of %q contradict %q, not %q", texts, got, want)
		}
	})
}
