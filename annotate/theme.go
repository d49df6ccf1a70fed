package annotate

import (
	"maps"
	"slices"
)

// Circles lists the entities in each circle of themes, of entities that stand under one another so that none is above: parents has for
// those that have a theme the id of the theme. In each the first id in order comes first, and the circles are in the order of their first.
func Circles(parents map[string]string) (circles [][]string) {
	met := map[string]int{} // by an entity the walk in which it was met
	for walk, start := range slices.Sorted(maps.Keys(parents)) {
		at := start
		for met[at] == 0 && parents[at] != "" {
			met[at] = walk + 1
			at = parents[at]
		}
		if met[at] != walk+1 {
			continue
		}
		circle := []string{at}
		for next := parents[at]; next != at; next = parents[next] {
			circle = append(circle, next)
		}
		first := slices.Index(circle, slices.Min(circle))
		circles = append(circles, append(slices.Clone(circle[first:]), circle[:first]...))
	}
	slices.SortFunc(circles, slices.Compare)
	return circles
}
