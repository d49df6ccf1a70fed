package store

import (
	"context"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// Decisions returns the decisions on a document in the order in which they were made.
func (p *Project) Decisions(ctx context.Context, documentID string) (decisions []annotate.Decision, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		decisions, err = s.Decisions("document_id", documentID)
		return err
	})
	return decisions, err
}

// CreateDecision records a verdict. It fills in the id, where there is none, the reviewer, as the act's annotator where
// none is named, and the time, where none is set.
func (tx *Tx) CreateDecision(decision *annotate.Decision) error {
	d := *decision
	if d.ID == "" {
		d.ID = annotate.NewID()
	}
	if d.ReviewerID == "" {
		d.ReviewerID = tx.annotator.ID
	}
	if d.ReviewerID == "" || d.Verdict == "" {
		return annotate.Invalidf("a decision needs a reviewer and a verdict")
	}
	if d.DecidedAt.IsZero() {
		d.DecidedAt = tx.now
	}
	err := tx.insert(table.DecisionKind, table.DecisionRow(d))
	if disk.IsForeignKey(err) {
		return annotate.NotFoundf("a decision names an article, a reviewer or a span that does not exist")
	}
	if err != nil {
		return err
	}
	*decision = d
	return nil
}

// DeleteDecision withdraws a verdict.
func (tx *Tx) DeleteDecision(id string) error { return tx.delete(table.DecisionKind, id) }

// keepDecisions runs fn, which changes how spans of the documents say what they say, and lets the decisions on them hold. Where fn lets
// one span stand for another, became says which for which.
func (tx *Tx) keepDecisions(documents []string, became map[string]string, fn func() error) error {
	held := map[string][]annotate.Decision{} // candidates → the decisions on them
	key := func(item derived.Item) string {
		ids := slices.Clone(item.CandidateIDs())
		for i, id := range ids {
			if kept, gone := became[id]; gone {
				ids[i] = kept
			}
		}
		slices.Sort(ids)
		return strings.Join(slices.Compact(ids), " ")
	}
	slices.Sort(documents)
	documents = slices.Compact(documents)
	each := func(do func(derived.Item) error) error {
		b := derived.NewBuilder(tx.Session)
		for _, id := range documents {
			var decided bool
			if err := tx.Row("SELECT EXISTS (SELECT 1 FROM decision WHERE document_id = ?)", id).Scan(&decided); err != nil {
				return err
			}
			if !decided {
				continue
			}
			r, err := b.Document(id)
			if err != nil {
				return err
			}
			for _, item := range r.Items {
				if err := do(item); err != nil {
					return err
				}
			}
		}
		return nil
	}
	err := each(func(item derived.Item) error {
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
	return each(func(item derived.Item) error {
		for _, d := range held[key(item)] {
			if d.Item == item.ID || d.Item == "" && len(became) == 0 { // without an item a decision is known by its candidates
				continue
			}
			d.Item = item.ID
			if err := tx.Update(table.DecisionKind, table.DecisionRow(d)); err != nil {
				return err
			}
		}
		return nil
	})
}
