package read

import (
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// byline is the line beneath the title of an article: outlet, date, and its place among the articles of the story.
func byline(d annotate.Document, articles int) string {
	var parts []string
	for _, part := range []string{d.Outlet, wording.Day(d.Published)} {
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
