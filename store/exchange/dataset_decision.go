package exchange

import (
	"cmp"
	"errors"
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

// rejected takes in a span that a review turned down: it goes to the layer of the annotator who voted for it, with the
// decision. One whose annotator the record does not name is left out.
func (d *datasetImport) rejected(r dataset.Record, s dataset.Span, documentID string) error {
	from := s.Decision.Decision
	if from == nil {
		d.verdicts++
		return nil
	}
	for _, v := range from.Votes {
		if v.Span != s.ID {
			continue
		}
		annotator, err := d.EnsureAnnotator(annotate.NewAnnotator(v.Annotator))
		if err != nil {
			return err
		}
		r.Layer = v.Annotator
		_, err = d.span(r, s, documentID, annotator, nil)
		return errors.Join(err, d.decision(*from, documentID, "", ""))
	}
	d.verdicts++
	return nil
}
