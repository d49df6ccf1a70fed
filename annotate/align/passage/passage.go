// Package passage finds the passages that two articles of a story share: word by word, nearly so, or in other words.
//
// What counts is how much the shared words tell, not how many they are: a quotation of four words is a finding, the names of the story
// that both articles are about are none. A word tells the less the commoner it is in its language and the oftener it stands in the two
// articles; a name tells a tenth; numbers and what both articles quote tell half as much again (see weight.go). All of it follows from the
// two articles alone, so what two of them share does not change when another one comes, and pairs can be kept and computed beside each other.
//
// Words that follow each other in both articles, functional ones left out, are the seeds of what is shared; those that lie close together
// in both articles make a passage, in whatever order they stand (seed.go, part.go, shared.go). What is told in other words is found by
// comparing sentences (reworded.go). Families are the passages of many articles that are one (family.go).
//
// It knows neither stories nor where articles are kept. Start with Read and Compare.
package passage

import (
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// Rules is the version of what Compare finds. What was kept of an earlier one is to be found anew.
const Rules = 1

// Kind says how two articles share a passage.
type Kind string

const (
	Shared   Kind = "shared"   // word by word, or nearly so
	Reworded Kind = "reworded" // in other words
)

// The scores from which reworded passages are listed, and from which they are sure enough to be marked in the text.
const (
	Listed = 0.20
	Marked = 0.30
)

// Pair is a passage that two articles share.
type Pair struct {
	Kind   Kind
	Score  float64            // bits of information, of a reworded passage from Listed to about 1.5
	A, B   annotate.Segment   // where it stands in each
	AsideA []annotate.Segment // numbers that stand only in A, where B has others
	AsideB []annotate.Segment
}

// Marked says whether the passage is sure enough to be marked in the text.
func (p Pair) Marked() bool { return p.Kind == Shared || p.Score >= Marked }

// turned is the pair with its sides changed over.
func (p Pair) turned() Pair {
	p.A, p.B, p.AsideA, p.AsideB = p.B, p.A, p.AsideB, p.AsideA
	return p
}

// Comparable says whether two articles can be compared by their words: they are written in one language, or nobody knows in which.
func Comparable(a, b *Text) bool {
	return a.tongue == b.tongue || a.tongue.name == "" || b.tongue.name == ""
}

// Compare finds the passages that two articles share, in the order in which they stand in a. Whichever is a, they are the same; of articles
// in different languages there are none.
func Compare(a, b *Text) []Pair {
	if !Comparable(a, b) {
		return nil
	}
	a, b = a.in(b.tongue), b.in(a.tongue)
	turn := slices.CompareFunc(a.words, b.words, func(v, w word) int { return cmp.Compare(v.form, w.form) }) > 0
	if turn {
		a, b = b, a
	}
	c := compare(a, b)
	pairs := c.shared()
	pairs = append(pairs, c.reworded(pairs)...)
	for i := range pairs {
		c.setAside(&pairs[i])
		if turn {
			pairs[i] = pairs[i].turned()
		}
	}
	slices.SortFunc(pairs, func(p, q Pair) int {
		return cmp.Or(cmp.Compare(p.A.Start, q.A.Start), cmp.Compare(p.A.End, q.A.End), cmp.Compare(p.B.Start, q.B.Start), cmp.Compare(p.B.End, q.B.End))
	})
	return pairs
}
