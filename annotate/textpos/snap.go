package textpos

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

// TrimSpace is seg without the white space and invisible signs at its ends; empty where there is nothing else.
func (t *Text) TrimSpace(seg annotate.Segment) annotate.Segment {
	seg = t.clamp(seg)
	from, to := t.Byte(seg.Start), t.Byte(seg.End)
	left := strings.TrimLeftFunc(t.s[from:to], blank)
	from = to - len(left)
	to = from + len(strings.TrimRightFunc(left, blank))
	start := t.CodePoint(from)
	return annotate.Segment{Start: start, End: start + runes(t.s[from:to])}
}

// blank says that r leaves the page white.
func blank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200B' || r == '\u2060' || r == '\uFEFF'
}

// SnapWords grows seg to whole words and leaves out the white space, punctuation and quotation marks at its ends; it
// is empty where nothing else is in seg. A word is that of WordAt, so "don't" keeps its apostrophe and "U.S." loses its
// last full stop. A bracket or quotation mark at one end stays if its partner lies inside, as in
// "Inter-Services Intelligence (ISI)", and so do the signs that belong to a word: "#1", "5%".
func (t *Text) SnapWords(seg annotate.Segment) annotate.Segment {
	seg = t.clamp(seg)
	if seg.Start == seg.End {
		return t.SnapGraphemes(seg)
	}
	from, to := t.Byte(seg.Start), t.Byte(seg.End)
	if begin, end := t.piece(wordUnit, from); begin < from && telling(t.s[begin:end]) {
		from = begin
	}
	if begin, end := t.piece(wordUnit, to); begin < to && telling(t.s[begin:end]) {
		to = end
	}
	from, to = t.trimMarks(from, to)
	return t.SnapGraphemes(t.segment(from, to))
}

// trimMarks takes white space and punctuation off both ends of the bytes [from,to).
func (t *Text) trimMarks(from, to int) (int, int) {
	for from < to {
		first, size := utf8.DecodeRuneInString(t.s[from:to])
		last, lastSize := utf8.DecodeLastRuneInString(t.s[from:to])
		switch {
		case blank(first) || mark(first) && !t.opensInside(first, from, to):
			from += size
		case blank(last) || mark(last) && !t.closesInside(last, from, to):
			to -= lastSize
		default:
			return from, to
		}
	}
	return from, from
}

// mark says that r is punctuation that belongs to the sentence, not to a word.
func mark(r rune) bool {
	return r == '`' || r == '´' || unicode.IsPunct(r) && !strings.ContainsRune("#@%‰&§", r)
}

const opening = `([{“‘«‹„‚「『《〈（【"'`
const closing = `)]}”’»›“‘」』》〉）】"'`

// partner is the code point that stands in list where r stands in among.
func partner(r rune, among, list string) (rune, bool) {
	i := strings.IndexRune(among, r)
	if i < 0 {
		return 0, false
	}
	return []rune(list)[utf8.RuneCountInString(among[:i])], true
}

// opensInside says that r, the first code point of the bytes [from,to), opens what is closed before their last word
// ends: the partner comes, and not only at the very end.
func (t *Text) opensInside(r rune, from, to int) bool {
	end, found := partner(r, opening, closing)
	if !found {
		return false
	}
	from += utf8.RuneLen(r)
	inside := t.s[from:min(to, from+wordUnit.window)]
	for at, c := range inside {
		if c == end && !t.apostrophe(from+at, c) {
			return telling(t.s[from+at : to])
		}
	}
	return false
}

// closesInside says that r, the last code point of the bytes [from,to), closes what is opened after their first word
// begins.
func (t *Text) closesInside(r rune, from, to int) bool {
	begin, found := partner(r, closing, opening)
	if !found {
		return false
	}
	to -= utf8.RuneLen(r)
	for at := to; at > max(from, to-wordUnit.window); {
		c, size := utf8.DecodeLastRuneInString(t.s[from:at])
		at -= size
		if c == begin && !t.apostrophe(at, c) {
			return telling(t.s[from:at])
		}
	}
	return false
}

// apostrophe says that c, at byte b, stands between two letters.
func (t *Text) apostrophe(b int, c rune) bool {
	before, _ := utf8.DecodeLastRuneInString(t.s[:b])
	after, _ := utf8.DecodeRuneInString(t.s[b+utf8.RuneLen(c):])
	return (c == '\'' || c == '’') && unicode.IsLetter(before) && unicode.IsLetter(after)
}
