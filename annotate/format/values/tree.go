package values

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
)

// deepest is how deep values may be nested, as encoding/json has it, and mostValues how many one value may hold.
const (
	deepest    = 10_000
	mostValues = 1 << 24
)

// Tree is a value of JSON as its parts lie in it, which are found in one pass: what is wrong with one of many spans is said of that alone,
// and the rest is read, without going over each of them again. It can be used again for the next value of a file.
type Tree struct {
	data  string
	parts []part
	at    int
}

// part is a value within a Tree. The values in it follow it: those of a list, or a key and a value by turns.
type part struct {
	start, end int32 // in the data
	next       int32 // the part behind it and all in it
	kind       byte  // the byte that it begins with, 0 for a number
	escaped    bool  // a text that is not written as it is
}

// Parse checks a value as Decode does and finds its parts. They are good until the next is parsed.
func (t *Tree) Parse(data []byte) (At, error) {
	if err := Check(data); err != nil {
		return At{}, err
	}
	t.data, t.parts, t.at = string(data), t.parts[:0], 0
	if len(data) <= longest && t.value(0) {
		if t.space(); t.at == len(data) {
			return At{t, 0}, nil
		}
	}
	if len(t.parts) > mostValues {
		return At{}, fmt.Errorf("it holds more than %d million values: divide it", mostValues>>20)
	}
	var value json.RawMessage
	if err := json.Unmarshal(data, &value); err != nil {
		return At{}, explain(err)
	}
	return At{}, errors.New("not valid JSON: it was cut or edited")
}

func (t *Tree) space() {
	for t.at < len(t.data) && t.data[t.at] <= ' ' && (t.data[t.at] == ' ' || t.data[t.at] == '\n' || t.data[t.at] == '\r' || t.data[t.at] == '\t') {
		t.at++
	}
}

// take takes a byte, if it is the next one.
func (t *Tree) take(b byte) bool {
	if t.at < len(t.data) && t.data[t.at] == b {
		t.at++
		return true
	}
	return false
}

// value finds a value and what is in it.
func (t *Tree) value(depth int) bool {
	if t.space(); t.at == len(t.data) || len(t.parts) > mostValues {
		return false
	}
	i, p := len(t.parts), part{start: int32(t.at), kind: t.data[t.at]}
	t.parts = append(t.parts, p)
	found := false
	switch p.kind {
	case '"':
		p.escaped, found = t.text()
	case '[':
		found = t.list(depth + 1)
	case '{':
		found = t.object(depth + 1)
	case 't':
		found = t.word("true")
	case 'f':
		found = t.word("false")
	case 'n':
		found = t.word("null")
	default:
		p.kind, found = 0, t.number()
	}
	p.end, p.next = int32(t.at), int32(len(t.parts))
	t.parts[i] = p
	return found
}

func (t *Tree) list(depth int) bool {
	t.at++
	if t.space(); t.take(']') || depth > deepest {
		return depth <= deepest
	}
	for t.value(depth) {
		if t.space(); t.take(']') {
			return true
		}
		if !t.take(',') {
			return false
		}
	}
	return false
}

func (t *Tree) object(depth int) bool {
	t.at++
	if t.space(); t.take('}') || depth > deepest {
		return depth <= deepest
	}
	for {
		if t.space(); t.at == len(t.data) || t.data[t.at] != '"' || !t.value(depth) {
			return false
		}
		if t.space(); !t.take(':') || !t.value(depth) {
			return false
		}
		if t.space(); t.take('}') {
			return true
		}
		if !t.take(',') {
			return false
		}
	}
}

func (t *Tree) word(w string) bool {
	if strings.HasPrefix(t.data[t.at:], w) {
		t.at += len(w)
		return true
	}
	return false
}

func (t *Tree) number() bool {
	t.take('-')
	if !t.take('0') && !t.digits() {
		return false
	}
	if t.take('.') && !t.digits() {
		return false
	}
	if t.take('e') || t.take('E') {
		if !t.take('+') {
			t.take('-')
		}
		return t.digits()
	}
	return true
}

func (t *Tree) digits() bool {
	from := t.at
	for t.at < len(t.data) && '0' <= t.data[t.at] && t.data[t.at] <= '9' {
		t.at++
	}
	return t.at > from
}

// special are the bytes at which a text is not simply itself: its end, an escape, and signs that must be escaped.
var special = func() (is [256]bool) {
	for b := range 0x20 {
		is[b] = true
	}
	is['"'], is['\\'] = true, true
	return is
}()

// text finds a text, and says whether something in it is escaped.
func (t *Tree) text() (escaped, found bool) {
	s := t.data
	for i := t.at + 1; i < len(s); i++ {
		switch b := s[i]; {
		case !special[b]:
		case b == '"':
			t.at = i + 1
			return escaped, true
		case b != '\\' || i+1 == len(s):
			return escaped, false
		default:
			escaped = true
			i++
			switch s[i] {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
			case 'u':
				if i+4 >= len(s) || !hex(s[i+1]) || !hex(s[i+2]) || !hex(s[i+3]) || !hex(s[i+4]) {
					return escaped, false
				}
				i += 4
			default:
				return escaped, false
			}
		}
	}
	return escaped, false
}

func hex(b byte) bool { return '0' <= b && b <= '9' || 'a' <= b|0x20 && b|0x20 <= 'f' }

// At is a value within a Tree; without one it is none, as that of a key that is not there.
type At struct {
	t *Tree
	i int32
}

func (a At) part() part { return a.t.parts[a.i] }

// IsSet says whether there is a value, and not null.
func (a At) IsSet() bool { return a.t != nil && a.part().kind != 'n' }

// IsText, IsList and IsObject say what a value is.
func (a At) IsText() bool { return a.t != nil && a.part().kind == '"' }

// IsList says whether it is a list.
func (a At) IsList() bool { return a.t != nil && a.part().kind == '[' }

// IsObject says whether it is an object.
func (a At) IsObject() bool { return a.t != nil && a.part().kind == '{' }

// IsEmpty says that it is no list or object, or one with nothing in it.
func (a At) IsEmpty() bool { return a.t == nil || a.part().next == a.i+1 }

// Items are the values of a list; of what is none there are none.
func (a At) Items() iter.Seq[At] {
	return func(yield func(At) bool) {
		if !a.IsList() {
			return
		}
		for i, end := a.i+1, a.part().next; i < end; i = a.t.parts[i].next {
			if !yield(At{a.t, i}) {
				return
			}
		}
	}
}

// Fields are the keys and values of an object, in its order; of what is none there are none. A key is good as long as the Tree is.
func (a At) Fields() iter.Seq2[string, At] {
	return func(yield func(string, At) bool) {
		if !a.IsObject() {
			return
		}
		for i, end := a.i+1, a.part().next; i < end; i = a.t.parts[i+1].next {
			if !yield(At{a.t, i}.Peek(), At{a.t, i + 1}) {
				return
			}
		}
	}
}

// Raw is the JSON of the value, good as long as the Tree is.
func (a At) Raw() string {
	if a.t == nil {
		return ""
	}
	p := a.part()
	return a.t.data[p.start:p.end]
}

// Place is where the JSON of the value starts and ends in what was parsed.
func (a At) Place() (start, end int) { return int(a.part().start), int(a.part().end) }

// Peek is Text without a copy: it shares the memory of the value. Of what is no text it is "".
func (a At) Peek() string {
	if !a.IsText() {
		return ""
	}
	raw := a.Raw()
	if !a.part().escaped {
		return raw[1 : len(raw)-1]
	}
	var text string
	if json.Unmarshal([]byte(raw), &text) != nil {
		return ""
	}
	return text
}

// Text is a text.
func (a At) Text() (string, error) {
	if !a.IsText() {
		return "", a.Wrong("a text in quotes")
	}
	return strings.Clone(a.Peek()), nil
}

// PeekText is Text without a copy, as Peek is.
func (a At) PeekText() (string, error) {
	if !a.IsText() {
		return "", a.Wrong("a text in quotes")
	}
	return a.Peek(), nil
}

// Int is a whole number.
func (a At) Int() (int, error) {
	if a.t == nil || a.part().kind != 0 {
		return 0, a.Wrong("a whole number")
	}
	n, err := strconv.ParseInt(a.Raw(), 10, 64)
	if err != nil {
		return 0, a.Wrong("a whole number")
	}
	return int(n), nil
}

// Number is a number, and whether it is one.
func (a At) Number() (float64, bool) {
	if a.t == nil || a.part().kind != 0 {
		return 0, false
	}
	n, err := strconv.ParseFloat(a.Raw(), 64)
	return n, err == nil
}

// Bool is true or false.
func (a At) Bool() (bool, error) {
	if raw := a.Raw(); raw != "true" && raw != "false" {
		return false, a.Wrong("true or false")
	}
	return a.part().kind == 't', nil
}

// Name is a text, or a number as its digits; of anything else it is "".
func (a At) Name() string { return strings.Clone(a.PeekName()) }

// PeekName is Name without a copy, as Peek is Text.
func (a At) PeekName() string {
	if a.t != nil && a.part().kind == 0 {
		return a.Raw()
	}
	return a.Peek()
}

// Wrong says that another kind of value belongs where this one stands.
func (a At) Wrong(wanted string) error {
	kind := "value"
	if a.t != nil {
		switch a.part().kind {
		case '"':
			kind = "string"
		case '[':
			kind = "array"
		case '{':
			kind = "object"
		case 't', 'f':
			kind = "bool"
		case 'n':
			kind = "null"
		case 0:
			kind = "number"
			if raw := a.Raw(); len(raw) < 40 {
				kind += " " + raw
			}
		}
	}
	return fmt.Errorf("a JSON %s, where %s belongs", kind, wanted)
}

// Count is how many items a list has.
func (a At) Count() (n int) {
	for range a.Items() {
		n++
	}
	return n
}

// Row is a list of texts, or one of true and false, whose items are found by their number.
type Row struct {
	list At
	n    int
}

// Texts is a list of texts.
func (a At) Texts() (Row, error) { return a.row("\"", "a text in quotes") }

// Strings are the texts of a list of texts.
func (a At) Strings() ([]string, error) {
	row, err := a.Texts()
	if err != nil {
		return nil, err
	}
	all := make([]string, row.Len())
	for i := range all {
		all[i] = row.Text(i)
	}
	return all, nil
}

// Bools is a list of true and false.
func (a At) Bools() (Row, error) { return a.row("tf", "true or false") }

func (a At) row(kinds, wanted string) (Row, error) {
	if !a.IsList() {
		return Row{}, a.Wrong("a list")
	}
	n := 0
	for item := range a.Items() {
		if strings.IndexByte(kinds, item.part().kind) < 0 {
			return Row{}, item.Wrong(wanted)
		}
		n++
	}
	return Row{a, n}, nil
}

// IsSet says whether there is a list.
func (r Row) IsSet() bool { return r.list.t != nil }

// Len is how many there are.
func (r Row) Len() int { return r.n }

// Peek is a text, as At.Peek is.
func (r Row) Peek(i int) string { return At{r.list.t, r.list.i + 1 + int32(i)}.Peek() }

// Text is a text.
func (r Row) Text(i int) string { return strings.Clone(r.Peek(i)) }

// Is says whether there is such an item, and it is true.
func (r Row) Is(i int) bool { return i < r.n && r.list.t.parts[int(r.list.i)+1+i].kind == 't' }
