package derived

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
)

// endsIn are the relations with an end in a document. For the casts see table.Asked.
const endsIn = `relation r WHERE EXISTS (SELECT 1 FROM relation) AND r.id IN (
	SELECT h.id FROM span s JOIN relation h ON h.head_span_id = s.id WHERE s.document_id = CAST(?1 AS TEXT)
	UNION SELECT t.id FROM span s JOIN relation t ON t.tail_span_id = s.id WHERE s.document_id = CAST(?1 AS TEXT))`

// relationItems returns the items of the relations that stand in a document, and the other documents to which its
// relations lead. Only relations of which both ends became gold are asked about, and only where the type admits the labels
// that the ends have in gold.
func (b *Builder) relationItems(documentID string) (items []review.Item, linked []string, err error) {
	relations, err := b.Relations(endsIn+" ORDER BY r.id", documentID)
	if err != nil || len(relations) == 0 {
		return nil, nil, err
	}
	var links []review.Link
	for _, r := range relations {
		if _, counts := b.annotators[r.AnnotatorID]; r.AnnotatorID == b.GoldID || !counts {
			continue // what is only proposed is no vote
		}
		head, from, err := b.end(documentID, r.HeadSpanID, &linked)
		if err != nil {
			return nil, nil, err
		}
		tail, to, err := b.end(documentID, r.TailSpanID, &linked)
		if err != nil {
			return nil, nil, err
		}
		kind, _ := b.book.RelationTypeByID(r.TypeID)
		if head.Gold != "" && tail.Gold != "" && head.Gold != tail.Gold && annotate.Fits(b.book, kind, from, to) == nil {
			links = append(links, review.Link{Annotator: b.annotators[r.AnnotatorID], Relation: r, Head: head, Tail: tail})
		}
	}
	for _, item := range review.Relations(links, func(id string) bool { return b.symmetric[id] }) {
		if item.DocumentID == documentID {
			items = append(items, item)
		}
	}
	return items, linked, nil
}

// end finds the gold span that stands for an annotator's, which lies in the document at hand or in another. The end is
// zero where there is none.
func (b *Builder) end(documentID, spanID string, linked *[]string) (end review.End, gold annotate.Span, err error) {
	m, err := b.marksIn(documentID)
	if err != nil {
		return end, gold, err
	}
	span, _, here := m.span(spanID)
	if !here {
		var other string
		if err := b.Row("SELECT document_id FROM span WHERE id = ?", spanID).Scan(&other); err != nil {
			return end, gold, err
		}
		if !slices.Contains(*linked, other) {
			*linked = append(*linked, other)
		}
		if m, err = b.marksIn(other); err != nil {
			return end, gold, err
		}
		span, _, _ = m.span(spanID)
	}
	gold, there := review.Result(span, m.gold)
	if !there {
		return end, gold, nil
	}
	end = review.End{Gold: gold.ID, DocumentID: gold.DocumentID, Start: gold.Start(), End: gold.End()}
	for _, id := range gold.DerivedFrom {
		if _, owner, known := m.span(id); known && !slices.Contains(end.Marked, owner) {
			end.Marked = append(end.Marked, owner)
		}
	}
	return end, gold, nil
}

// joinRelations finds the gold relations of an item. One that a reviewer drew by hand as a candidate did decides it too.
func (b *Builder) joinRelations(item *Item) error {
	ends := item.Candidates[0]
	between, err := b.Relations(`relation r WHERE r.head_span_id IN (?1, ?2) AND r.tail_span_id IN (?1, ?2) ORDER BY r.id`, ends.Head, ends.Tail)
	if err != nil {
		return err
	}
	known := map[string]annotate.Relation{}
	for _, r := range between {
		known[r.ID] = r
	}
	for _, d := range slices.Concat(item.Decisions, item.Earlier) {
		r, there := known[d.ResultRelationID]
		if there {
			item.Relations = append(item.Relations, r)
		} else if d.ResultRelationID != "" {
			item.Open = true // it was deleted since
		}
	}
	if len(item.Decisions) > 0 {
		return nil
	}
	for _, r := range between {
		for _, c := range item.Candidates {
			same := r.HeadSpanID == c.Head && r.TailSpanID == c.Tail || b.symmetric[r.TypeID]
			if same && r.TypeID == c.Relation.TypeID && !slices.Contains(item.Relations, r) && len(item.Earlier) == 0 {
				item.Relations, item.Open = append(item.Relations, r), false
			}
		}
	}
	return nil
}
