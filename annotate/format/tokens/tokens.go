// Package tokens cuts a text into tokens, as the formats need them that train models, and gives each token at most one tag.
//
// Words are those of UAX #29, as package textpos cuts them, and so is every other stretch that is not white space, such as a sign of
// punctuation. A token is cut where a span begins or ends, so a tag never says more than the annotator did, and never holds white space
// beside other signs: readers of columns part at any of it.
//
// It knows no format. Start with Lossless or Words, then Choose.
package tokens

import (
	"sort"
	"unicode"

	"github.com/clipperhouse/uax29/v2/words"

	"github.com/parallax-annotation/parallax/annotate"
)

// Token is a stretch of a text.
type Token struct {
	annotate.Segment        // in code points
	Text             string // its words
	Space            bool   // whether one blank follows that is no token
}

// Lossless cuts a text so that the tokens, each with a blank behind it where it says so, make up the text again: a line end, a second
// blank or a tab is a token of its own, as is a blank at whose start or end an edge lies. segments are those whose edges are edges of
// tokens.
func Lossless(text string, segments []annotate.Segment) []Token {
	edges := edgesOf(segments)
	var all []Token
	for t := range pieces(text, edges) {
		if n := len(all); t.Text == " " && n > 0 && !all[n-1].Space && !edges.starts[t.Start] && !edges.ends[t.End] {
			all[n-1].Space = true
			continue
		}
		all = append(all, t)
	}
	return all
}

// Words cuts a text into the tokens that are not white space and lie outside regions, which are in order and do not overlap. Each says
// whether one blank follows it.
func Words(text string, segments []annotate.Segment, regions []annotate.Segment) []Token {
	edges := edgesOf(segments)
	for _, r := range regions {
		edges.all[r.Start], edges.all[r.End] = true, true
	}
	var all []Token
	for t := range pieces(text, edges) {
		if t.Text == " " && len(all) > 0 && all[len(all)-1].End == t.Start {
			all[len(all)-1].Space = true
		}
		if isSpace([]rune(t.Text)[0]) {
			continue
		}
		for len(regions) > 0 && regions[0].End <= t.Start {
			regions = regions[1:]
		}
		if len(regions) == 0 || regions[0].Start > t.Start {
			all = append(all, t)
		}
	}
	return all
}

// edges are the code points at which a token begins or ends, whatever stands there.
type edges struct{ starts, ends, all map[int]bool }

func edgesOf(segments []annotate.Segment) edges {
	e := edges{map[int]bool{}, map[int]bool{}, map[int]bool{}}
	for _, s := range segments {
		e.starts[s.Start], e.ends[s.End] = true, true
		e.all[s.Start], e.all[s.End] = true, true
	}
	return e
}

// pieces yields all of a text, cut at edges: words and other stretches, and each sign of white space by itself.
func pieces(text string, edges edges) func(yield func(Token) bool) {
	return func(yield func(Token) bool) {
		at := 0 // in code points
		for it := words.FromString(text); it.Next(); {
			piece := it.Value()
			from, start := 0, at // of what is yielded next, in bytes of piece and in code points
			blank := false       // whether that is white space
			for i, r := range piece {
				if i > from && (blank || isSpace(r) || edges.all[at]) {
					if !yield(Token{Segment: annotate.Segment{Start: start, End: at}, Text: piece[from:i]}) {
						return
					}
					from, start = i, at
				}
				blank = isSpace(r)
				at++
			}
			if !yield(Token{Segment: annotate.Segment{Start: start, End: at}, Text: piece[from:]}) {
				return
			}
		}
	}
}

// isSpace says whether some reader of columns takes r for white space. Those in Python part at the separators of ASCII too.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

// IsSpace says whether a token is white space.
func (t Token) IsSpace() bool {
	for _, r := range t.Text {
		return isSpace(r)
	}
	return true
}

// Within are the tokens [first,end) that lie within a segment; first is end where none do.
func Within(all []Token, s annotate.Segment) (first, end int) {
	first = sort.Search(len(all), func(i int) bool { return all[i].Start >= s.Start })
	end = sort.Search(len(all), func(i int) bool { return all[i].End > s.End })
	return first, max(first, end)
}
