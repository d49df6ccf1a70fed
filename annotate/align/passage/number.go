package passage

import (
	"slices"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// numberWords are the numbers from two on to twelve or further, and the tens from thirty on, as languages write them.
var numberWords = map[string][2]string{
	"de": {"zwei drei vier fünf sechs sieben acht neun zehn elf zwölf", "dreissig vierzig fünfzig sechzig siebzig achtzig neunzig"},
	"en": {"two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
		"thirty forty fifty sixty seventy eighty ninety"},
	"es": {"dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince", "treinta cuarenta cincuenta sesenta setenta ochenta noventa"},
	"fr": {"deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize", "trente quarante cinquante soixante"},
}

// numbersOf are the numbers that a language writes as words.
func numbersOf(language string) map[string]string {
	all := map[string]string{}
	for i, w := range strings.Fields(numberWords[language][0]) {
		all[w] = strconv.Itoa(i + 2)
	}
	for i, w := range strings.Fields(numberWords[language][1]) {
		all[w] = strconv.Itoa(10*i + 30)
	}
	return all
}

// numeral is a number as it is compared, without marks between groups of three digits; "" for what is none.
func (l *tongue) numeral(form string) string {
	if value, known := l.numbers[form]; known {
		return value
	}
	if form == "" || form[0] < '0' || form[0] > '9' {
		return ""
	}
	var b strings.Builder
	for i := range len(form) {
		if (form[i] != ',' && form[i] != '.') || !threeDigits(form[i+1:]) {
			b.WriteByte(form[i])
		}
	}
	return b.String()
}

// threeDigits says that a text begins with three digits and no fourth.
func threeDigits(s string) bool {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n == 3
}

// hundreds are words that make one number of those beside them, as in two hundred and twelve.
var hundreds = map[uint64]bool{hash("hundred"): true, hash("hundert"): true, hash("cent"): true, hash("cents"): true, hash("cien"): true, hash("ciento"): true}

// joinNumbers has numbers that are written as words beside a hundred count as words: what number they are together is not known.
func (t *Text) joinNumbers() {
	for i, w := range t.words {
		if !hundreds[w.form] {
			continue
		}
		for j := max(0, i-2); j <= min(i+2, len(t.words)-1); j++ {
			if first := t.article.Text.Slice(int(t.words[j].start), int(t.words[j].start)+1); first < "0" || first > "9" {
				t.words[j].number = false
			}
		}
	}
}

// setAside names the numbers of a passage that stand only in one of the articles, where the other has some that stand only there, too.
func (c *comparison) setAside(p *Pair) {
	as, bs := c.a.numbers(p.A), c.b.numbers(p.B)
	onlyA, onlyB := c.a.without(as, c.b, bs), c.b.without(bs, c.a, as)
	if len(onlyA) > 0 && len(onlyB) > 0 {
		p.AsideA, p.AsideB = onlyA, onlyB
	}
}

// numbers are the places in words of the numbers in a stretch.
func (t *Text) numbers(s annotate.Segment) (all []int) {
	i, _ := slices.BinarySearchFunc(t.words, s.Start, func(w word, start int) int { return int(w.start) - start })
	for ; i < len(t.words) && int(t.words[i].end) <= s.End; i++ {
		if t.words[i].number {
			all = append(all, i)
		}
	}
	return all
}

// without are the numbers of which the other has none.
func (t *Text) without(numbers []int, other *Text, others []int) (only []annotate.Segment) {
	for _, i := range numbers {
		if !slices.ContainsFunc(others, func(j int) bool { return other.words[j].form == t.words[i].form }) {
			only = append(only, t.stretch(int32(i), int32(i)))
		}
	}
	return only
}
