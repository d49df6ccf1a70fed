package agreement

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// addAttributes counts what two annotators said of the spans that both marked with the same label. A value that one of
// them did not give is missing, not another value. Lists are sets: their order says nothing.
func (s sumsOf) addAttributes(a, b *layer, partner []int) {
	for i, j := range partner {
		if j < 0 || a.spans[i].Label != b.spans[j].Label {
			continue
		}
		label, one, other := a.spans[i].Label, a.source.Spans[i], b.source.Spans[j]
		for name, first := range one.Attributes {
			if second, given := other.Attributes[name]; given && first != nil && second != nil {
				s.addValues(label+"."+name, first, second)
			}
		}
		first, second := entityName(a.source, one), entityName(b.source, other)
		if first == "" || second == "" {
			continue
		}
		s.add(entityItems, label, "", 1)
		s.add(entityValue, label, first, 1)
		s.add(entityValue, label, second, 1)
		if first != second {
			s.add(entityDiffering, label, "", 2)
		}
	}
}

// addValues counts one pair of values of an attribute.
func (s sumsOf) addValues(attribute string, first, second any) {
	s.add(attributeItems, attribute, "", 1)
	x, isNumber := first.(float64)
	y, areNumbers := second.(float64)
	if isNumber && areNumbers {
		s.add(attributeDiffering, attribute, "", 2*(x-y)*(x-y))
		s.add(attributeSum, attribute, "", x+y)
		s.add(attributeSquares, attribute, "", x*x+y*y)
		return
	}
	one, other := valueName(first), valueName(second)
	s.add(attributeValue, attribute, one, 1)
	s.add(attributeValue, attribute, other, 1)
	if one != other {
		s.add(attributeDiffering, attribute, "", 2)
	}
}

// valueName writes a value so that equal ones read the same.
func valueName(value any) string {
	if list, ok := value.([]string); ok {
		list = slices.Clone(list)
		slices.Sort(list)
		value = slices.Compact(list)
	}
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(text)
}

// entityName is by what name two entities are taken for the same: people who work in files of their own make the same
// entity twice, with ids of its own but, if they agree, with the same name.
func entityName(l annotate.Layer, s annotate.Span) string {
	if name := strings.ToLower(strings.Join(strings.Fields(l.Entities[s.EntityID].Name), " ")); name != "" {
		return name
	}
	return s.EntityID
}
