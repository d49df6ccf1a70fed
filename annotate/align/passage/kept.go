package passage

import (
	"encoding/json"
	"fmt"

	"github.com/parallax-annotation/parallax/annotate"
)

// keptPair is a pair as a project keeps it.
type keptPair struct {
	Kind   Kind     `json:"kind"`
	Score  float64  `json:"score"`
	A      [2]int   `json:"a"`
	B      [2]int   `json:"b"`
	AsideA [][2]int `json:"aside_a,omitempty"`
	AsideB [][2]int `json:"aside_b,omitempty"`
}

// Encode writes the pairs of two articles as JSON text, to be kept. What Decode reads is the same again.
func Encode(pairs []Pair) (string, error) {
	kept := make([]keptPair, len(pairs))
	for i, p := range pairs {
		kept[i] = keptPair{p.Kind, p.Score, [2]int{p.A.Start, p.A.End}, [2]int{p.B.Start, p.B.End}, encodeAll(p.AsideA), encodeAll(p.AsideB)}
	}
	text, err := json.Marshal(kept)
	return string(text), err
}

func encodeAll(segments []annotate.Segment) (all [][2]int) {
	for _, s := range segments {
		all = append(all, [2]int{s.Start, s.End})
	}
	return all
}

// Decode reads what Encode wrote.
func Decode(text string) ([]Pair, error) {
	var kept []keptPair
	if err := json.Unmarshal([]byte(text), &kept); err != nil {
		return nil, fmt.Errorf("reading kept passages: %w", err)
	}
	pairs := make([]Pair, len(kept))
	for i, k := range kept {
		pairs[i] = Pair{k.Kind, k.Score, decode(k.A), decode(k.B), decodeAll(k.AsideA), decodeAll(k.AsideB)}
	}
	return pairs, nil
}

func decode(s [2]int) annotate.Segment { return annotate.Segment{Start: s[0], End: s[1]} }

func decodeAll(kept [][2]int) (all []annotate.Segment) {
	for _, s := range kept {
		all = append(all, decode(s))
	}
	return all
}
