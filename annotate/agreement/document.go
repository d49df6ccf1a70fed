package agreement

import (
	"cmp"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement/gamma"
)

// layer is what one annotator did in one document, in the forms in which measures look at it.
type layer struct {
	annotator int
	source    annotate.Layer
	spans     []Span                        // of source.Spans, in the same order
	units     map[string][]annotate.Segment // for α_U, by label
	sections  []Section                     // for uα and words
	joined    int
	whole     []gamma.Unit // for γ, by start
}

func newLayer(source annotate.Layer, annotator int, names labelNames) layer {
	l := layer{annotator: annotator, source: source, units: map[string][]annotate.Segment{}}
	for _, s := range source.Spans {
		span := Span{s.Segments, names.of(s.LabelID)}
		l.spans = append(l.spans, span)
		l.units[span.Label] = append(l.units[span.Label], s.Segments...)
		l.whole = append(l.whole, gamma.Unit{Start: span.start(), End: span.end(), Label: span.Label})
	}
	for label, units := range l.units {
		l.units[label], _ = MergeOverlapping(units)
	}
	slices.SortFunc(l.whole, func(a, b gamma.Unit) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Label, b.Label))
	})
	l.sections, l.joined = sections(l.spans)
	return l
}

// comparison is one document as the annotators left it, ready to be counted.
type comparison struct {
	length int
	layers []layer
	words  []annotate.Segment
	classes
	against int // if not everybody, only pairs with this annotator count, and nothing of all together
}

// classes are the categories of words: for each layer that of each word, and their names.
type classes struct {
	of    [][]int
	names []string
}

func newComparison(d Document, layers []layer, against int) *comparison {
	c := &comparison{length: utf8.RuneCountInString(d.Document.Text), layers: layers, against: against}
	c.words = words(d.Document.Text, d.Regions)
	numbers := map[string]int{}
	number := func(category string) int {
		n, known := numbers[category]
		if !known {
			n = len(c.names)
			numbers[category] = n
			c.names = append(c.names, category)
		}
		return n
	}
	for _, l := range layers {
		c.of = append(c.of, classify(c.words, l.sections, number))
	}
	return c
}

// sum counts the document. pairs tells for each pair of layers that was compared which span of the second belongs to each
// span of the first, for the relations, which are counted when all of a story was seen.
func (c *comparison) sum() (s sums, pairs map[[2]int][]int) {
	s, pairs = sums{}, map[[2]int][]int{}
	for i := range c.layers {
		for j := i + 1; j < len(c.layers); j++ {
			a, b := &c.layers[i], &c.layers[j]
			if c.against != everybody && a.annotator != c.against && b.annotator != c.against {
				continue
			}
			partner := MatchSpans(a.spans, b.spans)
			pairs[[2]int{i, j}] = partner
			to := sumsOf{s, a.annotator, b.annotator}
			to.add(documents, "", "", 1)
			to.addSpans(a, b, partner)
			to.addAttributes(a, b, partner)
			c.addWords(to, i, j)
			c.addUnits(to, []*layer{a, b})
		}
	}
	if c.against != everybody {
		return s, pairs
	}
	all := sumsOf{s, everybody, everybody}
	all.add(documents, "", "", 1)
	c.addAllWords(all)
	layers := make([]*layer, len(c.layers))
	for i := range c.layers {
		layers[i] = &c.layers[i]
	}
	c.addUnits(all, layers)
	return s, pairs
}

// addSpans counts span F1 by label. Each span has its own credit, so that F1 of a label is the mean credit of the spans that
// either annotator gave it, and F1 over labels that of all.
func (s sumsOf) addSpans(a, b *layer, partner []int) {
	for _, span := range a.spans {
		s.add(spanCount, span.Label, "", 1)
	}
	for _, span := range b.spans {
		s.add(spanCount, span.Label, "", 1)
	}
	paired := make([]bool, len(b.spans))
	for i, j := range partner {
		one := a.spans[i]
		if j < 0 {
			s.add(confusion, one.Label, "", 1)
			continue
		}
		paired[j] = true
		other := b.spans[j]
		s.add(confusion, one.Label, other.Label, 1)
		exact, same := slices.Equal(one.Segments, other.Segments), one.Label == other.Label
		for _, label := range []string{one.Label, other.Label} {
			s.add(partialCredit, label, "", 0.5)
			if exact {
				s.add(exactCredit, label, "", 1)
				s.add(partialCredit, label, "", 0.5)
			}
			if same {
				s.add(typeCredit, label, "", 1)
			}
			if exact && same {
				s.add(strictCredit, label, "", 1)
			}
		}
	}
	for j, done := range paired {
		if !done {
			s.add(confusion, "", b.spans[j].Label, 1)
		}
	}
}

// addWords counts how two annotators sorted the words.
func (c *comparison) addWords(to sumsOf, i, j int) {
	first, second, agreed := make([]int, len(c.names)), make([]int, len(c.names)), 0
	for w := range c.words {
		a, b := c.of[i][w], c.of[j][w]
		first[a]++
		second[b]++
		if a == b {
			agreed++
		}
	}
	to.add(wordCount, "", "", float64(len(c.words)))
	to.add(wordAgreed, "", "", float64(agreed))
	for k, name := range c.names {
		to.add(wordFirst, "", name, float64(first[k]))
		to.add(wordSecond, "", name, float64(second[k]))
	}
}

// addAllWords counts how all annotators sorted the words, by category and for each label by itself.
func (c *comparison) addAllWords(to sumsOf) {
	m := len(c.layers)
	total, item := make([]int, len(c.names)), make([]int, len(c.names))
	agreement, differing := 0.0, 0
	holds, labels := labelsOf(c.names)
	present, apart := make([]int, len(labels)), make([]int, len(labels))
	var used []int
	for w := range c.words {
		used = used[:0]
		for i := range c.layers {
			category := c.of[i][w]
			if item[category] == 0 {
				used = append(used, category)
			}
			item[category]++
			total[category]++
		}
		if len(used) == 1 {
			agreement++
			for _, label := range holds[used[0]] {
				present[label] += m
			}
			item[used[0]] = 0
			continue
		}
		agreement += itemAgreement(item, m)
		counts := map[int]int{}
		for _, category := range used {
			differing += item[category] * (m - item[category])
			for _, label := range holds[category] {
				counts[label] += item[category]
			}
			item[category] = 0
		}
		for label, n := range counts {
			present[label] += n
			apart[label] += 2 * n * (m - n)
		}
	}
	to.add(allWords, "", "", float64(len(c.words)))
	to.add(allAgreement, "", "", agreement)
	to.add(allDiffering, "", "", float64(differing)/float64(m-1))
	for k, name := range c.names {
		to.add(allCategory, "", name, float64(total[k]))
	}
	for k, label := range labels {
		to.add(labelPresent, label, "", float64(present[k]))
		to.add(labelDiffering, label, "", float64(apart[k])/float64(m-1))
	}
}

// addUnits counts α_U, u-α and γ of two or more annotators.
func (c *comparison) addUnits(to sumsOf, layers []*layer) {
	m := len(layers)
	labels := map[string]bool{}
	for _, l := range layers {
		for label := range l.units {
			labels[label] = true
		}
	}
	if c.length > 0 {
		c.addUnitizing(to, layers, labels)
	}

	coders := make([][]gamma.Unit, m)
	var chance gamma.Chance
	for i, l := range layers {
		coders[i] = l.whole
		chance.Add(l.whole)
	}
	to.addMoments(gammaUnits, chance.Units)
	to.addMoments(gammaLengths, chance.Lengths)
	to.addMoments(gammaGaps, chance.Gaps)
	for label, n := range chance.Labels {
		to.add(gammaLabel, label, "", n)
	}
	best := gamma.BestAlignment(coders)
	to.add(gammaDisorder, "", "", best.Total)
	to.add(gammaBound, "", "", best.Bound)
	to.add(gammaMean, "", strconv.Itoa(m), gamma.MeanUnits(coders))
	if !best.Exact {
		to.add(gammaSearched, "", "", 1)
	}
}

// addUnitizing counts α_U and u-α. The disagreement of a text counts by the square of its length, which undoes that
// the formula divides by it, and as often as there are annotators, as values do in α.
func (c *comparison) addUnitizing(to sumsOf, layers []*layer, labels map[string]bool) {
	weight := float64(c.length) * float64(c.length) * float64(len(layers))
	for label := range labels {
		units, n := make([][]annotate.Segment, len(layers)), 0
		for i, l := range layers {
			units[i] = l.units[label]
			n += len(units[i])
		}
		observed, expected := UnitDisagreement(units, c.length)
		to.add(unitCount, label, "", float64(n))
		to.add(unitObserved, label, "", weight*observed)
		to.add(unitExpected, label, "", weight*expected)
	}
	divided := make([][]Section, len(layers))
	for i, l := range layers {
		divided[i] = l.sections
		to.add(joinedUnits, "", "", float64(l.joined))
		for _, s := range l.sections {
			if mixed(s.Value) {
				to.add(mixedUnits, "", "", 1)
			}
		}
	}
	for value, s := range NewUnitized(divided, c.length) {
		to.add(unitTotal, "", value, s.Total)
		to.add(unitAgreed, "", value, s.Agreed)
		to.add(unitValued, "", value, s.Valued)
		to.add(unitSquares, "", value, s.Squares)
		to.add(unitShared, "", value, s.Shared)
	}
}
