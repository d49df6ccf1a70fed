package codebook

import (
	"fmt"
	"strings"
)

// prose is a text of several lines, written in TOML as people write it: between triple quotes, line by line.
type prose string

// MarshalTOML implements toml.Marshaler.
func (p prose) MarshalTOML() ([]byte, error) {
	if !strings.Contains(string(p), "\n") {
		return []byte(`"` + escape(string(p), false) + `"`), nil
	}
	return []byte("\"\"\"\n" + escape(string(p), true) + "\"\"\""), nil
}

// escape writes what TOML does not admit in a basic string as escapes. A string of several lines keeps its line ends,
// and its quotation marks where they cannot be taken for the end of the string.
func escape(text string, lines bool) string {
	var out strings.Builder
	for i, r := range text {
		switch {
		case r == '"' && lines && !strings.HasPrefix(text[i+1:], `"`) && i+1 < len(text):
			out.WriteRune(r)
		case r == '"' || r == '\\':
			out.WriteRune('\\')
			out.WriteRune(r)
		case r == '\n' && lines:
			out.WriteRune(r)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&out, `\u%04X`, r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}
