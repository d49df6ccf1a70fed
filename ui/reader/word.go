package reader

import (
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// contracted are the words after which ’s is most often “is”, “has” or “us”: one word with it.
var contracted = []string{"it", "that", "this", "he", "she", "there", "here", "what", "who", "where", "when", "how", "let", "one"}

// wordAt is the word at cp as a person marks it: a name without the ’s of its possessive.
func (r *Reader) wordAt(cp int) annotate.Segment {
	word := r.text.WordAt(cp)
	text := strings.ToLower(r.text.Slice(word.Start, word.End))
	for _, ending := range []string{"’s", "'s", "ʼs"} {
		if owner, ok := strings.CutSuffix(text, ending); ok && owner != "" && !slices.Contains(contracted, owner) {
			return annotate.Segment{Start: word.Start, End: word.End - 2}
		}
	}
	return word
}
