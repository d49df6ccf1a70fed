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

// words is a long list of words, written in lines of about the width of the rest.
type words []string

// MarshalTOML implements toml.Marshaler.
func (w words) MarshalTOML() ([]byte, error) {
	var out strings.Builder
	out.WriteString("[")
	width := 0
	for i, word := range w {
		quoted := `"` + escape(word, false) + `"`
		switch {
		case i > 0 && width+len(quoted) > 110:
			out.WriteString(",\n ")
			width = 0
		case i > 0:
			out.WriteString(", ")
		}
		out.WriteString(quoted)
		width += len(quoted) + 2
	}
	out.WriteString("]")
	return []byte(out.String()), nil
}
