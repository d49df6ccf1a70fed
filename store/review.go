package store

import (
	"cmp"
	"context"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
)

// ReviewItem is a question that competing annotations raise, with what became of it.
type ReviewItem struct {
	review.Item
	Open      bool
	Decisions []annotate.Decision // those that hold: one for each gold span or relation that came of it, or one without any
	Earlier   []annotate.Decision // those that no longer hold because the candidates changed, or others came
	Gold      []annotate.Span     // what came of the decisions, and of the earlier ones
	Relations []annotate.Relation // the same for an item of relations
}

// Auto says whether the item was decided by a vote and not by a person.
func (item ReviewItem) Auto() bool {
	return len(item.Decisions) > 0 && review.Name(item.Decisions[0].Verdict).Auto()
}

// ByPerson says that somebody decided on the item, as it is now or was before. No vote decides it then.
func (item ReviewItem) ByPerson() bool {
	return slices.ContainsFunc(slices.Concat(item.Decisions, item.Earlier), func(d annotate.Decision) bool { return !review.Name(d.Verdict).Auto() })
}

// ReviewQuery says which items are wanted. Empty fields admit all.
type ReviewQuery struct {
	StoryID    string
	DocumentID string
	Kind       review.Kind
	LabelID    string // a candidate has it, or the gold span
	Annotator  string // the id of one who has a candidate
	Show       review.Show
	Order      review.Sorting // of a queue
}

// filter is what the query asks of an item, wherever it is.
func (q ReviewQuery) filter() review.Filter {
	return review.Filter{Kind: q.Kind, LabelID: q.LabelID, Annotator: q.Annotator, Show: q.Show}
}

// ReviewItems returns the items of a query whole, in the order of the articles and their texts. Those of one document
// are read in milliseconds; a whole project is better asked for with ReviewQueue.
func (p *Project) ReviewItems(ctx context.Context, q ReviewQuery) (items []ReviewItem, err error) {
	filter := q.filter()
	err = p.read(ctx, func(s *session) error {
		documents := []string{q.DocumentID}
		if q.DocumentID == "" {
			if documents, err = s.documentOrder(q.StoryID); err != nil {
				return err
			}
		}
		b := newReviewBuilder(s)
		for _, id := range documents {
			if err := ctx.Err(); err != nil {
				return err
			}
			r, err := b.document(id)
			if err != nil {
				return err
			}
			for _, item := range r.items {
				if e := item.Entry(); filter.Admits(&e) {
					items = append(items, item)
				}
			}
		}
		return nil
	})
	return items, err
}

// ReviewItem returns one item of a document as it is now; ErrNotFound where its candidates have changed.
func (p *Project) ReviewItem(ctx context.Context, documentID, itemID string) (item ReviewItem, err error) {
	err = p.read(ctx, func(s *session) error {
		r, err := newReviewBuilder(s).document(documentID)
		if err == nil {
			item, err = r.item(itemID)
		}
		return err
	})
	return item, err
}

// Reasons lists the reasons that reviewers of the project gave, the most frequent first.
func (p *Project) Reasons(ctx context.Context) (reasons []string, err error) {
	err = p.read(ctx, func(s *session) error {
		reasons, err = texts(s, "SELECT reason FROM decision WHERE reason <> '' GROUP BY reason ORDER BY count(*) DESC, reason")
		return err
	})
	return reasons, err
}

// Entry is the item as a queue holds it.
func (item ReviewItem) Entry() review.Entry {
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
