package passage

import (
	"embed"
	"strings"
	"sync"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/irish"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/tamil"
	"github.com/blevesearch/snowballstem/turkish"
	"golang.org/x/text/language"

	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// stemmers take the endings off the words of a language.
var stemmers = map[string]func(*snowballstem.Env) bool{
	"ar": arabic.Stem, "da": danish.Stem, "de": german.Stem, "en": english.Stem, "es": spanish.Stem, "fi": finnish.Stem, "fr": french.Stem,
	"ga": irish.Stem, "hu": hungarian.Stem, "it": italian.Stem, "nb": norwegian.Stem, "nl": dutch.Stem, "nn": norwegian.Stem, "no": norwegian.Stem,
	"pt": portuguese.Stem, "ro": romanian.Stem, "ru": russian.Stem, "sv": swedish.Stem, "ta": tamil.Stem, "tr": turkish.Stem,
}

//go:embed common
var commonFiles embed.FS

// tongue is what is known of a language.
type tongue struct {
	name     string                       // "" for an unknown one
	stem     func(*snowballstem.Env) bool // nil where there is none
	function map[string]bool              // words that carry no content, in small letters
	common   map[string]float32           // the bits of stems that are common
	numbers  map[string]string            // that are written as words
	nouns    bool                         // capital letters begin nouns, and tell no names
	elides   bool                         // small words are written together with the next: l'accord
}

var tongues sync.Map // base language → func() *tongue

// Base is the language of a tag without its country and script, "" where there is none.
func Base(tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil || tag == "" {
		return ""
	}
	b, _ := parsed.Base()
	if b.String() == "und" {
		return ""
	}
	return b.String()
}

// tongueOf is what is known of the language of a tag.
func tongueOf(tag string) *tongue {
	name := Base(tag)
	known, _ := tongues.LoadOrStore(name, sync.OnceValue(func() *tongue { return newTongue(name) }))
	return known.(func() *tongue)()
}

func newTongue(name string) *tongue {
	l := &tongue{name: name, stem: stemmers[name], numbers: numbersOf(name), function: map[string]bool{}, common: map[string]float32{},
		nouns: name == "de" || name == "lb", elides: name == "fr" || name == "it" || name == "ca"}
	for _, w := range ingest.SmallWords(name) {
		l.function[w] = true
	}
	list, _ := commonFiles.ReadFile("common/" + name + ".txt") // most languages have none
	env := snowballstem.NewEnv("")
	class := -1
	for line := range strings.Lines(string(list)) {
		if strings.HasPrefix(line, "#") {
			class++
			continue
		}
		for _, w := range strings.Fields(line) {
			if class == 0 {
				l.function[w] = true
				continue
			}
			if s := l.stemOf(env, w); l.common[s] == 0 {
				l.common[s] = commonBits[class]
			}
		}
	}
	return l
}

// stemOf takes the endings off a word in small letters.
func (l *tongue) stemOf(env *snowballstem.Env, w string) string {
	if l.stem == nil {
		return w
	}
	env.SetCurrent(w)
	l.stem(env)
	return env.Current()
}

// bare is a word without what is written together with it: a possessive s, an article that lost its vowel.
func (l *tongue) bare(form string) string {
	i := strings.IndexByte(form, '\'')
	switch {
	case i <= 0 || i+1 == len(form) || l.function[form]:
		return form
	case l.elides:
		return form[i+1:]
	case form[i+1:] == "s":
		return form[:i]
	}
	return form
}
