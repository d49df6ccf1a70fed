package alike

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"

	"github.com/parallax-annotation/parallax/annotate"
)

// form is one name of an entity, in Latin letters and taken apart.
type form struct {
	owner    int // place of the entity
	label    string
	name     string   // as it is written
	part     string   // of it that is taken apart here
	words    []string // all of them, in small letters
	core     []string // without titles, articles and what stands behind the name of a company
	titles   []string // what core is without
	proper   bool     // each word but the small ones begins with a capital, or its script has none
	capitals bool     // it is one word in capitals, or letters with points: an abbreviation
	turned   bool     // it is written with the last name first, and a comma
	unparted bool     // its script does not part words
	script   string   // of its first letter: "Latin", "Arabic", ...
}

// formsOf takes a name apart: what stands in brackets is a name of its own, and what stands behind a comma comes first.
func formsOf(owner int, label, name string) (all []*form) {
	name = strings.TrimSpace(name)
	names := []string{name}
	if before, rest, found := strings.Cut(name, "("); found {
		if inside, after, closed := strings.Cut(rest, ")"); closed && strings.TrimSpace(before) != "" && strings.TrimSpace(after) == "" {
			names = append(names, before, inside)
		}
	}
	for _, one := range names {
		turned := false
		if last, first, found := strings.Cut(one, ","); found && !strings.Contains(first, ",") && !suffixes[strings.ToLower(strings.Trim(first, " ."))] {
			one, turned = strings.TrimSpace(first)+" "+strings.TrimSpace(last), true
		}
		if f := newForm(owner, label, one); f != nil {
			f.name, f.turned = name, turned
			all = append(all, f)
		}
	}
	return all
}

// unseen in a romanised name: signs that stand for sounds which other writings leave out.
var unseen = strings.NewReplacer("'", "", "`", "", "’", "", "@", "a")

func newForm(owner int, label, name string) *form {
	f := &form{owner: owner, label: label, part: name, proper: true, script: scriptOf(name)}
	f.unparted = strings.ContainsFunc(name, annotate.Unparted)
	if f.script == "Arabic" {
		name = withoutArticle(name)
	}
	latin := unseen.Replace(unidecode.Unidecode(strings.ReplaceAll(name, "’", "'")))
	written := strings.FieldsFunc(latin, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(written) == 0 {
		return nil
	}
	caseless := f.script != "Latin" && f.script != "Cyrillic" && f.script != "Greek"
	single := true
	for i, word := range written {
		small := strings.ToLower(word)
		single = single && len(word) == 1
		if !caseless && small == word && len(word) > 1 && !unicode.IsDigit(rune(word[0])) && !smallWords[small] {
			f.proper = false
		}
		if !caseless && len(word) > 1 && len(word) < 4 && word == strings.ToUpper(word) && i < len(written)-1 && len(written) < 4 {
			f.words = append(f.words, strings.Split(small, "")...) // JK Rowling
			continue
		}
		f.words = append(f.words, small)
	}
	one := strings.Join(written, "")
	f.capitals = !caseless && one == strings.ToUpper(one) && len(one) >= 2 && len(one) <= 6 && (len(written) == 1 || single)
	if f.capitals {
		f.words = []string{strings.ToLower(one)}
	}
	f.strip()
	return f
}

// strip finds the core of a name.
func (f *form) strip() {
	core := f.words
	for len(core) > 1 {
		n := 0
		switch {
		case titles[core[0]] && len(core) > 1 && core[1] == "of":
			if len(core) > 3 && offices[core[2]] {
				n = 3 // Secretary of State Clinton, but not Spokesman of Kestrel Line
			}
		case titles[core[0]], articles[core[0]]:
			n = 1
		}
		if n == 0 {
			break
		}
		f.titles, core = append(f.titles, core[:n]...), core[n:]
	}
	for len(core) > 1 && suffixes[core[len(core)-1]] {
		f.titles, core = append(f.titles, core[len(core)-1]), core[:len(core)-1]
	}
	core = slices.DeleteFunc(slices.Clone(core), func(word string) bool { return articles[word] && len(core) > 1 })
	if len(core) == 0 || len(core) == 1 && smallWords[core[0]] {
		core, f.titles = f.words, nil
	}
	f.core = core
}

func (f *form) last() string { return f.core[len(f.core)-1] }

// named says whether it may be a first and a last name.
func (f *form) named() bool {
	return f.proper && !f.unparted && len(f.core) > 1 && len(f.core) < 5 && !slices.ContainsFunc(f.core, func(word string) bool { return smallWords[word] })
}

// short says whether it is a name rather than a sentence.
func (f *form) short() bool { return f.proper && len(f.words) <= 8 }

// contradicts says whether the titles are those of a man and of a woman.
func (f *form) contradicts(o *form) bool {
	has := func(f *form, of map[string]bool) bool {
		return slices.ContainsFunc(f.titles, func(title string) bool { return of[title] })
	}
	return has(f, his) && has(o, hers) || has(f, hers) && has(o, his)
}

// scriptOf is the script of the first letter.
func scriptOf(name string) string {
	for _, r := range name {
		if !unicode.IsLetter(r) {
			continue
		}
		for _, script := range []string{"Latin", "Cyrillic", "Arabic", "Han", "Greek", "Hebrew"} {
			if unicode.Is(unicode.Scripts[script], r) {
				return script
			}
		}
		return "other"
	}
	return "Latin"
}

// withoutArticle takes the Arabic article off the words, as Latin writings do that set it apart.
func withoutArticle(name string) string {
	words := strings.Fields(name)
	for i, word := range words {
		if rest, has := strings.CutPrefix(word, "ال"); has && len([]rune(rest)) > 2 {
			words[i] = rest
		}
	}
	return strings.Join(words, " ")
}
