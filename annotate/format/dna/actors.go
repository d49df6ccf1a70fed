package dna

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
)

// actorOf looks for who makes a statement in the text: the place of the name that is nearest to it. It is false where the name does not
// stand there, or where the codebook cannot say that it is one of an organization.
func (d *document) actorOf(b *build.Builder, v value, at int) (dataset.Span, bool) {
	label, _ := d.options.Codebook.LabelByName(d.actor)
	kind, sayable := d.kindOf(label, v)
	if !sayable {
		return dataset.Span{}, false
	}
	text := b.Text()
	for _, name := range namesOf(v) {
		start, end := nearest(text.String(), name, text.Byte(at))
		if start < 0 {
			continue
		}
		s := dataset.Span{Label: label.Name, Confidence: 1, Segments: [][2]int{{text.CodePoint(start), text.CodePoint(end)}},
			Entity: &dataset.Entity{ID: annotate.DerivedID("dna", v.name, v.text), Name: v.text}}
		if label.Name == "" {
			s.Label = actors
		}
		if kind.Name != "" {
			s.Attributes = dataset.Attributes{kind}
		}
		s.ID = annotate.DerivedID(b.ID(), b.Record().Layer, v.name, v.text, text.Slice(0, s.Segments[0][0]))
		return s, true
	}
	return dataset.Span{}, false
}

// kindOf is the value by which the codebook says what a person or an organization is, if it must.
func (d *document) kindOf(label annotate.Label, v value) (kind dataset.Attribute, sayable bool) {
	for _, a := range label.Attributes {
		if name := annotate.FoldName(a.Name); name != "type" && name != "role" {
			continue
		}
		for _, option := range a.Options {
			if option == d.kinds[v.entity] && among(option, personTypes) == (v.name == person) {
				return dataset.Attribute{Name: a.Name, Value: option}, true
			}
		}
		if v.name == person && d.ours { // it was not said what kind of person
			return kind, true
		}
		for _, option := range a.Options {
			if v.name == person && among(option, personTypes) || v.name == organization && among(option, groupTypes) {
				return dataset.Attribute{Name: a.Name, Value: option}, true
			}
		}
	}
	if v.name == organization && label.Name == "" { // the codebook gets both
		return dataset.Attribute{Name: "type", Value: "organisation"}, true
	}
	return kind, v.name == person
}

// namesOf are the ways in which the name of a person or an organization may stand in a text, the surest first.
func namesOf(v value) []string {
	name := strings.Join(strings.Fields(v.text), " ")
	names := []string{name}
	last, first, found := strings.Cut(name, ",")
	if last, first = strings.TrimSpace(last), strings.TrimSpace(first); v.name == person && found && last != "" && first != "" {
		names = append(names, first+" "+last, last)
	}
	return names
}

// nearest is the place in bytes of a name as words of their own that begins nearest to at, -1 where there is none.
func nearest(text, name string, at int) (start, end int) {
	start = -1
	if name == "" {
		return -1, -1
	}
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return start, end
		}
		i += from
		from = i + len(name)
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[from:])
		if wordly(before) || wordly(after) {
			continue
		}
		if distance(i, at) < distance(start, at) || start < 0 {
			start, end = i, from
		}
	}
}

func wordly(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

func distance(a, b int) int { return max(a-b, b-a) }
