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

// BenchmarkOnePlace puts spans of four annotators into items that all lie over each other.
func BenchmarkOnePlace(b *testing.B) {
	for _, spans := range []int{1250, 5000} {
		for _, place := range []struct {
			name string
			of   func(i int) annotate.Segment
		}{
			{"same words", func(int) annotate.Segment { return annotate.Segment{Start: 100, End: 200} }},
			{"other bounds", func(i int) annotate.Segment { return annotate.Segment{Start: i * 37 % 900, End: 1000 + i*61%700} }},
			{"nested", func(i int) annotate.Segment { return annotate.Segment{Start: 0, End: 1000 + i} }},
		} {
			b.Run(fmt.Sprintf("%s/spans=%d", place.name, spans), func(b *testing.B) {
				layers := make([]review.Layer, 4)
				for i := range spans {
					layer := &layers[i%4]
					layer.Annotator = everybody[i%4]
					layer.Spans = append(layer.Spans, annotate.Span{ID: annotate.DerivedID(fmt.Sprint(i)), DocumentID: "d", LabelID: "actor", Segments: []annotate.Segment{place.of(i)}})
				}
				b.ReportAllocs()
				b.ResetTimer()
				items := 0
				for range b.N {
					items = len(review.Items(layers, nil))
				}
				b.ReportMetric(float64(items), "items")
			})
		}
	}
}
