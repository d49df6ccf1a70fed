package charset

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

// letterPairs has a line for each language: its code, its alphabet, of which the blank that ends words is the first,
// and for each letter of it and each that may follow how unlikely that is. See letters/LICENSE for where it is from.
//
//go:embed letters/pairs.txt
var letterPairs string

// letter numbers the letters of all languages; blank is all else.
type letter uint16

const (
	blank   letter = 0
	unknown letter = 1 // a letter of no alphabet here
)

// language is how letters follow each other in one language.
type language struct {
	code  string
	rare  float32 // how much less often it is met than the commonest, in nats
	table *unicode.RangeTable
	local []uint8 // for each letter its place in the alphabet
	size  int
	cost  []float32 // size × size, in nats
}

const absent = 0xFF

// letterLimit is above all letters of the alphabets.
const letterLimit = 0x0E80

var (
	languages []*language
	letters   [letterLimit]letter
)

// smaller are the languages whose pairs were counted in little text, or that are seldom met in old encodings.
var smaller = map[string]float32{
	"af": 2, "az": 4, "be": 2, "ca": 2, "cy": 3, "eo": 4, "eu": 3, "fo": 4, "ga": 3, "gl": 3, "is": 1.5, "kk": 4, "mk": 1.5, "mt": 3,
	"so": 3, "sq": 2, "sw": 2, "tl": 2, "vi": 2,
}

var scriptTables = []*unicode.RangeTable{
	unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Arabic, unicode.Hebrew, unicode.Thai,
}

// loadLetters reads the table when it is first asked for.
var loadLetters = sync.OnceFunc(func() {
	count := unknown + 1
	for line := range strings.Lines(letterPairs) {
		fields := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 3)
		for _, r := range fields[1] {
			if r != ' ' && letters[r] == 0 {
				letters[r] = count
				count++
			}
		}
	}
	for r := rune(0x80); r < letterLimit; r++ {
		if lower := alike(r); letters[r] == 0 && lower < letterLimit && letters[lower] > unknown {
			letters[r] = letters[lower]
		} else if letters[r] == 0 && (unicode.IsLetter(r) || unicode.IsMark(r)) && r != 'ª' && r != 'º' {
			letters[r] = unknown
		}
	}
	for r := 'A'; r <= 'Z'; r++ {
		letters[r] = letters[r+'a'-'A']
	}
	for line := range strings.Lines(letterPairs) {
		fields := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 3)
		languages = append(languages, newLanguage(fields[0], []rune(fields[1]), fields[2], count))
	}
})

// alike is the letter that the alphabets have for another form of it.
func alike(r rune) rune {
	switch r {
	case 'İ':
		return 'i'
	case 'Σ':
		return 'σ'
	case 'ș', 'Ș':
		return 'ş'
	case 'ț', 'Ț':
		return 'ţ'
	case 'ی':
		return 'ي'
	case 'ک':
		return 'ك'
	case 'ھ':
		return 'ه'
	}
	return unicode.ToLower(r)
}

// The cells of the table: a character from '!' upwards for each quarter of a nat.
const (
	cheapest    = '!'
	cellsPerNat = 4
)

func newLanguage(code string, alphabet []rune, cells string, count letter) *language {
	l := &language{code: code, rare: smaller[code], size: len(alphabet), cost: make([]float32, len(cells)), local: make([]uint8, count)}
	for i := range l.local {
		l.local[i] = absent
	}
	for i, r := range alphabet {
		if r == ' ' {
			l.local[blank] = uint8(i)
		} else {
			l.local[letters[r]] = uint8(i)
		}
	}
	for i := range cells {
		l.cost[i] = float32(cells[i]-cheapest) / cellsPerNat
	}
	for _, table := range scriptTables {
		if unicode.Is(table, alphabet[len(alphabet)/2]) {
			l.table = table
		}
	}
	return l
}

// letterOf numbers a letter.
func letterOf(r rune) letter {
	switch {
	case r < letterLimit:
		return letters[r]
	case unicode.IsLetter(r) && !isEastAsian(r):
		return unknown
	}
	return blank
}
