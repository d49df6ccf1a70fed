package annotate

import (
	"encoding/json"
	"time"
)

// Change is one line of the change log: one row of the project as it was before and after an act. Before is null
// for what was made, After is null for what was deleted.
type Change struct {
	Seq         int64 // place in the log, from 1
	ID          string
	At          time.Time
	AnnotatorID string // who acted, "" where no annotator was named
	Action      string // the act that it belongs to: "tag", "import", "undo", ...
	EntityKind  string // table of the row: "span", "relation", "document", ...
	EntityID    string
	Before      json.RawMessage
	After       json.RawMessage
}
