package review_test

import (
	"fmt"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
)

// BenchmarkItems puts the spans of four annotators into items: some 50 of each in every article, which agree, differ in
// boundary, label or attribute, nest, or miss one.
func BenchmarkItems(b *testing.B) {
	for _, articles := range []int{200, 2000} {
		b.Run(fmt.Sprintf("articles=%d", articles), func(b *testing.B) {
			all := make([][]review.Layer, articles)
			for i := range all {
				all[i] = article(i, 58)
			}
			spans := 0
			for _, layers := range all {
				for _, layer := range layers {
					spans += len(layer.Spans)
				}
			}
			b.ResetTimer()
			items := 0
			for range b.N {
				items = 0
				for _, layers := range all {
					items += len(review.Items(layers, nil))
				}
			}
			b.ReportMetric(float64(spans), "spans")
			b.ReportMetric(float64(items), "items")
		})
	}
}

func article(n, spans int) []review.Layer {
	list := make([]review.Layer, 4)
	for k := range list {
		list[k].Annotator = everybody[k]
		for i := range spans {
			if (i+k)%7 == 0 {
				continue
			}
			s := annotate.Span{ID: annotate.DerivedID(fmt.Sprint(n, k, i)), DocumentID: "d", LabelID: "actor", Attributes: map[string]any{"type": "person"},
				Segments: []annotate.Segment{{Start: i * 20, End: i*20 + 12}}}
			switch {
			case i%5 == 0:
				s.LabelID, s.Segments[0].End = "claim", i*20+95 // over the four that follow
			case i%5 == 1 && k == 1:
				s.Segments[0].Start += 3
			case i%5 == 2 && k == 2:
				s.LabelID = "claim"
			case i%5 == 3 && k == 3:
				s.Attributes = map[string]any{"type": "state"}
			}
			list[k].Spans = append(list[k].Spans, s)
		}
	}
	return list
}
