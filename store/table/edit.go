package table

import (
	"encoding/json"
	"time"
)

// Origin says whose change it is and when it was made. The zero origin is the act that is under way; merging names who made a
// change in another file.
type Origin struct {
	Id        string // of the change
	At        time.Time
	Annotator string
	Action    string
}

// Edit is one row of the project as it was and as it is to be: nil before it is made and after it is deleted. Where both are nil, or
// say the same, nothing is altered and the log alone is to tell of it.
type Edit struct {
	Kind          *Kind
	Id            string
	Before, After *Row
	Origin        Origin
}

// Logged is a row as the log keeps it, nil where there is none.
func (k *Kind) Logged(r *Row, bulk bool) json.RawMessage {
	if r == nil {
		return nil
	}
	return k.Encode(*r, bulk)
}
