package textpos

import (
	"iter"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"github.com/parallax-annotation/parallax/annotate"
)

// Words yields the words of the folded text in their order, with where they stand in the text itself: stretches of letters and digits, with
// what combines with them. So “l’homme” and “man’s” are two words each, and “U.S.” too. Of scripts that do not part words each character
// is one, and so is each pictograph.
//
// They are not those of Text.Words, by which agreement counts: who looks for a word means it with and without what is written to it.
func (f *Folded) Words() iter.Seq2[string, annotate.Segment] {
	return func(yield func(string, annotate.Segment) bool) {
		var w walk
		for at := 0; at < len(f.text); {
			size := firstFoldedWord(f.text[at:])
			if size == 0 {
				_, size = utf8.DecodeRuneInString(f.text[at:])
				at += size
				continue
			}
			start, begins := w.to(f, at, true)
			end, ends := w.to(f, at+size, false)
			for !ends { // within what stands for one character
				_, more := utf8.DecodeRuneInString(f.text[at+size:])
				size += more
				end, ends = w.to(f, at+size, false)
			}
			if begins && !yield(f.text[at:at+size], annotate.Segment{Start: start, End: end}) {
				return
			}
			at += size
		}
	}
}

// firstFoldedWord is how many bytes the word has that begins where s does, 0 where none does.
func firstFoldedWord(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case annotate.Unparted(r) && unicode.IsLetter(r), pictograph(r):
		it := graphemes.FromString(s)
		return len(it.First())
	case !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return 0
	}
	for size < len(s) {
		if c := s[size]; c < utf8.RuneSelf {
			if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
				size++
				continue
			}
			return size
		}
		r, n := utf8.DecodeRuneInString(s[size:])
		switch {
		case annotate.Unparted(r) && !unicode.Is(unicode.M, r):
			return size
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && r != zeroWidthNonJoiner && r != zeroWidthJoiner:
			return size
		}
		size += n
	}
	return size
}

const zeroWidthNonJoiner = '\u200C'

// pictograph says that r is a sign that stands for itself, such as most emoji, and not one of a formula or of money.
func pictograph(r rune) bool { return r >= 0x2190 && unicode.Is(unicode.So, r) }
