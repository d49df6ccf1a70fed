package codebookview

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
)

// draft is a codebook that is being edited. The project hears of it only when it is applied.
//
// In now, relation types name the labels that they link by id: while a name is being typed it may be another label's, or
// none, and a relation type must not go over to that.
type draft struct {
	base annotate.Codebook // as the project has it
	now  annotate.Codebook
	file []annotate.Label // of the file that was taken over, if one was
}

func newDraft(base annotate.Codebook) *draft {
	d := &draft{}
	d.rebase(base)
	return d
}

// rebase starts again from the project's codebook.
func (d *draft) rebase(base annotate.Codebook) {
	d.base, d.now, d.file = clone(base), byIdentity(clone(base)), nil
}

// byIdentity lets the relation types of a codebook, which is changed, name labels by their ids.
func byIdentity(cb annotate.Codebook) annotate.Codebook {
	for i := range cb.RelationTypes {
		t := &cb.RelationTypes[i]
		for _, end := range []*string{&t.HeadLabel, &t.TailLabel} {
			label, _ := cb.LabelByName(*end)
			*end = label.ID
		}
	}
	return cb
}

// byName is the inverse of byIdentity.
func byName(cb annotate.Codebook) annotate.Codebook {
	for i := range cb.RelationTypes {
		t := &cb.RelationTypes[i]
		for _, end := range []*string{&t.HeadLabel, &t.TailLabel} {
			label, _ := cb.LabelByID(*end)
			*end = label.Name
		}
	}
	return cb
}

// dirty says whether anything was edited.
func (d *draft) dirty() bool { return !same(d.base, d.final()) }

// adopt takes over another codebook. Labels, attributes and relation types keep the ids of those of the same name
// in the project, so that what was annotated with them stays.
func (d *draft) adopt(cb annotate.Codebook) {
	cb = clone(cb)
	d.file = slices.Clone(cb.Labels)
	renamed := map[string]string{} // id in cb → id of the project
	for i := range cb.Labels {
		l := &cb.Labels[i]
		known, found := d.base.LabelByName(l.Name)
		if !found {
			continue
		}
		renamed[l.ID], l.ID = known.ID, known.ID
		for k := range l.Attributes {
			a := &l.Attributes[k]
			if there, found := known.Attribute(a.Name); found {
				a.ID = there.ID
			}
		}
	}
	for i := range cb.Labels {
		if id, found := renamed[cb.Labels[i].ParentID]; found {
			cb.Labels[i].ParentID = id
		}
	}
	for i := range cb.RelationTypes {
		if known, found := d.base.RelationTypeByName(cb.RelationTypes[i].Name); found {
			cb.RelationTypes[i].ID = known.ID
		}
	}
	d.now = byIdentity(cb)
}

// final is the draft as it would be kept: positions counted, new parts with the ids that follow from their names.
func (d *draft) final() annotate.Codebook {
	cb := byName(clone(d.now))
	taken := map[string]bool{}
	for _, l := range append(slices.Clone(d.base.Labels), cb.Labels...) {
		taken[l.ID] = true
		for _, a := range l.Attributes {
			taken[a.ID] = true
		}
	}
	for _, t := range append(slices.Clone(d.base.RelationTypes), cb.RelationTypes...) {
		taken[t.ID] = true
	}
	name := func(id string, parts ...string) string {
		if !isNew(id) {
			return id
		}
		derived := annotate.DerivedID(parts...)
		if taken[derived] { // the name has been of something else that was renamed
			derived = annotate.DerivedID(append(parts, id)...)
		}
		taken[derived] = true
		return derived
	}
	renamed := map[string]string{}
	for i := range cb.Labels {
		l := &cb.Labels[i]
		id := name(l.ID, "label", l.Name)
		renamed[l.ID], l.ID, l.Position = id, id, i
		for k := range l.Attributes {
			a := &l.Attributes[k]
			a.ID, a.LabelID, a.Position = name(a.ID, "attribute", l.Name, a.Name), id, k
		}
	}
	for i := range cb.Labels {
		if id, found := renamed[cb.Labels[i].ParentID]; found {
			cb.Labels[i].ParentID = id
		}
	}
	for i := range cb.RelationTypes {
		t := &cb.RelationTypes[i]
		t.ID = name(t.ID, "relation_type", t.Name)
	}
	return cb
}

// newPrefix marks the ids of parts that were made in the draft; final gives them their real ones.
const newPrefix = "new:"

func isNew(id string) bool { return strings.HasPrefix(id, newPrefix) }

func newPart() string { return newPrefix + annotate.NewID() }

// addLabel makes a label with a name, colour and key that are free.
func (d *draft) addLabel() int {
	l := annotate.Label{ID: newPart(), Style: annotate.Tint, Color: control.Palette[len(d.now.Labels)%len(control.Palette)].Hex}
	l.Name = free("new label", func(name string) bool { _, taken := d.now.LabelByName(name); return taken })
	used := func(hex string) bool {
		return slices.ContainsFunc(d.now.Labels, func(l annotate.Label) bool { return strings.EqualFold(l.Color, hex) })
	}
	for _, c := range control.Palette {
		if !used(c.Hex) {
			l.Color = c.Hex
			break
		}
	}
	d.now.Labels = append(d.now.Labels, l)
	return len(d.now.Labels) - 1
}

// deleteLabel takes a label away, and with it what names it: children stand alone then, relation types that start
// or end at it go.
func (d *draft) deleteLabel(i int) {
	gone := d.now.Labels[i]
	d.now.Labels = slices.Delete(d.now.Labels, i, i+1)
	for k := range d.now.Labels {
		if d.now.Labels[k].ParentID == gone.ID {
			d.now.Labels[k].ParentID = ""
		}
	}
	d.now.RelationTypes = slices.DeleteFunc(d.now.RelationTypes, func(t annotate.RelationType) bool {
		return t.HeadLabel == gone.ID || t.TailLabel == gone.ID
	})
}

func (d *draft) addAttribute(label int) {
	l := &d.now.Labels[label]
	name := free("new attribute", func(name string) bool { _, taken := l.Attribute(name); return taken })
	l.Attributes = append(l.Attributes, annotate.Attribute{
		ID: newPart(), Name: name, Type: annotate.Choice, Options: []string{"yes", "no"}})
}

func (d *draft) addRelationType() int {
	name := free("new relation", func(name string) bool { _, taken := d.now.RelationTypeByName(name); return taken })
	d.now.RelationTypes = append(d.now.RelationTypes, annotate.RelationType{ID: newPart(), Name: name, Scope: annotate.WithinStory})
	return len(d.now.RelationTypes) - 1
}

// parents lists the labels that label i can stand under: not itself and nothing beneath it.
func (d *draft) parents(i int) []annotate.Label {
	var fit []annotate.Label
	for _, candidate := range d.now.Labels {
		if !d.beneath(candidate.ID, d.now.Labels[i].ID) {
			fit = append(fit, candidate)
		}
	}
	return fit
}

func (d *draft) beneath(id, top string) bool {
	for range d.now.Labels {
		if id == top {
			return true
		}
		l, found := d.now.LabelByID(id)
		if !found {
			return false
		}
		id = l.ParentID
	}
	return id == top
}

// keyProblem says in a sentence why label i cannot have that key, "" where it can.
func (d *draft) keyProblem(i int, key string) string {
	switch {
	case key == "":
		return ""
	case len(key) != 1 || key[0] < 'a' || key[0] > 'z':
		return "A key is one letter from a to z."
	case strings.Contains(annotate.ReservedKeys, key) || strings.Contains(annotate.UsedKeys, key) && !d.had(key):
		return "The letter " + key + " is a key of the program: " + reserved[key] + "."
	}
	for k, l := range d.now.Labels {
		if k != i && l.Hotkey == key {
			return "The letter " + key + " is the key of " + l.Name + "."
		}
	}
	return ""
}

// had says whether a label of the project, or of the file that was taken over, has that key.
func (d *draft) had(key string) bool {
	return slices.ContainsFunc(slices.Concat(d.base.Labels, d.file), func(l annotate.Label) bool { return l.Hotkey == key })
}

// reserved says what the program does with each of annotate.ReservedKeys and annotate.UsedKeys.
var reserved = map[string]string{
	"n": "next span", "p": "previous span", "r": "relate", "o": "tag all other occurrences", "q": "flag as unsure",
}

// move swaps the element at i with its neighbour and returns its new place.
func move[T any](list []T, i, by int) int {
	to := i + by
	if to < 0 || to >= len(list) {
		return i
	}
	list[i], list[to] = list[to], list[i]
	return to
}

// free is base, with a number after it where that is taken.
func free(base string, taken func(string) bool) string {
	name := base
	for n := 2; taken(name); n++ {
		name = base + " " + strconv.Itoa(n)
	}
	return name
}

func clone(cb annotate.Codebook) annotate.Codebook {
	cb.Labels, cb.RelationTypes = slices.Clone(cb.Labels), slices.Clone(cb.RelationTypes)
	for i := range cb.Labels {
		l := &cb.Labels[i]
		l.Attributes = slices.Clone(l.Attributes)
		for k := range l.Attributes {
			l.Attributes[k].Options = slices.Clone(l.Attributes[k].Options)
		}
	}
	return cb
}

// same compares two codebooks; an empty list and none are the same.
func same(a, b annotate.Codebook) bool {
	if len(a.Labels) != len(b.Labels) || len(a.RelationTypes) != len(b.RelationTypes) || a.Name != b.Name || a.Guidelines != b.Guidelines {
		return false
	}
	for i := range a.Labels {
		x, y := a.Labels[i], b.Labels[i]
		if !slices.EqualFunc(x.Attributes, y.Attributes, sameAttribute) {
			return false
		}
		x.Attributes, y.Attributes = nil, nil
		if !reflect.DeepEqual(x, y) {
			return false
		}
	}
	return slices.Equal(a.RelationTypes, b.RelationTypes)
}

func sameAttribute(a, b annotate.Attribute) bool {
	options := slices.Equal(a.Options, b.Options)
	a.Options, b.Options = nil, nil
	return options && reflect.DeepEqual(a, b)
}
