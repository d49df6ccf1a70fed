package quotation

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// phrase is a noun phrase that speaks.
type phrase struct {
	from, to int // its items
	clause   int // the first item of the clause that it is the subject of
	pronoun  bool
	named    bool // it is a name
	negated  bool // it is said not to say it
}

const longestPhrase = 14 // words of a noun phrase

// segment is where a phrase stands.
func (u *unit) place(p phrase) annotate.Segment {
	return annotate.Segment{Start: u.items[p.from].Start, End: u.items[p.to-1].End}
}

// before is who speaks before a verb at v: S V, S, who …, V, and S, Name, V.
func (u *unit) before(v int) (p phrase, ok bool) {
	j, negated, passive := v-1, false, false
	for j >= 0 && u.items[j].word != "" && (u.items[j].in(u.grammar.between) || u.items[j].in(u.grammar.not) || adverb(u.items[j].word)) {
		negated = negated || u.items[j].in(u.grammar.not)
		passive = passive || u.items[j].in(u.grammar.be)
		j--
	}
	verb := u.items[v].word
	if j < 0 || passive && !strings.HasSuffix(verb, "ing") {
		return p, false
	}
	switch {
	case u.items[j].comma():
		p, ok = u.aside(j)
	case u.items[j].in(u.grammar.relative) && u.items[j].in(u.grammar.stops): // others who say
		if j > 0 && u.items[j-1].comma() {
			j--
		}
		p, ok = u.endingAt(j - 1)
		ok = ok && (p.named || u.sourceIn(p.from, p.to)) // else: a rudder that answered
		p.clause = 0                                     // what stands before is not what they say
	default:
		p, ok = u.endingAt(j)
	}
	p.negated = negated
	return p, ok
}

// adverb says whether a word says how something is said.
func adverb(word string) bool {
	return len(word) > 4 && (strings.HasSuffix(word, "ly") || strings.HasSuffix(word, "mente") || strings.HasSuffix(word, "ment"))
}

// aside is the speaker before what is said of him between two commas or dashes, of which the second is item at.
func (u *unit) aside(at int) (phrase, bool) {
	sign := u.items[at].dash()
	for k := at - 2; k > 0 && at-k < 40; k-- {
		if !u.items[k].comma() || u.items[k].dash() != sign || u.items[k+1].isQuote() {
			continue
		}
		head, ok := u.endingAt(k - 1)
		if !ok {
			continue
		}
		if u.name(k+1, at) {
			return phrase{from: k + 1, to: at, clause: head.clause, named: true}, true
		}
		first := u.items[k+1]
		if first.in(u.grammar.relative) || first.sign == 0 && strings.HasSuffix(first.word, "ing") || first.word != "" && first.word[0] >= '0' && first.word[0] <= '9' || first.in(u.lexicon.sources) {
			return head, true
		}
	}
	return phrase{}, false
}

// name says whether items are a name: words with capital letters, and what joins them.
func (u *unit) name(from, to int) bool {
	if from >= to || to-from > 8 || u.items[from].in(u.grammar.determiners) {
		return false
	}
	capitals := 0
	for _, i := range u.items[from:to] {
		switch {
		case i.upper && !i.in(u.grammar.days):
			capitals++
		case particle[i.word]:
		default:
			return false
		}
	}
	return capitals > 0 && u.items[to-1].upper
}

// particle are words of names that are written small.
var particle = list("de del della der den von van zu al bin ibn la le du dos da di el y of and the")

// endingAt is the noun phrase whose last item is j.
func (u *unit) endingAt(j int) (phrase, bool) {
	if j < 0 || u.items[j].word == "" && u.items[j].sign != ')' {
		return phrase{}, false
	}
	if w := u.items[j]; w.in(u.grammar.pronouns) && (j == 0 || !u.items[j-1].in(u.grammar.determiners) || w.in(u.grammar.determiners)) && !u.items[j].in(u.grammar.relative) {
		return phrase{from: j, to: j + 1, clause: j, pronoun: true}, true
	}
	i := j
	for i > 0 && j-i < longestPhrase && u.partOf(i-1, i, j) {
		i--
	}
	for i < j && u.items[i].in(u.grammar.leads) {
		i++
	}
	from := i
	if u.items[from].in(u.grammar.preps) { // in September the mayor said
		if from = u.lastPhrase(from, j); from < 0 {
			return phrase{}, false
		}
	}
	p := phrase{from: from, to: j + 1, clause: i}
	return u.speaks(p)
}

// lastPhrase is where the last noun phrase of items [from,to] begins that no preposition leads into, -1 for none.
func (u *unit) lastPhrase(from, to int) int {
	start := -1
	for i := to; i > from; i-- {
		w := u.items[i]
		if w.in(u.grammar.days) || w.in(u.grammar.preps) && !w.in(u.grammar.joins) {
			break
		}
		if w.in(u.grammar.determiners) || w.upper && !u.items[i-1].upper {
			start = i
			if w.in(u.grammar.determiners) {
				break
			}
		}
	}
	if start > from && u.items[start-1].in(u.grammar.preps) {
		return -1
	}
	return start
}

// partOf says whether item i belongs to the noun phrase that item next begins so far and item last ends.
func (u *unit) partOf(i, next, last int) bool {
	w := u.items[i]
	switch {
	case w.word == "" && !w.isQuote():
		return w.sign == '(' || w.sign == ')' || i > 0 && w.possessive(u.items[i-1])
	case w.word == "", w.in(u.grammar.finite):
		return false
	case w.in(u.grammar.stops):
		return w.in(u.grammar.determiners) && u.sourceIn(next, last+1) && (i == 0 || u.items[i-1].sign != 0) // that official
	case w.in(u.grammar.and):
		return i > 0 && u.items[i-1].upper && (u.items[next].upper || u.items[next].in(u.grammar.determiners))
	case w.in(u.grammar.pronouns) && !w.in(u.grammar.determiners) && !w.in(u.lexicon.sources):
		return false
	case u.lexicon.verbs[w.word] != nil && !w.upper && !u.lexicon.sources[w.word]:
		return false
	}
	return true
}

// sourceIn says whether one of some items is what a source is called.
func (u *unit) sourceIn(from, to int) bool {
	for _, i := range u.items[from:to] {
		if i.in(u.lexicon.sources) {
			return true
		}
	}
	return false
}

// speaks says whether a noun phrase may be somebody: it has a name in it, or is called as a source is, or one that was spoken of.
func (u *unit) speaks(p phrase) (phrase, bool) {
	first := u.items[p.from]
	named := 0
	for i, w := range u.items[p.from:p.to] {
		if w.upper && !w.in(u.grammar.days) && (p.from+i > 0 || w.letters == strings.ToUpper(w.letters) && len(w.letters) > 1 || p.to-p.from > 1 && u.items[p.from+1].upper) && !u.grammar.small[w.word] {
			named++
		}
	}
	if p.to-p.from == 1 && (first.in(u.grammar.determiners) || first.in(u.grammar.days) || u.grammar.small[first.word]) {
		return p, false
	}
	p.named = named > 0
	alone := p.from == 0 && first.upper // the first word of a sentence
	return p, named > 0 || alone || u.sourceIn(p.from, p.to) || first.in(u.grammar.determiners)
}

// following is who speaks after a verb that ends before item i: V S.
func (u *unit) following(i int) (p phrase, ok bool) {
	if i >= len(u.items) || u.items[i].word == "" {
		return p, false
	}
	if u.items[i].in(u.grammar.pronouns) && !u.items[i].in(u.grammar.determiners) {
		return phrase{from: i, to: i + 1, clause: i, pronoun: true}, true
	}
	to := i
	for to < len(u.items) && to-i < longestPhrase && u.goesOn(i, to) {
		to++
	}
	for to > i && (u.items[to-1].in(u.grammar.joins) || u.items[to-1].in(u.grammar.and) || u.items[to-1].in(u.grammar.determiners) || u.items[to-1].in(u.grammar.days)) {
		to--
	}
	if to == i {
		return p, false
	}
	p = phrase{from: i, to: to, clause: i}
	for _, w := range u.items[i:to] {
		p.named = p.named || w.upper && !w.in(u.grammar.days)
	}
	if !p.named && !u.sourceIn(i, to) && !u.items[i].in(u.grammar.determiners) {
		return p, false
	}
	if to+1 < len(u.items) && u.items[to].comma() { // its chairman, Tomasz Ferreira
		end := u.after(to+1, func(w item) bool { return !w.upper && !particle[w.word] })
		if u.sourceIn(i, to) && !u.items[to-1].upper && u.name(to+1, end) {
			p.from, p.to, p.named = to+1, end, true
		}
	}
	return p, true
}

// goesOn says whether a noun phrase that began at from goes on with item i.
func (u *unit) goesOn(from, i int) bool {
	w := u.items[i]
	switch {
	case i > from && w.possessive(u.items[i-1]):
		return true
	case w.word == "", w.in(u.grammar.stops), w.in(u.grammar.finite), w.in(u.grammar.days), u.lexicon.verbs[w.word] != nil && !w.upper && !u.lexicon.sources[w.word]:
		return false
	case w.in(u.grammar.and):
		return i > from && i+1 < len(u.items) && (u.items[i+1].upper || u.items[i+1].in(u.grammar.determiners))
	case w.in(u.grammar.joins) && (i > from || !w.in(u.grammar.determiners)):
		return i > from && i+1 < len(u.items) && (u.items[i+1].upper || u.items[i+1].in(u.grammar.determiners) || u.items[i+1].in(u.lexicon.sources) || u.grammar.nouns)
	case w.in(u.grammar.preps), w.in(u.grammar.between), adverb(w.word):
		return false
	}
	return i == from || !u.closed(from, i) || w.upper
}

// closed says whether a noun phrase has its head: after a name or what a source is called no small word comes.
func (u *unit) closed(from, i int) bool {
	last := u.items[i-1]
	return (last.upper && i-1 > from || last.in(u.lexicon.sources)) && !u.items[i].in(u.lexicon.sources) && !u.grammar.nouns && !last.in(u.grammar.joins)
}

// subject is the first noun phrase of a sentence that may speak, after what leads into it.
func (u *unit) subject(end int) (phrase, bool) {
	at := 0
	if len(u.items) > 0 && (u.items[0].in(u.grammar.preps) || adverb(u.items[0].word) || u.items[0].in(u.grammar.leads) || strings.HasSuffix(u.items[0].word, "ing")) {
		if c := u.after(0, item.comma); c < end {
			at = c + 1
		}
	}
	return u.following(at)
}
