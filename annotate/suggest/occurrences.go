// Package suggest proposes annotations from what is annotated already: where the words of a span stand again. It reads texts and
// spans and knows neither where they are kept nor how a proposal is shown. Start with Occurrences.
package suggest

import (
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Occurrence is a place where words stand that could be tagged.
type Occurrence struct {
	Segment annotate.Segment
	Region  annotate.RegionKind // "" in the article's own prose
}

// Occurrences lists where words stand in a text, as whole words, in the order of the text and at most limit. Upper and lower case
// count; how letters are composed, the kinds of quotation marks and dashes, and where lines end do not (see textpos.Fold).
// Left out are places that a span of the label covers exactly, and places that would cut a character.
func Occurrences(text *textpos.Text, words string, regions []annotate.Region, spans []annotate.Span, labelID string, limit int) []Occurrence {
	tagged := map[annotate.Segment]bool{}
	for _, s := range spans {
		if s.LabelID == labelID && len(s.Segments) == 1 {
			tagged[s.Segments[0]] = true
		}
	}
	var found []Occurrence
	for _, segment := range textpos.Fold(text.String(), false).Find(words, limit) {
		if tagged[segment] || !wholeWords(text, segment) || text.SnapGraphemes(segment) != segment {
			continue
		}
		o := Occurrence{Segment: segment}
		for _, r := range regions {
			if segment.Start < r.End && segment.End > r.Start {
				o.Region = r.Kind
			}
		}
		found = append(found, o)
	}
	return found
}

// wholeWords says whether a segment neither starts nor ends within a word. Scripts without spaces have no such
// borders to see.
func wholeWords(text *textpos.Text, s annotate.Segment) bool {
	inside := func(before, after string) bool {
		a, _ := utf8.DecodeLastRuneInString(before)
		b, _ := utf8.DecodeRuneInString(after)
		return wordRune(a) && wordRune(b)
	}
	first, last := text.Slice(s.Start, s.Start+1), text.Slice(s.End-1, s.End)
	return !(s.Start > 0 && inside(text.Slice(s.Start-1, s.Start), first)) &&
		!(s.End < text.Len() && inside(last, text.Slice(s.End, s.End+1)))
}

func wordRune(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
