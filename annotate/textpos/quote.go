package textpos

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Quote is the words of segments, joined by " … " where there are several.
func (t *Text) Quote(segments []annotate.Segment) string {
	if len(segments) == 1 {
		return t.Slice(segments[0].Start, segments[0].End)
	}
	parts := make([]string, len(segments))
	for i, s := range segments {
		parts[i] = t.Slice(s.Start, s.End)
	}
	return strings.Join(parts, " … ")
}
