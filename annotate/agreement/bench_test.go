package agreement_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
)

// alike draws articles of about 700 words in which four annotators mark the same 50 places, more or less: most by all, some
// with another boundary or label, some not at all.
func alike(articles int) []agreement.Document {
	random := rand.New(rand.NewPCG(1, 2))
	text := strings.Repeat(sentence, 52)
	length := len([]rune(text))
	made := make([]agreement.Document, articles)
	for d := range made {
		places := make([]mark, 50)
		for i := range places {
			start := random.IntN(length - 80)
			places[i] = mark{start, start + 8 + random.IntN(12), "l1", map[string]any{"type": "person"}, ""}
			if i%3 == 0 {
				places[i] = mark{start, start + 30 + random.IntN(40), "l2", map[string]any{"stance": "supports"}, ""}
			}
		}
		var layers []annotate.Layer
		for a := range 4 {
			marks := slices.Clone(places)
			for i := range marks {
				switch random.IntN(10) {
				case 0:
					marks[i].start += random.IntN(5)
				case 1:
					marks[i].end += random.IntN(9)
				case 2:
					marks[i].label = []string{"l1", "l2"}[random.IntN(2)]
				case 3:
					marks[i].start = random.IntN(length - 80)
					marks[i].end = marks[i].start + 20
				}
			}
			layers = append(layers, layerOf(fmt.Sprint(d), fmt.Sprint("annotator ", a), marks...))
		}
		made[d] = documentOf(fmt.Sprint(d/4), fmt.Sprint(d), text, layers...)
	}
	return made
}

func BenchmarkCompute(b *testing.B) {
	for _, articles := range []int{20, 200, 2000} {
		docs := alike(articles)
		b.Run(fmt.Sprint(articles, " articles"), func(b *testing.B) {
			for b.Loop() {
				r, err := agreement.Compute(context.Background(), stream(docs...), agreement.Options{Codebook: codebook}, nil)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(r.Search.Unproven), "unproven")
			}
		})
	}
}
