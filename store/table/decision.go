package table

import (
	"github.com/parallax-annotation/parallax/annotate"
)

// Decisions returns the decisions in which a column has a value, in the order in which they were made.
func (s *Session) Decisions(column, value string) ([]annotate.Decision, error) {
	return Collect(s, func(rows *Cursor) (annotate.Decision, error) {
		var d annotate.Decision
		var candidates, at, votes string
		err := rows.Scan(&d.ID, &d.DocumentID, &d.ReviewerID, &d.Kind, &d.Verdict, &candidates, &d.ResultSpanID, &d.Reason, &at,
			&d.Item, &votes, &d.ResultRelationID)
		if err != nil {
			return d, err
		}
		d.DecidedAt = Unstamp(at)
		if d.Votes, err = Unmarshal[[]annotate.Vote]([]byte(votes)); err != nil {
			return d, Wrong(DecisionKind, d.ID, "votes", "%.60q, where a JSON list of votes belongs", votes)
		}
		if d.Candidates, err = ReadList([]byte(candidates)); err != nil {
			err = Wrong(DecisionKind, d.ID, "candidates", "%.60q, where a JSON list of texts belongs", candidates)
		}
		return d, err
	}, `SELECT id, document_id, reviewer_id, kind, verdict, candidates, ifnull(result_span_id, ''), reason, decided_at,
		ifnull(item, ''), ifnull(votes, '[]'), ifnull(result_relation_id, '')
		FROM decision WHERE `+column+` = `+Asked+` ORDER BY decided_at, id`, value)
}

// DecisionRow is a decision as its row.
func DecisionRow(d annotate.Decision) Row {
	return Row{Values: []any{d.ID, d.DocumentID, d.ReviewerID, d.Kind, d.Verdict, WriteList(d.Candidates), Optional(d.ResultSpanID),
		d.Reason, Stamp(d.DecidedAt), Optional(d.Item), votesValue(d.Votes), Optional(d.ResultRelationID)}}
}

func votesValue(votes []annotate.Vote) any {
	if len(votes) == 0 {
		return nil
	}
	return string(Marshal(votes))
}
