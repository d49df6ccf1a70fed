package dataset

import (
	"bytes"
	"strconv"
)

// Confidence is a number from 0 to 1 that is written with a decimal point even where it is whole: readers that take a
// column's type from its first rows would otherwise take it for a column of whole numbers.
type Confidence float64

// MarshalJSON implements json.Marshaler.
func (c Confidence) MarshalJSON() ([]byte, error) {
	out := strconv.AppendFloat(nil, float64(c), 'f', -1, 64)
	if !bytes.ContainsRune(out, '.') {
		out = append(out, ".0"...)
	}
	return out, nil
}
