package codebook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Difference is one way in which a codebook differs from the one before it.
type Difference struct {
	Part string // what it is about: `label "claim"`, `attribute "claim.stance"`, `relation type "makes"`, "guidelines"
	What string // what became of it: "added", "removed", `renamed from "statement"`, "colour changed", ...
}

// String is the difference as half a sentence.
func (d Difference) String() string { return d.Part + " " + d.What }

// Compare lists what differs from before to after, in after's order with what was removed last. Parts are the same if
// their ids are: a part with another name was renamed.
func Compare(before, after annotate.Codebook) []Difference {
	var out differences
	out.changed("codebook", "name", before.Name, after.Name)
	out.changed("guidelines", "", before.Guidelines, after.Guidelines)
	for _, l := range after.Labels {
		old, there := before.LabelByID(l.ID)
		part := fmt.Sprintf("label %q", l.Name)
		if !there {
			out.add(part, "added")
			continue
		}
		out.label(part, before, after, old, l)
	}
	for _, r := range after.RelationTypes {
		old, there := before.RelationTypeByID(r.ID)
		part := fmt.Sprintf("relation type %q", r.Name)
		if !there {
			out.add(part, "added")
			continue
		}
		out.relationType(part, old, r)
	}
	for _, l := range before.Labels {
		if _, there := after.LabelByID(l.ID); !there {
			out.add(fmt.Sprintf("label %q", l.Name), "removed")
		}
	}
	for _, r := range before.RelationTypes {
		if _, there := after.RelationTypeByID(r.ID); !there {
			out.add(fmt.Sprintf("relation type %q", r.Name), "removed")
		}
	}
	return out
}

type differences []Difference

func (d *differences) add(part, what string) { *d = append(*d, Difference{part, what}) }

// changed adds that an aspect of a part is another one than it was.
func (d *differences) changed(part, aspect string, before, after any) {
	if fmt.Sprint(before) != fmt.Sprint(after) {
		d.add(part, strings.TrimSpace(aspect+" changed"))
	}
}

func (d *differences) renamed(part, before, after string) {
	if before != after {
		d.add(part, fmt.Sprintf("renamed from %q", before))
	}
}

func (d *differences) label(part string, was, is annotate.Codebook, before, after annotate.Label) {
	d.renamed(part, before.Name, after.Name)
	d.changed(part, "colour", before.Color, after.Color)
	d.changed(part, "style", before.Style, after.Style)
	d.changed(part, "key", before.Hotkey, after.Hotkey)
	d.changed(part, "description", before.Description, after.Description)
	d.changed(part, "parent", before.ParentID, after.ParentID)
	d.changed(part, "place", placeOf(was, before.ID, is), placeOf(is, after.ID, was))
	for _, a := range after.Attributes {
		name := fmt.Sprintf("attribute %q", after.Name+"."+a.Name)
		old, there := attributeByID(before, a.ID)
		if !there {
			d.add(name, "added")
			continue
		}
		d.renamed(name, old.Name, a.Name)
		d.changed(name, "type", old.Type, a.Type)
		d.options(name, old.Options, a.Options)
		d.changed(name, "being required", old.Required, a.Required)
	}
	if orderOf(before, after) != orderOf(after, before) {
		d.add(part, "order of attributes changed")
	}
	for _, a := range before.Attributes {
		if _, there := attributeByID(after, a.ID); !there {
			d.add(fmt.Sprintf("attribute %q", after.Name+"."+a.Name), "removed")
		}
	}
}

func (d *differences) options(part string, before, after []string) {
	for _, option := range after {
		if !slices.Contains(before, option) {
			d.add(part, fmt.Sprintf("option %q added", option))
		}
	}
	for _, option := range before {
		if !slices.Contains(after, option) {
			d.add(part, fmt.Sprintf("option %q removed", option))
		}
	}
	if len(before) == len(after) && !slices.Equal(before, after) && slices.Equal(sorted(before), sorted(after)) {
		d.add(part, "order of options changed")
	}
}

func (d *differences) relationType(part string, before, after annotate.RelationType) {
	d.renamed(part, before.Name, after.Name)
	d.changed(part, "head", before.HeadLabel, after.HeadLabel)
	d.changed(part, "tail", before.TailLabel, after.TailLabel)
	d.changed(part, "scope", before.Scope, after.Scope)
	d.changed(part, "symmetry", before.Symmetric, after.Symmetric)
	d.changed(part, "description", before.Description, after.Description)
}

// placeOf is the place of a label of c among those that other has too.
func placeOf(c annotate.Codebook, id string, other annotate.Codebook) int {
	place := 0
	for _, l := range c.Labels {
		if l.ID == id {
			break
		}
		if _, shared := other.LabelByID(l.ID); shared {
			place++
		}
	}
	return place
}

// orderOf names the attributes of l that other has too, in l's order.
func orderOf(l, other annotate.Label) string {
	var ids []string
	for _, a := range l.Attributes {
		if _, shared := attributeByID(other, a.ID); shared {
			ids = append(ids, a.ID)
		}
	}
	return strings.Join(ids, " ")
}

func attributeByID(l annotate.Label, id string) (annotate.Attribute, bool) {
	i := slices.IndexFunc(l.Attributes, func(a annotate.Attribute) bool { return a.ID == id })
	if i < 0 {
		return annotate.Attribute{}, false
	}
	return l.Attributes[i], true
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }
