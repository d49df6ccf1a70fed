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

func (c *ReviewCounts) add(e ReviewEntry) {
	kind := c.ByKind[e.Kind]
	kind.Items++
	c.Items++
	if e.Open {
		kind.Open++
		c.Open++
	}
	if e.Auto && !e.Open {
		c.Auto++
	}
	if e.Changed {
		c.Changed++
	}
	c.ByKind[e.Kind] = kind
}

// ReviewQueue returns the items of a query as light entries in the order that it asks for, and counts them. The first call
// reads all that annotators marked in the documents of the query, later ones what was changed since. progress, which may
// be nil, hears how many documents are read.
func (p *Project) ReviewQueue(ctx context.Context, q ReviewQuery, progress func(done, total int)) ([]ReviewEntry, ReviewCounts, error) {
	counts := ReviewCounts{ByKind: map[review.Kind]ReviewKindCount{}}
	documents, place, err := p.reviewDocuments(ctx, q)
	if err != nil {
		return nil, counts, err
	}
	reviews, err := p.reviewsOf(ctx, documents, progress)
	if err != nil {
		return nil, counts, err
	}
	var entries []ReviewEntry
	for _, r := range reviews {
		open := 0
		for _, e := range r.entries {
			if e.Open {
				open++
			}
			if q.admits(e) {
				entries = append(entries, e)
				counts.add(e)
			}
		}
		if r.voters > 0 {
			counts.Documents++
			if open == 0 {
				counts.Finished++
			}
		}
	}
	if q.Order == ByDisagreement {
		slices.SortStableFunc(entries, func(a, b ReviewEntry) int { return q.compare(place, a, b) })
	}
	return entries, counts, nil
}

// NextReviewItem returns the first item of a query after an entry, which need not be of the query itself, or before it;
// the zero entry stands for the start, or the end. found is false where there is none. By article it reads no further
// than to the document of the item.
func (p *Project) NextReviewItem(ctx context.Context, q ReviewQuery, from ReviewEntry, back bool) (item ReviewItem, found bool, err error) {
	for range 3 { // an item that another act changes meanwhile is looked for again
		entry, found, err := p.nextEntry(ctx, q, from, back)
		if err != nil || !found {
			return item, false, err
		}
		item, err = p.ReviewItem(ctx, entry.DocumentID, entry.ItemID)
		if err == nil {
			return item, true, nil
		}
	}
	return item, false, annotate.Conflictf("the annotations are being changed by other work: try again")
}

func (p *Project) nextEntry(ctx context.Context, q ReviewQuery, from ReviewEntry, back bool) (best ReviewEntry, found bool, err error) {
	documents, place, err := p.reviewDocuments(ctx, q)
	if err != nil {
		return best, false, err
	}
	after := func(a, b ReviewEntry) bool { // a comes after b in the direction of the search
		if back {
			a, b = b, a
		}
		return q.compare(place, a, b) > 0
	}
	look := func(r *cachedReview) {
		for _, e := range r.entries {
			if q.admits(e) && (from.ItemID == "" || after(e, from)) && (!found || after(best, e)) {
				best, found = e, true
			}
		}
	}
	if q.Order == ByDisagreement {
		reviews, err := p.reviewsOf(ctx, documents, nil)
		for _, r := range reviews {
			look(r)
		}
		return best, found, err
	}
	if back {
		documents = slices.Clone(documents)
		slices.Reverse(documents)
	}
	for i := p.startAt(documents, place, from, back); i < len(documents) && !found; i++ {
		r, err := p.reviewsOf(ctx, documents[i:i+1], nil)
		if err != nil {
			return best, false, err
		}
		look(r[0])
	}
	return best, found, nil
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

// compare orders two entries as a query asks for.
func (q ReviewQuery) compare(place map[string]int, a, b ReviewEntry) int {
	score := 0
	if q.Order == ByDisagreement {
		score = cmp.Compare(b.Score, a.Score)
	}
	return cmp.Or(score, cmp.Compare(place[a.DocumentID], place[b.DocumentID]), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End),
		cmp.Compare(flag(a.Kind == review.Relation), flag(b.Kind == review.Relation)), strings.Compare(a.ItemID, b.ItemID))
}
