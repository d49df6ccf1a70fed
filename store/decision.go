package store

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate"
)

// Decisions returns the decisions on a document in the order in which they were made.
func (p *Project) Decisions(ctx context.Context, documentID string) (decisions []annotate.Decision, err error) {
	err = p.read(ctx, func(s *session) error {
		decisions, err = s.decisions("document_id", documentID)
		return err
	})
	return decisions, err
}

func (s *session) decisions(column, value string) ([]annotate.Decision, error) {
	return collect(s, func(rows *cursor) (annotate.Decision, error) {
		var d annotate.Decision
		var candidates, at, votes string
		err := rows.Scan(&d.ID, &d.DocumentID, &d.ReviewerID, &d.Kind, &d.Verdict, &candidates, &d.ResultSpanID, &d.Reason, &at,
			&d.Item, &votes, &d.ResultRelationID)
		if err != nil {
			return d, err
		}
		d.DecidedAt = unstamp(at)
		if d.Votes, err = unmarshal[[]annotate.Vote]([]byte(votes)); err != nil {
			return d, wrong(decisionKind, d.ID, "votes", "%.60q, where a JSON list of votes belongs", votes)
		}
		if d.Candidates, err = readList([]byte(candidates)); err != nil {
			err = wrong(decisionKind, d.ID, "candidates", "%.60q, where a JSON list of texts belongs", candidates)
		}
		return d, err
	}, `SELECT id, document_id, reviewer_id, kind, verdict, candidates, ifnull(result_span_id, ''), reason, decided_at,
		ifnull(item, ''), ifnull(votes, '[]'), ifnull(result_relation_id, '')
		FROM decision WHERE `+column+` = ? ORDER BY decided_at, id`, value)
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
	err := tx.insert(decisionKind, decisionRow(d))
	if isForeignKey(err) {
		return annotate.NotFoundf("a decision names an article, a reviewer or a span that does not exist")
	}
	if err != nil {
		return err
	}
	*decision = d
	return nil
}

// DeleteDecision withdraws a verdict.
func (tx *Tx) DeleteDecision(id string) error { return tx.delete(decisionKind, id) }

func decisionRow(d annotate.Decision) row {
	return row{values: []any{d.ID, d.DocumentID, d.ReviewerID, d.Kind, d.Verdict, writeList(d.Candidates), optional(d.ResultSpanID),
		d.Reason, stamp(d.DecidedAt), optional(d.Item), votesValue(d.Votes), optional(d.ResultRelationID)}}
}

func votesValue(votes []annotate.Vote) any {
	if len(votes) == 0 {
		return nil
	}
	return string(marshal(votes))
}
