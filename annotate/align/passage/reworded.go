package passage

import (
	"math"

	"github.com/parallax-annotation/parallax/annotate"
)

const (
	fewestStems  = 4    // of a sentence that is compared
	nameWeight   = 0.35 // what a name weighs in a sentence, of what another word does
	leastTold    = 12   // bits that two sentences share at least
	bonus        = 0.05 // for each number and each rare name that both sentences have
	bonusBits    = 5    // that a name has which is rare, if it were none
	mostStanding = 64   // times that a word may stand in an article to be compared
)

// sentence is what is compared as a whole.
type sentence struct {
	from, to int32   // places in words
	stems    []int32 // each once
}

// sentencesOf takes a text apart.
func sentencesOf(t *Text) (all []sentence) {
	for i := 0; i < len(t.words); {
		j := i
		for j < len(t.words) && t.words[j].sentence == t.words[i].sentence {
			j++
		}
		all = append(all, t.sentence(i, j))
		i = j
	}
	return all
}

func (t *Text) sentence(from, to int) sentence {
	s := sentence{from: int32(from), to: int32(to)}
	seen := map[int32]bool{}
	for _, w := range t.words[from:to] {
		if w.stem >= 0 && !seen[w.stem] {
			seen[w.stem] = true
			s.stems = append(s.stems, w.stem)
		}
	}
	return s
}

// holdingOf lists for each stem the sentences that have it.
func holdingOf(t *Text) [][]int32 {
	all := make([][]int32, len(t.stems))
	for i, s := range t.sentences {
		for _, stem := range s.stems {
			all[stem] = append(all[stem], int32(i))
		}
	}
	return all
}

// likeness is what two sentences have in common.
type likeness struct {
	product float64 // of their weights
	told    float64 // bits
	special int     // numbers and rare names
}

// reworded finds the sentences of both articles that tell the same in other words: by the cosine of what their words weigh. Those that
// are mostly within one shared passage say nothing new.
func (c *comparison) reworded(shared []Pair) []Pair {
	normsA, normsB := c.a.norms(c.weightA), c.b.norms(c.weightB)
	var pairs []Pair
	like, met := make([]likeness, len(c.b.sentences)), []int32(nil)
	for i, s := range c.a.sentences {
		if len(s.stems) < fewestStems {
			continue
		}
		for _, stem := range s.stems {
			twin := c.twin[stem]
			if twin < 0 || c.a.stems[stem].count > mostStanding || c.b.stems[twin].count > mostStanding {
				continue
			}
			for _, j := range c.b.holding[twin] {
				l := &like[j]
				if l.product == 0 && l.told == 0 {
					met = append(met, j)
				}
				l.product += float64(c.weightA[stem]) * float64(c.weightA[stem])
				l.told += float64(c.bitsOf[stem])
				if c.special[stem] && c.weightA[stem] >= bonusBits*nameWeight {
					l.special++
				}
			}
		}
		for _, j := range met {
			l := like[j]
			like[j] = likeness{}
			if l.told < leastTold || len(c.b.sentences[j].stems) < fewestStems {
				continue
			}
			p := Pair{Kind: Reworded, Score: rounded(l.product/(normsA[i]*normsB[j]) + bonus*float64(l.special)), A: c.a.span(s), B: c.b.span(c.b.sentences[j])}
			if p.Score >= Listed && !within(p, shared) {
				pairs = append(pairs, p)
			}
		}
		met = met[:0]
	}
	return pairs
}

// norms are the lengths of the sentences as vectors.
func (t *Text) norms(weights []float32) []float64 {
	norms := make([]float64, len(t.sentences))
	for i, s := range t.sentences {
		for _, stem := range s.stems {
			norms[i] += float64(weights[stem]) * float64(weights[stem])
		}
		norms[i] = math.Sqrt(norms[i])
	}
	return norms
}

func (t *Text) span(s sentence) annotate.Segment { return t.stretch(s.from, s.to-1) }

// within says whether a passage lies mostly within one of others, in both articles.
func within(p Pair, others []Pair) bool {
	for _, o := range others {
		if 2*common(p.A, o.A) > p.A.End-p.A.Start && 2*common(p.B, o.B) > p.B.End-p.B.Start {
			return true
		}
	}
	return false
}

// common is how many code points two stretches have in common.
func common(a, b annotate.Segment) int { return max(0, min(a.End, b.End)-max(a.Start, b.Start)) }

// rounded leaves out the digits in which processors differ.
func rounded(score float64) float64 { return math.Round(score*1000) / 1000 }
