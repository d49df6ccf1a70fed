package form

import (
	"math"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// ReadValue reads a text as a value of an attribute, for formats in which every value is a text. What the attribute cannot have stays a
// text: whoever takes it says so.
func ReadValue(a annotate.Attribute, text string) any {
	switch a.Type {
	case annotate.Boolean:
		switch strings.ToLower(text) {
		case "true":
			return true
		case "false":
			return false
		}
	case annotate.Number:
		if number, err := strconv.ParseFloat(text, 64); err == nil && !math.IsInf(number, 0) && !math.IsNaN(number) {
			return number
		}
	case annotate.Choices:
		return []string{text}
	}
	return text
}

// WriteValue is a value of an attribute as texts that ReadValue reads: one for each item of a list, none where nothing is set.
func WriteValue(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case bool:
		return []string{strconv.FormatBool(v)}
	case float64:
		return []string{strconv.FormatFloat(v, 'g', -1, 64)}
	case []string:
		return v
	}
	return nil
}

// NeedsText refuses to write a format that is nothing without the articles' words where they are left out.
func (h Head) NeedsText(format string) error {
	if h.Options.WithoutText {
		return annotate.Invalidf("%s is nothing without the articles’ words: export it with them, or another format without", format)
	}
	return nil
}
