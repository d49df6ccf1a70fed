package annotate

import (
	"cmp"
	"slices"
)

// Contradiction is a claim that is said to be the same as another, be it by way of further claims, and to dispute it.
type Contradiction struct {
	Disputes Relation
	Same     []Relation // that lead from its head to its tail, each in either direction; none between spans that refer to one entity
}

// By says by way of how many other claims both are the same, after a space; "" where that is said of the two themselves.
func (c Contradiction) By() string {
	switch n := len(c.Same); n {
	case 0:
		return " by their name"
	case 1:
		return ""
	default:
		return " by way of " + Counted(n-1, "other", "others")
	}
}

// Contradictions finds them among the relations of one annotator, in the order of their ids; entities are those that spans refer to, by
// the ids of both. That claims are the same holds in both directions and by way of others. Of several ways the shortest is named.
func Contradictions(codebook Codebook, relations []Relation, entities map[string]string) (all []Contradiction) {
	roles := codebook.Roles()
	ways := map[string][]Relation{} // by either end: what says that it is the same as another
	var disputed []Relation
	for _, r := range relations {
		t, _ := codebook.RelationTypeByID(r.TypeID)
		switch {
		case roles.Same[t.Name]:
			ways[r.HeadSpanID] = append(ways[r.HeadSpanID], r)
			ways[r.TailSpanID] = append(ways[r.TailSpanID], r)
		case roles.Disputes[t.Name]:
			disputed = append(disputed, r)
		}
	}
	alike := map[string][]string{} // by entity: the spans that refer to it
	for span, entity := range entities {
		if entity != "" {
			alike[entity] = append(alike[entity], span)
		}
	}
	for _, spans := range alike {
		slices.Sort(spans)
	}
	byID := func(a, b Relation) int { return cmp.Compare(a.ID, b.ID) }
	for _, way := range ways {
		slices.SortFunc(way, byID)
	}
	slices.SortFunc(disputed, byID)
	for _, r := range disputed {
		if same, found := wayBetween(r.HeadSpanID, r.TailSpanID, ways, alike, entities); found {
			all = append(all, Contradiction{r, same})
		}
	}
	return all
}

// wayBetween is the shortest way from one span to another, over what says that they are the same.
func wayBetween(from, to string, ways map[string][]Relation, alike map[string][]string, entities map[string]string) ([]Relation, bool) {
	type step struct {
		before string
		by     *Relation // nil between spans of one entity
	}
	came := map[string]step{from: {}}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if at == to {
			var way []Relation
			for ; at != from; at = came[at].before {
				if by := came[at].by; by != nil {
					way = append(way, *by)
				}
			}
			slices.Reverse(way)
			return way, true
		}
		reach := func(span string, by *Relation) {
			if _, known := came[span]; !known {
				came[span] = step{at, by}
				queue = append(queue, span)
			}
		}
		for _, other := range alike[entities[at]] {
			reach(other, nil)
		}
		for _, r := range ways[at] {
			reach(r.HeadSpanID, &r)
			reach(r.TailSpanID, &r)
		}
	}
	return nil, false
}
