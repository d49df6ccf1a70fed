package annotate

import (
	"slices"
	"strings"
)

// Speech is by which words a text of a language tells that somebody says something: what quotations are found by.
type Speech struct {
	Language  string   `json:"language"`            // a BCP 47 tag without a country: en
	Verbs     []string `json:"verbs,omitempty"`     // that report, each in each of its forms; the parts of one that is written apart have spaces between them
	Bare      []string `json:"bare,omitempty"`      // those after which what is said may stand without "that"
	According []string `json:"according,omitempty"` // what names the source of a clause: according to
	Sources   []string `json:"sources,omitempty"`   // what those are called who speak without a name: official, spokeswoman
}

// SpeechIn is by which words the texts of a language are told to say something, by its tag with or without a country; not ok where the
// codebook says nothing of that language.
func (c Codebook) SpeechIn(language string) (Speech, bool) {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	i := slices.IndexFunc(c.Speech, func(s Speech) bool { return s.Language == base })
	if i < 0 {
		return Speech{}, false
	}
	return c.Speech[i], true
}

// validateSpeech reports the first rule that the words for saying break.
func (c Codebook) validateSpeech() error {
	seen := map[string]bool{}
	for _, s := range c.Speech {
		switch {
		case len(s.Language) < 2 || s.Language != strings.ToLower(s.Language) || strings.ContainsAny(s.Language, "- \n\t"):
			return Invalidf("the words for saying need a language as in en, de or fr, not %q", s.Language)
		case seen[s.Language]:
			return Invalidf("the words for saying in %q stand there twice", s.Language)
		}
		seen[s.Language] = true
		for _, word := range slices.Concat(s.Verbs, s.Bare, s.According, s.Sources) {
			if strings.TrimSpace(word) == "" || strings.ContainsAny(word, "\n\x00") {
				return Invalidf("the words for saying in %q hold %q, which is no word", s.Language, word)
			}
		}
	}
	return nil
}
