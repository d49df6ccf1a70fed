package store

import (
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
)

// fillGold reads the decisions behind a gold layer and, if asked, what was turned down.
func (s *session) fillGold(layer *annotate.Layer, rejected bool) error {
	decisions, err := s.decisions("document_id", layer.Document.ID)
	if err != nil {
		return err
	}
	annotators, err := s.annotators()
	if err != nil {
		return err
	}
	layer.Decisions, layer.Reviewers = map[string]annotate.Decision{}, map[string]string{}
	for _, a := range annotators {
		layer.Reviewers[a.ID] = a.Name
	}
	for _, d := range decisions {
		if d.ResultSpanID != "" {
			layer.Decisions[d.ResultSpanID] = d
		}
		if d.Kind == string(review.Relation) {
			layer.RelationDecisions++
		}
	}
	if !rejected {
		return nil
	}
	layer.Rejected = []annotate.Span{}
	r, err := newReviewBuilder(s).document(layer.Document.ID)
	if err != nil {
		return err
	}
	for _, item := range r.items {
		if item.Open || item.Kind == review.Relation || len(item.Decisions) == 0 || item.Decisions[0].Verdict != string(review.None) {
			continue
		}
		for _, c := range item.Candidates {
			layer.Rejected = append(layer.Rejected, c.Span)
			layer.Decisions[c.Span.ID] = item.Decisions[0]
		}
	}
	slices.SortFunc(layer.Rejected, func(a, b annotate.Span) int {
		if annotate.SpanLess(a, b) {
			return -1
		}
		return 1
	})
	return nil
}

// keepDecisions runs fn, which changes how spans of the documents say what they say, and lets the decisions on them hold.
func (tx *Tx) keepDecisions(documents []string, fn func() error) error {
	held := map[string][]annotate.Decision{} // candidates → the decisions on them
	key := func(item ReviewItem) string {
		ids := item.CandidateIDs()
		slices.Sort(ids)
		return strings.Join(ids, " ")
	}
	slices.Sort(documents)
	documents = slices.Compact(documents)
	each := func(do func(ReviewItem) error) error {
		b := newReviewBuilder(tx.session)
		for _, id := range documents {
			var decided bool
			if err := tx.row("SELECT EXISTS (SELECT 1 FROM decision WHERE document_id = ?)", id).Scan(&decided); err != nil {
				return err
			}
			if !decided {
				continue
			}
			r, err := b.document(id)
			if err != nil {
				return err
			}
			for _, item := range r.items {
				if err := do(item); err != nil {
					return err
				}
			}
		}
		return nil
	}
	err := each(func(item ReviewItem) error {
		if !item.Open && item.Kind != review.Relation && item.Kind != review.Added {
			held[key(item)] = item.Decisions
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := fn(); err != nil {
		return err
	}
	return each(func(item ReviewItem) error {
		for _, d := range held[key(item)] {
			if d.Item == "" || d.Item == item.ID {
				continue
			}
			d.Item = item.ID
			if err := tx.update(decisionKind, decisionRow(d)); err != nil {
				return err
			}
		}
		return nil
	})
}
