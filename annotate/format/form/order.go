package form

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
)

// SortRecord brings the spans and relations of a record that was read into the order in which an export has them.
func SortRecord(r *dataset.Record) {
	slices.SortStableFunc(r.Spans, func(a, b dataset.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End, cmp.Compare(a.ID, b.ID)) })
	place := make(map[string]int, len(r.Spans))
	for i, s := range r.Spans {
		place[s.ID] = i
	}
	slices.SortStableFunc(r.Relations, func(a, b dataset.Relation) int {
		x, xHere := place[a.Tail]
		y, yHere := place[b.Tail]
		byTail := 0
		switch {
		case xHere && yHere:
			byTail = x - y
		case xHere:
			byTail = -1
		case yHere:
			byTail = 1
		default:
			byTail = strings.Compare(a.Tail, b.Tail)
		}
		return cmp.Or(place[a.Head]-place[b.Head], byTail, strings.Compare(a.ID, b.ID))
	})
}

// SortAttributes brings the attributes of a span into the order of the codebook; those that it does not have come after.
func SortAttributes(cb annotate.Codebook, s *dataset.Span) {
	label, _ := cb.LabelByName(s.Label)
	place := func(name string) int {
		if i := slices.IndexFunc(label.Attributes, func(a annotate.Attribute) bool { return a.Name == name }); i >= 0 {
			return i
		}
		return len(label.Attributes)
	}
	slices.SortStableFunc(s.Attributes, func(a, b dataset.Attribute) int { return place(a.Name) - place(b.Name) })
}
