// Package json reads articles that are objects of JSON: one a line, a list of them, a list within an object, or one alone. Which field is
// what, package fields finds out, or the caller says; a field within another is named with a dot, as in source.name.
//
// The formats of annotations that are JSON are packages of their own. It knows articles, and neither annotations nor a project. Start with
// Format.
package json

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/fields"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// endings are those of the names of such files.
var endings = []string{".json", ".jsonl", ".ndjson"}

// Format is a file of such objects.
var Format = form.Format{
	Name: "json", Title: "Articles in JSON", Extensions: endings, Shape: form.File, Holds: form.Holds{Texts: true},
	Recognise: recognise, Read: read,
}

const (
	mostSample    = 200      // objects that are looked at to find out what the fields are
	mostNoted     = 5        // objects of which it is said one by one why they were left out
	largestObject = 64 << 20 // bytes
	mostFields    = 2000     // of an object
	deepest       = 20       // objects within each other
)

// recognise says whether a file begins as such a file does: the first object has a field whose name is that of a text and that holds
// one, or a long text.
func recognise(name string, start []byte) bool {
	start = bytes.TrimPrefix(start, []byte("\xef\xbb\xbf"))
	if first := bytes.TrimLeft(start, " \t\r\n"); len(first) == 0 || first[0] != '{' && first[0] != '[' {
		return false
	}
	d := newObjects(bytes.NewReader(start))
	object, err := d.next()
	var list *wrapped
	if errors.As(err, &list) && len(list.list) > 0 {
		if first, is := list.list[0].(map[string]any); is {
			object, err = first, nil
		}
	}
	if err != nil { // the first object may be larger than what is looked at, or damaged
		return (len(start) >= form.StartSize || slices.Contains(endings, strings.ToLower(path.Ext(name)))) && looksLike(start)
	}
	header, row := flat(object)
	_, err = fields.Find(header, [][]string{row}, nil)
	return err == nil
}

// looksLike says whether the beginning of an object names a text.
func looksLike(start []byte) bool {
	d := json.NewDecoder(bytes.NewReader(start))
	for range 200 {
		token, err := d.Token()
		if err != nil {
			break
		}
		if text, is := token.(string); is && fields.Role(text) == "text" {
			return true
		}
	}
	at := bytes.LastIndexByte(start, '"') // the text itself is what does not end
	key := bytes.LastIndexByte(start[:max(at, 0)], '"')
	return key >= 0 && len(start)-at > form.StartSize/2
}

// objects gives the objects of a file.
type objects struct {
	in     *limited
	d      *json.Decoder
	inList bool
	begun  bool
	number int
}

// limited ends a file in which an object does not end.
type limited struct {
	io.Reader
	since int
}

func (l *limited) Read(data []byte) (int, error) {
	n, err := l.Reader.Read(data)
	if l.since += n; l.since > largestObject {
		return 0, annotate.Invalidf("an object in it is larger than %d MB: divide it", largestObject>>20)
	}
	return n, err
}

func newObjects(in io.Reader) *objects {
	l := &limited{Reader: in}
	d := json.NewDecoder(l)
	d.UseNumber()
	return &objects{in: l, d: d}
}

// next is the next object, or io.EOF.
func (o *objects) next() (map[string]any, error) {
	for {
		o.in.since = 0
		if o.inList && !o.d.More() {
			if _, err := o.d.Token(); err != nil {
				return nil, o.explain(err)
			}
			o.inList = false
			if !o.begun {
				return nil, io.EOF
			}
		}
		if !o.begun {
			o.begun = true
			if list, err := o.begin(); list || err != nil {
				if err != nil {
					return nil, err
				}
				continue
			}
		}
		var value any
		if err := o.d.Decode(&value); err != nil {
			return nil, o.explain(err)
		}
		o.number++
		switch v := value.(type) {
		case map[string]any:
			if o.number == 1 && !o.inList {
				if inner := listWithin(v, 0); inner != nil {
					return nil, &wrapped{inner}
				}
			}
			return v, nil
		case []any:
			return nil, &wrapped{v}
		}
		return nil, annotate.Invalidf("where an object belongs, it has “%s”: choose a file whose articles are objects", strings.ReplaceAll(form.Short(fmt.Sprint(value), 40), "\n", " "))
	}
}

// wrapped are the objects of a list that stands within an object, which was read whole.
type wrapped struct{ list []any }

func (*wrapped) Error() string { return "a list within an object" }

// begin looks whether the file is a list, and goes into it.
func (o *objects) begin() (list bool, err error) {
	buffered := bufio.NewReaderSize(o.in, 4096)
	for {
		start, err := buffered.Peek(1)
		if err != nil {
			return false, o.explain(err)
		}
		switch start[0] {
		case ' ', '\t', '\r', '\n', 0xef, 0xbb, 0xbf:
			buffered.Discard(1) //nolint:errcheck // it was just seen
			continue
		}
		o.d = json.NewDecoder(buffered)
		o.d.UseNumber()
		if start[0] != '[' {
			return false, nil
		}
		_, err = o.d.Token()
		o.inList = true
		return true, err
	}
}

func (o *objects) explain(err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF) && !o.inList, errors.Is(err, annotate.ErrInvalid):
		return err
	case errors.As(err, &syntax):
		return annotate.Invalidf("object %d is no valid JSON (%s): correct it, or get the file again", o.number+1, syntax)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return annotate.Invalidf("it ends in the middle of object %d: it was cut off, get it again", o.number+1)
	}
	return annotate.Invalidf("object %d cannot be read (%v): get the file again", o.number+1, err)
}

// listWithin is the longest list of objects that lies in an object that is no article itself.
func listWithin(object map[string]any, depth int) []any {
	if header, row := flat(object); depth == 0 {
		if _, err := fields.Find(header, [][]string{row}, nil); err == nil {
			return nil
		}
	}
	var best []any
	for _, key := range slices.Sorted(maps.Keys(object)) {
		var list []any
		switch v := object[key].(type) {
		case []any:
			list = v
		case map[string]any:
			if depth < 3 {
				list = listWithin(v, depth+1)
			}
		}
		if len(list) > len(best) && isObject(list[0]) {
			best = list
		}
	}
	return best
}

func isObject(value any) bool {
	_, is := value.(map[string]any)
	return is
}

// flat is an object as a row: fields within others have their names joined with a dot, lists of texts are one text.
func flat(object map[string]any) (header, row []string) {
	var walk func(prefix string, value any, depth int)
	walk = func(prefix string, value any, depth int) {
		if len(header) >= mostFields {
			return
		}
		if inner, is := value.(map[string]any); is {
			if depth == deepest {
				return
			}
			for _, key := range slices.Sorted(maps.Keys(inner)) {
				name := key
				if prefix != "" {
					name = prefix + "." + key
				}
				walk(name, inner[key], depth+1)
			}
			return
		}
		header, row = append(header, prefix), append(row, textOf(value, prefix))
	}
	walk("", object, 0)
	return header, row
}

// textOf is a value as the cell of a table.
func textOf(value any, name string) string {
	switch v := value.(type) {
	case string:
		return v
	case json.Number:
		return stamp(v.String(), name)
	case bool:
		return strconv.FormatBool(v)
	case []any:
		var parts []string
		for _, item := range v {
			if inner, is := item.(map[string]any); is && fields.Role(name) != "" {
				for _, key := range []string{"name", "text", "value", "fullName", "content"} {
					if text, is := inner[key].(string); is {
						item = text
						break
					}
				}
			}
			if text, is := item.(string); is && strings.TrimSpace(text) != "" {
				parts = append(parts, text)
			}
		}
		by := ", "
		if slices.ContainsFunc(parts, func(p string) bool { return utf8.RuneCountInString(p) > 60 }) || fields.Role(name) == "text" { // paragraphs
			by = "\n\n"
		}
		return strings.Join(parts, by)
	}
	return ""
}

// stamp is a number, or the time that it counts the seconds or thousandths of seconds to, where its field is that of a date.
func stamp(number, name string) string {
	last := name[strings.LastIndex(name, ".")+1:]
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || fields.Role(last) != "date" && !strings.HasPrefix(strings.ToLower(last), "created") || n < 100_000_000 {
		return number
	}
	if n > 100_000_000_000 {
		n /= 1000
	}
	at := time.Unix(n, 0).UTC()
	if at.Year() > 2200 {
		return number
	}
	return at.Format(time.RFC3339)
}
