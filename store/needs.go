package store

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/export"
)

// needs is what a codebook must be able to say to hold a dataset, in the order in which it was met.
type needs struct {
	labels        []*neededLabel
	relationTypes []string
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

func (n *needs) add(r export.Record) {
	for _, s := range slices.Concat(r.Spans, r.Rejected) {
		i := slices.IndexFunc(n.labels, func(l *neededLabel) bool { return l.name == s.Label })
		if i < 0 {
			i = len(n.labels)
			n.labels = append(n.labels, &neededLabel{name: s.Label})
		}
		for _, a := range s.Attributes {
			n.labels[i].add(a)
		}
	}
	for _, relation := range r.Relations {
		if !slices.Contains(n.relationTypes, relation.Type) {
			n.relationTypes = append(n.relationTypes, relation.Type)
		}
	}
}

func (l *neededLabel) add(a export.Attribute) {
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
func (a *neededAttribute) attribute(label annotate.Label) annotate.Attribute {
	made := annotate.Attribute{ID: annotate.DerivedID("attribute", label.Name, a.name), Name: a.name, Type: a.kind, Options: a.options}
	long := slices.ContainsFunc(a.options, func(text string) bool { return len(text) > longestOption || text == "" })
	if a.kind == "" || a.kind == annotate.Choice && (long || len(a.options) > mostOptions) {
		made.Type, made.Options = annotate.Text, nil
	}
	return made
}

// colours of labels that a dataset brings along, told apart by the colour-blind (Okabe and Ito).
var colours = []string{"#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442"}

// adoptNeeds makes the codebook able to say what a dataset says, and notes what it added. A project without a span
// takes over the dataset's attributes as they are, so that an export gives the dataset again; later, attributes and
// options are only added.
func (d *datasetImport) adoptNeeds(n *needs) error {
	var annotated bool
	if err := d.row("SELECT EXISTS (SELECT 1 FROM span)").Scan(&annotated); err != nil {
		return err
	}
	cb, err := d.Codebook()
	if err != nil {
		return err
	}
	cb.Labels, cb.RelationTypes = slices.Clone(cb.Labels), slices.Clone(cb.RelationTypes)
	for _, needed := range n.labels {
		label, there := cb.LabelByName(needed.name)
		if !there {
			label = annotate.Label{ID: annotate.DerivedID("label", needed.name), Name: needed.name, Style: annotate.Tint,
				Color: colours[len(cb.Labels)%len(colours)], Position: len(cb.Labels)}
			cb.Labels = append(cb.Labels, label)
			d.notes = append(d.notes, "the codebook got the label "+needed.name)
		}
		label.Attributes = d.adoptAttributes(label, needed, !annotated)
		i := slices.IndexFunc(cb.Labels, func(l annotate.Label) bool { return l.Name == needed.name })
		cb.Labels[i] = label
	}
	for _, name := range n.relationTypes {
		if _, there := cb.RelationTypeByName(name); !there {
			cb.RelationTypes = append(cb.RelationTypes, annotate.RelationType{ID: annotate.DerivedID("relation_type", name), Name: name, Scope: annotate.WithinStory})
			d.notes = append(d.notes, "the codebook got the relation type "+name)
		}
	}
	return d.SetCodebook(cb, nil)
}

// adoptAttributes returns the attributes of a label with those that are needed: exactly them where the label is free,
// else after those that it has.
func (d *datasetImport) adoptAttributes(label annotate.Label, needed *neededLabel, free bool) []annotate.Attribute {
	attributes := slices.Clone(label.Attributes)
	if free {
		attributes = nil
	}
	for _, n := range needed.attributes {
		attribute, there := label.Attribute(n.name)
		if !there {
			attribute = n.attribute(label)
			d.notes = append(d.notes, "the label "+label.Name+" got the attribute "+n.name)
		} else if attribute.Type == annotate.Choice || attribute.Type == annotate.Choices {
			attribute.Options = slices.Clone(attribute.Options)
			for _, option := range n.options {
				if !slices.Contains(attribute.Options, option) {
					attribute.Options = append(attribute.Options, option)
					d.notes = append(d.notes, "the attribute "+label.Name+"."+n.name+" got the option "+option)
				}
			}
		}
		if i := slices.IndexFunc(attributes, func(a annotate.Attribute) bool { return a.Name == n.name }); i >= 0 {
			attributes[i] = attribute
		} else {
			attributes = append(attributes, attribute)
		}
	}
	return attributes
}
