// Package lexicon finds the words of Thai, Lao, Khmer and Burmese, in which no spaces stand between words: where one ends
// only a dictionary tells. Both the breaking of lines and the words that a double click selects go by it.
//
// The dictionaries are the word lists of ICU, see lists/LICENSE; the way through them is our own. A run of such letters is
// cut into words of the list so that as few syllables as possible belong to none, in as few words as possible, the first
// ones as long as possible. Syllables in a row that belong to none, a name say, are one word; a consonant alone between
// two words goes with the first, as in "ไอเอสไอ". The lists have no frequencies: where two readings are as short as each
// other, the wrong one may be taken.
//
// A word depends on what stands near it only. From a place where one ends, the words that follow are the same whatever
// stands before, and what is further than horizon letters after them has no say. Certain tells such a place wherever one
// begins to look, so that the words about the middle of a long text are found without reading the rest.
//
// All positions are bytes of UTF-8.
//
// It knows no layout and no caret. Start with Ends.
package lexicon

import "iter"

// mostUnknown is the number of syllables in a row, of no word of the list, that are taken for one word.
const mostUnknown = 16

// Begins says that s begins with a letter that can begin a word of one of the four scripts.
func Begins(s string) bool {
	r, ok := runAt(s, 0)
	return ok && r.begins(0)
}

// Ends yields, in order, the ends of the words from byte from on, where a word begins, until the run of letters of its
// script ends, or with one a word ends at byte to or beyond. All but the last are grapheme boundaries; on the last letter of
// a run a mark of another script may stand.
func Ends(text string, from, to int) iter.Seq[int] {
	return func(yield func(int) bool) {
		r, ok := runAt(text, from)
		if !ok {
			return
		}
		end := func(k int) bool { return yield(from+size*k) && from+size*k < to }
		p := path{run: r}
		k := 0       // letters since from
		unknown := 0 // syllables of no word just before
		lone := 0    // where the only one of them begins if it is one consonant
		for r.kind(k) != none {
			for _, s := range p.next(k) {
				ends, at := false, k
				switch {
				case k == 0:
				case s.known || unknown == mostUnknown:
					ends, unknown, lone = true, 0, 0
				case unknown == 0 && s.end == k+1:
					lone = k
				case unknown == 0:
					ends = true
				case lone > 0:
					ends, at, lone = true, lone, 0
				}
				if ends && !end(at) {
					return
				}
				if !s.known {
					unknown++
				}
				k = s.end
			}
		}
		end(k)
	}
}

// Certain says that a word ends at byte b of text, with a letter of a run after it, whatever stands further away. It may
// miss such places.
func Certain(text string, b int) bool {
	r, ok := runAt(text, b)
	if !ok || !r.begins(0) {
		return false
	}
	if r.kind(-1) == none {
		return true
	}
	if !r.divides(0) {
		return false
	}
	for k := -1; k >= -r.longest-1 && r.kind(k) != none; k-- {
		if r.divides(k) && r.crosses(k) {
			return false
		}
	}
	p := path{run: r}
	return p.next(0)[0].known
}

// Parts says that a syllable may begin at byte b of text; always, where b is not between two letters of one of the four
// scripts. What cannot be parted stays on one line however narrow that is.
func Parts(text string, b int) bool {
	r, ok := runAt(text, b)
	return !ok || r.divides(0)
}
