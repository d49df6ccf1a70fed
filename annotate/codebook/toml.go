// Package codebook reads and writes codebooks as TOML and says in what two of them differ.
//
// Ids are left out of the file where they follow from the names (annotate.DerivedID), as they do in every codebook
// that ships and in every one written by hand. A part that was renamed in the window keeps its id, and the file says
// which, so that reading it back is no new part. A new part under a name that one with such a line used to have gets an id that
// follows from both.
//
// It knows no project and no database. Start with Parse.
package codebook

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/parallax-annotation/parallax/annotate"
)

type file struct {
	Name       string     `toml:"name"`
	Guidelines prose      `toml:"guidelines,omitempty"`
	Labels     []label    `toml:"label"`
	Relations  []relation `toml:"relation,omitempty"`
	Speech     []speech   `toml:"speech,omitempty"`
}

type label struct {
	ID          string      `toml:"id,omitempty"`
	Name        string      `toml:"name"`
	Color       string      `toml:"color"`
	Style       string      `toml:"style"`
	Key         string      `toml:"key,omitempty"`
	Parent      string      `toml:"parent,omitempty"`
	Description prose       `toml:"description,omitempty"`
	Attributes  []attribute `toml:"attribute,omitempty"`
}

type attribute struct {
	ID       string   `toml:"id,omitempty"`
	Name     string   `toml:"name"`
	Type     string   `toml:"type"`
	Options  []string `toml:"options,omitempty"`
	Required bool     `toml:"required,omitempty"`
}

type relation struct {
	ID          string `toml:"id,omitempty"`
	Name        string `toml:"name"`
	Head        string `toml:"head,omitempty"`
	Tail        string `toml:"tail,omitempty"`
	Scope       string `toml:"scope"`
	Symmetric   bool   `toml:"symmetric,omitempty"`
	Description prose  `toml:"description,omitempty"`
}

// speech is by which words a language tells that somebody says something; see annotate.Speech.
type speech struct {
	Language  string `toml:"language"`
	Verbs     words  `toml:"verbs,omitempty"`
	Bare      words  `toml:"bare,omitempty"`
	According words  `toml:"according,omitempty"`
	Sources   words  `toml:"sources,omitempty"`
}

// Parse is ParseFor where there is no project yet.
func Parse(data []byte) (annotate.Codebook, error) {
	cb, _, err := ParseFor(data, annotate.Codebook{})
	return cb, err
}

// ParseFor reads a codebook from TOML that is to take the place of a project's. An error is one sentence that says in which line or
// part the mistake is; keys that a codebook does not have are refused, because a misspelt one would be lost. The notes say, in a
// sentence each, which names were joined because a reader takes them for the same.
func ParseFor(data []byte, project annotate.Codebook) (cb annotate.Codebook, notes []string, err error) {
	c := &joining{}
	if c.cb, err = read(data); err != nil {
		return annotate.Codebook{}, nil, err
	}
	c.meant(project)
	c.join(project)
	return c.cb, c.notes, cmp.Or(c.cb.Validate(), c.cb.Legible())
}

// read reads TOML.
func read(data []byte) (annotate.Codebook, error) {
	var f file
	meta, err := toml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).Decode(&f)
	var syntax toml.ParseError
	switch {
	case errors.As(err, &syntax):
		return annotate.Codebook{}, annotate.Invalidf("line %d: %s", syntax.Position.Line, syntax.Message)
	case err != nil:
		return annotate.Codebook{}, annotate.Invalidf("%s", strings.TrimPrefix(err.Error(), "toml: "))
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return annotate.Codebook{}, annotate.Invalidf("unknown key %q: remove it or correct its spelling", unknown[0])
	}
	return f.codebook()
}

func (f file) codebook() (annotate.Codebook, error) {
	cb := annotate.Codebook{Name: f.Name, Guidelines: string(f.Guidelines)}
	ids := map[string]string{} // of labels, by name
	named := f.givenIDs()
	for i, l := range f.Labels {
		made := annotate.Label{
			ID: named.of(l.ID, "label", l.Name), Name: l.Name, Color: strings.ToLower(l.Color),
			Style: annotate.Style(or(l.Style, string(annotate.Tint))), Hotkey: l.Key, Description: string(l.Description), Position: i,
		}
		for j, a := range l.Attributes {
			made.Attributes = append(made.Attributes, annotate.Attribute{
				ID: named.of(a.ID, "attribute", l.Name, a.Name), LabelID: made.ID, Name: a.Name,
				Type: annotate.AttributeType(or(a.Type, string(annotate.Text))), Options: a.Options, Required: a.Required, Position: j,
			})
		}
		ids[l.Name] = made.ID
		cb.Labels = append(cb.Labels, made)
	}
	for i, l := range f.Labels {
		if l.Parent == "" {
			continue
		}
		parent, found := ids[l.Parent]
		if !found {
			return annotate.Codebook{}, annotate.Invalidf("label %q: its parent %q is no label of this codebook", l.Name, l.Parent)
		}
		cb.Labels[i].ParentID = parent
	}
	for _, r := range f.Relations {
		cb.RelationTypes = append(cb.RelationTypes, annotate.RelationType{
			ID: named.of(r.ID, "relation_type", r.Name), Name: r.Name, HeadLabel: r.Head, TailLabel: r.Tail,
			Scope: annotate.Scope(or(r.Scope, string(annotate.WithinDocument))), Symmetric: r.Symmetric, Description: string(r.Description),
		})
	}
	for _, s := range f.Speech {
		cb.Speech = append(cb.Speech, annotate.Speech{Language: s.Language, Verbs: s.Verbs, Bare: s.Bare, According: s.According, Sources: s.Sources})
	}
	return cb, uniqueIDs(cb)
}

// given are the ids that lines of a file give.
type given map[string]bool

func (f file) givenIDs() given {
	ids := given{}
	for _, l := range f.Labels {
		ids[l.ID] = true
		for _, a := range l.Attributes {
			ids[a.ID] = true
		}
	}
	for _, r := range f.Relations {
		ids[r.ID] = true
	}
	return ids
}

// of is the id of a part: the one that its line gives, else the one that follows from its name.
func (g given) of(id string, parts ...string) string {
	if id != "" {
		return id
	}
	id = annotate.DerivedID(parts...)
	for g[id] { // the name has been of something else, which was renamed
		id = annotate.DerivedID(id, "another")
	}
	return id
}

// uniqueIDs refuses parts that share an id, as a block that was copied and renamed does.
func uniqueIDs(cb annotate.Codebook) error {
	names := map[string]string{}
	claim := func(id, name string) error {
		if other, taken := names[id]; taken && other != name {
			return annotate.Invalidf("%s and %s have the same id: remove the line that gives it from one of them", other, name)
		}
		names[id] = name
		return nil
	}
	for _, l := range cb.Labels {
		if err := claim(l.ID, fmt.Sprintf("label %q", l.Name)); err != nil {
			return err
		}
		for _, a := range l.Attributes {
			if err := claim(a.ID, fmt.Sprintf("attribute %q", l.Name+"."+a.Name)); err != nil {
				return err
			}
		}
	}
	for _, r := range cb.RelationTypes {
		if err := claim(r.ID, fmt.Sprintf("relation type %q", r.Name)); err != nil {
			return err
		}
	}
	return nil
}

// Format writes a codebook as TOML that Parse reads back as the same codebook.
func Format(cb annotate.Codebook) []byte {
	f := file{Name: cb.Name, Guidelines: prose(cb.Guidelines)}
	for _, l := range cb.Labels {
		parent, _ := cb.LabelByID(l.ParentID)
		out := label{
			ID: unlessDerived(l.ID, "label", l.Name), Name: l.Name, Color: l.Color, Style: string(l.Style), Key: l.Hotkey,
			Parent: parent.Name, Description: prose(l.Description),
		}
		for _, a := range l.Attributes {
			out.Attributes = append(out.Attributes, attribute{
				ID: unlessDerived(a.ID, "attribute", l.Name, a.Name), Name: a.Name, Type: string(a.Type), Options: a.Options, Required: a.Required,
			})
		}
		f.Labels = append(f.Labels, out)
	}
	for _, r := range cb.RelationTypes {
		f.Relations = append(f.Relations, relation{
			ID: unlessDerived(r.ID, "relation_type", r.Name), Name: r.Name, Head: r.HeadLabel, Tail: r.TailLabel, Scope: string(r.Scope),
			Symmetric: r.Symmetric, Description: prose(r.Description),
		})
	}
	for _, s := range cb.Speech {
		f.Speech = append(f.Speech, speech{s.Language, s.Verbs, s.Bare, s.According, s.Sources})
	}
	var out bytes.Buffer
	if err := toml.NewEncoder(&out).Encode(f); err != nil {
		panic(fmt.Sprintf("codebook: %v", err)) // strings, booleans and lists of strings cannot fail
	}
	return out.Bytes()
}

func unlessDerived(id string, parts ...string) string {
	if id == annotate.DerivedID(parts...) {
		return ""
	}
	return id
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}
