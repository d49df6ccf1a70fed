package values

import (
	"bytes"
	"encoding/json"
	"slices"
)

// most is how many objects of a file are looked at to recognise it.
const most = 20

// Object is an object as a file begins with it: the JSON of its values by their keys, of which the last may be cut. Where a list stands
// in its place, "" is that list.
type Object map[string][]byte

// Begin are the first objects of a file, by how it begins: those of its lines, of its list, or the one that it is.
func Begin(start []byte) []Object {
	s := scanner{bytes.TrimPrefix(start, byteOrderMark)}
	s.space()
	if isList(s.left) {
		s.left = s.left[1:]
	}
	var all []Object
	for len(all) < most {
		s.left = bytes.TrimLeft(s.left, " \t\r\n,")
		switch {
		case len(s.left) == 0:
			return all
		case s.left[0] == '{':
			all = append(all, s.object())
		case s.left[0] == '[':
			all = append(all, Object{"": s.value()})
		default:
			return all
		}
	}
	return all
}

// Has says whether there is such a key.
func (o Object) Has(keys ...string) bool {
	return !slices.ContainsFunc(keys, func(key string) bool { return o[key] == nil })
}

// Within is the first value of a list, nil where the value of that key is none or has none.
func (o Object) Within(key string) []byte {
	rest, is := bytes.CutPrefix(o[key], []byte("["))
	if rest = bytes.TrimLeft(rest, " \t\r\n"); !is || len(rest) == 0 || rest[0] == ']' {
		return nil
	}
	return rest
}

// IsObject says whether the value of that key is an object, as far as it is there.
func (o Object) IsObject(key string) bool { return bytes.HasPrefix(o[key], []byte("{")) }

// IsList says whether the value of that key is a list, as far as it is there.
func (o Object) IsList(key string) bool { return bytes.HasPrefix(o[key], []byte("[")) }

// IsText says whether the value of that key is a text, as far as it is there.
func (o Object) IsText(key string) bool { return bytes.HasPrefix(o[key], []byte(`"`)) }

// scanner goes over JSON that may be cut anywhere.
type scanner struct{ left []byte }

func (s *scanner) space() { s.left = bytes.TrimLeft(s.left, " \t\r\n") }

func (s *scanner) object() Object {
	o := Object{}
	s.left = s.left[1:]
	for {
		if s.space(); len(s.left) == 0 || s.left[0] != '"' {
			s.left = bytes.TrimPrefix(s.left, []byte("}"))
			return o
		}
		quoted := s.text()
		s.space()
		rest, is := bytes.CutPrefix(s.left, []byte(":"))
		var key string
		if !is || json.Unmarshal(quoted, &key) != nil {
			s.left = nil
			return o
		}
		s.left = rest
		s.space()
		o[key] = s.value()
		s.space()
		s.left = bytes.TrimPrefix(s.left, []byte(","))
	}
}

// text takes a text with its quotes.
func (s *scanner) text() []byte {
	for i := 1; i < len(s.left); i++ {
		switch s.left[i] {
		case '\\':
			i++
		case '"':
			return s.take(i + 1)
		}
	}
	return s.take(len(s.left))
}

// value takes a value, or what is left of it.
func (s *scanner) value() []byte {
	depth := 0
	for i := 0; i < len(s.left); i++ {
		switch s.left[i] {
		case '"':
			rest := scanner{s.left[i:]}
			i += len(rest.text()) - 1
		case '[', '{':
			depth++
		case ']', '}':
			if depth == 0 {
				return s.take(i)
			}
			depth--
		case ',':
			if depth == 0 {
				return s.take(i)
			}
		}
	}
	return s.take(len(s.left))
}

func (s *scanner) take(n int) []byte {
	taken := s.left[:n:n]
	s.left = s.left[n:]
	return taken
}
