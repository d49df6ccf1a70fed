package exchange

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
)

// needs is what a codebook must be able to say to hold a dataset, in the order in which it was met.
type needs struct {
	labels        []*neededLabel
	relationTypes []string
	named         map[string]bool // spans that relations and questions name
}

type neededLabel struct {
	name       string
	attributes []*neededAttribute
}

type neededAttribute struct {
	name    string
	kind    annotate.AttributeType // "" as long as no value was met
	options []string               // texts that were met
}

// mostOptions is up to how many different texts make an attribute that the project does not know a choice.
const mostOptions = 30

// longestOption is up to which length, in bytes, a text can be an option.
const longestOption = 40

func (n *needs) add(r dataset.Record) {
	for _, spans := range [][]dataset.Span{r.Spans, r.Rejected} {
		for i := range spans {
			n.addSpan(&spans[i])
		}
	}
	for _, relation := range r.Relations {
		if !slices.Contains(n.relationTypes, relation.Type) {
			n.relationTypes = append(n.relationTypes, relation.Type)
		}
		n.name(relation.Head, relation.Tail)
	}
	for _, f := range r.Flags {
		if f.Span != nil {
			n.name(*f.Span)
		}
	}
}

func (n *needs) name(ids ...string) {
	if n.named == nil {
		n.named = map[string]bool{}
	}
	for _, id := range ids {
		n.named[id] = true
	}
}

func (n *needs) addSpan(s *dataset.Span) {
	i := slices.IndexFunc(n.labels, func(l *neededLabel) bool { return l.name == s.Label })
	if i < 0 {
		i = len(n.labels)
		n.labels = append(n.labels, &neededLabel{name: s.Label})
	}
	for _, a := range s.Attributes {
		n.labels[i].add(a)
	}
}

func (l *neededLabel) add(a dataset.Attribute) {
	i := slices.IndexFunc(l.attributes, func(other *neededAttribute) bool { return other.name == a.Name })
	if i < 0 {
		i = len(l.attributes)
		l.attributes = append(l.attributes, &neededAttribute{name: a.Name})
	}
	needed := l.attributes[i]
	switch v := a.Value.(type) {
	case string:
		needed.kind = annotate.Choice
		needed.option(v)
	case []string:
		needed.kind = annotate.Choices
		for _, item := range v {
			needed.option(item)
		}
	case bool:
		needed.kind = annotate.Boolean
	case float64:
		needed.kind = annotate.Number
	}
}

func (a *neededAttribute) option(text string) {
	if !slices.Contains(a.options, text) {
		a.options = append(a.options, text)
	}
}

// attribute is the definition of an attribute that the project does not know.
func (a *neededAttribute) attribute() annotate.Attribute {
	made := annotate.Attribute{Name: a.name, Type: a.kind, Options: a.options}
	long := slices.ContainsFunc(a.options, func(text string) bool { return len(text) > longestOption || text == "" })
	if a.kind == "" || a.kind == annotate.Choice && (long || len(a.options) > mostOptions) {
		made.Type, made.Options = annotate.Text, nil
	}
	return made
}
