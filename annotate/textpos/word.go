package textpos

import (
	"iter"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos/lexicon"
)

// tokenUnit is the words of UAX #29.
var tokenUnit = &unit{
	window: 4096,
	safe:   func(t *Text, b int) bool { return tokenSafe(t.around(b)) },
	hard:   (*Text).graphemeFrom,
	first:  firstToken,
}

// wordUnit is the words that a person means: those of UAX #29, for which each syllable of Thai, Lao, Khmer and Burmese is
// one, and of these languages those of a dictionary.
var wordUnit = &unit{
	window: 4096,
	safe:   func(t *Text, b int) bool { return tokenSafe(t.around(b)) || lexicon.Certain(t.s, b) },
	hard:   (*Text).graphemeFrom,
	first:  firstWord,
}

func firstToken(s string) int {
	it := words.FromString(s)
	return len(it.First())
}

func firstWord(s string) int {
	token := firstToken(s)
	if !lexicon.Begins(s) {
		return token
	}
	for end := range lexicon.Ends(s, 0, len(s)) {
		for token < end { // a mark of another script may stand on the last letter
			token += firstToken(s[token:])
		}
		break
	}
	return token
}

// tokenSafe says that a word of UAX #29 ends between two code points, whatever stands around them.
func tokenSafe(before, after rune) bool {
	switch {
	case before == '\n', before == '\r' && after != '\n', (after == '\n' || after == '\r') && before != '\r':
		return true
	case before == ' ' && after == ' ':
		return false
	case before < 0x7F && after < 0x7F:
		return loose(before) || loose(after)
	case before == ' ':
		return plain(after)
	case after == ' ':
		return plain(before)
	}
	return ideographic(before) && ideographic(after)
}

// loose says that an ASCII code point joins no other into a word, blanks to blanks excepted.
func loose(r rune) bool {
	switch r {
	case '\'', '"', ',', ';', '.', ':', '_':
		return false
	}
	return r >= ' ' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
}

// ideographic says that r is Han, hiragana or one of their signs, each of which is a word of its own.
func ideographic(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3041 && r <= 0x3096 || r == '、' || r == '。'
}

// graphemeFrom is the first byte from b on at which a cluster begins.
func (t *Text) graphemeFrom(b int) int {
	b = t.runeStart(b)
	if from, to := t.piece(graphemeUnit, b); from != b {
		return to
	}
	return b
}

// telling says that s has a letter or a digit: only then does it count as a word.
func telling(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

func runes(s string) int { return utf8.RuneCountInString(s) }

// WordAt is the word with a letter or a digit that holds code point cp or, if there is none, ends at it; else an
// empty segment at cp. It cuts no cluster. Words of Thai, Lao, Khmer and Burmese are those of a dictionary.
func (t *Text) WordAt(cp int) annotate.Segment {
	cp = min(max(cp, 0), t.length)
	b := t.Byte(cp)
	if from, to := t.piece(wordUnit, b); telling(t.s[from:to]) {
		return t.SnapGraphemes(t.segment(from, to))
	}
	if b > 0 {
		if from, to := t.piece(wordUnit, t.Byte(cp-1)); to == b && telling(t.s[from:to]) {
			return t.SnapGraphemes(t.segment(from, to))
		}
	}
	return annotate.Segment{Start: cp, End: cp}
}

// NextWordEnd is the first end of a word with a letter or a digit after cp, else the end of the text.
func (t *Text) NextWordEnd(cp int) int {
	for b := t.Byte(cp); b < len(t.s); {
		from, to := t.piece(wordUnit, b)
		if telling(t.s[from:to]) {
			return t.SnapGraphemes(t.segment(from, to)).End
		}
		b = to
	}
	return t.length
}

// PrevWordStart is the last start of a word with a letter or a digit before cp, else 0.
func (t *Text) PrevWordStart(cp int) int {
	for b := t.Byte(cp); b > 0; {
		_, size := utf8.DecodeLastRuneInString(t.s[:b])
		from, to := t.piece(wordUnit, b-size)
		if telling(t.s[from:to]) {
			if start := t.SnapGraphemes(t.segment(from, to)).Start; start < cp {
				return start
			}
		}
		b = from
	}
	return 0
}

// Words yields, in order, the UAX #29 words with a letter or a digit that have a code point within seg, each whole. They
// are the tokens that agreement and datasets count by, and know no dictionary.
func (t *Text) Words(seg annotate.Segment) iter.Seq[annotate.Segment] {
	return func(yield func(annotate.Segment) bool) {
		for piece := range t.pieces(tokenUnit, seg) {
			if telling(piece.text) && !yield(piece.Segment) {
				return
			}
		}
	}
}

// piece is a stretch of text with its place.
type piece struct {
	annotate.Segment
	text string
}

// pieces yields the pieces of the text that have a code point within seg, each whole.
func (t *Text) pieces(u *unit, seg annotate.Segment) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		seg = t.clamp(seg)
		if seg.Start == seg.End {
			return
		}
		b, _ := t.piece(u, t.Byte(seg.Start))
		cp := t.CodePoint(b)
		for b < len(t.s) && cp < seg.End {
			for end := t.breakAfter(u, b); b < end && cp < seg.End; {
				text := t.s[b : b+u.first(t.s[b:end])]
				next := cp + runes(text)
				if !yield(piece{annotate.Segment{Start: cp, End: next}, text}) {
					return
				}
				b, cp = b+len(text), next
			}
		}
	}
}
