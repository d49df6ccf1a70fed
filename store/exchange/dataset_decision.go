package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
)

// decision takes in the decision of a dataset of which a gold span or a gold relation came, or none, unless the project has one.
func (d *datasetImport) decision(from dataset.Decision, documentID, span, relation string) error {
	named := annotate.NewAnnotator(from.Reviewer)
	if named.Validate() != nil || named.Kind == annotate.Gold {
		d.verdicts++
		return nil
	}
	reviewer, err := d.EnsureAnnotator(named)
	if err != nil {
		return err
	}
	one := annotate.Decision{DocumentID: documentID, ReviewerID: reviewer.ID, Kind: from.Kind, Verdict: from.Verdict, ResultSpanID: span, ResultRelationID: relation,
		Reason: from.Reason, DecidedAt: timeIn(from.DecidedAt)}
	for _, v := range from.Votes {
		candidate := cmp.Or(v.Span, v.Relation)
		if id, other := d.renamed[spanKey{v.Annotator, candidate}]; other {
			candidate = id
		}
		one.Candidates = append(one.Candidates, candidate)
		one.Votes = append(one.Votes, annotate.Vote{Annotator: v.Annotator, Span: candidate})
	}
	decided, err := d.decidedIn(documentID)
	if err != nil || decided[about(one)] {
		return err
	}
	decided[about(one)] = true
	d.changed(Annotated)
	return d.CreateDecision(&one)
}

// decidedIn is what the decisions on a document are about.
func (d *datasetImport) decidedIn(documentID string) (map[string]bool, error) {
	if known, seen := d.decided[documentID]; seen {
		return known, nil
	}
	there, err := d.View().Decisions(documentID)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, one := range there {
		known[about(one)] = true
	}
	d.decided[documentID] = known
	return known, nil
}

// about is what tells a decision from others: the span or relation that came of it or, where none did, those that were decided on.
func about(d annotate.Decision) string {
	if result := cmp.Or(d.ResultSpanID, d.ResultRelationID); result != "" {
		return result
	}
	return "none of " + strings.Join(slices.Sorted(slices.Values(d.Candidates)), " ")
}

// rejected takes in the spans of a record that a review turned down, then the decisions on them. A span goes to the layer of the annotator
// who voted for it. One whose annotator the record does not name is left out, and where one does not fit nothing is decided on.
func (d *datasetImport) rejected(r dataset.Record, documentID string) error {
	var decisions []dataset.Decision
	for _, s := range r.Rejected {
		i := -1
		if s.Decision.Decision != nil {
			i = slices.IndexFunc(s.Decision.Decision.Votes, func(v dataset.Vote) bool { return v.Span == s.ID })
		}
		if i < 0 {
			d.verdicts++
			continue
		}
		voted := r
		voted.Layer = s.Decision.Decision.Votes[i].Annotator
		annotator, err := d.EnsureAnnotator(annotate.NewAnnotator(voted.Layer))
		if err == nil {
			_, err = d.span(voted, s, documentID, annotator, nil)
		}
		if err != nil {
			return fmt.Errorf("the rejected span %s: %w", s.ID, err)
		}
		decisions = append(decisions, *s.Decision.Decision)
	}
	for _, one := range decisions {
		if err := d.decision(one, documentID, "", ""); err != nil {
			return fmt.Errorf("the decision on what was turned down: %w", err)
		}
	}
	return nil
}
