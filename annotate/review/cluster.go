package review

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// sameText is the least share of their text that spans of different labels have in common where they compete.
const sameText = 0.5

// mark is one span on its way into an item, as the candidate that it is going to be.
type mark struct {
	Span                       *annotate.Span
	key, place, entity, values string
	layer                      int
	cluster                    int
}

// clusters puts the spans of all layers into groups that compete. The marks of a group are in the order of the text.
func clusters(layers []Layer, names Names) [][]*mark {
	c := newClustering(marksOf(layers, names), len(layers))
	for first, second := range c.pairs() {
		a, b := c.marks[first].cluster, c.marks[second].cluster
		if a != b && joinable(c.marks, c.members[a], c.members[b]) {
			c.join(a, b)
		}
	}
	var groups [][]*mark
	for _, places := range c.members {
		if len(places) == 0 {
			continue
		}
		slices.Sort(places)
		group := make([]*mark, len(places))
		for i, place := range places {
			group[i] = c.marks[place]
		}
		groups = append(groups, group)
	}
	return groups
}

// marksOf lists all spans in the order of the text.
func marksOf(layers []Layer, names Names) []*mark {
	n := 0
	for _, layer := range layers {
		n += len(layer.Spans)
	}
	all, marks := make([]mark, 0, n), make([]*mark, 0, n)
	for i, layer := range layers {
		for k := range layer.Spans {
			s := &layer.Spans[k]
			m := mark{Span: s, place: placeKey(s.Segments), entity: entityName(names, s.EntityID), values: valuesKey(s.Attributes), layer: i}
			m.key = m.place + "\x00" + s.LabelID + "\x00" + m.entity + "\x00" + m.values
			all = append(all, m)
			marks = append(marks, &all[len(all)-1])
		}
	}
	slices.SortFunc(marks, func(a, b *mark) int {
		return cmp.Or(cmp.Compare(a.Span.Start(), b.Span.Start()), cmp.Compare(a.Span.End(), b.Span.End()), strings.Compare(a.Span.ID, b.Span.ID))
	})
	return marks
}

// entityName is what an entity is known by when two are compared.
func entityName(names Names, id string) string {
	if name := strings.ToLower(strings.TrimSpace(names[id])); name != "" {
		return name
	}
	return id
}

// compete says how well two marks fit together, 0 where they do not compete: 4 where they say the same, 3 where place and
// label are the same, 2 and the share of common text where only the label is, and that share of at least sameText where
// the labels differ.
func compete(a, b *mark) float64 {
	if a.layer == b.layer {
		return 0
	}
	same := a.Span.LabelID == b.Span.LabelID
	switch {
	case a.key == b.key:
		return 4
	case a.place == b.place && same:
		return 3
	case a.place == b.place:
		return 1
	}
	share := common(a.Span.Segments, b.Span.Segments)
	switch {
	case share == 0:
		return 0
	case same:
		return 2 + share
	case share >= sameText:
		return share
	}
	return 0
}

// common is how much two spans share of what they cover together, from 0 to 1.
func common(a, b []annotate.Segment) float64 {
	shared, length := 0, 0
	for _, g := range a {
		length += g.End - g.Start
	}
	for _, g := range b {
		length += g.End - g.Start
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		shared += max(0, min(a[i].End, b[j].End)-max(a[i].Start, b[j].Start))
		if a[i].End < b[j].End {
			i++
		} else {
			j++
		}
	}
	return float64(shared) / float64(length-shared)
}

// joinable says whether two groups can be one: no annotator is in both, and everybody in the one competes with
// everybody in the other.
func joinable(marks []*mark, a, b []int) bool {
	for _, i := range a {
		for _, j := range b {
			if compete(marks[i], marks[j]) == 0 {
				return false
			}
		}
	}
	return true
}
