package review

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Items returns the questions that the layers of one document raise, in the order of the text. Who is to be heard, and
// only they, have a layer.
func Items(layers []Layer, names Names) []Item {
	groups := clusters(layers, names)
	items := make([]Item, 0, len(groups))
	for _, group := range groups {
		items = append(items, newItem(group, layers))
	}
	slices.SortFunc(items, Order)
	return items
}

func newItem(group []*mark, layers []Layer) Item {
	item := Item{DocumentID: group[0].Span.DocumentID, Start: group[0].Span.Start(), Candidates: make([]Candidate, 0, len(group))}
	heard := make([]bool, len(layers))
	said := make([]string, len(group))
	for i, m := range group {
		item.Candidates = append(item.Candidates, Candidate{Annotator: layers[m.layer].Annotator, Span: *m.Span, key: m.key, place: m.place, entity: m.entity, values: m.values})
		item.End = max(item.End, m.Span.End())
		heard[m.layer] = true
		said[i] = m.Span.ID + "\x00" + m.place + "\x00" + m.Span.LabelID + "\x00" + m.Span.EntityID + "\x00" + m.values
	}
	item.ID = itemID(said)
	for i, layer := range layers {
		if !heard[i] {
			item.Silent = append(item.Silent, layer.Annotator)
		}
	}
	sortCandidates(&item)
	item.Differs = differences(item)
	item.Kind = kindOf(item)
	item.Score = meanDistance(item)
	return item
}

// sortCandidates brings candidates and silent annotators into the order of their names.
func sortCandidates(item *Item) {
	slices.SortFunc(item.Candidates, func(a, b Candidate) int {
		return cmp.Or(strings.Compare(a.Annotator.Name, b.Annotator.Name), strings.Compare(a.ID(), b.ID()))
	})
	slices.SortFunc(item.Silent, func(a, b annotate.Annotator) int { return strings.Compare(a.Name, b.Name) })
}

func differences(item Item) Differences {
	d := Differences{Missing: len(item.Silent) > 0}
	first := &item.Candidates[0]
	var attributes []string
	for i := 1; i < len(item.Candidates); i++ {
		c := &item.Candidates[i]
		if c.key == first.key && c.Span.Note == first.Span.Note {
			continue // and what differs from it differs from the first
		}
		d.Boundary = d.Boundary || c.place != first.place
		d.Label = d.Label || c.Span.LabelID != first.Span.LabelID
		d.Note = d.Note || c.Span.Note != first.Span.Note
		d.Entity = d.Entity || c.entity != first.entity
		for k := range item.Candidates[:i] {
			attributes = append(attributes, otherValues(c, &item.Candidates[k])...)
		}
		slices.Sort(attributes)
		attributes = slices.Compact(attributes)
	}
	d.Attributes = attributes
	return d
}

// otherValues names the attributes in which two spans of one label differ.
func otherValues(a, b *Candidate) (names []string) {
	if a.Span.LabelID != b.Span.LabelID || a.values == b.values {
		return nil // other labels have other attributes
	}
	for name, value := range a.Span.Attributes {
		if !annotate.ValueOf(value).Equal(b.Span.Value(name)) {
			names = append(names, name)
		}
	}
	for name := range b.Span.Attributes {
		if _, set := a.Span.Attributes[name]; !set {
			names = append(names, name)
		}
	}
	return names
}

func kindOf(item Item) Kind {
	d := item.Differs
	switch {
	case d.Label:
		return Label
	case d.Boundary:
		return Boundary
	case len(d.Attributes) > 0:
		return Attribute
	case d.Entity:
		return Entity
	case d.Missing || len(item.Candidates) == 1:
		return Some
	}
	return Agreed
}

// meanDistance is the mean over all pairs of annotators who read the article of how far apart they are. A pair that
// marked nothing here is not at odds.
func meanDistance(item Item) float64 {
	voters := len(item.Candidates) + len(item.Silent)
	if voters < 2 {
		return 0
	}
	sum := float64(len(item.Candidates) * len(item.Silent))
	for i := range item.Candidates {
		for k := range i {
			sum += distance(&item.Candidates[i], &item.Candidates[k])
		}
	}
	return sum / float64(voters*(voters-1)/2)
}

// distance is 0 between candidates that say the same and 1 between those of different labels. In between each of the
// boundaries, the attributes and the entity takes its part away.
func distance(a, b *Candidate) float64 {
	if a.key == b.key {
		return 0
	}
	if a.Span.LabelID != b.Span.LabelID {
		return 1
	}
	alike := common(a.Span.Segments, b.Span.Segments)
	if len(otherValues(a, b)) > 0 {
		alike *= 0.75
	}
	if a.entity != b.entity {
		alike *= 0.75
	}
	return 1 - alike
}
