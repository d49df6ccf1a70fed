package store

import (
	"context"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
)

// ReviewMode says by what vote items are accepted.
type ReviewMode string

// The votes.
const (
	ByUnanimity ReviewMode = "unanimous" // everybody who read the article marked it alike, and at least two did
	ByMajority  ReviewMode = "majority"  // more than a share of them did, and at least two; see review.Item.Majority
)

// ReviewModes lists the votes.
var ReviewModes = []ReviewMode{ByUnanimity, ByMajority}

// acceptedBy is the name of the act in the list of what can be undone.
var acceptedBy = map[ReviewMode]string{ByUnanimity: "Accepted what is unanimous", ByMajority: "Accepted by majority"}

// AutoReviewResult says what a vote decided.
type AutoReviewResult struct {
	Documents int `json:"documents"` // read by at least one annotator
	Finished  int `json:"finished"`  // of these, those without an open item afterwards
	Items     int `json:"items"`
	Decided   int `json:"decided"`  // before
	Accepted  int `json:"accepted"` // now
	Open      int `json:"open"`     // afterwards
}

// AutoReview accepts the items of all documents on which the annotators agree, as one act of the reviewer's: first spans, then
// the relations between those that are gold. What it accepts is marked as accepted by a vote and can be reopened. What a
// person decided is left alone, also where new work opened it again. threshold, from 0 to 1, is the share of those who
// read an article that a majority exceeds. progress, which may be nil, hears how far it is.
func (p *Project) AutoReview(ctx context.Context, reviewer annotate.Annotator, mode ReviewMode, threshold float64, progress func(done, total int)) (AutoReviewResult, error) {
	if !slices.Contains(ReviewModes, mode) {
		return AutoReviewResult{}, annotate.Invalidf("%q is no way to vote: use unanimous or majority", mode)
	}
	if !(threshold >= 0 && threshold <= 1) {
		return AutoReviewResult{}, annotate.Invalidf("a threshold of %v is not between 0 and 1", threshold)
	}
	var result AutoReviewResult
	_, err := p.reviewAct(ctx, reviewer, "review", acceptedBy[mode], func(d *decider) error {
		documents, err := d.documentOrder("")
		if err != nil {
			return err
		}
		a := &autoReview{decider: d, mode: mode, threshold: threshold, again: map[string]bool{}}
		report := func(done int) {
			if progress != nil {
				progress(done, 2*len(documents))
			}
		}
		for i, id := range documents {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := a.spans(id); err != nil {
				return err
			}
			report(i + 1)
		}
		for i, id := range documents {
			if err := ctx.Err(); err != nil {
				return err
			}
			if a.again[id] {
				if err := a.relations(id); err != nil {
					return err
				}
			}
			report(len(documents) + i + 1)
		}
		result = a.result
		result.Decided = result.Items - result.Open - result.Accepted
		return nil
	})
	if err != nil {
		return AutoReviewResult{}, err
	}
	return result, nil
}

// autoReview is a vote under way.
type autoReview struct {
	*decider
	mode      ReviewMode
	threshold float64
	result    AutoReviewResult
	again     map[string]bool // documents that have relations, which are decided after all spans
}

// spans decides on the spans of a document, and finishes it where it has no relations.
func (a *autoReview) spans(documentID string) error {
	r, err := a.review.document(documentID)
	if err != nil || r.voters == 0 {
		return err
	}
	a.result.Documents++
	accepted, err := a.accept(r, false)
	if err != nil {
		return err
	}
	a.review.forget(documentID)
	related, err := a.related(documentID)
	if err != nil {
		return err
	}
	if related {
		a.again[documentID] = true
		return nil
	}
	return a.finish(r, accepted)
}

// relations decides on the relations of a document, after all spans.
func (a *autoReview) relations(documentID string) error {
	r, err := a.review.document(documentID)
	if err != nil {
		return err
	}
	accepted, err := a.accept(r, true)
	if err != nil {
		return err
	}
	return a.finish(r, accepted)
}

// related says whether a relation has an end in a document.
func (a *autoReview) related(documentID string) (related bool, err error) {
	err = a.row(`SELECT EXISTS (SELECT 1 FROM span s JOIN relation h ON h.head_span_id = s.id WHERE s.document_id = ?1)
		OR EXISTS (SELECT 1 FROM span s JOIN relation t ON t.tail_span_id = s.id WHERE s.document_id = ?1)`, documentID).Scan(&related)
	return related, err
}

// accept decides on the open items of spans, or of relations, and returns how many it accepted.
func (a *autoReview) accept(r *documentReview, relations bool) (accepted int, err error) {
	for _, item := range r.items {
		if !item.Open || (item.Kind == review.Relation) != relations || item.ByPerson() {
			continue
		}
		verdict, won := item.Unanimity()
		if a.mode == ByMajority {
			verdict, won = item.Majority(a.threshold)
		}
		if !won {
			continue
		}
		if err := a.decide(item, verdict, ""); err != nil {
			return accepted, err
		}
		accepted++
	}
	a.result.Accepted += accepted
	return accepted, nil
}

// finish counts the items of a document and says how far gold is with it. A document in which nobody marked anything is
// done where at least two have read it.
func (a *autoReview) finish(r *documentReview, accepted int) error {
	open := r.open() - accepted
	for _, item := range r.items {
		if item.Kind != review.Added {
			a.result.Items++
		}
	}
	a.result.Open += open
	if open == 0 {
		a.result.Finished++
	}
	if len(r.items) == 0 && r.voters < 2 {
		return nil
	}
	if open > 0 && accepted == 0 && r.gold == "" {
		return nil // not begun
	}
	return a.settleTo(r.documentID, open)
}
