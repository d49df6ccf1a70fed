// Package event proposes articles that tell of the same event although they stand in different stories, by the words, names and numbers that
// they share and by how near to each other they were published.
//
// The likeness is that of Miranda, Znotiņš, Cohen and Barzdins (2018), Multilingual Clustering of Streaming News, with weights that were set
// and not learned. It knows texts, not where they are kept. Start with Propose.
package event

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/parallax-annotation/parallax/annotate/align/passage"
)

const (
	weightiest  = 60   // terms of an article by which it is compared
	mostHaving  = 0.02 // of the articles may have a term by which they meet
	fewArticles = 50   // of which all may
	titleCounts = 2    // times that a word of a title counts as one of the text
	nameShare   = 0.4  // of the likeness that names and numbers make
	farthest    = 7    // days between two articles on one event
	spread      = 3    // days, the standard deviation of what nearness is worth
	undated     = 0.7  // what it is worth where one has no date
	least       = 0.20 // likeness that is proposed
)

// Article is what is looked at of an article.
type Article struct {
	Story     string // articles of one story stand together already
	Language  string // its base tag; only articles in the same are compared
	Published time.Time
	Title     []passage.Term
	Text      []passage.Term
}

// Proposal is articles on one event, by their places, of two stories or more.
type Proposal struct {
	Articles []int
	Score    float64 // the highest likeness of two of different stories, up to 1
}

// Propose groups articles of different stories that tell of the same event, the surest first.
func Propose(articles []Article) []Proposal {
	vectors := vectorsOf(articles)
	having := map[uint64][]int{}
	most := max(fewArticles, int(mostHaving*float64(len(articles))))
	group := make([]int, len(articles)) // the first article of each one's group
	best := make([]float64, len(articles))
	for i, v := range vectors {
		group[i] = i
		for _, j := range meeting(v, having, most) {
			a, b := articles[i], articles[j]
			if a.Story == b.Story || a.Language != b.Language {
				continue
			}
			near := nearness(a.Published, b.Published)
			if near == 0 {
				continue
			}
			score := near * ((1-nameShare)*product(v.all, vectors[j].all) + nameShare*product(v.names, vectors[j].names))
			if score >= least {
				join(group, best, i, j, score)
			}
		}
		for _, t := range v.all {
			having[t.id] = append(having[t.id], i)
		}
	}
	return proposals(group, best)
}

// meeting lists the articles that have a term of a vector which few have, each once in order.
func meeting(v vector, having map[uint64][]int, most int) (met []int) {
	for _, t := range v.all {
		if list := having[t.id]; len(list) <= most {
			met = append(met, list...)
		}
	}
	slices.Sort(met)
	return slices.Compact(met)
}

// join makes the groups of two articles one.
func join(group []int, best []float64, i, j int, score float64) {
	root := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	a, b := root(i), root(j)
	first := min(a, b)
	group[a], group[b] = first, first
	best[first] = max(score, best[a], best[b])
}

func proposals(group []int, best []float64) (all []Proposal) {
	members := map[int][]int{}
	for i := range group {
		first := i
		for group[first] != first {
			first = group[first]
		}
		members[first] = append(members[first], i)
	}
	for first, articles := range members {
		if len(articles) > 1 {
			all = append(all, Proposal{articles, math.Round(best[first]*1000) / 1000})
		}
	}
	slices.SortFunc(all, func(p, q Proposal) int {
		return cmp.Or(cmp.Compare(q.Score, p.Score), cmp.Compare(p.Articles[0], q.Articles[0]))
	})
	return all
}

// nearness is what the dates of two articles make of their likeness.
func nearness(a, b time.Time) float64 {
	if a.IsZero() || b.IsZero() {
		return undated
	}
	days := math.Abs(a.Sub(b).Hours()) / 24
	if days > farthest {
		return 0
	}
	return math.Exp(-days * days / (2 * spread * spread))
}
