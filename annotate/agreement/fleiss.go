package agreement

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
