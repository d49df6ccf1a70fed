package review_test

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
)

// crowded generates the layers of annotators who mark the same few words over and over.
func crowded(annotators, spans int) *rapid.Generator[[]review.Layer] {
	return rapid.Custom(func(t *rapid.T) []review.Layer {
		list := make([]review.Layer, rapid.IntRange(2, annotators).Draw(t, "annotators"))
		words := rapid.SampledFrom([]int{3, 12, 60}).Draw(t, "words")
		for i := range list {
			list[i].Annotator = annotate.NewAnnotator(fmt.Sprint("a", i))
			for k := range rapid.IntRange(0, spans).Draw(t, "spans") {
				start := rapid.IntRange(0, words).Draw(t, "start")
				s := annotate.Span{ID: fmt.Sprintf("%d-%d", i, k), DocumentID: "d", LabelID: rapid.SampledFrom([]string{"actor", "actor", "claim"}).Draw(t, "label"),
					Segments: []annotate.Segment{{Start: start, End: start + rapid.IntRange(1, words).Draw(t, "length")}}}
				if rapid.IntRange(0, 3).Draw(t, "attribute") == 0 {
					s.Attributes = map[string]any{"type": "person"}
				}
				list[i].Spans = append(list[i].Spans, s)
			}
		}
		return list
	})
}

// straightforward puts spans into groups as the package says it, from the list of all pairs: what a group says of its spans are their
// ids, in order.
func straightforward(layers []review.Layer) (groups []string) {
	type mark struct {
		annotate.Span
		layer, group int
	}
	var marks []*mark
	for i, layer := range layers {
		for _, s := range layer.Spans {
			marks = append(marks, &mark{Span: s, layer: i})
		}
	}
	slices.SortFunc(marks, func(a, b *mark) int {
		return cmp.Or(cmp.Compare(a.Start(), b.Start()), cmp.Compare(a.End(), b.End()), strings.Compare(a.ID, b.ID))
	})
	strength := func(a, b *mark) float64 {
		shared := max(0, min(a.End(), b.End())-max(a.Start(), b.Start()))
		share := float64(shared) / float64(a.End()-a.Start()+b.End()-b.Start()-shared)
		switch label, values := a.LabelID == b.LabelID, reflect.DeepEqual(a.Attributes, b.Attributes); {
		case a.layer == b.layer || shared == 0:
			return 0
		case share == 1 && label && values:
			return 4
		case share == 1 && label:
			return 3
		case label:
			return 2 + share
		case share >= .5:
			return share
		}
		return 0
	}
	type pair struct{ a, b *mark }
	var pairs []pair
	in := make([][]*mark, len(marks))
	for i, b := range marks {
		b.group, in[i] = i, []*mark{b}
		for _, a := range marks[:i] {
			if strength(a, b) > 0 {
				pairs = append(pairs, pair{a, b})
			}
		}
	}
	place := map[*mark]int{}
	for i, m := range marks {
		place[m] = i
	}
	slices.SortFunc(pairs, func(x, y pair) int {
		return cmp.Or(cmp.Compare(strength(y.a, y.b), strength(x.a, x.b)), cmp.Compare(place[x.a], place[y.a]), cmp.Compare(place[x.b], place[y.b]))
	})
	for _, p := range pairs {
		to, from := p.a.group, p.b.group
		fits := to != from
		for _, a := range in[to] {
			for _, b := range in[from] {
				fits = fits && strength(a, b) > 0
			}
		}
		if fits {
			for _, m := range in[from] {
				m.group = to
			}
			in[to], in[from] = append(in[to], in[from]...), nil
		}
	}
	for _, group := range in {
		var ids []string
		for _, m := range group {
			ids = append(ids, m.ID)
		}
		if slices.Sort(ids); len(ids) > 0 {
			groups = append(groups, strings.Join(ids, "+"))
		}
	}
	slices.Sort(groups)
	return groups
}

// However many spans lie at one place, so that a mark has more partners than are looked at in one go, and however many annotators
// there are: the groups are those that the list of all pairs makes.
func TestGroupsAreThoseOfAllPairs(t *testing.T) {
	for _, size := range []struct{ annotators, spans int }{{2, 120}, {4, 70}, {90, 2}} {
		t.Run(fmt.Sprintf("%d annotators with %d spans", size.annotators, size.spans), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				layers := crowded(size.annotators, size.spans).Draw(t, "layers")
				var got []string
				for _, item := range review.Items(layers, nil) {
					ids := item.CandidateIDs()
					slices.Sort(ids)
					got = append(got, strings.Join(ids, "+"))
				}
				slices.Sort(got)
				if want := straightforward(layers); !slices.Equal(got, want) {
					t.Fatalf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
			})
		})
	}
}
