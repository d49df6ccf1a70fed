package annotate

import "time"

// State says how far an annotator is with a document.
type State string

// The states of a document under one annotator.
const (
	Todo  State = "todo"
	Doing State = "doing"
	Done  State = "done"
)

// Valid says whether s is one of the three states.
func (s State) Valid() bool { return s == Todo || s == Doing || s == Done }

// Progress is the state of one document under one annotator.
type Progress struct {
	DocumentID  string
	AnnotatorID string
	State       State
	UpdatedAt   time.Time
}
