package ingest

import (
	"unicode"
	"unicode/utf8"
)

// The classes of character that cleaning tells apart.
const (
	keep = iota
	space
	lineEnd
	remove
)

// class says what cleaning does with a character wherever it stands.
func class(r rune) int {
	switch {
	case r >= ' ' && r < 0x7F:
		return keep
	case r == '\t':
		return space
	case r >= '\n' && r <= '\r', r == 0x85, r == 0x2028, r == 0x2029:
		return lineEnd
	case r < 0xA0: // the other controls
		return remove
	case unicode.Is(unicode.Zs, r):
		return space
	case r == 0xAD, // soft hyphen
		r == 0x200B, r == 0x2060, r == 0xFEFF, // zero-width space, word joiner, byte order mark
		r >= 0x2061 && r <= 0x2064, // invisible operators of formulas
		r >= 0x206A && r <= 0x206F, // deprecated controls
		r >= 0xFFF9 && r <= 0xFFFB: // annotation marks
		return remove
	}
	return keep
}

const (
	zwnj = 0x200C
	zwj  = 0x200D
)

// isJoiner says whether r is a joiner, which shapes the letters beside it and has no shape of its own.
func isJoiner(r rune) bool { return r == zwnj || r == zwj }

// isMark says whether r is a bidirectional mark that stands alone.
func isMark(r rune) bool { return r == 0x200E || r == 0x200F || r == 0x061C }

// opensBidi says whether r starts a stretch with a direction of its own, and with what character it ends.
func opensBidi(r rune) (end rune, opens bool) {
	switch {
	case r == 0x202A || r == 0x202B || r == 0x202D || r == 0x202E: // embeddings and overrides
		return 0x202C, true
	case r >= 0x2066 && r <= 0x2068: // isolates
		return 0x2069, true
	}
	return 0, false
}

func closesBidi(r rune) bool { return r == 0x202C || r == 0x2069 }

// isFormat says whether r is one of the characters on which dropFormat decides.
func isFormat(r rune) bool {
	_, opens := opensBidi(r)
	return isJoiner(r) || isMark(r) || opens || closesBidi(r)
}

// rightToLeft are the scripts that run from right to left and are in use.
var rightToLeft = []*unicode.RangeTable{
	unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam,
}

// joining are the scripts in whose spelling joiners have a meaning: those whose letters join, and those of India and
// its neighbours, whose letters stack.
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Adlam, unicode.Mongolian,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil,
	unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar, unicode.Tibetan,
}

// isEmoji says whether r may be a part of an emoji that a joiner puts together. It is a little generous: a joiner
// beside another sign does no harm.
func isEmoji(r rune) bool {
	return r >= 0x2190 && r <= 0x2BFF || r >= 0x1F000 && r <= 0x1FAFF || r == 0xFE0F || r == 0x20E3
}

// dropFormat removes the joiners and bidirectional controls that nothing needs, in place, and counts them.
//
// A joiner stays beside a letter of a script that is spelled with joiners, and between two parts of an emoji.
// Bidirectional controls stay only on lines with letters that run from right to left; there, marks that stand alone
// stay, and embeddings and isolates stay where they are closed on the same line in the order in which they were
// opened. A control that is left open would turn the words after it around on the screen, which is a way to hide what a
// text says.
func dropFormat(in []byte) (out []byte, dropped int) {
	out = in[:0]
	for start := 0; start < len(in); {
		end := start
		for end < len(in) && in[end] != '\n' {
			end++
		}
		line := in[start:min(end+1, len(in))]
		start = end + 1
		if !hasFormat(line) {
			out = append(out, line...)
			continue
		}
		before := utf8.RuneCount(line)
		fixed := dropJoiners(dropBidi([]rune(string(line))))
		dropped += before - len(fixed)
		out = append(out, string(fixed)...)
	}
	return out, dropped
}

// hasFormat says whether a line holds a character on which dropFormat decides. It looks at the bytes of UTF-8, since
// hardly any line does.
func hasFormat(line []byte) bool {
	for i := 0; i+1 < len(line); i++ {
		switch {
		case line[i] == 0xD8 && line[i+1] == 0x9C:
			return true
		case line[i] == 0xE2 && (line[i+1] == 0x80 || line[i+1] == 0x81):
			if r, _ := utf8.DecodeRune(line[i:]); isFormat(r) {
				return true
			}
		}
	}
	return false
}

func dropBidi(line []rune) []rune {
	rtl := false
	for _, r := range line {
		rtl = rtl || unicode.IsLetter(r) && unicode.In(r, rightToLeft...)
	}
	paired := pairs(line)
	out := line[:0]
	for i, r := range line {
		_, opens := opensBidi(r)
		if (isMark(r) && !rtl) || (opens || closesBidi(r)) && (!rtl || !paired[i]) {
			continue
		}
		out = append(out, r)
	}
	return out
}

// pairs says of each place whether it holds a control that is closed, or closes one, without crossing another.
func pairs(line []rune) []bool {
	paired := make([]bool, len(line))
	type opened struct {
		at  int
		end rune
	}
	var stack []opened
	for i, r := range line {
		if end, opens := opensBidi(r); opens {
			stack = append(stack, opened{i, end})
			continue
		}
		if n := len(stack); closesBidi(r) && n > 0 {
			if stack[n-1].end == r {
				paired[i], paired[stack[n-1].at] = true, true
			}
			stack = stack[:n-1]
		}
	}
	return paired
}

func dropJoiners(line []rune) []rune {
	out := line[:0]
	for i, r := range line {
		if isJoiner(r) {
			var before, after rune
			if len(out) > 0 {
				before = out[len(out)-1]
			}
			if i+1 < len(line) {
				after = line[i+1]
			}
			letters := unicode.In(before, joining...) || unicode.In(after, joining...)
			if isJoiner(before) || !letters && !(r == zwj && isEmoji(before) && isEmoji(after)) {
				continue
			}
		}
		out = append(out, r)
	}
	return out
}
