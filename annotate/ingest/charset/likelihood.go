package charset

import (
	"unicode"
	"unicode/utf8"
)

// pair is two characters that follow each other, and how often they do.
type pair struct {
	a, b rune
	n    float32
}

// The costs, in nats, of what is no letter of the language at hand.
const (
	badCost     = 14.0 // no character at all
	accentCost  = 11.0 // a letter of the script that the language does not have
	scriptCost  = 13.0 // a letter of another script
	latinCost   = 3.2  // a Latin letter in a text of another script
	mixCost     = 6.0  // two scripts in one word
	humpCost    = 5.0  // a capital after a small letter
	capitalCost = 1.0
	touchCost   = 4.0 // a sign where it does not touch a letter
	apartCost   = 3.0 // a space beside an ideograph
)

// prepared is a pair as all languages see it.
type prepared struct {
	a, b           letter
	fixed          float32 // what it costs in any language
	asciiB         bool
	scriptA        *unicode.RangeTable
	scriptB        *unicode.RangeTable
	n              float32
	lettersOfOther bool // two letters of different scripts
}

func prepare(p pair, han *ideographs) prepared {
	q := prepared{a: letterOf(p.a), b: letterOf(p.b), asciiB: p.b < utf8.RuneSelf, n: p.n}
	if q.a != blank {
		q.scriptA = scriptOf(p.a)
	}
	if q.b != blank {
		q.scriptB = scriptOf(p.b)
	}
	q.lettersOfOther = q.a != blank && q.b != blank && q.scriptA != q.scriptB
	switch {
	case isEastAsian(p.b):
		q.fixed = scriptCost
		if han != nil {
			q.fixed = han.of(p.b)
		}
		if q.a != blank {
			q.fixed += touchCost
		} else if p.a == ' ' && !unicode.Is(unicode.Hangul, p.b) {
			q.fixed += apartCost
		}
	case q.b == blank:
		q.fixed = signCost(p.a, p.b)
		if p.b == ' ' && isEastAsian(p.a) && !unicode.Is(unicode.Hangul, p.a) {
			q.fixed += apartCost
		}
	case unicode.IsUpper(p.b):
		q.fixed = capitalCost
		if q.a != blank && unicode.IsLower(p.a) {
			q.fixed = humpCost
		}
	}
	if q.b != blank && (isEastAsian(p.a) || p.a >= utf8.RuneSelf && signTouches(p.a)) {
		q.fixed += touchCost
	}
	return q
}

func scriptOf(r rune) *unicode.RangeTable {
	for _, table := range scriptTables {
		if unicode.Is(table, r) {
			return table
		}
	}
	return nil
}

// of is what a pair costs in a language.
func (l *language) of(p prepared) float32 {
	a, b := l.local[p.a], l.local[p.b]
	switch {
	case a != absent && b != absent:
		return p.fixed + l.cost[int(a)*l.size+int(b)]
	case b == absent:
		cost := p.fixed
		switch {
		case p.asciiB:
			cost += latinCost
		case p.scriptB == l.table:
			cost += accentCost
		default:
			cost += scriptCost
		}
		if p.lettersOfOther {
			cost += mixCost
		}
		return cost
	case p.b == blank:
		return p.fixed + 2.5
	case p.lettersOfOther:
		return p.fixed + 4 + mixCost
	}
	return p.fixed + 4
}

// costs says what pairs cost in each language.
func costs(pairs []pair, han *ideographs) []float32 {
	loadLetters()
	all := make([]float32, len(languages))
	for _, p := range pairs {
		q := prepare(p, han)
		for i, l := range languages {
			all[i] += q.n * l.of(q)
		}
	}
	return all
}

// least is the lowest of the sums of costs, with what each language costs by itself.
func least(sums ...[]float32) float64 {
	best := float32(0)
	for i, l := range languages {
		cost := l.rare
		for _, sum := range sums {
			cost += sum[i]
		}
		if i == 0 || cost < best {
			best = cost
		}
	}
	return float64(best)
}

// pairsOf counts the pairs of a text, in the order in which they first stand there: what they cost is summed in it, and a sum is the same each
// time only in the same order.
func pairsOf(text string) []pair {
	var list []pair
	at := map[[2]rune]int{}
	before := ' '
	for _, r := range text {
		p := [2]rune{before, r}
		i, known := at[p]
		if !known {
			i = len(list)
			at[p], list = i, append(list, pair{before, r, 0})
		}
		list[i].n++
		before = r
	}
	return list
}

// signCost is what a character costs that is no letter, after another.
func signCost(before, r rune) float32 {
	afterLetter := letterOf(before) != blank
	touching := func(cost float32) float32 {
		if afterLetter {
			return cost + touchCost
		}
		return cost
	}
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return 0
	case r < ' ' || r == 0x7F:
		return badCost - 2
	case r < utf8.RuneSelf:
		if before >= utf8.RuneSelf && r == ' ' && opens(before) {
			return touchCost
		}
		return 0
	}
	switch r {
	case utf8.RuneError:
		return badCost
	case '’', '”', '»', '…', '–', '—', '،', '؟', '·', '؛':
		return 4
	case '“', '‘', '«', '¿', '¡':
		return touching(4)
	case '„':
		return touching(5)
	case '‚', '‹', '›':
		return touching(6.5)
	case '־', '׳', '״', 0x200C, 0x200D, 0xAD, 0xA0:
		return 5
	case '€', '£', '•', '§', '°', '®', '™', '©', '№', '½':
		return touching(6)
	case 'º', 'ª', '×', '²', '³', '´', '±', '¼', '¾', '‰', '฿', '₪':
		return touching(7.5)
	}
	switch {
	case r < 0xA0 || r >= 0xE000 && r < 0xF900:
		return badCost
	case unicode.IsMark(r):
		return 6
	}
	return touching(9)
}

// opens says whether a sign opens a quotation, so that a word follows it.
func opens(r rune) bool {
	return r == '“' || r == '‘' || r == '„' || r == '¿' || r == '¡' || r == '‚'
}

// signTouches says whether a sign above ASCII has no letter behind it.
func signTouches(r rune) bool {
	switch r {
	case '’', '‘', '“', '«', '»', '„', '‚', '‹', '›', '¿', '¡', '–', '—', '…', 0xA0, 0xAD, '·', 0x200C, 0x200D, '־', '׳', '״', '•', '€', '£':
		return false
	}
	return !unicode.IsLetter(r) && !unicode.IsMark(r)
}
