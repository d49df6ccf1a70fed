// Package suggest proposes annotations: who says what (package quotation finds it), where known actors and words that are tagged stand
// again, whom words name, what the mentions of one thing agree on, and how two spans are likely to be related. Package outside words what
// a program of the user's is asked. It reads texts and spans and knows neither where they are kept nor how a proposal is shown. Start with
// Proposal, Occurrences, Meant and Linking.
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
	Unnamed string              // id of the span that stands there already and refers to nothing yet; "" where none does
}

// Occurrences lists where words stand in a text, as whole words, in the order of the text and at most limit. Upper and lower case
// count; how letters are composed, the kinds of quotation marks and dashes, and where lines end do not (see textpos.Fold).
// Left out are places that would cut a character, and those that a span of the label covers exactly, unless it refers to no entity.
func Occurrences(text *textpos.Text, words string, regions []annotate.Region, spans []annotate.Span, labelID string, limit int) []Occurrence {
	tagged := map[annotate.Segment]annotate.Span{}
	for _, s := range spans {
		if s.LabelID != labelID || len(s.Segments) != 1 {
			continue
		}
		if there, twice := tagged[s.Segments[0]]; !twice || there.EntityID == "" {
			tagged[s.Segments[0]] = s // one that is named counts where two lie there
		}
	}
	var found []Occurrence
	for _, segment := range textpos.Fold(text.String(), false).Find(words, limit) {
		there := tagged[segment]
		if there.EntityID != "" || !wholeWords(text, segment) || text.SnapGraphemes(segment) != segment {
			continue
		}
		o := Occurrence{Segment: segment, Unnamed: there.ID}
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
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !annotate.Unparted(r)
}
