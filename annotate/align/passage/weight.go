package passage

import (
	"math"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

// How much words tell, in bits. The figures were chosen on articles whose shared passages had been listed by reading them.
const (
	rareBits    = 10   // a word that no list of its language has
	letterBits  = 3    // a letter by itself
	signBits    = 4    // a sign of a script that is a word by itself, as a Chinese one
	digitBits   = 4    // a number of one digit
	digitsBits  = 7    // any other number
	repeatBits  = 3    // less each time that a word stands in the two articles twice as often as once in each
	fewestWords = 2000 // of both articles; in longer ones a word stands there oftener by as much
	nameShare   = 0.1  // what a name tells, of what another word does
	oftenBeside = 4    // times that a word in small letters stands there to be part of a name, as the network in Acme network
	besideShare = 0.6  // of them it stands beside a word with a capital letter
)

// commonBits are those of the common words of a language, by the three parts of its list. The first are functional words, which tell nothing.
var commonBits = []float32{0, 4, 7}

// bits is how much a stem tells in any text.
func (l *tongue) bits(key string) float32 {
	if common, known := l.common[key]; known {
		return common
	}
	first, size := utf8.DecodeRuneInString(key)
	switch {
	case size < len(key):
		return rareBits
	case annotate.Unparted(first):
		return signBits
	}
	return letterBits
}

func numberBits(number string) float32 {
	if len(number) == 1 {
		return digitBits
	}
	return digitsBits
}

// comparison is two articles, with what they make each other's words tell.
type comparison struct {
	a, b             *Text
	usual            float64   // how often a word stands in short articles for each time that it stands in these
	bitsOf           []float32 // by stem of a: what it tells, 0 where b does not have it
	twin             []int32   // by stem of a: the same of b, -1 where it has none
	weightA, weightB []float32 // by stem: what it weighs in a sentence
	special          []bool    // by stem of a: it is a number, or a name
}

func compare(a, b *Text) *comparison {
	c := &comparison{a: a, b: b, usual: fewestWords / max(fewestWords, float64(len(a.words)+len(b.words))), bitsOf: make([]float32, len(a.stems)),
		twin: make([]int32, len(a.stems)), weightA: make([]float32, len(a.stems)), weightB: make([]float32, len(b.stems)), special: make([]bool, len(a.stems))}
	j := 0
	for i, s := range a.stems {
		for ; j < len(b.stems) && b.stems[j].id < s.id; j++ {
			_, _, c.weightB[j] = c.weigh(b.stems[j], stem{})
		}
		if j == len(b.stems) || b.stems[j].id != s.id {
			c.twin[i] = -1
			_, _, c.weightA[i] = c.weigh(s, stem{})
			continue
		}
		c.twin[i] = int32(j)
		c.bitsOf[i], c.special[i], c.weightA[i] = c.weigh(s, b.stems[j])
		c.weightB[j] = c.weightA[i]
		j++
	}
	for ; j < len(b.stems); j++ {
		_, _, c.weightB[j] = c.weigh(b.stems[j], stem{})
	}
	return c
}

// weigh is how much a stem tells that stands in one article and, as o, in the other, whether it is a number or a name of their story, and
// what it weighs in a sentence.
func (c *comparison) weigh(s, o stem) (bits float32, special bool, weight float32) {
	bits = s.bits
	if often := float64(s.count+o.count) / 2 * c.usual; often > 1 {
		bits = max(0, min(bits, rareBits-repeatBits*float32(math.Log2(often))))
	}
	bits = coarse(bits)
	switch {
	case s.number:
		return bits, true, bits
	case s.capital+o.capital > s.small+o.small || besideNames(s, o):
		return coarse(nameShare * bits), true, coarse(nameWeight * bits)
	}
	return bits, false, bits
}

// coarse rounds to 1/256 of a bit, so that sums are exact, whatever the order and the processor.
func coarse(bits float32) float32 { return float32(math.Round(float64(bits)*256)) / 256 }

// besideNames says that a word is part of the names of a story although it is written small: it mostly stands beside one.
func besideNames(s, o stem) bool {
	return s.count+o.count >= oftenBeside && float64(s.beside+o.beside) > besideShare*float64(s.count+o.count)
}

// bitsAt is what the word of a match tells.
func (c *comparison) bitsAt(m match) float32 { return c.bitsOf[c.a.at(m.a).stem] }
