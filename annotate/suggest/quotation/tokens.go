package quotation

import (
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// token is a word or a sign of an article's own prose, or a break between two paragraphs.
type token struct {
	annotate.Segment
	letters string // as they stand
	word    string // in small letters, "" for a sign
	sign    rune   // 0 for a word; a line end for a break
	upper   bool   // a word that begins with a capital letter
	quote   int    // the quotation in whose marks it stands, the marks included; -1 for none
}

// is says whether a token is one of some words.
func (t token) in(words map[string]bool) bool { return t.word != "" && words[t.word] }

// tokenize takes a text apart. Regions are left out, and part paragraphs.
func tokenize(text *textpos.Text, regions []annotate.Region) []token {
	runes := []rune(text.String())
	ends := map[int]bool{} // full stops at the end of a sentence
	for s := range text.Sentences(annotate.Segment{End: len(runes)}) {
		for i := s.End - 1; i >= s.Start && !unicode.IsLetter(runes[i]); i-- {
			ends[i] = true
		}
	}
	var tokens []token
	breakAt := func(at int) {
		if n := len(tokens); n > 0 && tokens[n-1].sign != '\n' {
			tokens = append(tokens, token{Segment: annotate.Segment{Start: at, End: at}, sign: '\n', quote: -1})
		}
	}
	for i := 0; i < len(runes); {
		for len(regions) > 0 && regions[0].End <= i {
			regions = regions[1:]
		}
		if len(regions) > 0 && regions[0].Start <= i {
			breakAt(i)
			i = regions[0].End
			continue
		}
		switch r := runes[i]; {
		case r == '\n' || r == '\u2029':
			breakAt(i)
			i++
		case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
			i++
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			end := wordEnd(runes, i)
			if end+1 < len(runes) && runes[end] == '.' && !ends[end] && unicode.IsSpace(runes[end+1]) {
				end++ // of an abbreviation
			}
			letters := string(runes[i:end])
			tokens = append(tokens, token{Segment: annotate.Segment{Start: i, End: end}, letters: letters,
				word: strings.ToLower(strings.ReplaceAll(letters, "’", "'")), upper: unicode.IsUpper(r), quote: -1})
			i = end
		default:
			tokens = append(tokens, token{Segment: annotate.Segment{Start: i, End: i + 1}, letters: string(r), sign: r, quote: -1})
			i++
		}
	}
	return tokens
}

// wordEnd is where the word ends that begins at i: what an apostrophe, a hyphen or the full stop of an abbreviation joins is one.
func wordEnd(runes []rune, i int) int {
	at := func(i int) rune {
		if i < len(runes) {
			return runes[i]
		}
		return 0
	}
	part := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) }
	for i < len(runes) {
		switch r := runes[i]; {
		case part(r):
		case strings.ContainsRune("'’-‑.,", r) && part(at(i+1)) && (r != ',' || unicode.IsDigit(at(i+1)) && unicode.IsDigit(runes[i-1])):
			if unicode.IsLetter(at(i+1)) && unicode.IsLower(runes[i-1]) && r == '.' {
				return i // two sentences without a space
			}
		case unicode.Is(unicode.Cf, r) && part(at(i+1)):
		default:
			return i
		}
		i++
	}
	return i
}
