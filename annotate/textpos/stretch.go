package textpos

import "unicode/utf8"

// unit is a way to cut text into pieces: graphemes, words or sentences.
type unit struct {
	// window bounds, in bytes, how far a safe break is looked for.
	window int
	// safe says that a piece ends at byte b (0 < b < Bytes, where a code point begins) whatever stands further away.
	// It may miss breaks, never invent one.
	safe func(t *Text, b int) bool
	// hard is where a window that begins at byte b is cut when it has no safe break: the first fitting place from b
	// on within the window.
	hard func(t *Text, b int) int
	// first is the length in bytes of the first piece of s, which is not empty.
	first func(s string) int
}

// stretch returns the bytes [from,to) about b that can be segmented by themselves: pieces of the whole text end at
// both.
//
// Segmentation begun in the middle of a piece goes wrong (half a flag, half an emoji sequence), and UAX #29 has no bound
// on how far back the beginning may lie. So the nearest safe breaks are looked for. A text that has none in a whole
// window (4 kB of flags without anything between them, a line of 3 MB of letters) is cut there: where the cuts lie
// depends on the text only, not on where one asks.
func (t *Text) stretch(u *unit, b int) (from, to int) {
	return t.breakBefore(u, b), t.breakAfter(u, b)
}

// breakBefore is the nearest safe break or cut at or before byte b, at which a code point begins.
func (t *Text) breakBefore(u *unit, b int) int {
	begin := b / u.window * u.window
	if at, found := t.lastSafe(u, begin, b); found {
		return at
	}
	if begin == 0 {
		return 0
	}
	if _, found := t.firstSafe(u, b+1, begin+u.window); !found {
		if at := u.hard(t, begin); at <= b {
			return at
		}
	}
	begin -= u.window
	if at, found := t.lastSafe(u, begin, begin+u.window-1); found {
		return at
	}
	if begin == 0 {
		return 0
	}
	return u.hard(t, begin)
}

// breakAfter is the nearest safe break or cut after byte b.
func (t *Text) breakAfter(u *unit, b int) int {
	begin := b / u.window * u.window
	if at, found := t.firstSafe(u, b+1, begin+u.window); found {
		return at
	}
	if begin > 0 {
		if _, found := t.lastSafe(u, begin, b); !found {
			if at := u.hard(t, begin); at > b {
				return at
			}
		}
	}
	begin += u.window
	if begin >= len(t.s) {
		return len(t.s)
	}
	if at, found := t.firstSafe(u, begin, begin+u.window); found {
		return at
	}
	return u.hard(t, begin)
}

// firstSafe is the first safe break in [from,to); the end of the text is one.
func (t *Text) firstSafe(u *unit, from, to int) (int, bool) {
	for b := t.runeStart(from); b < to; b += width(t.s[b]) {
		if b >= len(t.s) {
			return len(t.s), true
		}
		if b > 0 && u.safe(t, b) {
			return b, true
		}
	}
	return 0, false
}

// lastSafe is the last safe break in [from,to].
func (t *Text) lastSafe(u *unit, from, to int) (int, bool) {
	for b := to; b >= from && b > 0; b-- {
		if b == len(t.s) || utf8.RuneStart(t.s[b]) && u.safe(t, b) {
			return b, true
		}
	}
	return 0, false
}

// runeStart is the first byte from b on at which a code point begins, or the end of the text.
func (t *Text) runeStart(b int) int {
	for b < len(t.s) && !utf8.RuneStart(t.s[b]) {
		b++
	}
	return min(b, len(t.s))
}

// around returns the code points before and after byte b, at which one begins.
func (t *Text) around(b int) (before, after rune) {
	after, _ = utf8.DecodeRuneInString(t.s[b:])
	before, _ = utf8.DecodeLastRuneInString(t.s[:b])
	return before, after
}

// piece returns the bytes [from,to) of the piece that holds the byte b, at which a code point begins; both are the
// end of the text for b at the end.
func (t *Text) piece(u *unit, b int) (from, to int) {
	if b >= len(t.s) {
		return len(t.s), len(t.s)
	}
	from, end := t.stretch(u, b)
	for {
		to = from + u.first(t.s[from:end])
		if to > b {
			return from, to
		}
		from = to
	}
}
