package html

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// han says whether a text is written without spaces between its words.
func han(text string) bool {
	n, all := 0, 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		all++
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
			n++
		}
		if all > 200 {
			break
		}
	}
	return n*2 > all
}

// ended says whether a text ends as a sentence does.
func ended(text string) bool {
	text = strings.TrimRight(text, " \n\"'”’»)]」』")
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?…。！？؟।॥۔።", r)
}
