// Package values reads a file of JSON value by value, whether they stand one a line, as JSON Lines have them, or in one list, and looks
// at how such a file begins to tell of which program it is. It holds one value at a time.
//
// It knows no format. Start with Each, or with Begin to recognise one.
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

// longest bounds one value, in bytes: it holds one article with its annotations.
const longest = 256 << 20

var byteOrderMark = []byte("\xef\xbb\xbf")

// Value is one value of a file.
type Value struct {
	Place string // where it stands: "line 12", "item 3"
	Data  []byte // good until the next one is asked for
}

// Each yields the values of a file: the items of its list, where it is one, else its lines that are not blank. An item of a list that is
// not JSON ends it with an error; a line that is not is yielded as it is, since the next one may be good.
func Each(source form.Source) iter.Seq2[Value, error] {
	return func(yield func(Value, error) bool) {
		file, err := source.Open()
		if err != nil {
			yield(Value{}, err)
			return
		}
		defer file.Close()
		in := bufio.NewReaderSize(file, 1<<16)
		if start, _ := in.Peek(len(byteOrderMark)); bytes.Equal(start, byteOrderMark) {
			in.Discard(len(byteOrderMark)) // which were there
		}
		start, _ := in.Peek(1 << 12)
		start = bytes.TrimLeft(start, " \t\r\n")
		each := lines(in)
		if isList(start) {
			each = items(in)
		}
		for value, err := range each {
			if !yield(value, err) || err != nil {
				return
			}
		}
	}
}

// isList says whether a file is one list: a line may be a list too, which begins with a text.
func isList(start []byte) bool {
	rest, begins := bytes.CutPrefix(start, []byte("["))
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return begins && (len(rest) == 0 || rest[0] != '"')
}

func lines(in *bufio.Reader) iter.Seq2[Value, error] {
	return func(yield func(Value, error) bool) {
		var line []byte
		for number := 1; ; number++ {
			place := fmt.Sprintf("line %d", number)
			var err error
			if line, err = Line(in, line[:0]); err != nil && !errors.Is(err, io.EOF) {
				if errors.Is(err, annotate.ErrInvalid) {
					err = annotate.Invalidf("%s: %s", place, err)
				}
				yield(Value{}, err)
				return
			}
			if data := bytes.TrimSpace(line); len(data) > 0 && !yield(Value{place, data}, nil) {
				return
			}
			if err != nil {
				return
			}
		}
	}
}

// Line reads a line into one, without its end, or to the end of the file, which it reports as io.EOF. One that is too long for an article
// is annotate.ErrInvalid.
func Line(in *bufio.Reader, line []byte) ([]byte, error) {
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > longest {
			return nil, annotate.Invalidf("longer than %d MB: a record holds one article", longest>>20)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

// items yields the items of a list.
func items(in *bufio.Reader) iter.Seq2[Value, error] {
	return func(yield func(Value, error) bool) {
		number := 0
		place := func() string { return fmt.Sprintf("item %d", number) }
		fail := func(format string, args ...any) {
			yield(Value{}, annotate.Invalidf("%s: %s: it was cut or edited; export or copy the file again", place(), fmt.Sprintf(format, args...)))
		}
		var item []byte
		depth, quoted, escaped := 0, false, false
		for {
			b, err := in.ReadByte()
			if errors.Is(err, io.EOF) {
				if number++; depth > 0 {
					fail("not valid JSON, the list does not end")
				}
				return
			}
			if err != nil {
				yield(Value{}, err)
				return
			}
			switch {
			case escaped:
				escaped = false
			case quoted:
				quoted, escaped = b != '"', b == '\\'
			case b == '"':
				quoted = true
			case b == '[' || b == '{':
				if depth++; depth == 1 {
					continue // the list itself
				}
			case b == ',' && depth == 1, (b == ']' || b == '}') && depth == 1:
				if data := bytes.TrimSpace(item); len(data) > 0 {
					number++
					if !json.Valid(data) {
						fail("not valid JSON")
						return
					}
					if !yield(Value{place(), data}, nil) {
						return
					}
				}
				if item = item[:0]; b != ',' {
					depth = 0
				}
				continue
			case b == ']' || b == '}':
				depth--
			}
			if depth == 0 {
				if b > ' ' {
					number++
					fail("not valid JSON, something stands behind the list")
					return
				}
				continue
			}
			if item = append(item, b); len(item) > longest {
				number++
				yield(Value{}, annotate.Invalidf("%s is longer than %d MB: an item holds one article", place(), longest>>20))
				return
			}
		}
	}
}
