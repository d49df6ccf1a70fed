package annotate

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// invisible are characters in a name that nobody sees: zero width space, word joiner, byte order mark, soft hyphen.
var invisible = strings.NewReplacer("\u200b", "", "\u2060", "", "\ufeff", "", "\u00ad", "")

// FoldName returns what two names have in common that a person takes for the same: names that differ only by upper and
// lower case, by white space around or between words, by how Unicode composes their letters, or by characters that nobody
// sees fold to the same.
func FoldName(name string) string {
	name = strings.Join(strings.Fields(invisible.Replace(name)), " ")
	return norm.NFC.String(cases.Fold().String(norm.NFC.String(name)))
}

// ValidateTyped is Validate for a codebook that a person writes: names that a person takes for the same are refused too.
// A codebook that comes with data is not held to it, because no data is lost for a name.
func (c Codebook) ValidateTyped() error {
	if err := c.Validate(); err != nil {
		return err
	}
	if err := c.Legible(); err != nil {
		return err
	}
	labels, relations := alike{}, alike{}
	for _, l := range c.Labels {
		if other, taken := labels.add(l.Name); taken {
			return Invalidf("labels %q and %q %s: rename one of them", other, l.Name, AlikeIn(other, l.Name))
		}
		attributes := alike{}
		for _, a := range l.Attributes {
			if other, taken := attributes.add(a.Name); taken {
				return Invalidf("label %q: attributes %q and %q %s: rename one of them", l.Name, other, a.Name, AlikeIn(other, a.Name))
			}
		}
	}
	for _, r := range c.RelationTypes {
		if other, taken := relations.add(r.Name); taken {
			return Invalidf("relation types %q and %q %s: rename one of them", other, r.Name, AlikeIn(other, r.Name))
		}
	}
	return nil
}

// Legible refuses a codebook in whose names stands what nobody sees, or that are too long to be read.
func (c Codebook) Legible() error {
	for _, l := range c.Labels {
		if err := legible(l.Name); err != nil {
			return err
		}
		for _, a := range l.Attributes {
			if err := legible(a.Name); err != nil {
				return err
			}
		}
	}
	for _, r := range c.RelationTypes {
		if err := legible(r.Name); err != nil {
			return err
		}
	}
	return nil
}

// legible refuses a name that is too long, or has characters that control how others are shown.
func legible(name string) error {
	if err := ShortName(name); err != nil {
		return err
	}
	for _, r := range name {
		if unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return Invalidf("the name %q holds the character U+%04X, which nobody sees: take it out", name, r)
		}
	}
	return nil
}

// LongestName bounds a name that a person gives, in code points: what is longer is a text that came into the wrong field. A name that
// comes with data is not held to it, because no data is lost for a name.
const LongestName = 500

// ShortName refuses a name that is too long for one.
func ShortName(name string) error {
	if long := LongName(name); long != "" {
		return Invalidf("%s: shorten it to %d at most", long, LongestName)
	}
	return nil
}

// LongName says in words that a name is too long for one, "" where it is not.
func LongName(name string) string {
	n := utf8.RuneCountInString(name)
	if n <= LongestName {
		return ""
	}
	return fmt.Sprintf("the name “%.40s…” is %d characters long", name, n)
}

// alike are names by what they fold to.
type alike map[string]string

// add takes a name in, or returns the one that it would be taken for.
func (a alike) add(name string) (other string, taken bool) {
	folded := FoldName(name)
	if other, taken = a[folded]; !taken {
		a[folded] = name
	}
	return other, taken
}

// AlikeIn says by what alone two names of the same fold differ.
func AlikeIn(a, b string) string {
	plain := func(name string) string { return strings.Join(strings.Fields(name), " ") }
	switch {
	case plain(a) == plain(b):
		return "differ only by spaces"
	case cases.Fold().String(a) == cases.Fold().String(b):
		return "differ only by upper and lower case"
	case norm.NFC.String(a) == norm.NFC.String(b):
		return "look the same and differ only in how their letters are composed"
	case invisible.Replace(a) == invisible.Replace(b):
		return "look the same and differ only by characters that nobody sees"
	}
	return "are the same name to a reader"
}
