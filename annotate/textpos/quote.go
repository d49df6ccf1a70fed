package textpos

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Quote is the words of segments, joined by " … " where there are several.
func (t *Text) Quote(segments []annotate.Segment) string { return t.QuoteStart(segments, t.length) }

// QuoteStart is Quote with at most so many code points of each segment.
func (t *Text) QuoteStart(segments []annotate.Segment, most int) string {
	start := func(s annotate.Segment) string { return t.Slice(s.Start, min(s.End, s.Start+most)) }
	if len(segments) == 1 {
		return start(segments[0])
	}
	parts := make([]string, len(segments))
	for i, s := range segments {
		parts[i] = start(s)
	}
	return strings.Join(parts, " … ")
}
