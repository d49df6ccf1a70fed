package ingest

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
)

// NamePattern says what the names of files say of their articles, such as {outlet}_{date}_{title}.txt. The zero value says nothing.
type NamePattern struct {
	text   string
	parts  int // names of folders and of the file that it speaks of
	match  *regexp.Regexp
	fields []string // in the order of the groups
}

// NameFields are what a name can say, as it stands in a pattern between braces. What is put in braces as * is passed over.
var NameFields = []string{"title", "outlet", "author", "date", "language", "url", "story", "*"}

// dateInName is a day as names of files write it, a month, or a year.
const dateInName = `(\d{4}[-._ ]?\d{2}[-._ ]?\d{2}|\d{1,2}[-._ ]\d{1,2}[-._ ]\d{4}|\d{4}-\d{2}|\d{1,2}[-._ ]?\pL{3,9}\.?[-._ ]?\d{4}|\pL{3,9}\.?[-._ ]\d{1,2},?[-._ ]\d{4}|\d{4})`

// ParseNames reads a pattern. One that cannot be is refused with the reason.
func ParseNames(pattern string) (NamePattern, error) {
	p := NamePattern{text: strings.TrimSpace(filepath.ToSlash(pattern))}
	if p.text == "" {
		return p, nil
	}
	expression := strings.Builder{}
	expression.WriteString(`(?is)^`)
	rest, afterField := p.text, false
	for rest != "" {
		text, after, found := strings.Cut(rest, "{")
		expression.WriteString(regexp.QuoteMeta(text))
		if !found {
			break
		}
		if text == "" && afterField {
			return NamePattern{}, annotate.Invalidf("the pattern %q has two fields with nothing between them, so that nobody can tell where one ends: put between them what parts them in the names", pattern)
		}
		field, left, closed := strings.Cut(after, "}")
		field = strings.ToLower(strings.TrimSpace(field))
		switch {
		case !closed:
			return NamePattern{}, annotate.Invalidf("the pattern %q has a { without a }: close it", pattern)
		case !slices.Contains(NameFields, field):
			return NamePattern{}, annotate.Invalidf("the pattern %q has the field {%s}, which is not known: use %s", pattern, field, "{"+strings.Join(NameFields, "}, {")+"}")
		case field != "*" && slices.Contains(p.fields, field):
			return NamePattern{}, annotate.Invalidf("the pattern %q has {%s} twice: use {*} for what is to be passed over", pattern, field)
		}
		if field == "date" {
			expression.WriteString(dateInName)
		} else {
			expression.WriteString(`([^/]+?)`)
		}
		p.fields, rest, afterField = append(p.fields, field), left, true
	}
	if !slices.ContainsFunc(p.fields, func(f string) bool { return f != "*" }) {
		return NamePattern{}, annotate.Invalidf("the pattern %q has no field: write for instance {outlet}_{date}_{title}.txt", pattern)
	}
	if base := p.text[strings.LastIndex(p.text, "/")+1:]; !strings.Contains(base[strings.LastIndex(base, "}")+1:], ".") {
		expression.WriteString(`(?:\.\pL[\pL\d]{0,5})?`) // a pattern may leave out the ending
	}
	expression.WriteString("$")
	p.parts = strings.Count(p.text, "/") + 1
	var err error
	if p.match, err = regexp.Compile(expression.String()); err != nil {
		return NamePattern{}, annotate.Invalidf("the pattern %q is too long: shorten it", pattern)
	}
	return p, nil
}

// String is the pattern as it was written, "" for none.
func (p NamePattern) String() string { return p.text }

// NameSays is what a name says of an article; "" where it says nothing.
type NameSays struct{ Title, Outlet, Author, Published, Language, URL, Story string }

// Read reads the path or the name of a file. One that does not fit is annotate.ErrInvalid.
func (p NamePattern) Read(path string) (NameSays, error) {
	var said NameSays
	if p.match == nil {
		return said, nil
	}
	parts := strings.Split(strings.ReplaceAll(filepath.ToSlash(path), `\`, "/"), "/")
	name := strings.Join(parts[max(0, len(parts)-p.parts):], "/")
	found := p.match.FindStringSubmatch(name)
	if found == nil {
		return said, annotate.Invalidf("the name %q does not fit the pattern %s: nothing was taken from it", name, p.text)
	}
	for i, field := range p.fields {
		value := wordsOf(found[i+1])
		switch field {
		case "title":
			said.Title = value
		case "outlet":
			said.Outlet = value
		case "author":
			said.Author = value
		case "language":
			said.Language = value
		case "url":
			said.URL = strings.TrimSpace(found[i+1])
		case "story":
			said.Story = value
		case "date":
			date, err := dateOfName(found[i+1])
			if err != nil {
				return NameSays{}, annotate.Invalidf("the name %q does not fit the pattern %s: %s; nothing was taken from it", name, p.text, err)
			}
			said.Published = date
		}
	}
	return said, nil
}

// wordsOf is a value as it is read: names of files have other signs for spaces.
func wordsOf(value string) string {
	value = strings.TrimSpace(value)
	for _, sign := range []string{"_", "+", "-"} {
		if !strings.ContainsFunc(value, unicode.IsSpace) && (sign != "-" || strings.Count(value, sign) > 2) {
			value = strings.ReplaceAll(value, sign, " ")
		}
	}
	return strings.Join(strings.Fields(value), " ")
}

var compactDay = regexp.MustCompile(`^(\d{4})[-._ ]?(\d{2})[-._ ]?(\d{2})$`)

func dateOfName(text string) (string, error) {
	if m := compactDay.FindStringSubmatch(text); m != nil {
		text = m[1] + "-" + m[2] + "-" + m[3]
	} else if numbers := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("-._ ", r) }); len(numbers) == 3 {
		if strings.ContainsFunc(text, unicode.IsLetter) {
			text = strings.Join(numbers, " ")
		} else {
			text = strings.Join(numbers, sepOf(text))
		}
	}
	return ReadDate(text)
}

// sepOf is the sign between the numbers of a date as articles write it.
func sepOf(text string) string {
	if strings.Contains(text, ".") {
		return "."
	}
	return "/"
}

// Correct sets what the name says, which goes before what the text says.
func (s NameSays) Correct(d *Document) {
	for what, field := range map[string]struct {
		to   *string
		said string
	}{
		"title": {&d.Title, s.Title}, "outlet": {&d.Outlet, s.Outlet}, "author": {&d.Author, s.Author}, "published": {&d.Published, s.Published},
		"language": {&d.Language, s.Language}, "url": {&d.URL, s.URL},
	} {
		if field.said == "" {
			continue
		}
		*field.to = field.said
		d.Findings = slices.DeleteFunc(d.Findings, func(f Finding) bool { return f.What == what })
	}
}
