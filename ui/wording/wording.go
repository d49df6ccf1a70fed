// Package wording is how the window words numbers, dates and texts that are long.
//
// It knows neither views nor projects. Start with Count and Short.
package wording

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Plural is the English plural of a noun.
func Plural(name string) string {
	switch {
	case name == "":
		return name
	case strings.HasSuffix(name, "y") && !strings.ContainsRune("aeiou", rune(name[max(0, len(name)-2)])):
		return name[:len(name)-1] + "ies"
	case strings.HasSuffix(name, "s"), strings.HasSuffix(name, "x"), strings.HasSuffix(name, "ch"):
		return name + "es"
	}
	return name + "s"
}

// english are the names of labels whose English plural is known. A codebook names its labels in any language: "Akteur" has no
// plural "Akteurs".
var english = map[string]bool{}

func init() {
	for _, name := range strings.Fields("actor agent argument article author cause claim concept country date demand effect entity event fact frame group " +
		"institution issue journalist label location measure mention object opinion organisation organization outlet party passage person place politician " +
		"position proposal quotation quote reason role rumor rumour source speaker speech statement target theme topic value word") {
		english[name] = true
	}
}

// LabelPlural is the plural of a label's name where it is an English noun that is known, else the name as it is.
func LabelPlural(name string) string {
	if english[strings.ToLower(name)] {
		return Plural(name)
	}
	return name
}

// LabelCount is a number of spans of a label: "12 actors", and "Akteur: 12" where the plural of the name is not known.
func LabelCount(n int, name string) string {
	if english[strings.ToLower(name)] {
		return Count(n, name)
	}
	return name + ": " + Number(n)
}

// Count is a number with its noun: "1 actor", "1,200 actors".
func Count(n int, noun string) string { return CountOf(n, noun, Plural(noun)) }

// CountOf is a number with a noun whose plural is not made at its end.
func CountOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + many
}

// And joins names as a sentence does: "anna, ben and carl".
func And(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// Number writes a number with commas between its thousands.
func Number(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Capital is text with a capital at its start.
func Capital(text string) string {
	if text == "" {
		return text
	}
	first, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(string(first)) + text[size:]
}

// OneLine is text without line ends and runs of spaces.
func OneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// Short is text on one line, cut with "…" after at most n characters.
func Short(text string, n int) string {
	text = OneLine(text)
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return strings.TrimRight(string(runes[:n-1]), " ") + "…"
}

// Quoted is short text between quotation marks, unless it begins with one.
func Quoted(text string, n int) string {
	text = Short(text, n)
	if first, _ := utf8.DecodeRuneInString(text); strings.ContainsRune("“\"„«", first) {
		return text
	}
	return "“" + text + "”"
}

// Day shows an ISO 8601 date as "7 Oct 2011", and what is not one as it is.
func Day(iso string) string {
	if len(iso) >= len(time.DateOnly) {
		if t, err := time.Parse(time.DateOnly, iso[:len(time.DateOnly)]); err == nil {
			return t.Format("2 Jan 2006")
		}
	}
	return iso
}
