package refi

import (
	"fmt"
	"io"
	"regexp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// codes are the codebook as it is written, which grows by the labels and values that are met.
type codes struct {
	labels []*labelCode
}

type labelCode struct {
	annotate.Label
	guid       string
	attributes []*attributeCode
}

type attributeCode struct {
	name, guid string
	values     []string // those of the codebook, in its order, then those that were met
	declared   int      // how many are of the codebook
}

func newCodes(cb annotate.Codebook) *codes {
	c := &codes{}
	for _, label := range cb.Labels {
		l := c.label(label.Name)
		l.Label = label
		for _, a := range label.Attributes {
			code := l.attribute(a.Name)
			options := a.Options
			if a.Type == annotate.Boolean {
				options = []string{"true", "false"}
			}
			code.values, code.declared = slices.Clone(options), len(options)
		}
	}
	return c
}

func (c *codes) label(name string) *labelCode {
	for _, l := range c.labels {
		if l.Name == name {
			return l
		}
	}
	l := &labelCode{Label: annotate.Label{Name: name}, guid: annotate.DerivedID("refi", "label", name)}
	c.labels = append(c.labels, l)
	return l
}

func (l *labelCode) attribute(name string) *attributeCode {
	for _, a := range l.attributes {
		if a.name == name {
			return a
		}
	}
	a := &attributeCode{name: name, guid: annotate.DerivedID(l.guid, name)}
	l.attributes = append(l.attributes, a)
	return a
}

// value is the GUID of the code of a value.
func (a *attributeCode) value(text string) string {
	if !slices.Contains(a.values[:a.declared], text) {
		if i, found := slices.BinarySearch(a.values[a.declared:], text); !found {
			a.values = slices.Insert(a.values, a.declared+i, text)
		}
	}
	return annotate.DerivedID(a.guid, text)
}

var colour = regexp.MustCompile(`^#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})$`)

// write writes the element CodeBook, which may not be empty.
func (c *codes) write(out io.Writer, clean func(string) string) {
	if len(c.labels) == 0 {
		return
	}
	fmt.Fprint(out, "<CodeBook>\n<Codes>\n")
	for _, l := range c.labels {
		fmt.Fprintf(out, `<Code guid="%s" name="%s" isCodable="true"`, l.guid, clean(l.Name))
		if colour.MatchString(l.Color) {
			fmt.Fprintf(out, ` color="%s"`, l.Color)
		}
		fmt.Fprint(out, ">\n")
		if l.Description != "" {
			fmt.Fprintf(out, "<Description>%s</Description>\n", clean(l.Description))
		}
		for _, a := range l.attributes {
			fmt.Fprintf(out, "<Code guid=\"%s\" name=\"%s\" isCodable=\"false\">\n", a.guid, clean(a.name))
			for _, value := range a.values {
				fmt.Fprintf(out, "<Code guid=\"%s\" name=\"%s\" isCodable=\"true\"/>\n", annotate.DerivedID(a.guid, value), clean(value))
			}
			fmt.Fprint(out, "</Code>\n")
		}
		fmt.Fprint(out, "</Code>\n")
	}
	fmt.Fprint(out, "</Codes>\n</CodeBook>\n")
}
