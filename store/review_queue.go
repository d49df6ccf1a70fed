package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
)

// ReviewCounts says how far a review is.
type ReviewCounts struct {
	Documents int // read by at least one annotator
	Finished  int // of these, those without an open item
	Items     int
	Open      int
	Auto      int // decided by a vote
	Changed   int // open again because of new work
	ByKind    map[review.Kind]ReviewKindCount
}

// ReviewKindCount counts the items of one kind.
type ReviewKindCount struct{ Items, Open int }

func (c *ReviewCounts) add(entries []*ReviewEntry) {
	kinds := map[review.Kind]*ReviewKindCount{}
	for _, e := range entries {
		kind := kinds[e.Kind]
		if kind == nil {
			kind = &ReviewKindCount{}
			kinds[e.Kind] = kind
		}
		kind.Items++
		kind.Open += int(flag(e.Open))
		c.Open += int(flag(e.Open))
		c.Auto += int(flag(e.Auto && !e.Open))
		c.Changed += int(flag(e.Changed))
	}
	c.Items = len(entries)
	for name, kind := range kinds {
		c.ByKind[name] = *kind
	}
}

// ReviewQueue returns the items of a query as light entries in the order that it asks for, and counts them. The first call
// reads all that annotators marked in the documents of the query, later ones what was changed since. progress, which may
// be nil, hears how many documents are read.
func (p *Project) ReviewQueue(ctx context.Context, q ReviewQuery, progress func(done, total int)) ([]ReviewEntry, ReviewCounts, error) {
	counts := ReviewCounts{ByKind: map[review.Kind]ReviewKindCount{}}
	documents, _, err := p.reviewDocuments(ctx, q)
	if err != nil {
		return nil, counts, err
	}
	reviews, err := p.reviewsOf(ctx, documents, progress)
	if err != nil {
		return nil, counts, err
	}
	var entries []*ReviewEntry
	for _, r := range reviews {
		open := 0
		for i := range r.entries {
			e := &r.entries[i]
			if e.Open {
				open++
			}
			if q.admits(e) {
				entries = append(entries, e)
			}
		}
		if r.voters > 0 {
			counts.Documents++
			if open == 0 {
				counts.Finished++
			}
		}
	}
	counts.add(entries)
	if q.Order == ByDisagreement {
		slices.SortStableFunc(entries, func(a, b *ReviewEntry) int { return cmp.Compare(b.Score, a.Score) })
	}
	list := make([]ReviewEntry, len(entries))
	for i, e := range entries {
		list[i] = *e
	}
	return list, counts, nil
}

// NextReviewItem returns the first item of a query after an entry, which need not be of the query itself, or before it;
// the zero entry stands for the start, or the end. found is false where there is none. By article it reads no further
// than to the document of the item.
func (p *Project) NextReviewItem(ctx context.Context, q ReviewQuery, from ReviewEntry, back bool) (item ReviewItem, found bool, err error) {
	for range 3 { // an item that another act changes meanwhile is looked for again
		entry, err := p.nextEntry(ctx, q, from, back)
		if err != nil || entry == nil {
			return item, false, err
		}
		item, err = p.ReviewItem(ctx, entry.DocumentID, entry.ItemID)
		if err == nil {
			return item, true, nil
		}
	}
	return item, false, annotate.Conflictf("the annotations are being changed by other work: try again")
}

func (p *Project) nextEntry(ctx context.Context, q ReviewQuery, from ReviewEntry, back bool) (*ReviewEntry, error) {
	documents, place, err := p.reviewDocuments(ctx, q)
	if err != nil {
		return nil, err
	}
	at := spot{place[from.DocumentID], &from}
	var best spot
	direction := 1
	if back {
		direction = -1
	}
	look := func(id string, r *cachedReview) {
		document := place[id]
		for i := range r.entries {
			e := spot{document, &r.entries[i]}
			if q.admits(e.entry) && (from.ItemID == "" || direction*q.compare(e, at) > 0) && (best.entry == nil || direction*q.compare(best, e) > 0) {
				best = e
			}
		}
	}
	if q.Order == ByDisagreement {
		reviews, err := p.reviewsOf(ctx, documents, nil)
		for i, r := range reviews {
			look(documents[i], r)
		}
		return best.entry, err
	}
	if back {
		documents = slices.Clone(documents)
		slices.Reverse(documents)
	}
	for i := p.startAt(documents, place, from, back); i < len(documents) && best.entry == nil; i++ {
		r, err := p.reviewsOf(ctx, documents[i:i+1], nil)
		if err != nil {
			return nil, err
		}
		look(documents[i], r[0])
	}
	return best.entry, nil
}

// startAt is the place of the first document that may hold what comes after an entry.
func (p *Project) startAt(documents []string, place map[string]int, from ReviewEntry, back bool) int {
	if from.ItemID == "" {
		return 0
	}
	at, _ := slices.BinarySearchFunc(documents, place[from.DocumentID], func(id string, at int) int {
		if back {
			return cmp.Compare(at, place[id])
		}
		return cmp.Compare(place[id], at)
	})
	return at
}

// reviewDocuments lists the documents of a query.
func (p *Project) reviewDocuments(ctx context.Context, q ReviewQuery) ([]string, map[string]int, error) {
	documents, place, err := p.reviewOrder(ctx, q.StoryID)
	if err != nil || q.DocumentID == "" {
		return documents, place, err
	}
	if _, there := place[q.DocumentID]; !there {
		return nil, nil, annotate.NotFoundf("there is no article %s", q.DocumentID)
	}
	return []string{q.DocumentID}, place, nil
}

// spot is an entry with the place of its document.
type spot struct {
	document int
	entry    *ReviewEntry
}

// compare orders two entries as a query asks for. It runs for each of many: what decides most often comes first.
func (q ReviewQuery) compare(a, b spot) int {
	switch {
	case q.Order != ByDisagreement || a.entry.Score == b.entry.Score:
	case a.entry.Score > b.entry.Score:
		return -1
	default:
		return 1
	}
	if a.document != b.document {
		return cmp.Compare(a.document, b.document)
	}
	return cmp.Or(cmp.Compare(a.entry.Start, b.entry.Start), cmp.Compare(a.entry.End, b.entry.End),
		cmp.Compare(flag(a.entry.Kind == review.Relation), flag(b.entry.Kind == review.Relation)), strings.Compare(a.entry.ItemID, b.entry.ItemID))
}
