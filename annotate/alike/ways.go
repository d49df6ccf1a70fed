package alike

import (
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// way is one in which names may be alike: only those of one key are compared.
type way struct {
	keys  func(f *form) []string
	alike func(a, b *form) likeness
}

// ways in which names may be alike. The scores are in the order in which such pairs turn out to be one; no more is claimed by them.
var ways = []way{
	{func(f *form) []string { return []string{strings.Join(f.words, "")} }, sameLetters},
	{func(f *form) []string { return []string{strings.Join(f.core, "")} }, sameCore},
	{func(f *form) []string {
		if !f.short() || f.unparted || len(f.core) < 2 {
			return nil
		}
		return []string{strings.Join(slices.Sorted(slices.Values(f.core)), " ")}
	}, func(a, b *form) likeness {
		if slices.Equal(a.core, b.core) {
			return likeness{}
		}
		return likeness{why: anotherOrder, score: 0.85}
	}},
	{func(f *form) []string {
		if !f.short() || f.capitals {
			return nil
		}
		return []string{spelled(f.core...)}
	}, func(a, b *form) likeness {
		if apart(a, b) || strings.Join(a.core, "") == strings.Join(b.core, "") {
			return likeness{}
		}
		if a.script != b.script {
			return likeness{why: inTwoScripts, score: 0.8}
		}
		return likeness{why: "are two spellings of one name", score: 0.8}
	}},
	{func(f *form) []string {
		if sounds := consonants(f.core...); f.short() && !f.capitals && len(sounds) > 2 {
			return []string{sounds}
		}
		return nil
	}, sameConsonants},
	{func(f *form) []string {
		if !f.named() {
			return nil
		}
		return []string{f.core[0][:1] + " " + f.last()}
	}, initials},
	{func(f *form) []string {
		switch {
		case f.capitals:
			return []string{f.words[0]}
		case f.short() && len(f.words) > 1 && !f.unparted:
			return []string{letters(f.words, false), letters(f.words, true)}
		}
		return nil
	}, func(a, b *form) likeness {
		if a.capitals == b.capitals {
			return likeness{}
		}
		if short := min(len(a.words[0]), len(b.words[0])); short < 3 && len(a.words)+len(b.words) < 4 {
			return likeness{why: "are a name and what may be short for it", score: 0.5}
		}
		return likeness{why: "are a name and what may be short for it", score: 0.8}
	}},
}

const (
	inTwoScripts = "are one name in two scripts"
	anotherOrder = "have their words in another order"
)

// apart says whether two names in Chinese characters are not written alike: many of these sound alike.
func apart(a, b *form) bool { return a.script == "Han" && b.script == "Han" }

// sameLetters are names that are the same in Latin letters.
func sameLetters(a, b *form) likeness {
	switch why := annotate.LookAlike(a.part, b.part); {
	case a.turned != b.turned:
		return likeness{why: anotherOrder, score: 0.95}
	case annotate.FoldName(a.part) == annotate.FoldName(b.part) && why == "":
		return likeness{why: "have the same name", score: 1}
	case why != "":
		return likeness{why: why, score: 0.98}
	case apart(a, b):
		return likeness{}
	case a.script != b.script:
		return likeness{why: inTwoScripts, score: 0.8}
	}
	return likeness{why: "differ only by accents and signs", score: 0.95}
}

// sameCore are names that are the same without titles and articles.
func sameCore(a, b *form) likeness {
	if strings.Join(a.words, "") == strings.Join(b.words, "") || apart(a, b) {
		return likeness{}
	}
	more := slices.DeleteFunc(slices.Concat(a.titles, b.titles), func(word string) bool { return slices.Contains(a.titles, word) && slices.Contains(b.titles, word) })
	if len(more) == 0 {
		return likeness{why: "differ only by small words", score: 0.85}
	}
	score := 0.9
	if len(a.core) == 1 && len(a.titles) > 0 && len(b.titles) > 0 {
		score = 0.6 // two titles before one last name
	}
	return likeness{why: "differ by “" + strings.Join(more, " ") + "”", score: score}
}

// sameConsonants are names that may be spelled otherwise, or stand in a script that leaves vowels out.
func sameConsonants(a, b *form) likeness {
	if apart(a, b) || spelled(a.core...) == spelled(b.core...) {
		return likeness{}
	}
	if a.script != b.script {
		if len(a.core) != len(b.core) && a.script != "Han" && b.script != "Han" {
			return likeness{why: "may be one name in two scripts", score: 0.4}
		}
		return likeness{why: "may be one name in two scripts", score: 0.55}
	}
	if a.script != "Latin" && a.script != "Cyrillic" && a.script != "Greek" {
		return likeness{}
	}
	if len(a.core) != len(b.core) {
		return likeness{}
	}
	for i := range a.core {
		x, y := spelled(a.core[i]), spelled(b.core[i])
		if x == y {
			continue
		}
		if len(consonants(x)) < 3 || nearness(x, y) < 0.7 || ofTheOther(x, y, i < len(a.core)-1) {
			return likeness{}
		}
	}
	return likeness{why: "are spelled nearly alike", score: 0.55}
}

// ofTheOther says whether two names are those of a man and a woman: Daniel, Daniela. A first name also by an e.
func ofTheOther(a, b string, first bool) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	rest, longer := strings.CutPrefix(b, strings.TrimRight(a, "o"))
	return longer && (rest == "a" || first && rest == "e")
}

// initials are names of which one has letters for words, or leaves one out.
func initials(a, b *form) likeness {
	if slices.Equal(a.core, b.core) {
		return likeness{}
	}
	short := false
	fits := func(x, y string) bool {
		if x == y {
			return true
		}
		if len(x) > 1 && len(y) > 1 || x[0] != y[0] {
			return false
		}
		short = true
		return true
	}
	if !fits(a.core[0], b.core[0]) {
		return likeness{}
	}
	between := func(f *form) []string { return f.core[1 : len(f.core)-1] }
	x, y := between(a), between(b)
	if len(x) > 0 && len(y) > 0 {
		if len(x) != len(y) {
			return likeness{}
		}
		for i := range x {
			if !fits(x[i], y[i]) {
				return likeness{}
			}
		}
	}
	switch {
	case short:
		return likeness{why: "fit by their initials", score: 0.75}
	case len(x) != len(y):
		return likeness{why: "differ by a middle name", score: 0.7}
	}
	return likeness{}
}

// letters are the first ones of words, of the small ones too with all.
func letters(words []string, all bool) string {
	var b strings.Builder
	for _, word := range words {
		if all || !smallWords[word] {
			b.WriteByte(word[0])
		}
	}
	if b.Len() < 2 || b.Len() > 6 {
		return ""
	}
	return b.String()
}
