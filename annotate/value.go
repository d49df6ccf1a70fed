package annotate

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Value is what a span says of one attribute: a text, yes or no, a number, a list of texts, or nothing. A span keeps it as the JSON
// value that AttributeType names. What an attribute admits says Attribute.Check.
type Value struct{ of any }

// ValueOf reads a value as a span keeps it, nil for nothing.
func ValueOf(kept any) Value { return Value{kept} }

// Value is what s says of the attribute of that name.
func (s Span) Value(attribute string) Value { return Value{s.Attributes[attribute]} }

// With is s with another value of the attribute of that name; nil is none.
func (s Span) With(attribute string, value any) Span {
	s.Attributes = maps.Clone(s.Attributes)
	switch {
	case value == nil:
		delete(s.Attributes, attribute)
	case s.Attributes == nil:
		s.Attributes = map[string]any{attribute: value}
	default:
		s.Attributes[attribute] = value
	}
	return s
}

// IsSet says whether anything is said.
func (v Value) IsSet() bool { return v.of != nil }

// Texts are the options or the words of a value: one for a text, each of a list, none for what is neither.
func (v Value) Texts() []string {
	switch of := v.of.(type) {
	case string:
		return []string{of}
	case []string:
		return of
	}
	return nil
}

// Words are a value as a person reads it, "" for nothing.
func (v Value) Words() string {
	switch of := v.of.(type) {
	case nil:
		return ""
	case bool:
		if of {
			return "yes"
		}
		return "no"
	case float64:
		return strconv.FormatFloat(of, 'f', -1, 64)
	case []string:
		return strings.Join(of, ", ")
	}
	return fmt.Sprint(v.of)
}

// Equal says whether two values say the same. The order of a list counts.
func (v Value) Equal(other Value) bool {
	a, isList := v.of.([]string)
	b, otherIsList := other.of.([]string)
	if isList || otherIsList {
		return isList && otherIsList && slices.Equal(a, b)
	}
	return v.of == other.of
}

// Append writes a value so that values of other types or with other contents read otherwise.
func (v Value) Append(out []byte) []byte {
	switch of := v.of.(type) {
	case string:
		return strconv.AppendQuote(out, of)
	case bool:
		return strconv.AppendBool(out, of)
	case float64:
		return strconv.AppendFloat(out, of, 'g', -1, 64)
	case []string:
		for _, item := range of {
			out = append(strconv.AppendQuote(out, item), ',')
		}
	}
	return out
}

// Holds says whether a value is, or as a list contains, the one that is written so: an option, a number, true or false.
func (v Value) Holds(text string) bool {
	switch of := v.of.(type) {
	case string:
		return of == text
	case bool:
		return strconv.FormatBool(of) == text
	case []string:
		return slices.Contains(of, text)
	case float64:
		number, err := strconv.ParseFloat(text, 64)
		return err == nil && number == of
	}
	return false
}

// Replace is what is left of a value that Holds a text when another takes its place or, where none is named, when it is taken out;
// nil for nothing. A list keeps each text once.
func (v Value) Replace(text string, by ...string) any {
	list, isList := v.of.([]string)
	if !isList {
		if len(by) > 0 {
			return by[0]
		}
		return nil
	}
	var kept []string
	for _, item := range list {
		in := []string{item}
		if item == text {
			in = by
		}
		for _, item := range in {
			if !slices.Contains(kept, item) {
				kept = append(kept, item)
			}
		}
	}
	if kept == nil {
		return nil
	}
	return kept
}
