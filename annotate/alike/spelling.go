package alike

import "strings"

// oneSpelling writes sounds in one of the ways in which names from other scripts are spelled.
var oneSpelling = strings.NewReplacer("sch", "sh", "tch", "ch", "ck", "k", "ph", "f", "dj", "j", "ou", "u", "oo", "u", "ee", "i", "ei", "i", "ai", "a", "ae", "a", "oe", "o", "ue", "u",
	"q", "k", "c", "k", "w", "v", "y", "i", "x", "ks")

// spelled is the words, joined, with one spelling for those that sound alike: doubled letters once, no h at the end.
func spelled(words ...string) string {
	var b strings.Builder
	for _, word := range words {
		word = oneSpelling.Replace(word)
		if len(word) > 3 {
			word = strings.TrimSuffix(word, "h")
		}
		for i := range len(word) {
			if i == 0 || word[i] != word[i-1] {
				b.WriteByte(word[i])
			}
		}
	}
	return b.String()
}

// consonants are those of the words, joined, in one spelling, with the digits.
func consonants(words ...string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiouv", r) { // v is also how a w is spelled, which is a vowel in Arabic
			return -1
		}
		return r
	}, spelled(words...))
}

// nearness is 1 for the same words, 0 for those with nothing in common: 1 less the edit distance (Levenshtein) over the length of the longer.
func nearness(a, b string) float64 {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j+1]+1, row[j]+1)
		}
	}
	return 1 - float64(row[len(b)])/float64(max(len(a), len(b), 1))
}
