package annotate

import "time"

// Decision is a reviewer's verdict on one disagreement between annotators. A disagreement of which several gold spans
// came has a decision for each, made by the same reviewer at the same time.
type Decision struct {
	ID               string
	DocumentID       string
	ReviewerID       string
	Kind             string // what the annotators disagreed on: boundary, label, attribute, ...
	Verdict          string
	Candidates       []string // ids of the competing spans, or relations
	ResultSpanID     string   // the gold span, "" where none was accepted
	Reason           string
	DecidedAt        time.Time
	Item             string // id of the item with its candidates as they were, "" where it is not known
	Votes            []Vote // who had marked what when it was decided
	ResultRelationID string // the gold relation, "" where none was accepted
}

// Vote is one annotator's candidate.
type Vote struct {
	Annotator string `json:"annotator"` // name
	Span      string `json:"span"`      // id of the span, or relation
}
