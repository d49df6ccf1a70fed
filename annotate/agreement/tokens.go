package agreement

import (
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// words are the tokens of a document: its UAX #29 words with a letter or a digit that lie outside regions.
func words(text string, regions []annotate.Region) []annotate.Segment {
	index := textpos.New(text)
	var found []annotate.Segment
	next := 0
	for word := range index.Words(annotate.Segment{End: index.Len()}) {
		for next < len(regions) && regions[next].End <= word.Start {
			next++
		}
		if next == len(regions) || regions[next].Start >= word.End {
			found = append(found, word)
		}
	}
	return found
}

// sections cuts the spans of one annotator at every border, so that each stretch has one value: the set of labels that
// cover it. joined is how many spans of one label lie over others of it, and are one unit with them.
func sections(spans []Span) (sections []Section, joined int) {
	byLabel := map[string][]annotate.Segment{}
	for _, s := range spans {
		byLabel[s.Label] = append(byLabel[s.Label], s.Segments...)
	}
	type border struct {
		at    int
		begin bool
		label string
	}
	var borders []border
	for label, segments := range byLabel {
		units, n := MergeOverlapping(segments)
		joined += n
		for _, u := range units {
			borders = append(borders, border{u.Start, true, label}, border{u.End, false, label})
		}
	}
	slices.SortFunc(borders, func(a, b border) int { return cmp.Compare(a.at, b.at) })

	var open []string // labels that cover the place, by name; one twice between the start and the end of units that touch
	last := 0
	for _, b := range borders {
		if b.at > last && len(open) > 0 {
			sections = append(sections, Section{last, b.at, category(open)})
		}
		last = b.at
		at, _ := slices.BinarySearch(open, b.label)
		if b.begin {
			open = slices.Insert(open, at, b.label)
		} else {
			open = slices.Delete(open, at, at+1)
		}
	}
	return sections, joined
}

// classify gives each word the set of labels that cover it or a part of it, numbered by number.
func classify(words []annotate.Segment, sections []Section, number func(string) int) []int {
	categories := make([]int, len(words))
	next := 0
	for i, word := range words {
		for next < len(sections) && sections[next].End <= word.Start {
			next++
		}
		value := ""
		for k := next; k < len(sections) && sections[k].Start < word.End; k++ {
			value = union(value, sections[k].Value)
		}
		categories[i] = number(value)
	}
	return categories
}
