package annotate

import (
	"encoding/json"
	"time"
)

// Change is one line of the change log: one row of the project as it was before and after an act. Before is null
// for what was made, After is null for what was deleted.
type Change struct {
	Seq         int64 // place in the log, from 1
	Act         int64 // place in the history of the act that it is part of
	ID          string
	At          time.Time
	AnnotatorID string // who acted, "" where no annotator was named
	Action      string // the act that it belongs to: "tag", "import", "undo", ...
	EntityKind  string // table of the row: "span", "relation", "document", ...
	EntityID    string
	Before      json.RawMessage
	After       json.RawMessage
}

// Made says whether the change made its row.
func (c Change) Made() bool { return isNull(c.Before) }

// Deleted says whether the change took its row away.
func (c Change) Deleted() bool { return isNull(c.After) }

func isNull(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }
