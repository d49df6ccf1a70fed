package textpos

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/parallax-annotation/parallax/annotate"
)

// Folded is a text as it is searched. What people write in several ways stands in it in one: letters as they are composed most,
// one kind of quotation mark and of dash, one space for any white space, a line's end too, and nothing for characters that
// nobody sees. It knows where in the text each of its characters stood.
type Folded struct {
	text     string
	caseless bool
	odd      []oddity // in order
	length   int      // of the text itself, in code points
}

// oddity is a place where the folded text does not hold one character for one of the text.
type oddity struct {
	at, size int // in the folded text, in bytes; nothing for what is left out
	cp, cps  int // in the text, in code points
}

// Fold folds a text; caseless takes upper and lower case for the same.
func Fold(text string, caseless bool) *Folded {
	f := &Folded{caseless: caseless}
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); {
		// A plain character stands alone where no combining one may follow it.
		if c := text[i]; c < utf8.RuneSelf && !unicode.IsSpace(rune(c)) && (i+1 == len(text) || text[i+1] < utf8.RuneSelf) {
			b.WriteByte(f.plain(c))
			f.length++
			i++
			continue
		}
		if n := whiteSpace(text[i:]); n > 0 {
			f.put(&b, " ", utf8.RuneCountInString(text[i:i+n]))
			i += n
			continue
		}
		n := wholeLetter(text[i:])
		f.put(&b, f.letter(norm.NFC.String(text[i:i+n])), utf8.RuneCountInString(text[i:i+n]))
		i += n
	}
	f.text = b.String()
	return f
}

// whiteSpace is how many bytes at the start of a text are white space, with what nobody sees behind it.
func whiteSpace(text string) int {
	if first, _ := utf8.DecodeRuneInString(text); !unicode.IsSpace(first) {
		return 0
	}
	n := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsSpace(r) && !unseen(r) })
	if n < 0 {
		return len(text)
	}
	return n
}

// wholeLetter is how many bytes at the start of a text belong to one character with what combines with it.
func wholeLetter(text string) int {
	n := norm.NFC.NextBoundaryInString(text, true)
	if n <= 0 {
		_, n = utf8.DecodeRuneInString(text)
	}
	// Characters that nobody sees part what Unicode would combine; white space is its own, and so is a letter that combines with some, but
	// not with the one before it, such as a Korean vowel behind a Latin one.
	for i, r := range text[:n] {
		if i > 0 && (unicode.IsSpace(r) || unseen(r) || !unicode.Is(unicode.M, r) && !joins(text[:i], r)) {
			return i
		}
	}
	return n
}

// joins says whether a character becomes one with the last of a text.
func joins(text string, r rune) bool {
	return utf8.RuneCountInString(norm.NFC.String(text+string(r))) <= utf8.RuneCountInString(norm.NFC.String(text))
}

// put appends what cps code points of the text fold to.
func (f *Folded) put(b *strings.Builder, folded string, cps int) {
	if cps != 1 || utf8.RuneCountInString(folded) != 1 {
		f.odd = append(f.odd, oddity{at: b.Len(), size: len(folded), cp: f.length, cps: cps})
	}
	b.WriteString(folded)
	f.length += cps
}

// plain folds a character of ASCII.
func (f *Folded) plain(c byte) byte {
	switch {
	case c == '`':
		return '\''
	case f.caseless && 'A' <= c && c <= 'Z':
		return c + 'a' - 'A'
	}
	return c
}

// letter folds a composed character.
func (f *Folded) letter(composed string) string {
	var b strings.Builder
	for _, r := range composed {
		sign, known := signs[r]
		switch {
		case unseen(r):
		case known:
			b.WriteRune(sign)
		case f.caseless && (r == 'ß' || r == 'ẞ'):
			b.WriteString("ss")
		case f.caseless:
			b.WriteRune(unicode.ToLower(unicode.ToUpper(r))) // by way of the capital, for letters have small forms of several kinds
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unseen are characters that nobody sees and that change no letter beside them: soft hyphen, zero width space, word joiner, byte order mark,
// and marks of the direction of writing.
func unseen(r rune) bool {
	switch r {
	case 0x00AD, 0x200B, 0x2060, 0xFEFF, 0x200E, 0x200F, 0x061C:
		return true
	}
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// signs are the kinds of quotation marks and dashes, with the one that stands for each.
var signs = func() map[rune]rune {
	all := map[rune]rune{}
	for sign, kinds := range map[rune]string{
		'\'': "`´‘’‚‛′‵ʹʻʼʽˈ‹›❛❜׳＇｀",
		'"':  "“”„‟″‶«»〝〞〟❝❞״＂「」『』《》〈〉",
		'-':  "‐‑‒–—―−⁃﹘﹣－⸺⸻",
	} {
		for _, kind := range kinds {
			all[kind] = sign
		}
	}
	return all
}()

// FoldSigns is a text as it is searched where case counts.
func FoldSigns(text string) string { return Fold(text, false).text }

// FoldWords is what all writings of some words have in common, whatever their case.
func FoldWords(words string) string { return strings.Trim(Fold(words, true).text, " ") }

// Find lists where words stand in the text, in its code points, without overlaps, at most limit. White space around them does not count. A
// place that would cut a composed character is none.
func (f *Folded) Find(words string, limit int) []annotate.Segment {
	part := strings.Trim(Fold(words, f.caseless).text, " ")
	if part == "" {
		return nil
	}
	var hits []annotate.Segment
	var w walk
	for at := 0; len(hits) < limit; {
		i := strings.Index(f.text[at:], part)
		if i < 0 {
			break
		}
		from := at + i
		start, whole := w.to(f, from, true)
		if !whole {
			_, size := utf8.DecodeRuneInString(f.text[from:])
			at = from + size
			continue
		}
		behind := w
		end, whole := behind.to(f, from+len(part), false)
		if !whole {
			_, size := utf8.DecodeRuneInString(f.text[from:])
			at = from + size
			continue
		}
		hits = append(hits, annotate.Segment{Start: start, End: end})
		w, at = behind, from+len(part)
	}
	return hits
}

// Contains says whether words stand anywhere in the text; no words stand in any.
func (f *Folded) Contains(words string) bool {
	return strings.TrimSpace(words) == "" || len(f.Find(words, 1)) > 0
}

// walk goes through a folded text from place to place.
type walk struct{ at, cp, odd int }

// to goes on to a place of the folded text, and returns where that is in the text, and whether a character begins there. What is left
// out at the place itself is passed where past is set.
func (w *walk) to(f *Folded, at int, past bool) (cp int, whole bool) {
	for w.odd < len(f.odd) {
		o := f.odd[w.odd]
		if o.at > at || o.at == at && (o.size > 0 || !past) {
			break
		}
		if o.at+o.size > at {
			return 0, false // within what stands for one character
		}
		w.at, w.cp = o.at+o.size, o.cp+o.cps
		w.odd++
	}
	w.cp += utf8.RuneCountInString(f.text[w.at:at])
	w.at = at
	return w.cp, true
}
