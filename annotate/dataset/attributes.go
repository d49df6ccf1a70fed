package dataset

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Attribute is one value of a span: a string, float64, bool, []string, or nil where it is not set.
type Attribute struct {
	Name  string
	Value any
}

// Attributes is the object "attributes" of a span, whose keys keep their order: that of the codebook.
type Attributes []Attribute

// Get returns the value of that name; nil where it is not set.
func (a Attributes) Get(name string) any {
	for _, attribute := range a {
		if attribute.Name == name {
			return attribute.Value
		}
	}
	return nil
}

// MarshalJSON writes the object.
func (a Attributes) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	encoder := NewEncoder(&b)
	b.WriteByte('{')
	for i, attribute := range a {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := encoder.Encode(attribute.Name); err != nil {
			return nil, fmt.Errorf("attribute %q: %w", attribute.Name, err)
		}
		b.Truncate(b.Len() - 1) // the encoder ends each value with a line end
		b.WriteByte(':')
		if err := encoder.Encode(attribute.Value); err != nil {
			return nil, fmt.Errorf("attribute %q: %w", attribute.Name, err)
		}
		b.Truncate(b.Len() - 1)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// UnmarshalJSON reads the object and refuses values that no attribute can have.
func (a *Attributes) UnmarshalJSON(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	open, err := decoder.Token()
	if err != nil {
		return err
	}
	if open != json.Delim('{') {
		return fmt.Errorf("attributes are not an object")
	}
	*a = Attributes{}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return err
		}
		var value any
		if err := decoder.Decode(&value); err != nil {
			return err
		}
		attribute := Attribute{Name: name.(string), Value: value}
		switch v := value.(type) {
		case nil, string, float64, bool:
		case []any:
			list := make([]string, len(v))
			for i, item := range v {
				text, ok := item.(string)
				if !ok {
					return fmt.Errorf("attribute %q holds a list of other things than strings", attribute.Name)
				}
				list[i] = text
			}
			attribute.Value = list
		default:
			return fmt.Errorf("attribute %q holds an object", attribute.Name)
		}
		*a = append(*a, attribute)
	}
	return nil
}

// marshal is json.Marshal that leaves <, > and & as they are.
func marshal(value any) ([]byte, error) {
	var b bytes.Buffer
	if err := NewEncoder(&b).Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
