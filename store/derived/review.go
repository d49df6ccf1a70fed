package derived

import (
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
)

// Item is a question that competing annotations raise, with what became of it.
type Item struct {
	review.Item
	Open      bool
	Decisions []annotate.Decision // those that hold: one for each gold span or relation that came of it, or one without any
	Earlier   []annotate.Decision // those that no longer hold because the candidates changed, or others came
	Gold      []annotate.Span     // what came of the decisions, and of the earlier ones
	Relations []annotate.Relation // the same for an item of relations
}

// Auto says whether the item was decided by a vote and not by a person.
func (item Item) Auto() bool {
	return len(item.Decisions) > 0 && review.Name(item.Decisions[0].Verdict).Auto()
}

// ByPerson says that somebody decided on the item, as it is now or was before. No vote decides it then.
func (item Item) ByPerson() bool {
	return slices.ContainsFunc(slices.Concat(item.Decisions, item.Earlier), func(d annotate.Decision) bool { return !review.Name(d.Verdict).Auto() })
}

// Query says which items are wanted. Empty fields admit all.
type Query struct {
	StoryID    string
	DocumentID string
	Kind       review.Kind
	LabelID    string // a candidate has it, or the gold span
	Annotator  string // the id of one who has a candidate
	Show       review.Show
	Order      review.Sorting // of a queue
}

// Filter is what the query asks of an item, wherever it is.
func (q Query) Filter() review.Filter {
	return review.Filter{Kind: q.Kind, LabelID: q.LabelID, Annotator: q.Annotator, Show: q.Show}
}

// Entry is the item as a queue holds it.
func (item Item) Entry() review.Entry {
	e := review.Entry{ItemID: item.ID, DocumentID: item.DocumentID, Kind: item.Kind, Start: item.Start, End: item.End, Score: item.Score,
		Open: item.Open, Auto: item.Auto(), Changed: item.Open && len(item.Decisions)+len(item.Earlier) > 0}
	add := func(list *[]string, id string) {
		if !slices.Contains(*list, id) {
			*list = append(*list, id)
		}
	}
	for _, c := range item.Candidates {
		add(&e.Annotators, c.Annotator.ID)
		add(&e.Labels, cmp.Or(c.Span.LabelID, c.Relation.TypeID))
	}
	for _, g := range item.Gold {
		add(&e.Labels, g.LabelID)
	}
	return e
}
