package layout

import "unicode"

// In Thai and Lao no spaces stand between words, and where words end only a dictionary tells. What can be told from the
// letters is where no syllable ends: there a line is never broken.

// glued reports whether the grapheme cluster that begins with next belongs, in Thai or Lao, to one syllable with the one
// that ends before it, for sure: a consonant with the vowel or sign written after it, a vowel written before its consonant
// with this, a short vowel with the consonant that has to close it.
func glued(before []rune, next rune) bool {
	if next < 0x0E00 || next > 0x0EFF {
		return false
	}
	switch next {
	case 'ะ', 'า', 'ำ', 'ๅ', 'ๆ', 'ฯ', 'ະ', 'າ', 'ຳ', 'ຽ', 'ໆ', 'ຯ':
		return len(before) > 0
	}
	for i := len(before) - 1; i >= 0; i-- {
		switch before[i] {
		case 'เ', 'แ', 'โ', 'ใ', 'ไ', 'ເ', 'ແ', 'ໂ', 'ໃ', 'ໄ':
			return true
		case 'ั', '็', 'ื', 'ັ', 'ົ', 'ື':
			return true
		}
		if !unicode.Is(unicode.M, before[i]) {
			return false
		}
	}
	return false
}
