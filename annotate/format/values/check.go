package values

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Check refuses a value whose bytes are no UTF-8 and texts that hold U+0000, where many programs end a text, or half a character, which
// JSON can name and no text can hold.
func Check(data []byte) error {
	if !utf8.Valid(data) {
		at := 0
		for r, size := utf8.DecodeRune(data); r != utf8.RuneError || size != 1; r, size = utf8.DecodeRune(data[at:]) {
			at += size
		}
		return fmt.Errorf("byte %d is no UTF-8: save the file as UTF-8", at+1)
	}
	marked, half, found := markHalf(data)
	var value any
	if !found || json.Unmarshal(marked, &value) != nil {
		return nil // which is said better where the record is read
	}
	path, at := findNull("", value)
	switch {
	case at < 0:
		return nil
	case half != "":
		return fmt.Errorf("%s has half a character (%s, a lone surrogate) at offset %d: write the whole character, or take it out", path, half, at)
	}
	return fmt.Errorf("%s has the character U+0000 at offset %d, where other programs take a text to end: take it out", path, at)
}

// Decode reads a value, once it is checked, into one of Go, and says in a sentence what is wrong with it. Keys that into has no place for
// are passed over. A number where a text belongs is its digits, since ids are either.
func Decode(data []byte, into any) error {
	if err := Check(data); err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return explain(err)
	}
	return nil
}

func explain(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("not valid JSON at byte %d (%s): it was cut or edited", syntax.Offset, syntax)
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Errorf("a JSON %s, where %s belongs", kind.Value, wanted(kind.Type))
	case errors.As(err, &kind):
		return fmt.Errorf("%q is a JSON %s, where %s belongs", kind.Field, kind.Value, wanted(kind.Type))
	}
	return err
}

// wanted says which JSON value a type is read from.
func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a text in quotes"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Pointer:
		return wanted(t.Elem())
	}
	return "an object"
}

// Name is a text, or a number as its digits: ids and names of annotators are written as either. Anything else is none.
type Name string

// UnmarshalJSON implements json.Unmarshaler.
func (n *Name) UnmarshalJSON(data []byte) error {
	var text string
	var number json.Number
	switch {
	case json.Unmarshal(data, &text) == nil:
		*n = Name(text)
	case json.Unmarshal(data, &number) == nil:
		*n = Name(number)
	}
	return nil
}

// Texts are the texts and numbers of an object by their keys; of what is no object, none.
type Texts map[string]string

// UnmarshalJSON implements json.Unmarshaler.
func (t *Texts) UnmarshalJSON(data []byte) error {
	var object map[string]Name
	if json.Unmarshal(data, &object) != nil {
		return nil
	}
	*t = Texts{}
	for key, value := range object {
		(*t)[key] = string(value)
	}
	return nil
}

// markHalf looks for the first escape of U+0000, or of one half of a surrogate pair without the other, in whose place it puts
// that of U+0000.
func markHalf(line []byte) (marked []byte, half string, found bool) {
	unit := func(at int) (uint64, bool) {
		if at+6 > len(line) || line[at] != '\\' || line[at+1] != 'u' {
			return 0, false
		}
		n, err := strconv.ParseUint(string(line[at+2:at+6]), 16, 16)
		return n, err == nil
	}
	for i := 0; i < len(line); i++ {
		next := bytes.IndexByte(line[i:], '\\')
		if next < 0 {
			break
		}
		i += next
		n, isUnit := unit(i)
		switch {
		case !isUnit:
			i++ // what is escaped
		case n == 0:
			return line, "", true
		case n < 0xd800 || n > 0xdfff:
			i += 5
		default:
			if low, follows := unit(i + 6); n < 0xdc00 && follows && low >= 0xdc00 && low <= 0xdfff {
				i += 11
				continue
			}
			return slices.Concat(line[:i], []byte(`\u0000`), line[i+6:]), string(line[i : i+6]), true
		}
	}
	return line, "", false
}

// itemOf is the path of an item in a list: span 1, where the list is called spans, and in a list that is an item itself part 3 of span 1.
func itemOf(path string, number int) string {
	at := strings.LastIndex(path, ": ") + 1
	within, list := path[:at], strings.TrimSpace(path[at:])
	switch {
	case list == "":
		return fmt.Sprintf("part %d", number)
	case unicode.IsDigit(rune(list[len(list)-1])):
		list = fmt.Sprintf("part %d of %s", number, list)
	case strings.HasSuffix(list, "ies"):
		list = fmt.Sprintf("%sy %d", strings.TrimSuffix(list, "ies"), number)
	default:
		list = fmt.Sprintf("%s %d", strings.TrimSuffix(list, "s"), number)
	}
	return strings.TrimSpace(within + " " + list)
}

// findNull returns the first text that holds U+0000, as a path, and at which code point; -1 where there is none.
func findNull(path string, value any) (string, int) {
	switch v := value.(type) {
	case string:
		if i := strings.IndexByte(v, 0); i >= 0 {
			return path, utf8.RuneCountInString(v[:i])
		}
	case []any:
		for i, item := range v {
			if found, at := findNull(itemOf(path, i+1), item); at >= 0 {
				return found, at
			}
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if strings.Contains(key, "\x00") {
				return fmt.Sprintf("the key %q", key), strings.IndexByte(key, 0)
			}
			if found, at := findNull(strings.TrimPrefix(path+": "+key, ": "), v[key]); at >= 0 {
				return found, at
			}
		}
	}
	return "", -1
}
