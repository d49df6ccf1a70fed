package ui

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

// plural is the English plural of a label's name.
func plural(name string) string {
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

// count is a number with its noun: "1 actor", "12 actors".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + plural(noun)
}

// capital is text with a capital at its start.
func capital(text string) string {
	if text == "" {
		return text
	}
	first, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(string(first)) + text[size:]
}

// short is text on one line, cut with "…" after at most n characters.
func short(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return strings.TrimRight(string(runes[:n-1]), " ") + "…"
}

// quoted is short text between quotation marks.
func quoted(text string, n int) string { return "“" + short(text, n) + "”" }

// day shows an ISO 8601 date as "7 Oct 2011", and what is not one as it is.
func day(iso string) string {
	if len(iso) >= len(time.DateOnly) {
		if t, err := time.Parse(time.DateOnly, iso[:len(time.DateOnly)]); err == nil {
			return t.Format("2 Jan 2006")
		}
	}
	return iso
}

// byline is the line beneath the title of an article: outlet, date, and its place among the articles of the story.
func byline(d annotate.Document, articles int) string {
	var parts []string
	for _, part := range []string{d.Outlet, day(d.Published)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if articles > 0 {
		parts = append(parts, fmt.Sprintf("%d of %d", d.Position+1, articles))
	}
	return strings.Join(parts, " · ")
}

// paneName is what the sidebar calls an article: its outlet, as that tells the articles of one story apart, else its
// title.
func paneName(d annotate.Document) string {
	if d.Outlet != "" {
		return d.Outlet
	}
	return d.Name()
}
