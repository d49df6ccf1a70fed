package agreementview

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/agreement"
)

// figure is one figure of a report with all that is known of it.
type figure struct {
	path     string // "pairs.0.by_label.actor.strict"
	value    *float64
	items    int
	interval *agreement.Interval
	reason   string // why it is undefined
}

// text is the figure as people read it: "0.71", or "undefined".
func (f figure) text() string {
	if f.value == nil {
		return "undefined"
	}
	return decimals(*f.value)
}

// rangeText is its confidence interval, or why it has no value; "" where there is neither.
func (f figure) rangeText() string {
	switch {
	case f.value == nil:
		return f.reason
	case f.interval == nil:
		return ""
	}
	return decimals(f.interval[0]) + " to " + decimals(f.interval[1])
}

// decimals shows a figure with two decimals.
func decimals(value float64) string {
	text := fmt.Sprintf("%.2f", value)
	if text == "-0.00" {
		text = "0.00"
	}
	return text
}

// figures are all figures of a report by their path.
type figures map[string]figure

// newFigures looks the figures of a report up by their paths.
func newFigures(report *agreement.Report) figures {
	all := figures{}
	for _, f := range report.Figures() {
		all[f.Path] = figure{path: f.Path, value: f.Value, items: f.Items, interval: f.Interval, reason: f.Undefined}
	}
	return all
}

// under lists the figures whose path begins with prefix, without it, in an order to be read.
func (f figures) under(prefix string) []figure {
	var found []figure
	for _, path := range slices.Sorted(maps.Keys(f)) {
		if rest, ok := strings.CutPrefix(path, prefix); ok {
			one := f[path]
			one.path = rest
			found = append(found, one)
		}
	}
	slices.SortStableFunc(found, func(a, b figure) int { return cmp.Compare(rank(a.path), rank(b.path)) })
	return found
}

// partFigures are the figures of a story or an article.
func partFigures(part agreement.Part) []figure {
	var found []figure
	for _, path := range slices.Sorted(maps.Keys(part.Figures)) {
		found = append(found, figure{path: path, value: part.Figures[path], items: part.Items[path], reason: part.Undefined[path]})
	}
	slices.SortStableFunc(found, func(a, b figure) int { return cmp.Compare(rank(a.path), rank(b.path)) })
	return found
}
