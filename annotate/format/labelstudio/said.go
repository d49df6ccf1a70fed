package labelstudio

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// say gives a span what a result says of its region: its note, its entity, or the value of an attribute.
func (r *reading) say(s *dataset.Span, item resultItem) {
	v, err := valueOf(item.value)
	if err != nil {
		return // it was read before
	}
	texts := typed(v.text)
	switch {
	case item.from == noteControl && item.kind == "textarea":
		s.Note = strings.Join(texts, "\n")
		return
	case item.from == entityControl && item.kind == "textarea":
		if len(texts) > 0 {
			s.Entity = &dataset.Entity{Name: texts[0]}
		}
		if len(texts) > 1 {
			s.Entity.ID = texts[1]
		}
		return
	}
	attribute := r.attribute(s.Label, item.from)
	var value any
	switch item.kind {
	case "choices":
		value = chosen(attribute, v.choices)
	case "textarea":
		value = strings.Join(texts, "\n")
	case "number":
		value = v.number
	case "datetime":
		value = v.date
	}
	if value != nil && (value != "" || len(texts) > 0 && attribute.Type == annotate.Text) {
		s.Attributes = append(s.Attributes, dataset.Attribute{Name: attribute.Name, Value: value})
	}
}

// typed are the texts of a textarea, which is a list or one text.
func typed(at values.At) []string {
	if at.IsText() {
		return []string{at.Name()}
	}
	list, _ := at.Strings()
	return list
}

// attribute is what a control sets: an attribute of the codebook, else one of the control's name, without that of the label.
func (r *reading) attribute(label, from string) annotate.Attribute {
	for _, c := range r.known {
		if c.name == from && c.label == label {
			return c.attribute
		}
	}
	l, _ := r.codebook.LabelByName(label)
	if a, known := l.Attribute(from); known {
		return a
	}
	if name, ours := strings.CutPrefix(from, plain(label)+"_"); ours && name != "" {
		from = name
	}
	return annotate.Attribute{Name: from}
}

// chosen is the value that choices are: of an attribute that the codebook does not have, one text or several.
func chosen(a annotate.Attribute, choices []string) any {
	switch {
	case len(choices) == 0:
		return nil
	case a.Type == annotate.Choices, a.Type == "" && len(choices) > 1:
		return choices
	case a.Type == annotate.Boolean && choices[0] == "true":
		return true
	case a.Type == annotate.Boolean && choices[0] == "false":
		return false
	}
	return choices[0]
}
