package lexicon

import "unicode"

// kind is what a letter does to the syllables about it.
type kind uint8

const (
	none    kind = iota // is no letter of the script: ends the run
	plain               // a consonant or a vowel of its own
	leading             // a vowel written before its consonant
	mark                // belongs to the letter before it
	closing             // a mark, of a short vowel that the consonant after it has to close
	stacked             // a mark that puts the letter after it beneath the one before
	doubled             // likewise, and the one before ends the syllable before that
	final               // a mark on a consonant that ends a syllable
	silent              // a mark on a consonant that is not spoken, nor begins a syllable with the one before it
	after               // stands after a word: repeats or shortens it
)

// script is one of the four. Its letters are numbered by their distance from base, the joiners by the last two numbers; 0
// is no letter. All of them are size bytes long.
type script struct {
	name        string
	base, limit rune // the block in which all letters are
}

const (
	size       = 3
	firstCode  = 0x40
	nonJoiner  = 0xFE
	zeroJoiner = 0xFF
)

var scripts = [...]script{
	{"thai", 0x0E00, 0x0E50}, {"lao", 0x0E80, 0x0EE0}, {"khmer", 0x1780, 0x17DE}, {"burmese", 0x1000, 0x10A0},
}

// kindOf is what r is in a run of its script.
func kindOf(r rune) kind {
	switch r {
	case 'เ', 'แ', 'โ', 'ใ', 'ไ', 'ເ', 'ແ', 'ໂ', 'ໃ', 'ໄ':
		return leading
	case 'ั', '็', 'ื', 'ັ', 'ົ':
		return closing
	case '\u17D2': // Khmer coeng
		return stacked
	case '\u1039': // Burmese virama
		return doubled
	case '\u103A': // Burmese asat
		return final
	case '์', '໌':
		return silent
	case 'ๆ', 'ฯ', 'ໆ', 'ຯ', 'ៗ':
		return after
	case 'ะ', 'า', 'ำ', 'ๅ', 'ະ', 'າ', 'ຳ', 'ຽ':
		return mark
	case '၌', '၍', '၎', '၏': // Burmese words of one sign, which Unicode counts as punctuation
		return plain
	}
	switch {
	case unicode.Is(unicode.M, r):
		return mark
	case unicode.IsLetter(r):
		return plain
	}
	return none
}

// letterAt is the code point of size bytes that begins at byte at of s, 0 if there is none.
func letterAt(s string, at int) rune {
	if at < 0 || at+size > len(s) || s[at]>>4 != 0xE || s[at+1]>>6 != 2 || s[at+2]>>6 != 2 {
		return 0
	}
	return rune(s[at]&0xF)<<12 | rune(s[at+1]&0x3F)<<6 | rune(s[at+2]&0x3F)
}

// code is the number of r, 0 for what is no letter.
func (s *script) code(r rune) byte {
	switch {
	case r >= s.base && r < s.limit:
		return byte(r-s.base) + firstCode
	case r == 0x200C:
		return nonJoiner
	case r == 0x200D:
		return zeroJoiner
	}
	return 0
}

// run is letters of one script in s, numbered from the one at byte at.
type run struct {
	*list
	s  string
	at int
}

// runAt is the run about byte at of s, where one of its letters stands.
func runAt(s string, at int) (run, bool) {
	letter := letterAt(s, at)
	for i := range scripts {
		if letter >= scripts[i].base && letter < scripts[i].limit {
			r := run{lists[i](), s, at}
			return r, r.kind(0) != none
		}
	}
	return run{}, false
}

func (r run) code(k int) byte { return r.list.code(letterAt(r.s, r.at+size*k)) }

func (r run) kind(k int) kind { return r.kinds[r.code(k)] }

// begins says that letter k needs none before it.
func (r run) begins(k int) bool {
	switch r.kind(k) {
	case plain, leading, after:
		return true
	}
	return false
}

// follows says that letter k belongs to the word before it. "ฯลฯ" and "ฯพณฯ" are words that begin so.
func (r run) follows(k int) bool {
	if r.kind(k) != after || r.kind(k-1) == after {
		return false
	}
	return !r.is(k, 'ฯ') || !r.is(k+2, 'ฯ') && !r.is(k+3, 'ฯ')
}

// divides says that a syllable may begin with letter k, the first of a run that can begin one among them, or that the run
// ends before it.
func (r run) divides(k int) bool {
	if !r.begins(k) {
		return r.kind(k) == none
	}
	open := true // the syllable before may end so
	for i := k - 1; ; i-- {
		switch r.kind(i) {
		case none:
			return true
		case plain, after:
			return open && !r.follows(k) && !r.closes(k) && (r.kind(k+1) != plain || r.closer(k+1) != silent)
		case leading:
			return false
		case stacked, doubled:
			open = false
		case closing: // the one word that ends so is "ก็"
			open = open && r.is(i, '็') && r.is(i-1, 'ก')
		case mark:
			open = open && !r.is(i, '\u200D')
		}
	}
}

// closes says that consonant k is the end of a syllable.
func (r run) closes(k int) bool {
	c := r.closer(k)
	return c == final || c == silent || c == doubled
}

// closer is the kind of the mark on letter k, of the second if the first is an ordinary one.
func (r run) closer(k int) kind {
	if first := r.kind(k + 1); first != mark {
		return first
	}
	return r.kind(k + 2)
}

func (r run) is(k int, letter rune) bool { return letterAt(r.s, r.at+size*k) == letter }
