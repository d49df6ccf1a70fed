package agreement

// NominalAlpha is Krippendorff's α for values that are the same or not. A unit is the values that annotators gave one
// thing, those who gave none left out; units with fewer than two values are passed over. Values that are sets are the
// same if they have the same members: pass any name of the set.
func NominalAlpha[T comparable](units [][]T) (float64, error) {
	counts := map[T]float64{}
	disagreement := 0.0
	for _, unit := range units {
		if len(unit) < 2 {
			continue
		}
		differing := 0
		for i, value := range unit {
			counts[value]++
			for _, other := range unit[:i] {
				if other != value {
					differing += 2
				}
			}
		}
		disagreement += float64(differing) / float64(len(unit)-1)
	}
	n, squares := 0.0, 0.0
	for _, count := range counts {
		n += count
		squares += count * count
	}
	return nominalAlpha(disagreement, n, squares)
}

// IntervalAlpha is Krippendorff's α for numbers, with the squared difference as their distance.
func IntervalAlpha(units [][]float64) (float64, error) {
	disagreement, n, sum, squares := 0.0, 0.0, 0.0, 0.0
	for _, unit := range units {
		if len(unit) < 2 {
			continue
		}
		differing := 0.0
		for i, value := range unit {
			n++
			sum += value
			squares += value * value
			for _, other := range unit[:i] {
				differing += 2 * (value - other) * (value - other)
			}
		}
		disagreement += differing / float64(len(unit)-1)
	}
	return intervalAlpha(disagreement, n, sum, squares)
}

// nominalAlpha is α from the coincidence matrix: disagreement is the sum of what stands off its diagonal, n the sum of
// all, squares that of the squares of its margins.
func nominalAlpha(disagreement, n, squares float64) (float64, error) {
	switch {
	case n == 0:
		return 0, Undefined("no items with two values")
	case n*n == squares:
		return 0, Undefined("every value is the same")
	}
	return 1 - (n-1)*disagreement/(n*n-squares), nil
}

// intervalAlpha is the same with squared differences: disagreement is the sum of those within units, and chance follows
// from the number, the sum and the sum of squares of all values.
func intervalAlpha(disagreement, n, sum, squares float64) (float64, error) {
	expected := 2 * (n*squares - sum*sum)
	switch {
	case n == 0:
		return 0, Undefined("no items with two values")
	case expected <= 1e-12*n*squares: // what rounding leaves of 0
		return 0, Undefined("every value is the same")
	}
	return 1 - (n-1)*disagreement/expected, nil
}
