package values

import (
	"bufio"
	"encoding/json"
	"io"
)

// List writes a list of JSON, an item a line.
type List struct {
	out     *bufio.Writer
	encoder *json.Encoder
	begun   bool
	trimmed trimmed
}

// NewList begins a list.
func NewList(out io.Writer) *List {
	l := &List{out: bufio.NewWriterSize(out, 1<<16)}
	l.trimmed.out = l.out
	l.encoder = json.NewEncoder(&l.trimmed)
	l.encoder.SetEscapeHTML(false)
	return l
}

// Add writes an item.
func (l *List) Add(item any) error {
	between := ",\n"
	if !l.begun {
		l.begun, between = true, "[\n"
	}
	if _, err := l.out.WriteString(between); err != nil {
		return err
	}
	return l.encoder.Encode(item)
}

// End ends the list, without a line end behind it.
func (l *List) End() error {
	end := "\n]"
	if !l.begun {
		end = "[]"
	}
	if _, err := l.out.WriteString(end); err != nil {
		return err
	}
	return l.out.Flush()
}

// trimmed leaves out the line end that an encoder writes behind each value, which it writes at once.
type trimmed struct{ out io.Writer }

func (t *trimmed) Write(data []byte) (int, error) {
	n := len(data)
	if n > 0 && data[n-1] == '\n' {
		data = data[:n-1]
	}
	_, err := t.out.Write(data)
	return n, err
}
