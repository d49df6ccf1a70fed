package annotate

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// LookAlike says in what alone two names differ that a person would take for the same, or could: by case, by spaces and signs, by how letters
// are composed, or by letters that look alike. It is "" where the names are the same, or plainly different.
func LookAlike(a, b string) string {
	switch {
	case a == b:
		return ""
	case FoldName(a) == FoldName(b):
		return AlikeIn(a, b)
	case lettersOf(FoldName(a)) == lettersOf(FoldName(b)) && lettersOf(a) != "":
		return "differ only by spaces and signs"
	case lettersOf(FoldName(drawn(a))) == lettersOf(FoldName(drawn(b))) && lettersOf(a) != "":
		return "look alike and are written with other letters"
	}
	return ""
}

// lettersOf is a name without spaces and signs.
func lettersOf(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return -1
	}, name)
}

// drawn writes a name with one letter for all that are drawn like it: those of other alphabets, digits, and letters of other widths.
func drawn(name string) string {
	return strings.Map(func(r rune) rune {
		if like, there := drawnLike[r]; there {
			return like
		}
		return r
	}, norm.NFKC.String(name))
}

// drawnLike are letters and digits that look like a Latin letter in most typefaces.
var drawnLike = func() map[rune]rune {
	all := map[rune]rune{}
	for latin, others := range map[rune]string{
		'a': "аɑα", 'A': "АΑ", 'b': "Ьƅ", 'B': "ВΒ", 'c': "сϲ", 'C': "СϹ", 'd': "ԁ", 'e': "еҽ", 'E': "ЕΕ", 'g': "ɡ", 'h': "һ", 'H': "НΗ",
		'i': "іι", 'j': "јϳ", 'J': "ЈͿ", 'k': "κ", 'K': "КΚ", 'l': "IІΙ1|ӏ", 'M': "МΜ", 'n': "ո", 'N': "Ν", 'o': "оοօ0", 'O': "ОΟՕ", 'p': "рρ", 'P': "РΡ",
		'q': "ԛ", 's': "ѕ", 'S': "Ѕ", 'T': "ТΤ", 'u': "υս", 'v': "νѵ", 'w': "ԝω", 'x': "хχ", 'X': "ХΧ", 'y': "уγ", 'Y': "УΥ", 'Z': "Ζ",
	} {
		for _, other := range others {
			all[other] = latin
		}
	}
	return all
}()
