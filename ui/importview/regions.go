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

// putRegion adds a region and cuts what it covers off the others.
func putRegion(regions []annotate.Region, put annotate.Region) []annotate.Region {
	var result []annotate.Region
	for _, r := range regions {
		if left := min(r.End, put.Start); r.Start < left {
			result = append(result, annotate.Region{Start: r.Start, End: left, Kind: r.Kind})
		}
		if right := max(r.Start, put.End); right < r.End {
			result = append(result, annotate.Region{Start: right, End: r.End, Kind: r.Kind})
		}
	}
	result = append(result, put)
	slices.SortFunc(result, func(a, b annotate.Region) int { return a.Start - b.Start })
	return result
}
