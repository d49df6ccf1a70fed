package dataset_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
)

// BenchmarkSentences makes records of sentences of which every other one is a region: twice as many take twice as long.
func BenchmarkSentences(b *testing.B) {
	const line = "Photo: by the river\n\nHe said so.\n\n"
	for _, n := range []int{10_000, 20_000} {
		layer := annotate.Layer{Document: annotate.Document{ID: "d", Text: strings.Repeat(line, n)}}
		for i := range n {
			at := i * len(line)
			layer.Regions = append(layer.Regions, annotate.Region{Start: at, End: at + len("Photo: by the river"), Kind: annotate.RegionCaption})
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if got := len(dataset.Records(annotate.Codebook{}, layer, dataset.Options{Unit: dataset.UnitSentence})); got != n {
					b.Fatalf("%d records", got)
				}
			}
		})
	}
}
