package agreement

import "github.com/parallax-annotation/parallax/annotate/agreement/gamma"

// quantity is one of the things that are added up over documents.
type quantity uint8

// The quantities. What label and value of a key are is said with each; "" where nothing is.
const (
	documents quantity = iota // 1

	// Of a pair of annotators, by label: its spans in either layer, and how much of each is matched.
	spanCount
	strictCredit
	exactCredit
	partialCredit
	typeCredit
	confusion // spans by the first's label (label) and the second's (value), "" where only one has it

	// Words of a pair, by category (value).
	wordCount // no value
	wordAgreed
	wordFirst
	wordSecond

	// Words of all annotators.
	allWords     // no value
	allAgreement // sum of the share of pairs of annotators that agree; no value
	allDiffering // off the diagonal of the coincidence matrix; no value
	allCategory  // by category (value)
	labelDiffering
	labelPresent // by label

	// Units: α_U by label, u-α by value.
	unitCount
	unitObserved
	unitExpected
	unitTotal
	unitAgreed
	unitValued
	unitSquares
	unitShared
	joinedUnits // spans that lie over another of the same label of the same annotator; no label
	mixedUnits  // stretches with more than one label; no label

	// γ.
	gammaDisorder
	gammaBound
	gammaSearched // documents in which the best alignment is not proven
	gammaMean     // mean number of units of an annotator, by the number of annotators (value)
	gammaLabel    // units by label
	gammaUnits    // N, sum and squares of the numbers of units in a layer (value)
	gammaLengths
	gammaGaps

	// Attributes of matched spans: label is "claim.stance"; entities: label is the label.
	attributeItems
	attributeDiffering
	attributeValue // by value
	attributeSum   // of numbers
	attributeSquares
	entityItems
	entityDiffering
	entityValue

	// Relations, by type (label).
	relationCount
	relationMatched
)

// everybody stands for all annotators where others name a pair.
const everybody = -1

// key names a sum.
type key struct {
	quantity
	a, b         int // numbers of annotators, or everybody
	label, value string
}

// sums of one document.
type sums map[key]float64

// of adds for two annotators, or for everybody.
type sumsOf struct {
	sums
	a, b int
}

func (s sumsOf) add(q quantity, label, value string, amount float64) {
	if amount != 0 {
		s.sums[key{q, s.a, s.b, label, value}] += amount
	}
}

func (s sumsOf) addMoments(q quantity, m gamma.Moments) {
	s.add(q, "", "n", m.N)
	s.add(q, "", "sum", m.Sum)
	s.add(q, "", "squares", m.Squares)
}
