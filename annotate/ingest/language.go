package ingest

import (
	"maps"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// languageSample bounds how much of a text is looked at, in words.
const languageSample = 4000

// How sure language must be.
const (
	fewestWords  = 2    // small words that must be seen
	leastShare   = 0.12 // of all words that must be small words of the language
	leastMargin  = 1.2  // times as many points as the next language
	scriptShare  = 0.5  // of the letters that must be of a script
	fewestSigns  = 20   // letters of a script that belongs to several languages
	japaneseKana = 0.08 // of the letters that must be kana where the rest is Han
	endingPoints = 0.5  // what a word with an ending of the language counts; a small word of one language counts 1

	// Where small words do not tell, as where words are long: points of letters, endings and words.
	fewestPoints = 3
	leastPoints  = 0.25 // for each word
	clearMargin  = 1.5  // times as many points as the next language
)

// scripts that one language alone has among those that newspapers are printed in.
var scripts = []struct {
	table    *unicode.RangeTable
	language string
}{
	{unicode.Hangul, "ko"}, {unicode.Greek, "el"}, {unicode.Hebrew, "he"}, {unicode.Thai, "th"},
	{unicode.Georgian, "ka"}, {unicode.Armenian, "hy"}, {unicode.Bengali, "bn"}, {unicode.Tamil, "ta"},
	{unicode.Telugu, "te"}, {unicode.Gujarati, "gu"}, {unicode.Gurmukhi, "pa"}, {unicode.Kannada, "kn"},
	{unicode.Malayalam, "ml"}, {unicode.Sinhala, "si"}, {unicode.Khmer, "km"}, {unicode.Lao, "lo"},
	{unicode.Myanmar, "my"}, {unicode.Ethiopic, "am"}, {unicode.Oriya, "or"},
	{unicode.Arabic, "Arabic"}, {unicode.Cyrillic, "Cyrillic"}, {unicode.Devanagari, "Devanagari"}, {unicode.Latin, "Latin"},
}

// language tells in what language a text is written, as BCP 47, by its script, by its small words and by its letters. It
// returns "" where these do not tell: a wrong language is worse than none.
func language(text string) string {
	latin, counts, letters := 0, map[string]int{}, 0
	seen := make([]string, 0, min(languageSample, len(text)/6+1))
	for word := range strings.FieldsSeq(text) {
		if len(seen) == languageSample {
			break
		}
		if !isLatin(word[0]) || !isLatin(word[len(word)-1]) {
			word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
		}
		word = lower(word)
		if word == "" {
			continue
		}
		seen = append(seen, word)
		for i := 0; i < len(word) && i < 3000; {
			if c := word[i]; c < utf8.RuneSelf {
				if isLatin(c) {
					latin++
				}
				i++
				continue
			}
			r, size := utf8.DecodeRuneInString(word[i:])
			i += size
			switch {
			case !unicode.IsLetter(r):
			case r < 0x250:
				latin++
			default:
				letters++
				counts[script(r)]++
			}
		}
	}
	letters += latin
	counts["Latin"] += latin
	if letters == 0 {
		return ""
	}
	if han, kana := counts["zh"], counts["ja"]; float64(han+kana) > scriptShare*float64(letters) && han+kana >= fewestSigns/2 {
		if float64(kana) > japaneseKana*float64(letters) {
			return "ja"
		}
		return "zh"
	}
	for _, s := range scripts {
		if float64(counts[s.language]) <= scriptShare*float64(letters) || letters < fewestSigns {
			continue
		}
		name := s.language
		if languages[name] != nil {
			name = likeliest(seen, name)
		}
		if name == "" && !strings.ContainsFunc(s.language, unicode.IsUpper) {
			return s.language
		}
		return name
	}
	return ""
}

// isLatin says whether a byte is a letter from A to Z.
func isLatin(b byte) bool { return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' }

func script(r rune) string {
	switch {
	case unicode.Is(unicode.Han, r):
		return "zh"
	case unicode.In(r, unicode.Hiragana, unicode.Katakana):
		return "ja"
	}
	for _, s := range scripts {
		if unicode.Is(s.table, r) {
			return s.language
		}
	}
	return ""
}

// likeliest picks the language whose small words and letters are seen clearly more often than those of any other. Where
// these do not tell, as where words are long, their endings are counted too.
func likeliest(seen []string, script string) string {
	known := knownBy[script]
	all := float64(len(seen))
	points, hits := make([]float64, len(known.languages)), make([]int, len(known.languages))
	for _, word := range seen {
		known.count(word, points, hits)
	}
	best, second := highest(points)
	if hits[best] >= fewestWords && float64(hits[best]) >= leastShare*all && points[best] >= leastMargin*second {
		return known.languages[best]
	}
	for _, word := range seen {
		if len(known.words[word]) == 0 {
			for _, language := range known.byEnding(word) {
				points[language] += endingPoints
			}
		}
	}
	best, second = highest(points)
	if hits[best] >= fewestWords && float64(hits[best]) >= leastShare*all && points[best] >= leastMargin*second ||
		hits[best] > 0 && points[best] >= max(fewestPoints, leastPoints*all) && points[best] >= clearMargin*second {
		return known.languages[best]
	}
	return ""
}

// highest is the language with the most points, and how many the next has.
func highest(points []float64) (best int, second float64) {
	for language, n := range points[1:] {
		if n > points[best] {
			best, second = language+1, points[best]
		} else {
			second = max(second, n)
		}
	}
	return best, second
}

// count gives the languages that have a word, or its letters, their points for it.
func (m *marks) count(word string, points []float64, hits []int) {
	small := m.words[word]
	for _, language := range small {
		hits[language]++
		points[language] += 1 / float64(len(small))
	}
	having := m.byLetter(word)
	for rest := having; rest != 0; rest &= rest - 1 {
		if language := bits.TrailingZeros64(rest); !slices.Contains(small, language) {
			points[language] += 1 / float64(bits.OnesCount64(having))
		}
	}
}

// marks say of each small word, letter and ending which languages of a script have it, by their places in languages.
type marks struct {
	languages []string
	words     map[string][]int
	letters   map[rune]uint64 // a bit for each language
	endings   map[string][]int
	last      [256]bool           // the last bytes of endings
	longest   int                 // ending, in bytes
	plain     [utf8.RuneSelf]bool // the letters among the first of Unicode, where most words have none
	arabic    int                 // -1 in other scripts
}

// byLetter gives a bit for each language that has all letters of a word that not all languages of the script have, none
// where there is no such letter. The article of Arabic counts as one.
func (m *marks) byLetter(word string) uint64 {
	having, any := ^uint64(0), false
	for _, r := range word {
		if r < utf8.RuneSelf && !m.plain[r] {
			continue
		}
		if languages, known := m.letters[r]; known {
			having, any = having&languages, true
		}
	}
	if m.arabic >= 0 && len(word) > len("ال")+2 && strings.HasPrefix(word, "ال") {
		having, any = having&(1<<m.arabic), true
	}
	if !any {
		return 0
	}
	return having
}

// shortestStem is what must stand before an ending, in bytes.
const shortestStem = 3

// byEnding lists the languages that have the longest ending of a word that any has.
func (m *marks) byEnding(word string) []int {
	if word == "" || !m.last[word[len(word)-1]] {
		return nil
	}
	for from := max(shortestStem, len(word)-m.longest); from < len(word); from++ {
		if languages := m.endings[word[from:]]; languages != nil {
			return languages
		}
	}
	return nil
}

var knownBy = func() map[string]*marks {
	all := map[string]*marks{}
	for script, several := range languages {
		m := marks{
			languages: slices.Sorted(maps.Keys(several)), words: map[string][]int{}, letters: map[rune]uint64{},
			endings: map[string][]int{}, arabic: -1,
		}
		if script == "Arabic" {
			m.arabic = slices.Index(m.languages, "ar")
		}
		for language, name := range m.languages {
			t := several[name]
			for _, word := range t.words {
				if !slices.Contains(m.words[word], language) {
					m.words[word] = append(m.words[word], language)
				}
			}
			for _, end := range t.endings {
				m.last[end[len(end)-1]], m.longest = true, max(m.longest, len(end))
				if !slices.Contains(m.endings[end], language) {
					m.endings[end] = append(m.endings[end], language)
				}
			}
			for _, r := range t.letters {
				m.letters[r] |= 1 << language
				if r < utf8.RuneSelf {
					m.plain[r] = true
				}
			}
		}
		all[script] = &m
	}
	return all
}()
