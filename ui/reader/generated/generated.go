// Package generated makes texts and marks of any size, the same ones each time, for measurements.
package generated

import (
	"math/rand/v2"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Text returns about size bytes of text like a newspaper's: words by a skewed draw from some 20,000, sentences,
// paragraphs, here and there a dash, a quotation mark or an accent.
func Text(size int) string {
	r := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("ba be ca co da de en er fi ga ha in ka la le ma me mi na ne ni on or pa ra re ri sa se si ta te ti to un va ve wo é ü")
	vocabulary := make([]string, 20_000)
	for i := range vocabulary {
		for range 1 + r.IntN(4) {
			vocabulary[i] += syllables[r.IntN(len(syllables))]
		}
	}
	var b strings.Builder
	b.Grow(size + 100)
	for b.Len() < size {
		for range 2 + r.IntN(6) {
			for k := range 5 + r.IntN(20) {
				if k > 0 {
					b.WriteByte(' ')
				}
				w := vocabulary[int(float64(len(vocabulary))*r.Float64()*r.Float64()*r.Float64())]
				if r.IntN(40) == 0 {
					w = "“" + w + "” –"
				}
				b.WriteString(w)
			}
			b.WriteString(". ")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Segments spreads n segments of 3 to 62 code points over a text of that many, which is more than 200.
func Segments(n, length int) []annotate.Segment {
	r := rand.New(rand.NewPCG(1, 2))
	segments := make([]annotate.Segment, n)
	for i := range segments {
		start := r.IntN(length - 200)
		segments[i] = annotate.Segment{Start: start, End: start + 3 + r.IntN(60)}
	}
	return segments
}
