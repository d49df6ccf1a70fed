package exchange

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// vocabulary says what the words of a dataset mean in the project: which label, attribute, option or relation type each of
// its names is. A name is that of what bears it now, else of what bore it before, else of what has a name that a reader
// takes for the same. What is left is missing, and is added to the codebook: nothing is ever taken from it.
type vocabulary struct {
	*store.View
	codebook      annotate.Codebook            // with what was added
	labels        map[string]string            // id of a label by its name in the dataset
	attributes    map[string]map[string]string // name of an attribute by its name in the dataset, by the id of its label
	options       map[string]map[string]string // option by that of the dataset, by the id of the attribute; only those that differ
	relationTypes map[string]string            // id of a relation type by its name in the dataset
	added         []string                     // what the codebook gets, in sentences
	notes         []string                     // what the dataset calls otherwise, in sentences
}

// learn finds the meaning of all that a dataset needs of a codebook.
func learn(view *store.View, cb annotate.Codebook, n *needs) (*vocabulary, error) {
	v := &vocabulary{View: view, codebook: cb, labels: map[string]string{}, attributes: map[string]map[string]string{},
		options: map[string]map[string]string{}, relationTypes: map[string]string{}}
	v.codebook.Labels, v.codebook.RelationTypes = slices.Clone(cb.Labels), slices.Clone(cb.RelationTypes)
	for _, needed := range n.labels {
		if err := v.label(needed); err != nil {
			return nil, err
		}
	}
	for _, name := range n.relationTypes {
		if err := v.relationType(name); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// term is a part of the codebook that a name may mean.
type term struct{ id, name string }

// meaning returns the index of the part that a name means, -1 for none. derived is the id that a part gets which is made under
// that name: one that has it was called so in the project that it came from. Where another part had the name before, and the
// dataset may be from then, that is noted.
func (v *vocabulary) meaning(kind, name, derived string, parts []term) (int, error) {
	ids := make([]string, len(parts))
	for i, p := range parts {
		ids[i] = p.id
	}
	former, err := v.Formerly(kind, ids)
	if err != nil {
		return -1, err
	}
	if i := slices.IndexFunc(parts, func(p term) bool { return p.name == name }); i >= 0 {
		for _, id := range []string{former[name], derived} {
			if other := slices.Index(ids, id); other >= 0 && other != i {
				v.notes = append(v.notes, fmt.Sprintf("“%s” is taken for the %s that is called so now, and may be meant for “%s”, which was called so before",
					name, strings.ReplaceAll(kind, "_", " "), parts[other].name))
				break
			}
		}
		return i, nil
	}
	if i := slices.Index(ids, former[name]); i >= 0 {
		return i, nil
	}
	if i := slices.Index(ids, derived); i >= 0 {
		return i, nil
	}
	alike := func(p term) bool { return annotate.FoldName(p.name) == annotate.FoldName(name) }
	if i := slices.IndexFunc(parts, alike); i >= 0 {
		return i, nil
	}
	for _, other := range slices.Sorted(maps.Keys(former)) {
		if annotate.FoldName(other) == annotate.FoldName(name) {
			return slices.Index(ids, former[other]), nil
		}
	}
	return -1, nil
}

// called notes that what the dataset calls name has another name. of says whose it is, "" for the codebook's own.
func (v *vocabulary) called(noun, name, of, now string) {
	if name == now {
		return
	}
	if of != "" {
		of = " of “" + of + "”"
	}
	v.notes = append(v.notes, fmt.Sprintf("what it calls the %s “%s”%s is “%s” here", noun, name, of, now))
}

// long says of a name that the codebook gets that it is too long to be read.
func (v *vocabulary) long(name string) {
	if long := annotate.LongName(name); long != "" {
		v.notes = append(v.notes, long)
	}
}

func (v *vocabulary) add(format string, args ...any) {
	v.added = append(v.added, fmt.Sprintf(format, args...))
}

// freeID is the id that follows from a name, or where another part has it, one that follows from that too.
func freeID(taken func(id string) bool, parts ...string) string {
	id := annotate.DerivedID(parts...)
	for taken(id) {
		id = annotate.DerivedID(id, "another")
	}
	return id
}

// colours of labels that a dataset brings along, told apart by the colour-blind (Okabe and Ito).
var colours = []string{"#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442"}

func (v *vocabulary) label(needed *neededLabel) error {
	parts := make([]term, len(v.codebook.Labels))
	for i, l := range v.codebook.Labels {
		parts[i] = term{l.ID, l.Name}
	}
	i, err := v.meaning("label", needed.name, annotate.DerivedID("label", needed.name), parts)
	if err != nil {
		return err
	}
	if i < 0 {
		i = len(parts)
		v.codebook.Labels = append(v.codebook.Labels, annotate.Label{ID: annotate.DerivedID("label", needed.name), Name: needed.name, Style: annotate.Tint,
			Color: colours[i%len(colours)], Position: i})
		v.add("the label “%s”", needed.name)
		v.long(needed.name)
	}
	label := &v.codebook.Labels[i]
	v.called("label", needed.name, "", label.Name)
	v.labels[needed.name] = label.ID
	label.Attributes = slices.Clone(label.Attributes)
	for _, a := range needed.attributes {
		if err := v.attribute(label, needed.name, a); err != nil {
			return err
		}
	}
	return nil
}

// attribute finds or adds an attribute of a label, which the dataset calls labelName.
func (v *vocabulary) attribute(label *annotate.Label, labelName string, needed *neededAttribute) error {
	parts := make([]term, len(label.Attributes))
	for i, a := range label.Attributes {
		parts[i] = term{a.ID, a.Name}
	}
	i, err := v.meaning("attribute", needed.name, annotate.DerivedID("attribute", labelName, needed.name), parts)
	if err != nil {
		return err
	}
	if v.attributes[label.ID] == nil {
		v.attributes[label.ID] = map[string]string{}
	}
	if i < 0 {
		made := needed.attribute()
		made.ID, made.LabelID, made.Position = freeID(v.hasAttribute, "attribute", label.Name, needed.name), label.ID, len(parts)
		label.Attributes = append(label.Attributes, made)
		v.attributes[label.ID][needed.name] = needed.name
		v.add("the attribute “%s.%s”", label.Name, needed.name)
		v.long(needed.name)
		return nil
	}
	attribute := &label.Attributes[i]
	v.called("attribute", needed.name, label.Name, attribute.Name)
	v.attributes[label.ID][needed.name] = attribute.Name
	if attribute.Type == annotate.Choice || attribute.Type == annotate.Choices {
		return v.addOptions(label, attribute, needed.options)
	}
	return nil
}

func (v *vocabulary) hasAttribute(id string) bool {
	return slices.ContainsFunc(v.codebook.Labels, func(l annotate.Label) bool {
		return slices.ContainsFunc(l.Attributes, func(a annotate.Attribute) bool { return a.ID == id })
	})
}

func (v *vocabulary) addOptions(label *annotate.Label, attribute *annotate.Attribute, needed []string) error {
	attribute.Options = slices.Clone(attribute.Options)
	for _, option := range needed {
		if slices.Contains(attribute.Options, option) {
			continue
		}
		now, found, err := v.OptionNow(*attribute, option)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(attribute.Options, func(o string) bool { return annotate.FoldName(o) == annotate.FoldName(option) }); !found && i >= 0 {
			now, found = attribute.Options[i], true
		}
		if !found {
			attribute.Options = append(attribute.Options, option)
			v.add("the option “%s” of “%s.%s”", option, label.Name, attribute.Name)
			continue
		}
		if v.options[attribute.ID] == nil {
			v.options[attribute.ID] = map[string]string{}
		}
		v.options[attribute.ID][option] = now
		v.called("option", option, label.Name+"."+attribute.Name, now)
	}
	return nil
}

func (v *vocabulary) relationType(name string) error {
	parts := make([]term, len(v.codebook.RelationTypes))
	for i, t := range v.codebook.RelationTypes {
		parts[i] = term{t.ID, t.Name}
	}
	i, err := v.meaning("relation_type", name, annotate.DerivedID("relation_type", name), parts)
	if err != nil {
		return err
	}
	if i < 0 {
		i = len(parts)
		v.codebook.RelationTypes = append(v.codebook.RelationTypes,
			annotate.RelationType{ID: annotate.DerivedID("relation_type", name), Name: name, Scope: annotate.WithinStory})
		v.add("the relation type “%s”", name)
		v.long(name)
	}
	v.called("relation type", name, "", v.codebook.RelationTypes[i].Name)
	v.relationTypes[name] = v.codebook.RelationTypes[i].ID
	return nil
}

// value is what a dataset says of an attribute, in the options of the project.
func (v *vocabulary) value(attributeID string, value any) any {
	now := v.options[attributeID]
	if len(now) == 0 {
		return value
	}
	switch said := value.(type) {
	case string:
		if to, differs := now[said]; differs {
			return to
		}
	case []string:
		var list []string
		for _, item := range said {
			if to, differs := now[item]; differs {
				item = to
			}
			if !slices.Contains(list, item) {
				list = append(list, item)
			}
		}
		return list
	}
	return value
}

// CodebookNeeds is in what the datasets of an import differ from the codebook, in sentences.
type CodebookNeeds struct {
	Added  []string // what the codebook would get: "the label “source”"
	Joined []string // what the datasets call otherwise than the project, and is taken for the same
}

// CompareCodebook says what an import would add to the codebook and what it takes for the same under two names, so that
// somebody can be asked first. A dataset that cannot be read needs nothing: the import says why.
func CompareCodebook(ctx context.Context, p *store.Project, plan ImportPlan) (needed CodebookNeeds, err error) {
	cb, err := p.Codebook(ctx)
	if err != nil {
		return needed, err
	}
	for _, planned := range plan.Documents {
		if planned.Dataset == "" || planned.Refusal != nil {
			continue
		}
		n := &needs{}
		for record, err := range planned.records(cb, nil) {
			if ctx.Err() != nil {
				return needed, ctx.Err()
			}
			if err != nil {
				n = &needs{}
				break
			}
			n.add(record)
		}
		err := p.View(ctx, func(view *store.View) error {
			v, err := learn(view, cb, n)
			if err != nil {
				return err
			}
			cb = v.codebook // the next dataset finds what this one adds
			needed.Added, needed.Joined = append(needed.Added, v.added...), append(needed.Joined, v.notes...)
			return nil
		})
		if err != nil {
			return needed, fmt.Errorf("comparing %s with the codebook: %w", planned.File, err)
		}
	}
	slices.Sort(needed.Joined)
	needed.Joined = slices.Compact(needed.Joined)
	return needed, nil
}
