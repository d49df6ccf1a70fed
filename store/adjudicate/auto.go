package adjudicate

import (
	"context"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/derived"
)

// Mode says by what vote items are accepted.
type Mode string

// The votes.
const (
	ByUnanimity Mode = "unanimous" // everybody who read the article marked it alike, and at least two did
	ByMajority  Mode = "majority"  // more than a share of them did, and at least two; see review.Item.Majority
)

// Modes lists the votes.
var Modes = []Mode{ByUnanimity, ByMajority}

// acceptedBy is the name of the act in the list of what can be undone.
var acceptedBy = map[Mode]string{ByUnanimity: "Accepted what is unanimous", ByMajority: "Accepted by majority"}

// AutoResult says what a vote decided.
type AutoResult struct {
	Documents int `json:"documents"` // read by at least one annotator
	Finished  int `json:"finished"`  // of these, those without an open item afterwards
	Items     int `json:"items"`
	Decided   int `json:"decided"`  // before
	Accepted  int `json:"accepted"` // now
	Open      int `json:"open"`     // afterwards
}

// Auto accepts the items of all documents on which the annotators agree, as one act of the reviewer's: first spans, then
// the relations between those that are gold. What it accepts is marked as accepted by a vote and can be reopened. What a
// person decided is left alone, also where new work opened it again. threshold, from 0 to 1, is the share of those who
// read an article that a majority exceeds. progress, which may be nil, hears how far it is.
func Auto(ctx context.Context, p *store.Project, reviewer annotate.Annotator, mode Mode, threshold float64, progress func(done, total int)) (AutoResult, error) {
	if !slices.Contains(Modes, mode) {
		return AutoResult{}, annotate.Invalidf("%q is no way to vote: use unanimous or majority", mode)
	}
	if !(threshold >= 0 && threshold <= 1) {
		return AutoResult{}, annotate.Invalidf("a threshold of %v is not between 0 and 1", threshold)
	}
	var result AutoResult
	_, err := reviewAct(ctx, p, reviewer, "review", acceptedBy[mode], func(d *decider) error {
		documents, err := derived.DocumentOrder(d.Tx.Session, "")
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
		return AutoResult{}, err
	}
	return result, nil
}

// autoReview is a vote under way.
type autoReview struct {
	*decider
	mode      Mode
	threshold float64
	result    AutoResult
	again     map[string]bool // documents that have relations, which are decided after all spans
}

// spans decides on the spans of a document, and finishes it where it has no relations.
func (a *autoReview) spans(documentID string) error {
	r, err := a.review.Document(documentID)
	if err != nil || r.Voters == 0 {
		return err
	}
	a.result.Documents++
	open := r.Open()
	accepted, followed, err := a.accept(r, false)
	if err != nil {
		return err
	}
	a.review.Forget(documentID)
	related, err := a.related(documentID)
	if err != nil {
		return err
	}
	if related {
		a.again[documentID] = true
		return nil
	}
	return a.finish(r, open-accepted, accepted, followed)
}

// relations decides on the relations of a document, after all spans.
func (a *autoReview) relations(documentID string) error {
	r, err := a.review.Document(documentID)
	if err != nil {
		return err
	}
	open := r.Open()
	accepted, _, err := a.accept(r, true)
	if err != nil {
		return err
	}
	return a.finish(r, open-accepted, accepted, accepted == 0)
}

// related says whether a relation has an end in a document.
func (a *autoReview) related(documentID string) (related bool, err error) {
	err = a.Row(`SELECT EXISTS (SELECT 1 FROM relation) AND (EXISTS (SELECT 1 FROM span s JOIN relation h ON h.head_span_id = s.id WHERE s.document_id = CAST(?1 AS TEXT))
		OR EXISTS (SELECT 1 FROM span s JOIN relation t ON t.tail_span_id = s.id WHERE s.document_id = CAST(?1 AS TEXT)))`, documentID).Scan(&related)
	return related, err
}

// accept decides on the open items of spans, or of relations, and returns how many it accepted. followed says whether the review tells
// what became of them: a vote on what nobody decided before changes no other item.
func (a *autoReview) accept(r *derived.Review, relations bool) (accepted int, followed bool, err error) {
	followed = !relations
	for i, item := range r.Items {
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
		decisions, gold, err := a.decide(item, verdict, "")
		if err != nil {
			return accepted, followed, err
		}
		if followed = followed && item.Untouched(); followed {
			r.Decide(i, decisions, gold)
		}
		accepted++
	}
	a.result.Accepted += accepted
	return accepted, followed, nil
}

// finish counts the items of a document, says how far gold is with it, and keeps the review where that tells what was accepted. A
// document in which nobody marked anything is done where at least two have read it.
func (a *autoReview) finish(r *derived.Review, open, accepted int, followed bool) error {
	for _, item := range r.Items {
		if item.Kind != review.Added {
			a.result.Items++
		}
	}
	a.result.Open += open
	if open == 0 {
		a.result.Finished++
	}
	if len(r.Items) == 0 && r.Voters < 2 {
		return nil
	}
	if open > 0 && accepted == 0 && r.Gold == "" {
		return nil // not begun
	}
	if err := a.settleTo(r.DocumentID, open); err != nil || !followed || a.Touched()[r.DocumentID] == 0 {
		return err
	}
	return a.KeepReview(r)
}
