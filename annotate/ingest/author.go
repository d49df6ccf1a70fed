package ingest

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	nameWord = `(?:\p{Lu}[\p{L}\p{M}'’.-]*|de|da|del|della|di|dos|van|von|der|den|bin|bint|ibn|al|al-\p{Lu}[\p{L}’'-]*|el|la|le|ter|zu)`
	person   = `\p{Lu}[\p{L}\p{M}'’.-]*(?: ` + nameWord + `){1,4}`
	people   = person + `(?:(?:, | and |, and | & | und | et | y | e )` + person + `){0,4}`
)

var (
	// byPerson is a line that names who wrote the article, and nothing else but a function, an outlet or a date.
	byPerson = regexp.MustCompile(`^(?:By|BY|by|Written by|Von|Par|Por|Di|Door)(?: |: ?)(` + people + `)(?:(?:,| \||,? for| in| -| –| —) (.{2,60}))?$`)
	byAgency = regexp.MustCompile(`^(?:By|BY|Source:) (\p{Lu}[\p{L}.-]*(?: \p{Lu}[\p{L}-]*){0,3})$`)
)

// lowerByline is a byline that starts with a small letter.
var lowerByline = regexp.MustCompile(`^(?:by|von|par|por|di|door|oleh|av|af) \p{Lu}`)

// authorLine says whether a line above the article names its author, and where in the line, in bytes. An outlet in
// the place of a person is reported as such.
func authorLine(text string) (author, outlet string, from, to int) {
	if m := byAgency.FindStringSubmatchIndex(text); m != nil && outlets[text[m[2]:m[3]]] != "" {
		return "", outlets[text[m[2]:m[3]]], m[2], m[3]
	}
	m := byPerson.FindStringSubmatchIndex(text)
	if m == nil || utf8.RuneCountInString(text) > 120 || endsSentence(text, true) {
		return "", "", 0, 0
	}
	author = text[m[2]:m[3]]
	for word := range strings.FieldsSeq(author) {
		if months[strings.ToLower(strings.Trim(word, ".,"))] != 0 && strings.Count(author, " ") < 2 {
			return "", "", 0, 0
		}
	}
	if m[4] >= 0 {
		outlet = outlets[text[m[4]:m[5]]]
	}
	return author, outlet, m[2], m[3]
}
