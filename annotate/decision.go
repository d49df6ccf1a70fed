package annotate

import "time"

// Decision is a reviewer's verdict on one disagreement between annotators.
type Decision struct {
	ID           string
	DocumentID   string
	ReviewerID   string
	Kind         string // what the annotators disagreed on: boundary, label, attribute, ...
	Verdict      string
	Candidates   []string // ids of the competing spans
	ResultSpanID string   // the gold span, "" where none was accepted
	Reason       string
	DecidedAt    time.Time
}
