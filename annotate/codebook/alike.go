package codebook

import (
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// Names in a file that a reader takes for the same are no reason to refuse it: they are one, and that is said. What a project keeps
// apart already stays apart, and what it writes otherwise than the file is renamed, not replaced.

// meant takes each part whose name the project writes otherwise for the project's.
func (c *joining) meant(project annotate.Codebook) {
	for i := range c.cb.Labels {
		l := &c.cb.Labels[i]
		known, there := project.LabelByID(l.ID)
		if !there {
			at := slices.IndexFunc(project.Labels, func(p annotate.Label) bool {
				_, taken := c.cb.LabelByID(p.ID)
				return !taken && p.Name != l.Name && annotate.FoldName(p.Name) == annotate.FoldName(l.Name)
			})
			if at < 0 {
				continue
			}
			known = project.Labels[at]
			c.moveLabel(i, known.ID)
		}
		for k := range l.Attributes {
			c.meantAttribute(l, &l.Attributes[k], known)
		}
	}
	for i := range c.cb.RelationTypes {
		r := &c.cb.RelationTypes[i]
		if _, there := project.RelationTypeByID(r.ID); there {
			continue
		}
		for _, p := range project.RelationTypes {
			if _, taken := c.cb.RelationTypeByID(p.ID); !taken && p.Name != r.Name && annotate.FoldName(p.Name) == annotate.FoldName(r.Name) {
				r.ID = p.ID
			}
		}
	}
}

// meantAttribute takes an attribute of a label for the one of the project's label that is called so but for its spelling, or but for
// the spelling of the label, from which its id follows.
func (c *joining) meantAttribute(l *annotate.Label, a *annotate.Attribute, known annotate.Label) {
	has := func(label annotate.Label, id string) bool {
		return slices.ContainsFunc(label.Attributes, func(other annotate.Attribute) bool { return other.ID == id })
	}
	if has(known, a.ID) {
		return
	}
	for _, p := range known.Attributes {
		if !has(*l, p.ID) && (p.Name != a.Name || known.Name != l.Name) && annotate.FoldName(p.Name) == annotate.FoldName(a.Name) {
			a.ID = p.ID
			return
		}
	}
}

// joining makes one of parts of a codebook whose names a reader takes for the same.
type joining struct {
	cb    annotate.Codebook
	notes []string // sentences
}

// moveLabel gives a label another id.
func (c *joining) moveLabel(i int, id string) {
	was := c.cb.Labels[i].ID
	for k := range c.cb.Labels {
		if c.cb.Labels[k].ParentID == was {
			c.cb.Labels[k].ParentID = id
		}
	}
	c.cb.Labels[i].ID = id
	for k := range c.cb.Labels[i].Attributes {
		c.cb.Labels[i].Attributes[k].LabelID = id
	}
}

// join makes one of all labels, attributes of a label and relation types that are called alike, unless the project has both.
func (c *joining) join(project annotate.Codebook) {
	has := map[string]bool{}
	for _, l := range project.Labels {
		has[l.ID] = true
		for _, a := range l.Attributes {
			has[a.ID] = true
		}
	}
	for _, r := range project.RelationTypes {
		has[r.ID] = true
	}
	for {
		for i := range c.cb.Labels { // one that was joined may have got attributes that are called alike
			c.joinAttributes(&c.cb.Labels[i], has)
		}
		i, k, found := alike(len(c.cb.Labels), func(i int) (string, string) { return c.cb.Labels[i].Name, c.cb.Labels[i].ID }, has)
		if !found {
			break
		}
		c.joinLabels(i, k)
	}
	for {
		i, k, found := alike(len(c.cb.RelationTypes), func(i int) (string, string) { return c.cb.RelationTypes[i].Name, c.cb.RelationTypes[i].ID }, has)
		if !found {
			break
		}
		c.say("relation types", c.cb.RelationTypes[k].Name, c.cb.RelationTypes[i].Name)
		if into := &c.cb.RelationTypes[i]; into.Description == "" {
			into.Description = c.cb.RelationTypes[k].Description
		}
		c.cb.RelationTypes = slices.Delete(c.cb.RelationTypes, k, k+1)
	}
	for i := range c.cb.Labels {
		c.cb.Labels[i].Position = i
	}
}

// alike finds two parts that are called alike and are not both the project's: the one that stays, which is the project's or else the
// first, and the one that goes into it.
func alike(n int, part func(i int) (name, id string), has map[string]bool) (stays, goes int, found bool) {
	for k := range n {
		name, id := part(k)
		for i := range k {
			other, otherID := part(i)
			switch {
			case annotate.FoldName(other) != annotate.FoldName(name) || other == name || has[id] && has[otherID]:
			case has[id]:
				return k, i, true
			default:
				return i, k, true
			}
		}
	}
	return 0, 0, false
}

// joinLabels lets label k go into label i.
func (c *joining) joinLabels(i, k int) {
	into, from := &c.cb.Labels[i], c.cb.Labels[k]
	c.say("labels", from.Name, into.Name)
	for _, a := range from.Attributes {
		if !slices.ContainsFunc(into.Attributes, func(there annotate.Attribute) bool { return there.Name == a.Name }) {
			a.LabelID = into.ID
			into.Attributes = append(into.Attributes, a)
			continue
		}
		addOptions(into, a)
	}
	if into.Description == "" {
		into.Description = from.Description
	}
	if into.Hotkey == "" {
		into.Hotkey = from.Hotkey
	}
	if into.ParentID == from.ID {
		into.ParentID = ""
	}
	for at := range c.cb.Labels {
		if l := &c.cb.Labels[at]; l.ParentID == from.ID {
			l.ParentID = into.ID
		}
	}
	for at := range c.cb.RelationTypes {
		r := &c.cb.RelationTypes[at]
		for _, end := range []*string{&r.HeadLabel, &r.TailLabel} {
			if *end == from.Name {
				*end = into.Name
			}
		}
	}
	c.cb.Labels = slices.Delete(c.cb.Labels, k, k+1)
}

func (c *joining) joinAttributes(l *annotate.Label, has map[string]bool) {
	for {
		i, k, found := alike(len(l.Attributes), func(i int) (string, string) { return l.Attributes[i].Name, l.Attributes[i].ID }, has)
		if !found {
			break
		}
		c.say("attributes of “"+l.Name+"”", l.Attributes[k].Name, l.Attributes[i].Name)
		from := l.Attributes[k]
		from.Name = l.Attributes[i].Name
		addOptions(l, from)
		l.Attributes = slices.Delete(l.Attributes, k, k+1)
	}
	for i := range l.Attributes {
		l.Attributes[i].Position = i
	}
}

// addOptions gives the attribute of that name the options that it lacks, where it can have any.
func addOptions(l *annotate.Label, from annotate.Attribute) {
	i := slices.IndexFunc(l.Attributes, func(a annotate.Attribute) bool { return a.Name == from.Name })
	into := &l.Attributes[i]
	if into.Type != from.Type {
		return
	}
	for _, option := range from.Options {
		if !slices.Contains(into.Options, option) {
			into.Options = append(into.Options, option)
		}
	}
}

func (c *joining) say(what, from, into string) {
	c.notes = append(c.notes, fmt.Sprintf("the %s “%s” and “%s” %s: they are one, “%s”", what, from, into, annotate.AlikeIn(from, into), into))
}
