package annotate

import "time"

// Relation is a typed, directed link from one span to another of the same annotator, in one document or across
// the documents of a story.
type Relation struct {
	ID          string
	TypeID      string
	AnnotatorID string
	HeadSpanID  string
	TailSpanID  string
	Note        string
	CreatedAt   time.Time
	UpdatedAt   time.Time
}
