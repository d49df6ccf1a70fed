package importview

import (
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// regionAt is the index of the first region that touches the stretch, or -1. An empty stretch is a caret.
func regionAt(regions []annotate.Region, at annotate.Segment) int {
	return slices.IndexFunc(regions, func(r annotate.Region) bool {
		if at.Start == at.End {
			return r.Start <= at.Start && at.Start < r.End
		}
		return r.Start < at.End && at.Start < r.End
	})
}

// wholeLines grows a stretch to the lines that it touches, without the line end of the last and without the white
// space around them. It is empty where the lines are.
func wholeLines(text *textpos.Text, at annotate.Segment) annotate.Segment {
	s := text.String()
	start, end := text.Byte(at.Start), text.Byte(at.End)
	if end > start && s[end-1] == '\n' {
		end--
	}
	start = strings.LastIndexByte(s[:start], '\n') + 1
	if next := strings.IndexByte(s[end:], '\n'); next >= 0 {
		end += next
	} else {
		end = len(s)
	}
	return text.TrimSpace(annotate.Segment{Start: text.CodePoint(start), End: text.CodePoint(end)})
}
