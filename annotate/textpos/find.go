package textpos

import (
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

// Find lists where part stands in text, in code points, without overlaps, at most limit.
func Find(text, part string, limit int) []annotate.Segment {
	var hits []annotate.Segment
	if part == "" {
		return nil
	}
	length, at, cp := utf8.RuneCountInString(part), 0, 0
	for len(hits) < limit {
		i := strings.Index(text[at:], part)
		if i < 0 {
			return hits
		}
		cp += utf8.RuneCountInString(text[at : at+i])
		hits = append(hits, annotate.Segment{Start: cp, End: cp + length})
		at, cp = at+i+len(part), cp+length
	}
	return hits
}
