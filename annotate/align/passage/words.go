package passage

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Match is a word of one passage and the one of another that belongs to it.
type Match struct {
	A, B annotate.Segment
	Same bool // letter by letter, however they are written; else of one stem
}

// wordsTime is how long the words of two passages are looked at for the most that they can share; then it is what was found by then.
const wordsTime = time.Second

// Words are the words that two passages share in the same order, in a language as of BCP 47, "" where unknown: the longest such series,
// by E. W. Myers, An O(ND) difference algorithm and its variations, Algorithmica 1 (1986).
func Words(a *textpos.Text, in annotate.Segment, b *textpos.Text, of annotate.Segment, language string) (matches []Match) {
	k := &keys{newReader(&Text{tongue: tongueOf(language)}), map[uint64]rune{}}
	as, bs := k.read(a, in), k.read(b, of)
	diff := diffmatchpatch.New()
	diff.DiffTimeout = wordsTime
	i, j := 0, 0
	for _, d := range diff.DiffMainRunes(as.keys, bs.keys, false) {
		n := utf8.RuneCountInString(d.Text)
		switch d.Type {
		case diffmatchpatch.DiffDelete:
			i += n
		case diffmatchpatch.DiffInsert:
			j += n
		default:
			for range n {
				matches = append(matches, Match{as.words[i], bs.words[j], as.forms[i] == bs.forms[j]})
				i, j = i+1, j+1
			}
		}
	}
	return matches
}

// keys number words: those of one stem have the same number, as a rune, which is what the comparison takes.
type keys struct {
	*reader
	of map[uint64]rune
}

// keyed are the words of a passage with their numbers, and with hashes of their letters.
type keyed struct {
	words []annotate.Segment
	keys  []rune
	forms []uint64
}

func (k *keys) read(text *textpos.Text, s annotate.Segment) (r keyed) {
	for word := range text.Words(s) {
		shape := k.shapeOf(text.Slice(word.Start, word.End))
		id := shape.form
		if shape.stem >= 0 {
			id = k.stems[shape.stem].id
		}
		key, known := k.of[id]
		if !known {
			if key = rune(len(k.of) + 1); key >= 0xd800 {
				key += 0x800 // half characters of UTF-16 are none
			}
			k.of[id] = key
		}
		r.words, r.keys, r.forms = append(r.words, word), append(r.keys, key), append(r.forms, shape.form)
	}
	return r
}

// Counterpart is what of passage b belongs to a stretch of passage a, by the words that Words matched, and which share of the words of
// the stretch these are; not ok where none is. Words at its ends that b has otherwise are taken with it, as many as stand there in a,
// and quotation marks where the stretch has them.
func Counterpart(a *textpos.Text, stretch annotate.Segment, b *textpos.Text, in annotate.Segment, matches []Match) (found annotate.Segment, share float64, ok bool) {
	first, last, before, behind := -1, -1, in.Start, in.End
	for i, m := range matches {
		switch {
		case m.A.Start < stretch.Start:
			before = m.B.End
		case m.A.End > stretch.End:
			behind = min(behind, m.B.Start)
		default:
			if last = i; first < 0 {
				first = i
			}
		}
	}
	if first < 0 {
		return annotate.Segment{}, 0, false
	}
	words, lead, tail := 0, 0, 0
	for w := range a.Words(stretch) {
		words++
		if w.End <= matches[first].A.Start {
			lead++
		}
		if w.Start >= matches[last].A.End {
			tail++
		}
	}
	found = annotate.Segment{Start: matches[first].B.Start, End: matches[last].B.End}
	var ahead []annotate.Segment
	for w := range b.Words(annotate.Segment{Start: before, End: found.Start}) {
		ahead = append(ahead, w)
	}
	if lead = min(lead, len(ahead)); lead > 0 {
		found.Start = ahead[len(ahead)-lead].Start
	}
	for w := range b.Words(annotate.Segment{Start: found.End, End: behind}) {
		if tail == 0 {
			break
		}
		found.End, tail = w.End, tail-1
	}
	return quotedAlike(a, stretch, b, found), float64(last-first+1) / float64(max(words, 1)), true
}

// quotes are the marks that quotations begin and end with.
const quotes = "\"“”„‟«»‹›‘’‚「」『』"

// quotedAlike has a stretch of b begin and end with the quotation marks that stand there, where that of a does.
func quotedAlike(a *textpos.Text, stretch annotate.Segment, b *textpos.Text, found annotate.Segment) annotate.Segment {
	quote := func(t *textpos.Text, at int) bool {
		return at >= 0 && at < t.Len() && strings.Contains(quotes, t.Slice(at, at+1))
	}
	if stretch.End > stretch.Start && quote(a, stretch.Start) && quote(b, found.Start-1) {
		found.Start--
	}
	if stretch.End > stretch.Start && quote(a, stretch.End-1) && quote(b, found.End) {
		found.End++
	}
	return found
}
