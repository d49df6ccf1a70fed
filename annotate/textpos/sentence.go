package textpos

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"

	"github.com/parallax-annotation/parallax/annotate"
)

var sentenceUnit = &unit{
	window: 16 << 10,
	safe:   sentenceSafe,
	hard: func(t *Text, b int) int {
		if at, found := t.firstSafe(tokenUnit, b, b+tokenUnit.window); found {
			return at
		}
		return t.graphemeFrom(b)
	},
	first: firstSentence,
}

// sentenceSafe says that a sentence ends at byte b whatever stands further away: after a line end, or between the white
// space after a full stop and a capital letter.
func sentenceSafe(t *Text, b int) bool {
	before, after := t.around(b)
	switch {
	case before == '\n', before == '\r' && after != '\n', before == '\u2028', before == '\u2029':
		return true
	case before == '。':
		return after >= 0x4E00 && after <= 0x9FFF || after >= 0x3041 && after <= 0x3096
	case before != ' ' || !plain(after) || !begins(after) && !quoted(t.s[b:]):
		return false
	}
	end := strings.TrimRight(t.s[max(0, b-16):b], " ")
	return strings.HasSuffix(end, ".") && !continues(t.s[:b], t.s[b:]) ||
		strings.HasSuffix(end, "!") || strings.HasSuffix(end, "?") || strings.HasSuffix(end, "؟")
}

// begins says that a sentence may begin with r by the rules of UAX #29 alone.
func begins(r rune) bool {
	return unicode.IsUpper(r) || r >= 0x370 && unicode.Is(unicode.Lo, r)
}

// quoted says that s begins with an opening mark and a capital letter from A to Z.
func quoted(s string) bool {
	for _, mark := range []string{"“", "‘", "\"", "'", "("} {
		if rest, found := strings.CutPrefix(s, mark); found {
			return rest != "" && rest[0] >= 'A' && rest[0] <= 'Z'
		}
	}
	return false
}

// firstSentence joins the sentences of UAX #29, which end at every full stop that a capital letter follows, across
// abbreviations.
func firstSentence(s string) int {
	it := sentences.FromString(s)
	end := 0
	for it.Next() {
		end = it.End()
		if end < len(s) && !continues(s[:end], s[end:]) {
			break
		}
	}
	return end
}

var (
	// titles stand before a name.
	titles = annotate.SetOf(" ", "Mr Mrs Ms Mx Dr Prof Gen Lt Col Sgt Capt Maj Cmdr Adm Brig Sen Rep Gov Pres Hon Rev Fr St Messrs "+
		"Mme Mlle Amb Sec Supt Insp Det Cpl Pvt vs cf e.g i.e viz")
	// counted stand before a number.
	counted = annotate.SetOf(" ", "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec No Nos p pp Vol vol Fig fig Art art ch Ch para ca")
	// starters begin a sentence more often than they go on after an abbreviation such as "U.S.".
	starters = annotate.SetOf(" ", "A About According After All Also Although An And Another Any As At Because Before Both But By Despite "+
		"During Each Even Every Few For From Had Has He Her Here His How However I If In Instead Is It Its Last Later Many "+
		"Meanwhile Most My Neither No Nor Not Now Of On Once One Only Or Other Others Our She Should Since So Some Still "+
		"Such That The Their Then There These They This Those Though Three To Today Two Under Until We What When Where "+
		"Whether Which While Who Why With Yesterday Yet You")
)

// continues says that the sentence at the end of before, which ends in a full stop and white space, goes on in after:
// after a title ("Gen. Kayani"), after a month or "No." if a number follows, after an initial of a name
// ("George W. Bush", "J. K. Rowling") and after an abbreviation in capitals ("the U.S. Embassy"), unless the next word is one that
// begins sentences. Where "U.S." does end a sentence that another name begins, two sentences stay one: for marking
// claims that does less harm than a claim cut in two.
func continues(before, after string) bool {
	trimmed := strings.TrimRight(before[max(0, len(before)-64):], " \u00a0")
	stem, dot := strings.CutSuffix(trimmed, ".")
	next, _ := utf8.DecodeRuneInString(after)
	if !dot || !(unicode.IsLetter(next) || unicode.IsDigit(next)) {
		return false
	}
	cut := strings.LastIndexFunc(stem, func(r rune) bool { return r != '.' && !unicode.IsLetter(r) })
	_, size := utf8.DecodeRuneInString(stem[max(cut, 0):])
	if cut < 0 {
		cut, size = 0, 0
	}
	last, earlier := stem[cut+size:], stem[:cut+size]
	switch {
	case titles[last]:
		return true
	case counted[last]:
		return unicode.IsDigit(next)
	case !capitals(last) || starters[leading(after)]:
		return false
	}
	return strings.Contains(last, ".") || namely(earlier) || strings.HasPrefix(after[utf8.RuneLen(next):], ".")
}

// capitals says that s is one capital letter or several with full stops between them.
func capitals(s string) bool {
	for _, part := range strings.Split(s, ".") {
		r, size := utf8.DecodeRuneInString(part)
		if !unicode.IsUpper(r) || size != len(part) {
			return false
		}
	}
	return s != "I"
}

// namely says that an initial after s belongs to a name: s is empty, ends a line, or ends in a capitalised word or
// another initial.
func namely(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 {
		return true
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(words[len(words)-1], `"'“‘(`))
	return unicode.IsUpper(r)
}

// leading is the letters with which s begins, at most 16 bytes.
func leading(s string) string {
	s = s[:min(len(s), 16)]
	if end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }); end >= 0 {
		return s[:end]
	}
	return s
}

// SentenceAt is the sentence that holds code point cp or precedes the white space at it, without white space at its
// ends; an empty segment at cp on an empty line. It cuts no cluster and never reaches over a line end.
func (t *Text) SentenceAt(cp int) annotate.Segment {
	cp = min(max(cp, 0), t.length)
	b := t.Byte(cp)
	if b == len(t.s) && b > 0 && t.s[b-1] != '\n' {
		b = t.Byte(cp - 1)
	}
	seg := t.TrimSpace(t.segment(t.piece(sentenceUnit, b)))
	if seg.Start == seg.End {
		return annotate.Segment{Start: cp, End: cp}
	}
	return t.SnapGraphemes(seg)
}

// Sentences yields, in order, the sentences that have a code point within seg, each whole, without white space at
// its ends. Stretches of nothing but white space are left out.
func (t *Text) Sentences(seg annotate.Segment) iter.Seq[annotate.Segment] {
	return func(yield func(annotate.Segment) bool) {
		for piece := range t.pieces(sentenceUnit, seg) {
			if trimmed := t.TrimSpace(piece.Segment); trimmed.Start < trimmed.End && !yield(trimmed) {
				return
			}
		}
	}
}
