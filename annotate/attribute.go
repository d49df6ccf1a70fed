package annotate

import (
	"math"
	"slices"
	"time"
)

// Check returns value in the form in which it is kept, or says why a does not admit it. A nil value means "not
// set" and is always admitted; whether a required value is missing is a question to Span.Missing.
func (a Attribute) Check(value any) (any, error) {
	switch v := value.(type) {
	case nil:
		return nil, nil
	case string:
		return a.checkString(v)
	case bool:
		if a.Type == Boolean {
			return v, nil
		}
	case float64:
		if a.Type == Number && !math.IsNaN(v) && !math.IsInf(v, 0) {
			return v, nil
		}
	case []string:
		return a.checkList(v)
	case []any:
		list := make([]string, len(v))
		for i, item := range v {
			text, ok := item.(string)
			if !ok {
				return nil, Invalidf("attribute %q: %v is not a text", a.Name, item)
			}
			list[i] = text
		}
		return a.checkList(list)
	}
	return nil, Invalidf("attribute %q of type %s cannot hold %v", a.Name, a.Type, value)
}

func (a Attribute) checkString(value string) (any, error) {
	switch a.Type {
	case Text:
		return value, nil
	case Choice:
		if slices.Contains(a.Options, value) {
			return value, nil
		}
		return nil, Invalidf("attribute %q has no option %q", a.Name, value)
	case Date:
		if _, err := time.Parse(time.DateOnly, value); err == nil {
			return value, nil
		}
		return nil, Invalidf("attribute %q: %q is not a date of the form 2006-01-31", a.Name, value)
	}
	return nil, Invalidf("attribute %q of type %s cannot hold %q", a.Name, a.Type, value)
}

func (a Attribute) checkList(list []string) (any, error) {
	if a.Type != Choices {
		return nil, Invalidf("attribute %q of type %s cannot hold a list", a.Name, a.Type)
	}
	for _, item := range list {
		if !slices.Contains(a.Options, item) {
			return nil, Invalidf("attribute %q has no option %q", a.Name, item)
		}
	}
	return list, nil
}

// Missing lists the required attributes of label that s does not set.
func (s Span) Missing(label Label) []string {
	var missing []string
	for _, a := range label.Attributes {
		if _, set := s.Attributes[a.Name]; a.Required && !set {
			missing = append(missing, a.Name)
		}
	}
	return missing
}
