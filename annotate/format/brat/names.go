package brat

import (
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

func usual(name string) string { return form.Plain(name, "") }

// vocabulary is what a codebook is called in brat.
type vocabulary struct {
	codebook                      annotate.Codebook
	labels, attributes, relations *form.Names
	options                       map[string]*form.Names // by the name of the attribute
}

func newVocabulary(cb annotate.Codebook) *vocabulary {
	v := &vocabulary{cb, form.NewNames(usual), form.NewNames(usual), form.NewNames(usual), map[string]*form.Names{}}
	for _, label := range cb.Labels {
		v.labels.Add(label.Name)
		for _, a := range label.Attributes {
			v.attributes.Add(a.Name)
			if v.options[a.Name] == nil {
				v.options[a.Name] = form.NewNames(usual)
			}
			for _, option := range a.Options {
				v.options[a.Name].Add(option)
			}
		}
	}
	for _, kind := range cb.RelationTypes {
		v.relations.Add(kind.Name)
	}
	return v
}

func (v *vocabulary) isOption(attribute, text string) bool {
	options := v.options[attribute]
	if options == nil {
		return false
	}
	_, is := options.Is(text)
	return is
}

// value is how a value of an attribute is written, and whether that tells it.
func (v *vocabulary) value(attribute, text string) (written string, tells bool) {
	if v.isOption(attribute, text) {
		return v.options[attribute].Add(text), true
	}
	written = form.Plain(text, ".")
	return written, written == text && (v.options[attribute] == nil || !v.options[attribute].Taken(written))
}

// said is the text that a value stands for.
func (v *vocabulary) said(attribute, written string) string {
	if options := v.options[attribute]; options != nil {
		return options.Meaning(written)
	}
	return written
}
