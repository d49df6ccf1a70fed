package textpos

import (
	"github.com/clipperhouse/uax29/v2/graphemes"

	"github.com/parallax-annotation/parallax/annotate"
)

var graphemeUnit = &unit{
	window: 4096,
	safe:   func(t *Text, b int) bool { return graphemeSafe(t.around(b)) },
	hard:   func(t *Text, b int) int { return t.runeStart(b) },
	first: func(s string) int {
		it := graphemes.FromString(s)
		return len(it.First())
	},
}

// graphemeSafe says that a cluster ends between two code points, whatever stands around them.
func graphemeSafe(before, after rune) bool {
	switch {
	case before == '\n', before == '\r' && after != '\n':
		return true
	case mayPrepend(before):
		return false
	case plain(after):
		return before != '\r' || after != '\n'
	case after >= 0xAC00 && after <= 0xD7A3: // Hangul syllable: only a leading consonant joins it from the left
		return !leadingJamo(before)
	case flagLetter(after):
		return !flagLetter(before)
	case after >= 0x1F300 && after <= 0x1FAFF && (after < 0x1F3FB || after > 0x1F3FF): // pictograph
		return before != zeroWidthJoiner
	}
	return false
}

const zeroWidthJoiner = '\u200D'

// flagLetter says that r is a regional indicator, two of which make a flag.
func flagLetter(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

func leadingJamo(r rune) bool {
	return r >= 0x1100 && r <= 0x115F || r >= 0xA960 && r <= 0xA97F
}

// mayPrepend says that r might be of the class Prepend, which joins what follows. It admits whole blocks in which a
// few are.
func mayPrepend(r rune) bool {
	switch {
	case r < 0x600, r >= 0x620 && r <= 0x6DC, r >= 0x900 && r <= 0xD4D, r >= 0xD50 && r <= 0xFFFF,
		r >= 0x1F000 && r <= 0x1FAFF, r >= 0x20000 && r <= 0x3FFFF:
		return false
	}
	return true
}

// plain says that r is a code point that nothing but a Prepend joins to what stands before it. It knows those that
// make up nearly all text, not all.
func plain(r rune) bool {
	switch {
	case r < 0x7F: // ASCII; CR LF is for the caller
		return true
	case r >= 0xC0 && r <= 0x2FF, // Latin
		r >= 0x370 && r <= 0x481, r >= 0x48A && r <= 0x58A, // Greek, Cyrillic, Armenian
		r >= 0x5D0 && r <= 0x5EA, r >= 0x620 && r <= 0x64A, // Hebrew, Arabic letters
		r >= 0x0E01 && r <= 0x0E30,                             // Thai consonants
		r >= 0x2010 && r <= 0x2027,                             // dashes, quotes, ellipsis
		r >= 0x3001 && r <= 0x3002, r >= 0x3008 && r <= 0x3011, // CJK punctuation
		r >= 0x3041 && r <= 0x3096, r >= 0x30A1 && r <= 0x30FA, // kana
		r >= 0x3400 && r <= 0x4DBF, r >= 0x4E00 && r <= 0x9FFF, // Han
		r >= 0xFF01 && r <= 0xFF9D: // full-width forms
		return true
	}
	return false
}

// GraphemeAt is the grapheme cluster that holds code point cp; an empty segment at the end of the text.
func (t *Text) GraphemeAt(cp int) annotate.Segment {
	from, to := t.piece(graphemeUnit, t.Byte(cp))
	return t.segment(from, to)
}

// NextGrapheme is the end of the cluster at cp: where the caret goes from cp with →.
func (t *Text) NextGrapheme(cp int) int { return t.GraphemeAt(cp).End }

// PrevGrapheme is the start of the cluster before cp: where the caret goes from cp with ←.
func (t *Text) PrevGrapheme(cp int) int {
	cp = min(cp, t.length)
	if cp <= 0 {
		return 0
	}
	return t.GraphemeAt(cp - 1).Start
}

// IsGrapheme says that no cluster is cut at cp: a caret may stand there and a span may begin or end there. Positions
// outside the text are none.
func (t *Text) IsGrapheme(cp int) bool {
	if cp <= 0 || cp >= t.length {
		return cp == 0 || cp == t.length
	}
	b := t.Byte(cp)
	if graphemeUnit.safe(t, b) {
		return true
	}
	from, _ := t.piece(graphemeUnit, b)
	return from == b
}

// SnapGraphemes grows seg until it cuts no cluster. An empty segment moves to the start of the cluster that it cuts.
func (t *Text) SnapGraphemes(seg annotate.Segment) annotate.Segment {
	seg = t.clamp(seg)
	empty := seg.Start == seg.End
	if !t.IsGrapheme(seg.Start) {
		seg.Start = t.GraphemeAt(seg.Start).Start
	}
	if empty {
		return annotate.Segment{Start: seg.Start, End: seg.Start}
	}
	if !t.IsGrapheme(seg.End) {
		seg.End = t.GraphemeAt(seg.End).End
	}
	return seg
}

// clamp puts the ends of seg within the text and in order.
func (t *Text) clamp(seg annotate.Segment) annotate.Segment {
	start := min(max(seg.Start, 0), t.length)
	return annotate.Segment{Start: start, End: min(max(seg.End, start), t.length)}
}

// segment is the bytes [from,to), where code points begin, in code points.
func (t *Text) segment(from, to int) annotate.Segment {
	start := t.CodePoint(from)
	return annotate.Segment{Start: start, End: start + runes(t.s[from:to])}
}
