package ingest_test

import (
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

// covered says what kind of region covers any of a line that stands in a text, "" where none does.
func covered(text, line string, regions []annotate.Region) string {
	at := strings.Index(text, line)
	if at < 0 {
		return "missing"
	}
	start := utf8.RuneCountInString(text[:at])
	end := start + utf8.RuneCountInString(line)
	for _, r := range regions {
		if r.Start < end && r.End > start && r.Kind != annotate.RegionDateline {
			return string(r.Kind)
		}
	}
	return ""
}
