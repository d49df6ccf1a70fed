package brat

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

// names are what labels, or other things of a codebook, are called in brat.
type names struct {
	written map[string]string // by what it is called
	meant   map[string]string // the other way round
}

func newNames(all []string) *names {
	n := &names{map[string]string{}, map[string]string{}}
	for _, name := range all {
		n.add(name)
	}
	return n
}

// add gives a name the characters that brat takes, and a number where another name looks the same then.
func (n *names) add(name string) string {
	if written, known := n.written[name]; known {
		return written
	}
	first := plain(name, "")
	written := first
	for i := 2; n.taken(written); i++ {
		written = fmt.Sprintf("%s_%d", first, i)
	}
	n.written[name], n.meant[written] = written, name
	return written
}

func (n *names) taken(written string) bool {
	_, taken := n.meant[written]
	return taken
}

// meaning is what a name of brat stands for: the name itself where nothing else is known.
func (n *names) meaning(written string) string {
	if name, known := n.meant[written]; known {
		return name
	}
	return written
}

// plain is a name with the letters, digits and signs that brat takes, and those in more. Others become "_".
func plain(name, more string) string {
	made := strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)), r == '-', r == '_', strings.ContainsRune(more, r):
			return r
		}
		return '_'
	}, name)
	if made == "" {
		return "_"
	}
	return made
}

// vocabulary is what a codebook is called in brat.
type vocabulary struct {
	codebook                      annotate.Codebook
	labels, attributes, relations *names
	options                       map[string]*names // by the name of the attribute
}

func newVocabulary(cb annotate.Codebook) *vocabulary {
	v := &vocabulary{cb, newNames(nil), newNames(nil), newNames(nil), map[string]*names{}}
	for _, label := range cb.Labels {
		v.labels.add(label.Name)
		for _, a := range label.Attributes {
			v.attributes.add(a.Name)
			if v.options[a.Name] == nil {
				v.options[a.Name] = newNames(nil)
			}
			for _, option := range a.Options {
				v.options[a.Name].add(option)
			}
		}
	}
	for _, kind := range cb.RelationTypes {
		v.relations.add(kind.Name)
	}
	return v
}

func (v *vocabulary) isOption(attribute, text string) bool {
	options := v.options[attribute]
	if options == nil {
		return false
	}
	_, is := options.written[text]
	return is
}

// value is how a value of an attribute is written, and whether that tells it.
func (v *vocabulary) value(attribute, text string) (written string, tells bool) {
	if v.isOption(attribute, text) {
		return v.options[attribute].written[text], true
	}
	written = plain(text, ".")
	return written, written == text && (v.options[attribute] == nil || !v.options[attribute].taken(written))
}

// said is the text that a value stands for.
func (v *vocabulary) said(attribute, written string) string {
	if options := v.options[attribute]; options != nil {
		return options.meaning(written)
	}
	return written
}
