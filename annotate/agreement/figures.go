package agreement

import (
	"cmp"
	"slices"
)

// totals are sums over documents, by slot.
type totals []float64

// figure is one number of a report, as a function of sums.
type figure struct {
	path  string
	value func(totals) (float64, error)
	items func(totals) float64 // how many things it was computed from
	into  func(*float64)       // puts it into the report
}

// slotOf is a sum with the last part of its key.
type slotOf struct {
	value string
	slot  int
}

// index finds the slots of a quantity.
type index map[key][]slotOf

func newIndex(slots map[key]int) index {
	x := index{}
	for k, slot := range slots {
		group := k
		group.value = ""
		x[group] = append(x[group], slotOf{k.value, slot})
	}
	for _, found := range x {
		slices.SortFunc(found, func(a, b slotOf) int { return cmp.Compare(a.value, b.value) })
	}
	return x
}

// view is an index as figures look at it: of certain pairs, whose sums are added up.
type view struct {
	index
	pairs [][2]int
}

// slots are those of a quantity with that label. Over several pairs a value may have several.
func (x view) slots(q quantity, label string) []slotOf {
	if len(x.pairs) == 1 {
		return x.index[key{q, x.pairs[0][0], x.pairs[0][1], label, ""}]
	}
	var found []slotOf
	for _, pair := range x.pairs {
		found = append(found, x.index[key{q, pair[0], pair[1], label, ""}]...)
	}
	slices.SortStableFunc(found, func(a, b slotOf) int { return cmp.Compare(a.value, b.value) })
	return found
}

// sum is the function that adds up all sums of a quantity with one of those labels.
func (x view) sum(q quantity, labels ...string) func(totals) float64 {
	var slots []slotOf
	for _, label := range labels {
		slots = append(slots, x.slots(q, label)...)
	}
	return func(t totals) float64 {
		sum := 0.0
		for _, s := range slots {
			sum += t[s.slot]
		}
		return sum
	}
}

// margins is the function that sums a quantity by value, and tells the sum of all and that of the squares.
func (x view) margins(q quantity, label string) func(totals) (n, squares float64) {
	return marginsOf(x.slots(q, label))
}

func marginsOf(slots []slotOf) func(totals) (n, squares float64) {
	return func(t totals) (n, squares float64) {
		for i := 0; i < len(slots); {
			sum, value := 0.0, slots[i].value
			for ; i < len(slots) && slots[i].value == value; i++ {
				sum += t[slots[i].slot]
			}
			n += sum
			squares += sum * sum
		}
		return n, squares
	}
}

// f1 is a scheme of span F1 over labels.
func (x view) f1(credit quantity, labels []string) func(totals) (float64, error) {
	got, all := x.sum(credit, labels...), x.sum(spanCount, labels...)
	return share(got, all, "no spans")
}

func share(got, all func(totals) float64, none Undefined) func(totals) (float64, error) {
	return func(t totals) (float64, error) {
		n := all(t)
		if n == 0 {
			return 0, none
		}
		return got(t) / n, nil
	}
}

// cohen is κ over words.
func (x view) cohen() func(totals) (float64, error) {
	n, agreed := x.sum(wordCount, ""), x.sum(wordAgreed, "")
	first, second := x.slots(wordFirst, ""), x.slots(wordSecond, "")
	type both struct{ first, second int }
	var common []both
	for _, a := range first {
		i, found := slices.BinarySearchFunc(second, a.value, func(b slotOf, value string) int { return cmp.Compare(b.value, value) })
		if found {
			common = append(common, both{a.slot, second[i].slot})
		}
	}
	return func(t totals) (float64, error) {
		chance := 0.0
		for _, c := range common {
			chance += t[c.first] * t[c.second]
		}
		return kappa(n(t), agreed(t), chance)
	}
}

// wordAlpha is Krippendorff's α over words of a pair.
func (x view) wordAlpha() func(totals) (float64, error) {
	n, agreed := x.sum(wordCount, ""), x.sum(wordAgreed, "")
	slots := append(slices.Clone(x.slots(wordFirst, "")), x.slots(wordSecond, "")...)
	slices.SortStableFunc(slots, func(a, b slotOf) int { return cmp.Compare(a.value, b.value) })
	margins := marginsOf(slots)
	return func(t totals) (float64, error) {
		values, squares := margins(t)
		return nominalAlpha(2*(n(t)-agreed(t)), values, squares)
	}
}

// allAlpha is Krippendorff's α over words of all annotators.
func (x view) allAlpha() func(totals) (float64, error) {
	differing, margins := x.sum(allDiffering, ""), x.margins(allCategory, "")
	return func(t totals) (float64, error) {
		n, squares := margins(t)
		return nominalAlpha(differing(t), n, squares)
	}
}

// labelAlpha is the same of one label: covers the word or not.
func (x view) labelAlpha(label string) func(totals) (float64, error) {
	differing, present, margins := x.sum(labelDiffering, label), x.sum(labelPresent, label), x.margins(allCategory, "")
	return func(t totals) (float64, error) {
		n, _ := margins(t)
		with := present(t)
		return nominalAlpha(differing(t), n, with*with+(n-with)*(n-with))
	}
}

func (x view) fleiss() func(totals) (float64, error) {
	n, agreement, margins := x.sum(allWords, ""), x.sum(allAgreement, ""), x.margins(allCategory, "")
	return func(t totals) (float64, error) {
		ratings, squares := margins(t)
		return fleiss(n(t), agreement(t), ratings, squares)
	}
}

// alphaU is α_U over labels.
func (x view) alphaU(labels []string) func(totals) (float64, error) {
	observed, expected, units := x.sum(unitObserved, labels...), x.sum(unitExpected, labels...), x.sum(unitCount, labels...)
	return func(t totals) (float64, error) {
		e := expected(t)
		switch {
		case units(t) == 0:
			return 0, Undefined("no annotator used it")
		case e == 0:
			return 0, Undefined("units fill the texts, so that they could not lie elsewhere")
		}
		return 1 - observed(t)/e, nil
	}
}

// family is a member of the u-α family.
func (x view) family(member func(family) (float64, error)) func(totals) (float64, error) {
	type slots [5]int // Total, Agreed, Valued, Squares, Shared; -1 for none
	values := map[string]*slots{}
	for i, q := range []quantity{unitTotal, unitAgreed, unitValued, unitSquares, unitShared} {
		for _, s := range x.slots(q, "") {
			if values[s.value] == nil {
				values[s.value] = &slots{-1, -1, -1, -1, -1}
			}
			values[s.value][i] = s.slot
		}
	}
	order := make([]string, 0, len(values))
	for value := range values {
		order = append(order, value)
	}
	slices.Sort(order)
	return func(t totals) (float64, error) {
		var f family
		for _, value := range order {
			var amounts [5]float64
			for i, slot := range values[value] {
				if slot >= 0 {
					amounts[i] = t[slot]
				}
			}
			f.add(value, UnitSums{amounts[0], amounts[1], amounts[2], amounts[3], amounts[4]})
		}
		return member(f)
	}
}

// valueAlpha is α over the values of an attribute of matched spans.
func (x view) valueAlpha(attribute string) func(totals) (float64, error) {
	differing, margins := x.sum(attributeDiffering, attribute), x.margins(attributeValue, attribute)
	items, sum, squares := x.sum(attributeItems, attribute), x.sum(attributeSum, attribute), x.sum(attributeSquares, attribute)
	return func(t totals) (float64, error) {
		n, squaresOfCounts := margins(t)
		if n == 0 {
			return intervalAlpha(differing(t), 2*items(t), sum(t), squares(t))
		}
		return nominalAlpha(differing(t), n, squaresOfCounts)
	}
}

func (x view) entityAlpha(label string) func(totals) (float64, error) {
	differing, margins := x.sum(entityDiffering, label), x.margins(entityValue, label)
	return func(t totals) (float64, error) {
		n, squares := margins(t)
		return nominalAlpha(differing(t), n, squares)
	}
}
