package quotation

import (
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
)

// quote is a stretch in quotation marks, the marks included.
type quote struct {
	annotate.Segment
	from, to int  // its tokens, the marks included
	goesOn   bool // it continues the one before, whose paragraph ended with its mark open
	taken    bool // somebody is said to have said it
}

// markAt says what a token does as a quotation mark: 'o' opens, 'c' closes, 'e' either, 0 is none. Single marks count where white space or
// another sign lies outside of them, since most are apostrophes.
func (f *finder) markAt(i int) byte {
	t := f.tokens[i]
	outside := func(left bool) bool {
		if left {
			return i == 0 || f.tokens[i-1].End < t.Start || f.tokens[i-1].sign != 0
		}
		return i+1 == len(f.tokens) || f.tokens[i+1].Start > t.End || f.tokens[i+1].sign != 0
	}
	inside := func(left bool) bool { // a letter or a sign stands right at it
		if left {
			return i > 0 && f.tokens[i-1].End == t.Start
		}
		return i+1 < len(f.tokens) && f.tokens[i+1].Start == t.End
	}
	switch t.sign {
	case '"', '“', '”', '„', '«', '»', '「', '」', '『', '』':
		switch {
		case inside(false) && !inside(true):
			return 'o'
		case inside(true) && !inside(false):
			return 'c'
		}
		return 'e'
	case '‘', '‹', '‚':
		if outside(true) && inside(false) {
			return 'o'
		}
	case '’', '›':
		if outside(false) && inside(true) {
			return 'c'
		}
	case '\'':
		switch {
		case outside(true) && inside(false):
			return 'o'
		case outside(false) && inside(true):
			return 'c'
		}
	}
	return 0
}

// single says whether a mark is one of those that apostrophes look like.
func single(r rune) bool {
	return r == '‘' || r == '’' || r == '\'' || r == '‹' || r == '›' || r == '‚'
}

// paragraphQuotes finds the stretches in quotation marks of a paragraph, whose tokens are [from,to): every other mark, of two sorts that
// may stand in each other. An odd one spoils no more than its own paragraph, unless the next one begins with a mark and goes on.
func (f *finder) paragraphQuotes(from, to int, open bool) (left bool) {
	marks, start := 0, -1
	for i := from; i < to; i++ {
		if f.markAt(i) != 0 && !single(f.tokens[i].sign) {
			marks++
		}
	}
	singles := marks == 0
	for i := from; i < to; i++ {
		kind := f.markAt(i)
		if kind == 0 || single(f.tokens[i].sign) != singles {
			continue
		}
		switch {
		case start < 0 && kind != 'c':
			start = i
		case start >= 0 && kind == 'o' && singles:
			start = i
		case start >= 0:
			f.quotes = append(f.quotes, f.quoteOf(start, i+1, open && start == from))
			start = -1
		}
	}
	if start >= 0 && !singles && f.spoken(to) {
		f.quotes = append(f.quotes, f.quoteOf(start, to, open && start == from))
		return true
	}
	return false
}

// spoken says whether a stretch whose mark stays open to the end of its paragraph goes on in the next, which then begins with a mark.
func (f *finder) spoken(to int) bool {
	next := to
	for next < len(f.tokens) && f.tokens[next].sign == '\n' {
		next++
	}
	return next > to && next < len(f.tokens) && f.markAt(next) == 'o' && !single(f.tokens[next].sign)
}

func (f *finder) quoteOf(from, to int, goesOn bool) quote {
	n := len(f.quotes)
	for i := from; i < to; i++ {
		f.tokens[i].quote = n
	}
	return quote{Segment: annotate.Segment{Start: f.tokens[from].Start, End: f.tokens[to-1].End}, from: from, to: to, goesOn: goesOn}
}

// content counts the words of a quotation that carry content, and says whether all of its longer words begin with a capital letter, as in
// a title.
func (f *finder) content(q quote) (n int, title bool) {
	title = true
	for _, t := range f.tokens[q.from:q.to] {
		if t.word == "" {
			continue
		}
		if !f.grammar.small[t.word] {
			n++
			first := []rune(t.letters)[0]
			title = title && (unicode.IsUpper(first) || unicode.IsDigit(first))
		}
	}
	return n, title
}
