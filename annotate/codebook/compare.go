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
		out.relationType(part, before, after, old, r)
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
	out.speech(before, after)
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

// said adds what a short aspect of a part was and is.
func (d *differences) said(part, aspect, before, after string) {
	switch {
	case before == after:
	case before == "":
		d.add(part, fmt.Sprintf("%s is %q now, there was none", aspect, after))
	case after == "":
		d.add(part, fmt.Sprintf("%s %q taken away", aspect, before))
	default:
		d.add(part, fmt.Sprintf("%s changed from %q to %q", aspect, before, after))
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
	d.said(part, "key", before.Hotkey, after.Hotkey)
	d.changed(part, "description", before.Description, after.Description)
	if before.ParentID != after.ParentID {
		d.add(part, kindOf(is, after.ParentID))
	}
	d.changed(part, "place", placeOf(was, before.ID, is), placeOf(is, after.ID, was))
	for _, a := range after.Attributes {
		name := fmt.Sprintf("attribute %q", after.Name+"."+a.Name)
		old, there := attributeByID(before, a.ID)
		if !there {
			d.add(name, "added")
			continue
		}
		d.renamed(name, old.Name, a.Name)
		d.said(name, "type", string(old.Type), string(a.Type))
		d.options(name, old.Options, a.Options)
		if old.Required != a.Required {
			d.add(name, map[bool]string{true: "is required now", false: "is no longer required"}[a.Required])
		}
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

func (d *differences) relationType(part string, was, is annotate.Codebook, before, after annotate.RelationType) {
	d.renamed(part, before.Name, after.Name)
	d.end(part, "starts", was, is, before.HeadLabel, after.HeadLabel)
	d.end(part, "ends", was, is, before.TailLabel, after.TailLabel)
	if before.Scope != after.Scope {
		d.add(part, map[annotate.Scope]string{annotate.WithinDocument: "stays within one article now",
			annotate.WithinStory: "goes across the articles of a story now"}[after.Scope])
	}
	if before.Symmetric != after.Symmetric {
		d.add(part, map[bool]string{true: "is the same in both directions now", false: "has a direction now"}[after.Symmetric])
	}
	d.changed(part, "description", before.Description, after.Description)
}

// end adds that a relation type starts or ends at another label. A label that only has another name is the same.
func (d *differences) end(part, what string, was, is annotate.Codebook, before, after string) {
	a, known := was.LabelByName(before)
	b, still := is.LabelByName(after)
	if known && still && a.ID != b.ID || known != still && before != after {
		d.add(part, fmt.Sprintf("%s at %s now, not at %s", what, labelOrAny(after), labelOrAny(before)))
	}
}

// speech adds what became of the words for saying, language by language.
func (d *differences) speech(before, after annotate.Codebook) {
	part := func(s annotate.Speech) string { return fmt.Sprintf("words for saying in %q", s.Language) }
	for _, s := range after.Speech {
		if old, there := before.SpeechIn(s.Language); there {
			d.changed(part(s), "", old, s)
		} else {
			d.add(part(s), "added")
		}
	}
	for _, s := range before.Speech {
		if _, there := after.SpeechIn(s.Language); !there {
			d.add(part(s), "removed")
		}
	}
}

func labelOrAny(name string) string {
	if name == "" {
		return "any label"
	}
	return fmt.Sprintf("%q", name)
}

// kindOf says under which label of c another stands.
func kindOf(c annotate.Codebook, parentID string) string {
	parent, found := c.LabelByID(parentID)
	if !found {
		return "is a label of its own now"
	}
	return fmt.Sprintf("is a kind of %q now", parent.Name)
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
