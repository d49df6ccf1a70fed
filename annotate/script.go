package annotate

import "unicode"

// Unparted says whether a letter is of a script that is written without white space between its words.
func Unparted(r rune) bool {
	const first = 0x0e00 // of the letters of all these scripts
	return r >= first && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
