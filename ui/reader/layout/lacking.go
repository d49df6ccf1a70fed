package layout

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/language"
)

// latin is the end of what the regular face is sure to have.
const latin = 0x250

// Lacking returns the scripts of which a text has letters that no font has, neither the given ones nor those of the system: they stand
// as boxes. The scripts are named as ISO 15924 does, "Thai", "Deva". It may be called from any goroutine.
func (f *Fonts) Lacking(text string) (scripts []string) {
	first := map[language.Script]rune{}
	var last *unicode.RangeTable // a text is mostly of one script: its letters are passed over quickly
	for _, r := range text {
		if r < latin || last != nil && unicode.Is(last, r) || !unicode.IsLetter(r) {
			continue
		}
		script := language.LookupScript(r)
		if _, seen := first[script]; !seen && script != language.Common && script != language.Inherited && script != language.Unknown {
			first[script] = r
		}
		last = tableOf(r)
	}
	for script, r := range first {
		if !covers(f.face(f.choose([]rune{r}, script)), []rune{r}) {
			scripts = append(scripts, script.String())
		}
	}
	slices.Sort(scripts)
	return scripts
}

// tableOf is the table of the script of a letter, nil where there is none.
func tableOf(r rune) *unicode.RangeTable {
	for _, table := range []*unicode.RangeTable{unicode.Han, unicode.Arabic, unicode.Cyrillic, unicode.Greek, unicode.Hebrew, unicode.Devanagari, unicode.Thai, unicode.Hangul} {
		if unicode.Is(table, r) {
			return table
		}
	}
	return nil
}
