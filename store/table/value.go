package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// timeLayout is how times stand in the file: RFC 3339 in UTC with milliseconds, so that text order is time order.
const timeLayout = "2006-01-02T15:04:05.000Z"

// Stamp is a time as the tables hold it, in UTC and milliseconds.
func Stamp(t time.Time) string { return t.UTC().Format(timeLayout) }

// Unstamp reads a time. One that another program wrote otherwise is read as RFC 3339, or is the zero time.
func Unstamp(text string) time.Time {
	if t, read := readStamp(text); read {
		return t
	}
	t, err := time.Parse(timeLayout, text)
	if err != nil {
		t, _ = time.Parse(time.RFC3339, text)
	}
	return t.UTC()
}

// readStamp reads what Stamp wrote. Lists of many rows are read, with two times in each, and this takes a fifth of time.Parse.
func readStamp(text string) (t time.Time, read bool) {
	const blank = "0000-00-00T00:00:00.000Z"
	if len(text) != len(blank) {
		return t, false
	}
	var parts [7]int
	n := 0
	for i := range len(blank) {
		digit := text[i] - '0'
		switch {
		case blank[i] != '0' && blank[i] != text[i], blank[i] == '0' && digit > 9:
			return t, false
		case blank[i] != '0':
			n++
		default:
			parts[n] = parts[n]*10 + int(digit)
		}
	}
	t = time.Date(parts[0], time.Month(parts[1]), parts[2], parts[3], parts[4], parts[5], parts[6]*int(time.Millisecond), time.UTC)
	hours, minutes, seconds := t.Clock()
	same := int(t.Month()) == parts[1] && t.Day() == parts[2] && hours == parts[3] && minutes == parts[4] && seconds == parts[5]
	return t, same // else the time has a part that there is not, like the 30th of February
}

// Optional is NULL for "".
func Optional(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// Number is NULL for 0.
func Number(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

// Logged is a row of the log as its column takes it.
func Logged(raw json.RawMessage) any {
	if raw == nil {
		return nil
	}
	return string(raw)
}

// Flag is a truth value as a number.
func Flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// WriteAttributes is the JSON of attributes.
func WriteAttributes(attributes map[string]any) string {
	if len(attributes) == 0 {
		return "{}"
	}
	return string(Marshal(attributes))
}

// ReadAttributes reads what WriteAttributes wrote.
func ReadAttributes(raw []byte) (map[string]any, error) {
	if string(raw) == "{}" {
		return map[string]any{}, nil
	}
	var attributes map[string]any
	if err := json.Unmarshal(raw, &attributes); err != nil || attributes == nil {
		return nil, errors.New("it cannot be parsed")
	}
	for name, value := range attributes {
		items, isList := value.([]any)
		if _, isObject := value.(map[string]any); isObject || value == nil {
			return nil, fmt.Errorf("%q is neither a text, a number, a truth value nor a list", name)
		}
		if !isList {
			continue
		}
		list := make([]string, len(items))
		for i, item := range items {
			text, isText := item.(string)
			if !isText {
				return nil, errors.New("a list holds something other than texts")
			}
			list[i] = text
		}
		attributes[name] = list
	}
	return attributes, nil
}

// WriteList is the JSON of a list, which is never null.
func WriteList(list []string) string {
	if len(list) == 0 {
		return "[]"
	}
	return string(Marshal(list))
}

// ReadList reads a JSON list of texts.
func ReadList(raw []byte) ([]string, error) {
	if string(raw) == "[]" {
		return nil, nil
	}
	list, err := Unmarshal[[]string](raw)
	if err == nil && list == nil { // the word null
		err = errors.New("no list")
	}
	return list, err
}

// Marshal writes a value of the model as JSON without escaping what only HTML would mind. Such values cannot fail.
func Marshal(v any) []byte {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(fmt.Sprintf("store: %v cannot be written as JSON: %v", v, err))
	}
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))
}

// Unmarshal reads JSON.
func Unmarshal[T any](raw []byte) (T, error) {
	var v T
	err := json.Unmarshal(raw, &v)
	return v, err
}

// SortedKeys are the keys of a map in their order.
func SortedKeys[V any](of map[string]V) []string { return slices.Sorted(maps.Keys(of)) }
