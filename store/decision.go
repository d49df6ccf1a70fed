package store

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate"
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
