package outside

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

const (
	mostPlaces = 200       // of words that are looked for
	changed    = 10        // one character in so many may be another
	leastQuote = 10        // characters of a quotation in which any may
	mostWork   = 100 << 20 // comparisons of characters in looking for one that was changed
	context    = 60        // characters before and after that are compared
)

// Locate finds the place of words in a text, told apart from others of the same words by what stands before and after.
func Locate(text *textpos.Text, quote, before, after string) (annotate.Segment, error) {
	if strings.TrimSpace(quote) == "" {
		return annotate.Segment{}, annotate.Invalidf("it quotes nothing")
	}
	places := exact(text, strings.TrimSpace(quote))
	if len(places) == 0 {
		places = textpos.Fold(text.String(), true).Find(quote, mostPlaces)
	}
	if len(places) == 0 {
		places = near(text, []rune(strings.TrimSpace(quote)))
	}
	if len(places) == 0 {
		return annotate.Segment{}, annotate.NotFoundf("these words do not stand in the article")
	}
	best, most, several := annotate.Segment{}, -1, false
	for _, p := range places {
		n := agrees(text, p, before, after)
		if n > most {
			best, most, several = p, n, false
		} else if n == most {
			several = true
		}
	}
	if several {
		return best, annotate.Invalidf("these words stand in several places, and what is quoted before and after does not tell which is meant")
	}
	return text.SnapGraphemes(best), nil
}

func exact(text *textpos.Text, quote string) (places []annotate.Segment) {
	s := text.String()
	for at := 0; len(places) < mostPlaces; {
		i := strings.Index(s[at:], quote)
		if i < 0 {
			break
		}
		places = append(places, annotate.Segment{Start: text.CodePoint(at + i), End: text.CodePoint(at + i + len(quote))})
		at += i + len(quote)
	}
	return places
}

// agrees counts the characters next to a place that are those which are said to stand there.
func agrees(text *textpos.Text, p annotate.Segment, before, after string) (n int) {
	left, right := textpos.FoldWords(text.Slice(max(0, p.Start-context), p.Start)), textpos.FoldWords(text.Slice(p.End, min(text.Len(), p.End+context)))
	said, follows := []rune(textpos.FoldWords(before)), []rune(textpos.FoldWords(after))
	stands, next := []rune(left), []rune(right)
	for i := 1; i <= min(len(said), len(stands)) && said[len(said)-i] == stands[len(stands)-i]; i++ {
		n++
	}
	for i := 0; i < min(len(follows), len(next)) && follows[i] == next[i]; i++ {
		n++
	}
	return n
}

// near finds the place that is most like a quotation, by the fewest characters that are other ones, too many or missing (Sellers 1980).
func near(text *textpos.Text, quote []rune) []annotate.Segment {
	runes := []rune(text.String())
	allowed := len(quote) / changed
	if len(quote) < leastQuote || len(quote)*len(runes) > mostWork {
		return nil
	}
	costs, starts := make([]int, len(quote)+1), make([]int, len(quote)+1)
	for i := range costs {
		costs[i] = i
	}
	best, least := annotate.Segment{}, allowed+1
	for j, r := range runes {
		diagonal, from := costs[0], j
		costs[0], starts[0] = 0, j+1
		for i := 1; i <= len(quote); i++ {
			cost, start := diagonal, from
			if quote[i-1] != r {
				cost++
			}
			if up := costs[i-1] + 1; up < cost { // the text lacks a character
				cost, start = up, starts[i-1]
			}
			if left := costs[i] + 1; left < cost { // it has one too many
				cost, start = left, starts[i]
			}
			diagonal, from = costs[i], starts[i]
			costs[i], starts[i] = cost, start
		}
		if costs[len(quote)] < least {
			best, least = annotate.Segment{Start: starts[len(quote)], End: j + 1}, costs[len(quote)]
		}
	}
	if least > allowed || best.Start >= best.End {
		return nil
	}
	return []annotate.Segment{best}
}
