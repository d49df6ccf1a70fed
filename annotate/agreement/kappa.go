package agreement

// Table counts how two annotators sorted the same items: rows are the categories of the first, columns those of the
// second, in the same order.
type Table [][]float64

// Cohen is Cohen's κ (1960): (Po − Pe)/(1 − Pe), where chance draws each annotator's category from that annotator's own
// distribution.
func (t Table) Cohen() (float64, error) {
	n, agreed, rows, columns := t.margins()
	chance := 0.0
	for c := range rows {
		chance += rows[c] * columns[c]
	}
	return kappa(n, agreed, chance)
}

// Scott is Scott's π (1955): as κ, but chance draws both categories from the distribution of the two together.
func (t Table) Scott() (float64, error) {
	n, agreed, rows, columns := t.margins()
	chance := 0.0
	for c := range rows {
		mean := (rows[c] + columns[c]) / 2
		chance += mean * mean
	}
	return kappa(n, agreed, chance)
}

// Weighted is Cohen's weighted κ (1968). weight says how far two categories are apart, 0 for the same.
func (t Table) Weighted(weight func(row, column int) float64) (float64, error) {
	n, _, rows, columns := t.margins()
	if n == 0 {
		return 0, Undefined("no items")
	}
	observed, expected := 0.0, 0.0
	for i := range t {
		for j := range t[i] {
			observed += weight(i, j) * t[i][j]
			expected += weight(i, j) * rows[i] * columns[j] / n
		}
	}
	if expected == 0 {
		return 0, Undefined("both used one category only")
	}
	return 1 - observed/expected, nil
}

func (t Table) margins() (n, agreed float64, rows, columns []float64) {
	rows, columns = make([]float64, len(t)), make([]float64, len(t))
	for i := range t {
		for j, count := range t[i] {
			n += count
			rows[i] += count
			columns[j] += count
		}
		agreed += t[i][i]
	}
	return n, agreed, rows, columns
}

// kappa corrects agreed of n items for chance, which is the sum over categories of the product of their counts on
// either side.
func kappa(n, agreed, chance float64) (float64, error) {
	switch {
	case n == 0:
		return 0, Undefined("no items")
	case n*n == chance: // exact, for counts are whole or halves
		return 0, Undefined("both used one category only")
	}
	return (agreed*n - chance) / (n*n - chance), nil
}

// Fleiss is Fleiss' κ (1971): (P̄ − Pe)/(1 − Pe). Each item is a row of how many annotators chose each category. Where the
// number of annotators varies between items, each item counts once in P̄ and each choice once in Pe. Items with fewer
// than two choices are passed over.
func Fleiss(items [][]int) (float64, error) {
	n, agreement := 0.0, 0.0
	var categories []float64
	for _, item := range items {
		ratings := 0
		for _, count := range item {
			ratings += count
		}
		if ratings < 2 {
			continue
		}
		for len(categories) < len(item) {
			categories = append(categories, 0)
		}
		n++
		agreement += itemAgreement(item, ratings)
		for c, count := range item {
			categories[c] += float64(count)
		}
	}
	ratings, squares := squaresOf(categories)
	return fleiss(n, agreement, ratings, squares)
}

// itemAgreement is the share of pairs of choices that are the same.
func itemAgreement(item []int, ratings int) float64 {
	same := 0
	for _, count := range item {
		same += count * (count - 1)
	}
	return float64(same) / float64(ratings*(ratings-1))
}

// fleiss is κ over n items whose agreement sums to agreement, of ratings whose counts by category have the sum of
// squares given.
func fleiss(n, agreement, ratings, squares float64) (float64, error) {
	switch {
	case n == 0:
		return 0, Undefined("no items")
	case ratings*ratings == squares:
		return 0, Undefined("all used one category only")
	}
	expected := squares / (ratings * ratings)
	return (agreement/n - expected) / (1 - expected), nil
}

// squaresOf is the sum of the counts and of their squares.
func squaresOf(counts []float64) (sum, squares float64) {
	for _, count := range counts {
		sum += count
		squares += count * count
	}
	return sum, squares
}
