package table

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A row in the log is a JSON object. There is one for each change that anybody ever made, so it is written and read here without
// the detours of encoding/json, which is asked where something is out of the ordinary.

// Encode writes r as the log keeps it: an object of its columns, with its list under the list's name.
func (k *Kind) Encode(r Row, bulk bool) json.RawMessage {
	out := make([]byte, 0, 512)
	for i, c := range k.Columns {
		if c.Bulk() && !bulk {
			continue
		}
		out = append(append(append(out, `,"`...), c.Name...), `":`...)
		if text, isText := r.Values[i].(string); isText && c.Kind == JSONColumn {
			out = append(out, text...)
		} else {
			out = appendValue(out, r.Values[i])
		}
	}
	if k.List != nil {
		out = append(append(append(out, `,"`...), k.List.Name...), `":`...)
		out = appendItems(out, r.Items)
	}
	out[0] = '{'
	return append(out, '}')
}

// WriteItems writes the list of a row as it stands in the log.
func WriteItems(items [][]any) string { return string(appendItems(nil, items)) }

// appendItems writes a list as Marshal does, and none as an empty one.
func appendItems(out []byte, items [][]any) []byte {
	out = append(out, '[')
	for i, item := range items {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, '[')
		for j, v := range item {
			if j > 0 {
				out = append(out, ',')
			}
			out = appendValue(out, v)
		}
		out = append(out, ']')
	}
	return append(out, ']')
}

// appendValue writes a value of a row as Marshal does.
func appendValue(out []byte, value any) []byte {
	switch v := value.(type) {
	case nil:
		return append(out, "null"...)
	case int64:
		return strconv.AppendInt(out, v, 10)
	case float64:
		if size := math.Abs(v); size == 0 || size >= 1e-6 && size < 1e21 {
			return strconv.AppendFloat(out, v, 'f', -1, 64)
		}
	case string:
		if plain(v) {
			return append(append(append(out, '"'), v...), '"')
		}
	}
	return append(out, Marshal(value)...)
}

// plain says whether a text stands in JSON as it is.
func plain(text string) bool {
	ascii := true
	for i := range len(text) {
		switch b := text[i]; {
		case b < ' ' || b == '"' || b == '\\':
			return false
		case b >= utf8.RuneSelf:
			ascii = false
		}
	}
	return ascii || utf8.ValidString(text) && !strings.ContainsAny(text, "\u2028\u2029")
}

// Decode is the inverse of encode. A column that the log does not name, because it is bulk or younger than the entry,
// is nil.
func (k *Kind) Decode(raw json.RawMessage) (Row, error) {
	r, items := Row{Values: make([]any, len(k.Columns))}, ""
	err := EachField(raw, func(name, field string) error {
		if k.List != nil && name == k.List.Name {
			items = field
		}
		for i, c := range k.Columns {
			if c.Name != name {
				continue
			}
			var err error
			if r.Values[i], err = c.read(field); err != nil {
				return Spoiled{"a " + k.Noun + " in the log", c.Name, fmt.Sprintf("%.60s", field)}
			}
		}
		return nil
	})
	if err == errNoObject {
		err = Spoiled{"a " + k.Noun + " in the log", "row", "no valid JSON"}
	}
	if err == nil && k.List != nil {
		r.Items, err = k.ReadItems(json.RawMessage(items))
	}
	if err != nil {
		return r, err
	}
	return r, k.whole(r)
}

// read reads a value of the column, which is JSON.
func (c Column) read(field string) (any, error) {
	if field == "null" {
		return nil, nil
	}
	switch c.Kind {
	case TextColumn, OptionalColumn, BulkText:
		return ReadText(field)
	case IntegerColumn, OptionalInteger:
		return Unmarshal[int64]([]byte(field))
	case RealColumn:
		return Unmarshal[float64]([]byte(field))
	case BulkBlob:
		return Unmarshal[[]byte]([]byte(field))
	}
	return field, nil
}

// ReadText reads JSON that is a text.
func ReadText(raw string) (string, error) {
	if n := len(raw) - 1; n > 0 && raw[0] == '"' && raw[n] == '"' && plain(raw[1:n]) {
		return raw[1:n], nil
	}
	return Unmarshal[string]([]byte(raw))
}

// ReadItems reads the list of a row as the log has it.
func (k *Kind) ReadItems(raw json.RawMessage) ([][]any, error) {
	if len(raw) == 0 {
		return nil, Spoiled{"a " + k.Noun + " in the log", k.List.Name, ""}
	}
	if items, read := readPairs(string(raw)); read {
		return items, nil
	}
	items, err := Unmarshal[[][]any](raw)
	if err != nil {
		return nil, Spoiled{"a " + k.Noun + " in the log", k.List.Name, fmt.Sprintf("%.60s", raw)}
	}
	for _, item := range items {
		for i, v := range item {
			if number, ok := v.(float64); ok && number == math.Trunc(number) && math.Abs(number) < 1<<53 {
				item[i] = int64(number)
			}
		}
	}
	return items, nil
}

// readPairs reads a list of two places of a text each, as appendItems writes it.
func readPairs(text string) (items [][]any, read bool) {
	for text, read = strings.CutPrefix(text, "["); read; text, read = strings.CutPrefix(text, ",") {
		pair, opened := strings.CutPrefix(text, "[")
		pair, rest, closed := strings.Cut(pair, "]")
		one, other, _ := strings.Cut(pair, ",")
		start, wrong := strconv.ParseInt(one, 10, 32)
		end, bad := strconv.ParseInt(other, 10, 32)
		if !opened || !closed || wrong != nil || bad != nil {
			return nil, false
		}
		items = append(items, []any{start, end})
		if text = rest; text == "]" {
			return items, true
		}
	}
	return nil, false
}

var errNoObject = errors.New("it is no JSON object")

// EachField calls fn for the fields of a JSON object, with their values as they are written; null has none. Where fn fails it ends
// with that error.
func EachField(raw []byte, fn func(name, value string) error) error {
	text := strings.Trim(string(raw), space)
	if text == "null" {
		return nil
	}
	if !strings.HasPrefix(text, "{") || !json.Valid(raw) {
		return errNoObject
	}
	for text = strings.TrimLeft(text[1:], space); text[0] != '}'; text = strings.TrimLeft(text, space+",") {
		n := valueEnd(text)
		name := text[1 : n-1]
		if strings.Contains(name, `\`) {
			name, _ = Unmarshal[string]([]byte(text[:n]))
		}
		text = strings.TrimLeft(text[n:], space+":")
		n = valueEnd(text)
		if err := fn(name, text[:n]); err != nil {
			return err
		}
		text = text[n:]
	}
	return nil
}

// space is what may stand between the parts of JSON.
const space = " \t\r\n"

// valueEnd is where the value ends with which valid JSON goes on.
func valueEnd(text string) int {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case quoted && b == '\\':
			i++
		case b == '"':
			if quoted = !quoted; !quoted && depth == 0 {
				return i + 1
			}
		case quoted:
		case b == '{' || b == '[':
			depth++
		case b == '}' || b == ']':
			if depth--; depth == 0 {
				return i + 1
			}
			if depth < 0 {
				return i
			}
		case depth == 0 && strings.IndexByte(space+",:", b) >= 0:
			return i
		}
	}
	return len(text)
}
