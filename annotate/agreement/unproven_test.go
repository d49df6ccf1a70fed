package agreement_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
)

// TestUnprovenIsSaid: a crowd that marks one place over and over is too much for the search, and the report says so.
func TestUnprovenIsSaid(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var docs []agreement.Document
	for d := range 2 {
		var layers []annotate.Layer
		for a := range 10 {
			var marks []mark
			for range 5 {
				start := random.IntN(30)
				marks = append(marks, mark{start, start + 5 + random.IntN(15), "l1", nil, ""})
			}
			layers = append(layers, layerOf(fmt.Sprint(d), fmt.Sprint("annotator ", a), marks...))
		}
		docs = append(docs, documentOf("s", fmt.Sprint(d), sentence, layers...))
	}
	r := compute(t, agreement.Options{Replicates: -1}, docs...)
	s := r.Search
	if s.Unproven != 2 || s.Furthest <= 0 || s.Furthest >= 1 || s.AtMost == nil || *s.AtMost <= *r.Overall.Gamma || s.Draws < 100 || s.UnprovenDraws == 0 {
		t.Errorf("γ %v, %+v", *r.Overall.Gamma, s)
	}
	method := r.Method()
	for _, words := range []string{"not proven in 2 articles", fmt.Sprintf("γ overall %.3f at most", *s.AtMost), fmt.Sprintf("in %d of the %d random continua", s.UnprovenDraws, s.Draws)} {
		if !strings.Contains(method, words) {
			t.Errorf("the method does not say %q:\n%s", words, method)
		}
	}
	two := compute(t, agreement.Options{Replicates: -1, Layers: []string{"annotator 0", "annotator 1"}}, docs...)
	if two.Search.Unproven != 0 || !strings.Contains(two.Method(), "Every alignment was proven") {
		t.Errorf("%+v\n%s", two.Search, two.Method())
	}
}
