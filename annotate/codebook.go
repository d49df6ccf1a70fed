package annotate

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Style says how the spans of a label are drawn.
type Style string

// The styles of a label.
const (
	Tint      Style = "tint"      // a soft background
	Underline Style = "underline" // a line under the words with a small bar
)

// AttributeType says what values an attribute takes.
type AttributeType string

// The types of attribute. Values are kept as the JSON value named here.
const (
	Choice  AttributeType = "choice"  // string, one of the options
	Choices AttributeType = "choices" // list of strings, each one of the options
	Text    AttributeType = "text"    // string
	Number  AttributeType = "number"  // number
	Boolean AttributeType = "boolean" // true or false
	Date    AttributeType = "date"    // string, YYYY-MM-DD
)

// AttributeTypes lists the types in the order in which a menu shows them.
var AttributeTypes = []AttributeType{Choice, Choices, Text, Number, Boolean, Date}

// Scope says how far a relation may reach.
type Scope string

// The scopes of a relation type.
const (
	WithinDocument Scope = "document" // both ends in one document
	WithinStory    Scope = "story"    // ends in any two documents of a story, or in one
)

// Attribute is something that is said of each span of a label.
type Attribute struct {
	ID       string
	LabelID  string
	Name     string
	Type     AttributeType
	Options  []string // for Choice and Choices
	Required bool
	Position int
}

// Label is what a span can be tagged with.
type Label struct {
	ID          string
	Name        string
	Color       string // #rrggbb: a hue from which the window derives what it draws in each theme
	Style       Style
	Hotkey      string // one lower-case letter, "" for none; the digit follows from the position
	Description string
	ParentID    string // "" for a label of its own
	Position    int
	Attributes  []Attribute
}

// RelationType is a kind of link between spans. Head and tail are names of labels; "" admits any.
type RelationType struct {
	ID          string
	Name        string
	HeadLabel   string
	TailLabel   string
	Scope       Scope
	Symmetric   bool
	Description string
}

// Codebook is what a project can say: labels with their attributes, relation types, and the guidelines.
type Codebook struct {
	Name          string
	Guidelines    string
	Labels        []Label // in order of position
	RelationTypes []RelationType
	Speech        []Speech // by language; what it says nothing of is up to the program
}

// ReservedKeys are the letters that the keyboard uses and a label's hotkey cannot be.
const ReservedKeys = "npro"

// UsedKeys are letters that the keyboard uses where no label has them: a codebook that has a label of such a letter keeps it.
const UsedKeys = "q"

var colorPattern = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// LabelByID returns the label with that id.
func (c Codebook) LabelByID(id string) (Label, bool) {
	i := slices.IndexFunc(c.Labels, func(l Label) bool { return l.ID == id })
	if i < 0 {
		return Label{}, false
	}
	return c.Labels[i], true
}

// LabelByName returns the label of that name.
func (c Codebook) LabelByName(name string) (Label, bool) {
	i := slices.IndexFunc(c.Labels, func(l Label) bool { return l.Name == name })
	if i < 0 {
		return Label{}, false
	}
	return c.Labels[i], true
}

// RelationTypeByID returns the relation type with that id.
func (c Codebook) RelationTypeByID(id string) (RelationType, bool) {
	i := slices.IndexFunc(c.RelationTypes, func(r RelationType) bool { return r.ID == id })
	if i < 0 {
		return RelationType{}, false
	}
	return c.RelationTypes[i], true
}

// RelationTypeByName returns the relation type of that name.
func (c Codebook) RelationTypeByName(name string) (RelationType, bool) {
	i := slices.IndexFunc(c.RelationTypes, func(r RelationType) bool { return r.Name == name })
	if i < 0 {
		return RelationType{}, false
	}
	return c.RelationTypes[i], true
}

// RelationTypesBetween lists the types that may link a span of label head to one of label tail (both names), within
// one document or, if across, between two documents of a story.
func (c Codebook) RelationTypesBetween(head, tail string, across bool) []RelationType {
	var fit []RelationType
	for _, t := range c.RelationTypes {
		if (t.HeadLabel == "" || t.HeadLabel == head) && (t.TailLabel == "" || t.TailLabel == tail) &&
			(!across || t.Scope == WithinStory) {
			fit = append(fit, t)
		}
	}
	return fit
}

// Attribute returns the attribute of that name.
func (l Label) Attribute(name string) (Attribute, bool) {
	i := slices.IndexFunc(l.Attributes, func(a Attribute) bool { return a.Name == name })
	if i < 0 {
		return Attribute{}, false
	}
	return l.Attributes[i], true
}

// Validate reports the first rule that c breaks.
func (c Codebook) Validate() error {
	if len(c.Labels) == 0 {
		return Invalidf("a codebook needs at least one label")
	}
	if err := cmp.Or(c.withoutNUL(), c.validateSpeech()); err != nil {
		return err
	}
	names, keys := map[string]bool{}, map[string]string{}
	for _, l := range c.Labels {
		if err := l.validate(); err != nil {
			return err
		}
		if names[l.Name] {
			return Invalidf("two labels are called %q", l.Name)
		}
		names[l.Name] = true
		if other := keys[l.Hotkey]; l.Hotkey != "" && other != "" {
			return Invalidf("labels %q and %q have the same key %q", other, l.Name, l.Hotkey)
		}
		keys[l.Hotkey] = l.Name
	}
	for _, l := range c.Labels {
		if _, found := c.LabelByID(l.ParentID); l.ParentID != "" && !found {
			return Invalidf("label %q has a parent that does not exist", l.Name)
		}
	}
	relations := map[string]bool{}
	for _, t := range c.RelationTypes {
		switch {
		case strings.TrimSpace(t.Name) == "":
			return Invalidf("a relation type needs a name")
		case relations[t.Name]:
			return Invalidf("two relation types are called %q", t.Name)
		case t.HeadLabel != "" && !names[t.HeadLabel]:
			return Invalidf("relation type %q starts at a label %q that does not exist", t.Name, t.HeadLabel)
		case t.TailLabel != "" && !names[t.TailLabel]:
			return Invalidf("relation type %q ends at a label %q that does not exist", t.Name, t.TailLabel)
		case t.Scope != WithinDocument && t.Scope != WithinStory:
			return Invalidf("relation type %q has an unknown scope %q (document or story)", t.Name, t.Scope)
		case t.Symmetric && t.HeadLabel != t.TailLabel:
			return Invalidf("relation type %q is symmetric but is between different labels", t.Name)
		}
		relations[t.Name] = true
	}
	return nil
}

// withoutNUL refuses a text with U+0000, at which SQLite would end it.
func (c Codebook) withoutNUL() error {
	check := func(what string, texts ...string) error {
		for _, text := range texts {
			if strings.ContainsRune(text, 0) {
				return Invalidf("%s holds the character U+0000, which cannot be kept: take it out", what)
			}
		}
		return nil
	}
	err := check("the name or the guidelines of the codebook", c.Name, c.Guidelines)
	for _, l := range c.Labels {
		err = cmp.Or(err, check(fmt.Sprintf("label %q", l.Name), l.Name, l.Description))
		for _, a := range l.Attributes {
			err = cmp.Or(err, check(fmt.Sprintf("attribute %s.%s", l.Name, a.Name), append(a.Options, a.Name)...))
		}
	}
	for _, t := range c.RelationTypes {
		err = cmp.Or(err, check(fmt.Sprintf("relation type %q", t.Name), t.Name, t.Description))
	}
	return err
}

func (l Label) validate() error {
	switch {
	case strings.TrimSpace(l.Name) == "" || strings.ContainsAny(l.Name, "\n\r\t"):
		return Invalidf("a label needs a name on one line")
	case !colorPattern.MatchString(l.Color):
		return Invalidf("label %q: colour %q is not of the form #rrggbb", l.Name, l.Color)
	case l.Style != Tint && l.Style != Underline:
		return Invalidf("label %q: style %q is neither %q nor %q", l.Name, l.Style, Tint, Underline)
	case l.Hotkey != "" && (len(l.Hotkey) != 1 || l.Hotkey[0] < 'a' || l.Hotkey[0] > 'z'):
		return Invalidf("label %q: the key %q is not one letter from a to z", l.Name, l.Hotkey)
	case l.Hotkey != "" && strings.Contains(ReservedKeys, l.Hotkey):
		return Invalidf("label %q: the key %q is taken by the program", l.Name, l.Hotkey)
	}
	names := map[string]bool{}
	for _, a := range l.Attributes {
		if err := a.validate(l.Name); err != nil {
			return err
		}
		if names[a.Name] {
			return Invalidf("label %q has two attributes called %q", l.Name, a.Name)
		}
		names[a.Name] = true
	}
	return nil
}

func (a Attribute) validate(label string) error {
	switch {
	case strings.TrimSpace(a.Name) == "" || strings.ContainsAny(a.Name, "\n\r\t"):
		return Invalidf("label %q: an attribute needs a name on one line", label)
	case !slices.Contains(AttributeTypes, a.Type):
		return Invalidf("attribute %s.%s: unknown type %q", label, a.Name, a.Type)
	case (a.Type == Choice || a.Type == Choices) && len(a.Options) == 0:
		return Invalidf("attribute %s.%s needs at least one option", label, a.Name)
	}
	seen := map[string]bool{}
	for _, option := range a.Options {
		if strings.TrimSpace(option) == "" || seen[option] {
			return Invalidf("attribute %s.%s: option %q is empty or stands twice", label, a.Name, option)
		}
		seen[option] = true
	}
	return nil
}
