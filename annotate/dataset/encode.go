package dataset

import (
	"encoding/json"
	"io"
)

// NewEncoder returns the encoder of records: it leaves <, > and & as they are.
func NewEncoder(w io.Writer) *json.Encoder {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder
}
