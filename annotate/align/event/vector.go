package event

import (
	"cmp"
	"math"
	"slices"
)

// vector is the weightiest terms of an article, and the names and numbers among them; the lengths are 1.
type vector struct{ all, names []term }

// term is one of a vector. They are in order of their ids.
type term struct {
	id     uint64
	weight float64
}

// vectorsOf weighs the terms of articles by how often they stand there and how few others have them. One that no other has tells nothing.
func vectorsOf(articles []Article) []vector {
	counts := make([]map[uint64]float64, len(articles))
	having, named := map[uint64]int{}, map[uint64]int{}
	for i, a := range articles {
		counts[i] = map[uint64]float64{}
		for _, t := range a.Text {
			counts[i][t.ID] += float64(t.Count)
			if t.Name {
				named[t.ID]++
			}
		}
		for _, t := range a.Title {
			counts[i][t.ID] += titleCounts * float64(t.Count)
		}
		for id := range counts[i] {
			having[id]++
		}
	}
	vectors := make([]vector, len(articles))
	for i, count := range counts {
		terms := make([]term, 0, len(count))
		for id, n := range count {
			if having[id] > 1 {
				terms = append(terms, term{id, (1 + math.Log(n)) * math.Log(1+float64(len(articles))/float64(having[id]))})
			}
		}
		slices.SortFunc(terms, func(p, q term) int { return cmp.Or(cmp.Compare(q.weight, p.weight), cmp.Compare(p.id, q.id)) })
		terms = terms[:min(weightiest, len(terms))]
		slices.SortFunc(terms, func(p, q term) int { return cmp.Compare(p.id, q.id) })
		var names []term
		for _, t := range terms {
			if 2*named[t.id] > having[t.id] {
				names = append(names, t)
			}
		}
		vectors[i] = vector{normalised(terms), normalised(names)}
	}
	return vectors
}

func normalised(terms []term) []term {
	length := math.Sqrt(product(terms, terms))
	out := make([]term, len(terms))
	for i, t := range terms {
		out[i] = term{t.id, t.weight / length}
	}
	return out
}

// product is the scalar product.
func product(v, w []term) (sum float64) {
	for len(v) > 0 && len(w) > 0 {
		switch {
		case v[0].id < w[0].id:
			v = v[1:]
		case v[0].id > w[0].id:
			w = w[1:]
		default:
			sum += v[0].weight * w[0].weight
			v, w = v[1:], w[1:]
		}
	}
	return sum
}
