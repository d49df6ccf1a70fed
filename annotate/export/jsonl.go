package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"iter"
)

// WriteJSONL writes one record a line and returns how many were written. It stops at the first error of records or w.
// The same records always give the same bytes: UTF-8, without byte order mark or HTML escapes.
func WriteJSONL(w io.Writer, records iter.Seq2[Record, error]) (n int, err error) {
	buffered := bufio.NewWriterSize(w, 1<<16)
	encoder := newEncoder(buffered)
	for record, err := range records {
		if err != nil {
			return n, err
		}
		if err := encoder.Encode(record); err != nil {
			return n, fmt.Errorf("write record %s: %w", record.ID, err)
		}
		n++
	}
	if err := buffered.Flush(); err != nil {
		return n, fmt.Errorf("write records: %w", err)
	}
	return n, nil
}

func newEncoder(w io.Writer) *json.Encoder {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder
}
