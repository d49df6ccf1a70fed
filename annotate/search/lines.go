package search

import (
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Around is what stands before and behind a segment of a text: at most so many code points each, and no word that begins before them or
// ends behind them, where white space parts it from the rest.
func Around(text *textpos.Text, seg annotate.Segment, most int) (before, after string) {
	start, end := max(seg.Start-most, 0), min(seg.End+most, text.Len())
	if end < text.Len() {
		end = max(text.GraphemeAt(end).Start, seg.End)
	}
	before, after = text.Slice(text.GraphemeAt(start).Start, seg.Start), text.Slice(seg.End, end)
	if start > 0 && !parted(text.Slice(start-1, start)) {
		if i := strings.IndexFunc(before, white); i >= 0 {
			before = before[i:]
		}
	}
	if end < text.Len() && !parted(text.Slice(end, end+1)) {
		if i := strings.LastIndexFunc(after, white); i >= 0 {
			after = after[:i]
		}
	}
	return before, after
}

func white(r rune) bool { return strings.ContainsRune(" \t\n\r\u00a0\u3000", r) }

func parted(s string) bool { return strings.ContainsFunc(s, white) }

// Line is a place with what stands around it.
type Line struct{ Before, Text, After string }

// Order is what lines are sorted by.
type Order int

// The orders of a concordance. In the order of the left context the word next to the place counts most, then the one before it.
const (
	ByPlace Order = iota
	ByLeft
	ByRight
)

// Sorted lists the lines in an order, by their numbers. Those that are alike stay as they are.
func Sorted(lines []Line, order Order) []int {
	numbers, keys := make([]int, len(lines)), make([][]string, len(lines))
	for i, l := range lines {
		numbers[i] = i
		switch order {
		case ByLeft:
			keys[i] = append(reversed(wordsOf(l.Before)), wordsOf(l.Text)...)
		case ByRight:
			keys[i] = append(wordsOf(l.After), wordsOf(l.Text)...)
		}
	}
	slices.SortStableFunc(numbers, func(a, b int) int { return slices.Compare(keys[a], keys[b]) })
	return numbers
}

func wordsOf(text string) (all []string) {
	for word := range textpos.Fold(text, true).Words() {
		all = append(all, bare(word))
	}
	return all
}

func reversed(words []string) []string {
	slices.Reverse(words)
	return words
}
