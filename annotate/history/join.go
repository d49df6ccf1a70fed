package history

import "slices"

// Join says that somebody made one of two, such as of two annotators who turned out to be one person: From became part of To.
type Join struct {
	Mark
	From, To string
}

// StandIns says who stands for each that became part of another, where joins were made by people who did not know of each other's. All that
// were made one, be it through others, are one; of them the one stands that stayed in the last join. It follows from the joins alone: they
// may be told in any order.
func StandIns(joins []Join) map[string]string {
	joins = slices.Clone(joins)
	slices.SortFunc(joins, func(a, b Join) int { return compareMarks(a.Mark, b.Mark) })
	stands := map[string]string{}
	standsFor := func(id string) string {
		if to, is := stands[id]; is {
			return to
		}
		return id
	}
	for _, j := range joins {
		from, to := standsFor(j.From), standsFor(j.To)
		if from == to { // in a circle
			to = j.To
		}
		stands[from] = to
		for id := range stands {
			if stands[id] == from {
				stands[id] = to
			}
		}
		delete(stands, to)
	}
	return stands
}
