package align

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// sequence is how many words stand together that, where both texts have them once, are the same place.
const sequence = 5

// Versions are the places that two versions of a text share: sequences of five words that each has once, in rising order.
func Versions(from, to *textpos.Text) []Anchor {
	there := sequences(to)
	var all []Anchor
	for words, at := range sequences(from) {
		if other, shared := there[words]; shared && at >= 0 && other >= 0 {
			all = append(all, Anchor{at, other})
		}
	}
	return Rising(all)
}

// sequences is where each sequence of words begins, -1 for one that stands there several times.
func sequences(text *textpos.Text) map[string]int {
	at := map[string]int{}
	var words []annotate.Segment
	for word := range text.Words(annotate.Segment{End: text.Len()}) {
		if words = append(words, word); len(words) < sequence {
			continue
		}
		last := words[len(words)-sequence:]
		var key strings.Builder
		for _, w := range last {
			key.WriteString(text.Slice(w.Start, w.End))
			key.WriteByte(' ')
		}
		if _, twice := at[key.String()]; twice {
			at[key.String()] = -1
		} else {
			at[key.String()] = last[0].Start
		}
	}
	return at
}

// Quoted is a stretch of a text that is looked for in another: its words, or their beginning, and how long it was.
type Quoted struct {
	Words  string
	Begun  bool // Words are only its beginning
	Length int  // of all of it, in code points
}

// Again is where a text has a quoted stretch: of several places the one that is nearest to where it is expected, in code points.
// White space counts as much as it does in a sentence: a line may end elsewhere.
func Again(text *textpos.Text, q Quoted, expected int) (annotate.Segment, bool) {
	words := strings.Fields(q.Words)
	if len(words) == 0 {
		return annotate.Segment{}, false
	}
	best, found := annotate.Segment{}, false
	for place := range occurrences(text.String(), words) {
		at := annotate.Segment{Start: text.CodePoint(place[0]), End: text.CodePoint(place[1])}
		if !found || distance(at.Start, expected) < distance(best.Start, expected) {
			best, found = at, true
		}
	}
	if found && q.Begun {
		best.End = max(best.End, min(best.Start+q.Length, text.Len()))
		if word := text.WordAt(best.End); word.Start < best.End && best.End < word.End {
			best.End = word.End
		}
		best = text.TrimSpace(best)
	}
	return best, found
}

func distance(a, b int) int { return max(a-b, b-a) }

// occurrences yields where words stand one after the other, with any white space between them, in bytes.
func occurrences(text string, words []string) func(yield func([2]int) bool) {
	return func(yield func([2]int) bool) {
		for from := 0; ; {
			at := strings.Index(text[from:], words[0])
			if at < 0 {
				return
			}
			start := from + at
			if end, fits := follows(text, start, words); fits && !yield([2]int{start, end}) {
				return
			}
			from = start + len(words[0])
		}
	}
}

// follows says whether the words begin at a byte of the text, and where they end.
func follows(text string, at int, words []string) (end int, fits bool) {
	for i, word := range words {
		if i > 0 {
			rest := strings.TrimLeft(text[at:], " \t\r\n\u00a0")
			if len(rest) == len(text)-at {
				return 0, false
			}
			at = len(text) - len(rest)
		}
		if !strings.HasPrefix(text[at:], word) {
			return 0, false
		}
		at += len(word)
	}
	return at, true
}
