package values

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// EachWithin yields what Each does, or of a file that is an object, the items of its list of that key, or of that list in its object of the
// key within. An object that has neither is yielded itself; after it may come others.
func EachWithin(source form.Source, list, within string) iter.Seq2[Value, error] {
	return func(yield func(Value, error) bool) {
		file, err := source.Open()
		if err != nil {
			yield(Value{}, err)
			return
		}
		defer file.Close()
		w := &walker{in: bufio.NewReaderSize(file, 1<<16), list: list, within: within, yield: yield}
		if start, _ := w.in.Peek(len(byteOrderMark)); bytes.Equal(start, byteOrderMark) {
			w.in.Discard(len(byteOrderMark)) // which were there
		}
		for err == nil {
			err = w.top()
		}
		if !errors.Is(err, io.EOF) && !errors.Is(err, errStopped) {
			if !errors.Is(err, annotate.ErrInvalid) {
				err = fmt.Errorf("item %d: %w", w.number+1, err)
			}
			yield(Value{}, err)
		}
	}
}

// errStopped ends a walk that nobody listens to any more.
var errStopped = errors.New("stopped")

// walker goes through a file of JSON without holding more of it than one item.
type walker struct {
	in           *bufio.Reader
	list, within string
	number       int
	yield        func(Value, error) bool
	depth        int
}

func (w *walker) broken(format string, args ...any) error {
	return annotate.Invalidf("item %d: not valid JSON, %s: it was cut or edited; export or copy the file again", w.number+1, fmt.Sprintf(format, args...))
}

// next is the next byte that is no white space, which is not taken.
func (w *walker) next() (byte, error) {
	for {
		b, err := w.in.ReadByte()
		if err != nil {
			return 0, err
		}
		if b != ' ' && b != '\t' && b != '\r' && b != '\n' {
			return b, w.in.UnreadByte()
		}
	}
}

// take takes the next byte that is no white space, which must be one of these.
func (w *walker) take(wanted string) (byte, error) {
	b, err := w.next()
	if errors.Is(err, io.EOF) {
		return 0, w.broken("it ends early")
	}
	if err != nil {
		return 0, err
	}
	if bytes.IndexByte([]byte(wanted), b) < 0 {
		return 0, w.broken("%q stands where one of %s belongs", b, wanted)
	}
	_, err = w.in.ReadByte()
	return b, err
}

// top takes a value at the top of the file; io.EOF where there is none.
func (w *walker) top() error {
	b, err := w.next()
	switch {
	case err != nil:
		return err
	case b == '[':
		return w.items()
	case b == '{':
		rest, found, err := w.object()
		if err != nil || found {
			return err
		}
		return w.give(rest)
	}
	return w.broken("%q stands where an object belongs", b)
}

func (w *walker) give(data []byte) error {
	w.number++
	if !w.yield(Value{fmt.Sprintf("item %d", w.number), data}, nil) {
		return errStopped
	}
	return nil
}

// items yields the items of a list.
func (w *walker) items() error {
	if _, err := w.take("["); err != nil {
		return err
	}
	if b, err := w.next(); err == nil && b == ']' {
		_, err = w.take("]")
		return err
	}
	for {
		data, err := w.value()
		if err != nil {
			return err
		}
		if err := w.give(data); err != nil {
			return err
		}
		if end, err := w.take(",]"); err != nil || end == ']' {
			return err
		}
	}
}

// object goes through an object, and says whether it had the list; else it returns the object.
func (w *walker) object() (rest []byte, found bool, err error) {
	if w.depth++; w.depth > 2 {
		rest, err = w.value()
		return rest, false, err
	}
	defer func() { w.depth-- }()
	if _, err := w.take("{"); err != nil {
		return nil, false, err
	}
	rest = []byte("{")
	for {
		if b, err := w.next(); err == nil && b == '}' {
			_, err = w.take("}")
			return append(rest, '}'), found, err
		}
		key, err := w.value()
		var name string
		if err == nil && json.Unmarshal(key, &name) != nil {
			err = w.broken("a key is no text")
		}
		if err == nil {
			_, err = w.take(":")
		}
		if err != nil {
			return nil, false, err
		}
		b, err := w.next()
		if err != nil {
			return nil, false, w.broken("it ends early")
		}
		switch {
		case name == w.list && b == '[':
			found, err = true, w.items()
		case name == w.within && b == '{':
			var inner bool
			_, inner, err = w.object()
			found = found || inner
		default:
			var value []byte
			if value, err = w.value(); !found && len(rest)+len(value) < longest {
				if len(rest) > 1 {
					rest = append(rest, ',')
				}
				rest = append(append(append(rest, key...), ':'), value...)
			}
		}
		if err != nil {
			return nil, false, err
		}
		b, err = w.take(",}")
		if err != nil || b == '}' {
			return append(rest, '}'), found, err
		}
	}
}

// value takes a whole value.
func (w *walker) value() ([]byte, error) {
	if _, err := w.next(); err != nil {
		if errors.Is(err, io.EOF) {
			err = w.broken("it ends early")
		}
		return nil, err
	}
	var data []byte
	for e, ended := (extent{}), false; !ended; {
		if _, err := w.in.Peek(1); errors.Is(err, io.EOF) {
			if e.depth == 0 && !e.quoted {
				break
			}
			return nil, w.broken("it ends early")
		} else if err != nil {
			return nil, err
		}
		some, err := w.in.Peek(w.in.Buffered())
		if err != nil {
			return nil, err
		}
		var n int
		n, ended = e.in(some)
		if data = append(data, some[:n]...); len(data) > longest {
			return nil, annotate.Invalidf("item %d is longer than %d MB: an item is about one stretch of an article", w.number+1, longest>>20)
		}
		if _, err := w.in.Discard(n); err != nil {
			return nil, err
		}
	}
	if !json.Valid(data) {
		return nil, w.broken("a value cannot be read")
	}
	return data, nil
}

// extent finds where a value ends, of which it sees a part after the other.
type extent struct {
	depth           int
	quoted, escaped bool
}

// in is how many bytes of what comes next belong to the value, and whether it ends with them.
func (e *extent) in(some []byte) (n int, ended bool) {
	for i, b := range some {
		switch {
		case e.escaped:
			e.escaped = false
		case e.quoted:
			e.quoted, e.escaped = b != '"', b == '\\'
			if !e.quoted && e.depth == 0 {
				return i + 1, true
			}
		case b == '"':
			e.quoted = true
		case b == '[' || b == '{':
			e.depth++
		case e.depth == 0 && (b == ']' || b == '}' || b == ',' || b == ':' || b <= ' '): // of what holds the value
			return i, true
		case b == ']' || b == '}':
			if e.depth--; e.depth == 0 {
				return i + 1, true
			}
		}
	}
	return len(some), false
}
