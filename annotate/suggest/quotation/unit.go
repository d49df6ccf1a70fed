package quotation

import (
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
)

// item is a word or sign of a sentence, or one of its quotations as a whole.
type item struct {
	token
	whole int // place of the quotation in finder.quotes, -1 for a word or sign
}

func (i item) isQuote() bool { return i.whole >= 0 }

// comma says whether an item parts a clause from what stands in it.
func (i item) comma() bool { return i.sign == ',' || i.sign == '،' || i.dash() }

func (i item) dash() bool { return i.sign == '–' || i.sign == '—' || i.sign == '-' }

// possessive says whether an item is the apostrophe of the word before: the dockers’ union.
func (i item) possessive(before item) bool {
	return (i.sign == '’' || i.sign == '\'') && before.word != "" && before.End == i.Start
}

// ends says whether an item ends a sentence.
func (i item) ends() bool { return i.sign == '.' || i.sign == '!' || i.sign == '?' || i.sign == '…' }

// unit is a sentence, or what lies between two quotation marks of one. Its methods are many because each asks the same few words another
// question, and most of them ask each other: who stands before a verb, what a clause is, where it ends.
type unit struct {
	*finder
	items []item
	inner bool // it stands in quotation marks
}

// paragraphs goes through the text, paragraph by paragraph.
func (f *finder) paragraphs() {
	open := false
	for from := 0; from < len(f.tokens); {
		to := from
		for to < len(f.tokens) && f.tokens[to].sign != '\n' {
			to++
		}
		if to > from {
			open = f.paragraphQuotes(from, to, open)
			f.units(from, to)
		}
		from = to + 1
	}
}

// units goes through the sentences of a paragraph. What stands in quotation marks parts none.
func (f *finder) units(from, to int) {
	begins := map[int]bool{}
	for s := range f.text.Sentences(annotate.Segment{Start: f.tokens[from].Start, End: f.tokens[to-1].End}) {
		begins[s.Start] = true
	}
	var items []item
	flush := func() {
		if len(items) > 0 {
			(&unit{finder: f, items: items}).read()
		}
		items = nil
	}
	for i := from; i < to; i++ {
		t := f.tokens[i]
		if begins[t.Start] && !f.goesOnAt(items, t) {
			flush()
		}
		if t.quote < 0 {
			items = append(items, item{t, -1})
			continue
		}
		q := f.quotes[t.quote]
		items = append(items, item{token{Segment: q.Segment, sign: '“', quote: t.quote}, t.quote})
		f.within(q)
		i = q.to - 1
	}
	flush()
}

// goesOnAt says whether a sentence goes on with a token though a quotation in it ended like one: “Who knew?” asked the mayor.
func (f *finder) goesOnAt(items []item, t token) bool {
	if len(items) == 0 || !items[len(items)-1].isQuote() {
		return false
	}
	return t.word != "" && !t.upper || t.upper && t.quote < 0 && f.asks(items[len(items)-1])
}

// asks says whether a quotation ends with a question or a call, after which its speaker may come with a capital letter.
func (f *finder) asks(i item) bool {
	q := f.quotes[i.whole]
	last := f.tokens[max(q.from, q.to-2)].sign
	return last == '?' || last == '!'
}

// within goes through the sentences of a quotation for what others are said in it to say.
func (f *finder) within(q quote) {
	var items []item
	flush := func() {
		if len(items) > 5 {
			(&unit{finder: f, items: items, inner: true}).read()
		}
		items = nil
	}
	for _, t := range f.tokens[q.from:q.to] {
		if f.sign(t) {
			continue
		}
		items = append(items, item{t, -1})
		if t.sign == '.' || t.sign == '!' || t.sign == '?' {
			flush()
		}
	}
	flush()
}

// sign says whether a token is a quotation mark.
func (f *finder) sign(t token) bool {
	return t.sign != 0 && unicode.In(t.sign, unicode.Pi, unicode.Pf) || t.sign == '"' || t.sign == '„'
}

// segment is what items [from,to) go over, without the sign at the end; not ok where that is nothing.
func (u *unit) segment(from, to int) (s annotate.Segment, ok bool) {
	for to > from && u.items[to-1].sign != 0 && !u.items[to-1].isQuote() && u.items[to-1].sign != ')' {
		to--
	}
	for from < to && u.items[from].sign != 0 && !u.items[from].isQuote() && u.items[from].sign != '(' {
		from++
	}
	if from >= to {
		return s, false
	}
	return annotate.Segment{Start: u.items[from].Start, End: u.items[to-1].End}, true
}

// words counts the words of items [from,to), those in quotation marks included.
func (u *unit) words(from, to int) (n int) {
	for _, i := range u.items[from:to] {
		switch {
		case i.isQuote():
			for _, t := range u.tokens[u.quotes[i.whole].from:u.quotes[i.whole].to] {
				if t.word != "" {
					n++
				}
			}
		case i.word != "":
			n++
		}
	}
	return n
}

// after is the first item from i on that fits, or the end.
func (u *unit) after(i int, fits func(item) bool) int {
	for i < len(u.items) && !fits(u.items[i]) {
		i++
	}
	return i
}
