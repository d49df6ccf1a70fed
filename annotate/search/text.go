// Package search finds words in texts: what one asks for (Query), the words that texts are made of (Text), where they stand in many texts
// (Block), and how a place is shown with what stands around it (Around, Lines).
//
// A word is found however it is written: whatever its case, its accents and vowel signs, and the way in which its characters are composed.
// Scripts that do not part words are searched by their characters, so that one of them is found too.
//
// It knows neither documents nor where texts and blocks are kept. Start with Parse and Query.Find.
package search

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Rules is the number of the rules by which texts are taken apart. It changes where a Block of a text becomes another.
const Rules = 1

// Text is a text as it is searched: its words, numbered from 0.
type Text struct {
	*textpos.Text
	Words []string           // in the one way in which all that is written alike is written
	At    []annotate.Segment // where they stand
}

// Read takes a text apart.
func Read(text string) *Text { return read(text, bare) }

// Locate is Read without the words themselves, for a text of which it is known what stands where.
func Locate(text string) *Text { return read(text, nil) }

func read(text string, written func(string) string) *Text {
	t := &Text{Text: textpos.New(text), At: make([]annotate.Segment, 0, len(text)/6)}
	if written != nil {
		t.Words = make([]string, 0, len(text)/6)
	}
	for word, at := range textpos.Fold(text, true).Words() {
		t.At = append(t.At, at)
		if written != nil {
			t.Words = append(t.Words, written(word))
		}
	}
	return t
}

// Segment is where some words stand in the text. It cuts no character.
func (t *Text) Segment(p Place) annotate.Segment {
	return t.SnapGraphemes(annotate.Segment{Start: t.At[p.From].Start, End: t.At[p.To-1].End})
}

// Within is the words that have a code point within a segment.
func (t *Text) Within(seg annotate.Segment) Place {
	from := uint32(0)
	for int(from) < len(t.At) && t.At[from].End <= seg.Start {
		from++
	}
	to := from
	for int(to) < len(t.At) && t.At[to].Start < seg.End {
		to++
	}
	return Place{from, to}
}

// bare is a folded word without what is left out in one writing and not in another: accents, vowel signs, the width of letters.
func bare(word string) string {
	if isASCII(word) {
		return word
	}
	var b strings.Builder
	known := bareLatin()
	for _, r := range word {
		if int(r) < len(known) {
			b.WriteString(known[r])
		} else {
			b.WriteString(bareLetter(r))
		}
	}
	if b.Len() == 0 {
		return word
	}
	return norm.NFC.String(b.String())
}

// bareLetter is bare of a single letter or sign.
func bareLetter(letter rune) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(string(letter)) {
		if written := letters[r]; written != 0 {
			b.WriteRune(written)
		} else if !dispensable(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// bareLatin holds bareLetter of the letters that most languages of Latin script have.
var bareLatin = sync.OnceValue(func() (all [0x250]string) {
	for r := range all {
		all[r] = bareLetter(rune(r))
	}
	return all
})

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// dispensable says that r only says more precisely what stands before it: accents, the vowel signs of Arabic and Hebrew, the stroke that
// makes Arabic words longer, what chooses between forms of a letter, the colour of a skin. The voicing of kana makes another letter, and
// so do the vowel signs of Indian scripts and of Thai.
func dispensable(r rune) bool {
	switch {
	case r == 0x3099 || r == 0x309A:
		return false
	case r == 0x0640, r == 0x200C, r == 0x200D, r >= 0x1F3FB && r <= 0x1F3FF:
		return true
	}
	return unicode.Is(unicode.M, r) && unicode.In(r, unicode.Inherited, unicode.Hebrew, unicode.Arabic)
}

// letters are written in two ways by the same people, or on keyboards that lack one of them, with the one that stands for both.
var letters = map[rune]rune{
	'ł': 'l', 'ø': 'o', 'đ': 'd', 'ı': 'i',
	'ى': 'ي', 'ی': 'ي', 'ک': 'ك', 'ة': 'ه',
	'٠': '0', '١': '1', '٢': '2', '٣': '3', '٤': '4', '٥': '5', '٦': '6', '٧': '7', '٨': '8', '٩': '9',
	'۰': '0', '۱': '1', '۲': '2', '۳': '3', '۴': '4', '۵': '5', '۶': '6', '۷': '7', '۸': '8', '۹': '9',
}
