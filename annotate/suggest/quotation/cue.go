package quotation

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// cue is a verb of saying in a sentence, or what stands for one.
type cue struct {
	from, to int  // its items
	verb     bool // else it is like "according to"
}

// read finds who says what in a sentence.
func (u *unit) read() {
	for i := 0; i < len(u.items); i++ {
		c, ok := u.cueAt(i)
		if !ok {
			continue
		}
		if c.verb {
			u.says(c)
		} else {
			u.according(c)
		}
		i = c.to - 1
	}
	u.introduced()
}

// cueAt is the cue that begins with item i.
func (u *unit) cueAt(i int) (cue, bool) {
	w := u.items[i]
	if w.word == "" || w.upper && i > 0 {
		return cue{}, false
	}
	for _, words := range u.lexicon.according {
		if u.matches(i, words) {
			return cue{i, i + len(words), false}, true
		}
	}
	for _, rest := range u.lexicon.verbs[w.word] {
		at := i
		for _, word := range rest {
			at = u.after(at+1, func(w item) bool { return w.word == word || w.sign != 0 })
			if at == len(u.items) || u.items[at].word != word || at-i > 12 {
				at = -1
				break
			}
		}
		switch {
		case at == i:
			return cue{i, i + 1, true}, true
		case at > i && at-i > len(rest) && !u.grammar.nouns: // sent a clear message
			return cue{i, at + 1, true}, true
		case at > i:
			return cue{i, i + 1, true}, true
		}
	}
	return cue{}, false
}

func (u *unit) matches(i int, words []string) bool {
	for k, word := range words {
		if i+k >= len(u.items) || u.items[i+k].word != word {
			return false
		}
	}
	return true
}

// says finds what is said by the verb at a cue, and by whom.
func (u *unit) says(c cue) {
	if c.from > 0 && u.items[c.from-1].word == "to" && u.grammar.preps["to"] {
		return // to say
	}
	speaker, known := u.before(c.from)
	participle := false
	end := c.to
	switch {
	case known:
	case c.from == 0 && u.inner: // “describe a city …”
		return
	case c.from > 0 && strings.HasSuffix(u.items[c.from].word, "ing") && !u.inner: // describing them as “…”
		if speaker, known = u.subject(c.from); known {
			participle = true
		}
	default:
		if speaker, known = u.following(c.to); known {
			speaker.clause, end = c.from, speaker.to
			if c.from > 0 && u.items[c.from-1].in(u.grammar.between) {
				speaker.clause = c.from - 1 // a déclaré
			}
		}
	}
	if !known || speaker.negated || u.inner && u.grammar.own[u.items[speaker.from].word] {
		return
	}
	after := end > c.to // the speaker
	if that := u.that(end, after || u.grammar.hearers[u.items[c.from].word]); that > 0 {
		u.clause(c, speaker, that, score(participle, .85))
		return
	}
	if !participle && !u.inner && u.front(c, speaker, end) {
		return
	}
	if q := u.quoteAfter(end); q >= 0 {
		u.direct(c, speaker, q, score(participle, .92))
		return
	}
	if end == c.to && end < len(u.items) && u.items[end].in(u.grammar.told) && u.bare(c, end+1) {
		end++
	}
	if u.bare(c, end) {
		u.clause(c, speaker, end, score(participle, .75))
	}
}

// score is how sure something is, less where its speaker stands farther off.
func score(participle bool, sure float64) float64 {
	if participle {
		return sure - .15
	}
	return sure
}

// that is the item after the word that begins what is said, 0 where there is none. Who is told it may stand before that word only where
// heard is set; when and where it is said always may.
func (u *unit) that(from int, heard bool) int {
	if from < len(u.items) && !heard && !u.items[from].in(u.grammar.that) && !u.circumstance(u.items[from]) {
		return 0
	}
	for i := from; i < len(u.items) && i-from < 25; i++ {
		w := u.items[i]
		switch {
		case w.in(u.grammar.that):
			if i+1 < len(u.items) && w.word != "whether" && w.word != "ob" && w.word != "si" {
				return i + 1
			}
			return 0
		case w.isQuote(), w.sign != 0 && w.sign != ',' && w.sign != '\'':
			return 0
		case w.sign == ',' && !(i+1 < len(u.items) && u.items[i+1].in(u.grammar.that) && !u.grammar.preps["with"]): // German parts them
			return 0
		}
		for that := range u.grammar.that { // qu'il
			if strings.HasPrefix(w.word, that+"'") {
				return i
			}
		}
	}
	return 0
}

// circumstance says whether a word after a verb begins where, when or how something is said, and not what.
func (u *unit) circumstance(w item) bool {
	return w.sign != 0 && !w.isQuote() || w.in(u.grammar.preps) || w.in(u.grammar.days) || w.in(u.grammar.between) || w.in(u.grammar.times) || adverb(w.word) || strings.Contains(w.word, "'")
}

// quoteAfter is the item of the quotation that a verb that ends before item from leads to, -1 for none.
func (u *unit) quoteAfter(from int) int {
	for i := from; i < len(u.items) && i-from < 14; i++ {
		w := u.items[i]
		if w.isQuote() {
			n, title := u.content(u.quotes[w.whole])
			led := i > from && (u.items[i-1].sign == ':' || u.items[i-1].sign == ',') || i == from
			term := i > from && n < 4 && u.grammar.the[u.items[i-1].word]
			if n == 0 || n < 2 && !led && u.words(i, i+1) < 2 || title && !led || term {
				continue
			}
			return i
		}
		if w.ends() || w.sign == ';' || w.in(u.grammar.stops) && !w.in(u.grammar.as) {
			return -1
		}
		if i > from && u.lexicon.verbs[w.word] != nil && u.items[i-1].sign == 0 && !strings.HasSuffix(w.word, "ing") {
			if _, other := u.before(i); other {
				return -1
			}
		}
	}
	return -1
}

// bare says whether what is said stands after a verb without "that": a sentence begins there.
func (u *unit) bare(c cue, from int) bool {
	heard := u.grammar.hearers[u.items[c.from].word] && from == c.to+1 // told us the water was clean
	if !u.lexicon.bare[u.items[c.from].word] && !heard || c.to != c.from+1 || from != c.to && !heard {
		return false
	}
	if from < len(u.items) && u.items[from].sign == ',' && u.grammar.nouns { // er sagte, er habe
		from++
	}
	if from >= len(u.items) || u.items[from].word == "" || u.items[from].in(u.grammar.days) {
		return false
	}
	w := u.items[from]
	if !w.upper && !w.in(u.grammar.determiners) && !w.in(u.grammar.pronouns) && !w.in(u.grammar.finite) && w.word != "there" && !u.plainSubject(from) {
		return false
	}
	for i := from; i < len(u.items); i++ {
		w := u.items[i]
		if w.sign == ';' {
			break
		}
		if w.in(u.grammar.finite) || strings.HasSuffix(w.word, "ed") && i > from {
			return true
		}
	}
	return false
}

// plainSubject says whether a noun without anything before it begins a sentence at item i: police had warned them.
func (u *unit) plainSubject(i int) bool {
	if w := u.items[i]; u.grammar.nouns || u.circumstance(w) || u.grammar.small[w.word] || w.in(u.grammar.stops) || u.lexicon.verbs[w.word] != nil {
		return false
	}
	for at := i + 1; at < len(u.items) && at-i < 4 && u.items[at].word != "" && !u.items[at].in(u.grammar.stops); at++ {
		if u.items[at].in(u.grammar.finite) {
			return true
		}
	}
	return false
}

// claimEnd is where what is said ends that begins with item from: at the end of the sentence, or where somebody says something else.
func (u *unit) claimEnd(from int) int {
	for i := from; i < len(u.items); i++ {
		w := u.items[i]
		switch {
		case w.sign == ';':
			return i
		case w.isQuote() && u.endsInComma(w) && i+1 < len(u.items) && !u.items[i+1].isQuote() && u.grammar.preps["with"]:
			return i + 1
		case w.comma() && u.verbWithin(i+1):
			return i
		}
	}
	return len(u.items)
}

// endsInComma says whether the last sign of a quotation is a comma, as English puts it where a clause ends.
func (u *unit) endsInComma(i item) bool {
	q := u.quotes[i.whole]
	return q.to-2 > q.from && u.tokens[q.to-2].sign == ','
}

// verbWithin says whether after a comma another verb of saying comes for the same speaker: ", adding that", ", and asked".
func (u *unit) verbWithin(from int) bool {
	for i := from; i < len(u.items) && i-from < 3; i++ {
		w := u.items[i]
		if w.word == "" {
			return false
		}
		if u.lexicon.verbs[w.word] != nil && !w.upper {
			return strings.HasSuffix(w.word, "ing") || i > from && u.items[i-1].in(u.grammar.and)
		}
	}
	return false
}

// clause takes in what is said from an item on.
func (u *unit) clause(c cue, s phrase, from int, sure float64) {
	u.claim(c, s, from, u.claimEnd(from), sure)
}

// claim takes in that a speaker says items [from,to): in quotation marks where they are one quotation, else in the article's words.
func (u *unit) claim(c cue, s phrase, from, to int, sure float64) bool {
	segment, ok := u.segment(from, to)
	if !ok || u.words(from, to) < 2 {
		return false
	}
	q := u.said(c, s, sure)
	q.Claim = []annotate.Segment{segment}
	q.Kind = u.kindOf(from, to, segment)
	u.add(q)
	return true
}

// kindOf says how items [from,to) are reported, and that their quotations are somebody's.
func (u *unit) kindOf(from, to int, s annotate.Segment) Kind {
	kind := Indirect
	for _, i := range u.items[from:to] {
		if !i.isQuote() || i.Start < s.Start || i.End > s.End {
			continue
		}
		u.quotes[i.whole].taken = true
		if kind = Mixed; i.Segment == s {
			return Direct
		}
	}
	return kind
}

// said is a quotation of a speaker, without what is said.
func (u *unit) said(c cue, s phrase, sure float64) Quotation {
	q := Quotation{Speaker: u.place(s), Pronoun: s.pronoun, Cue: annotate.Segment{Start: u.items[c.from].Start, End: u.items[c.to-1].End}, Score: sure, Within: -1}
	if s.pronoun {
		q.Score -= .07
		q.Hint = u.lastNamed(q.Speaker.Start)
	}
	if u.inner {
		q.Score -= .15
	}
	return q
}

// direct takes in a quotation of its own.
func (u *unit) direct(c cue, s phrase, at int, sure float64) {
	i := u.items[at]
	if u.quotes[i.whole].taken {
		return
	}
	u.quotes[i.whole].taken = true
	q := u.said(c, s, sure)
	q.Kind, q.Claim = Direct, []annotate.Segment{i.Segment}
	u.add(q)
}

// front takes in what stands before its speaker and the verb, “…,” she said, and what goes on after them. It is not ok where nothing does.
func (u *unit) front(c cue, s phrase, end int) bool {
	at := min(s.clause, c.from) // the first item of "she said", or of "said she"
	to := at
	if to > 0 && u.items[to-1].in(u.grammar.as) { // as she has shown
		to--
	}
	if to == 0 && at > 0 { // as she writes, …
		return u.back(c, s, end)
	}
	if to == 0 || !u.items[to-1].comma() && !u.items[to-1].isQuote() {
		return false
	}
	from := 0
	for i := to - 2; i >= 0; i-- {
		if sign := u.items[i].sign; sign == ';' || sign == ':' && !u.items[i+1].isQuote() {
			from = i + 1
			break
		}
	}
	for from < to && u.items[from].in(u.grammar.leads) {
		from++
	}
	rest, single := u.rest(end)
	after := end > c.to // the speaker stands after the verb
	if !u.items[to-1].isQuote() && !u.holdsQuote(from, to) && !after && end < len(u.items) && !u.circumstance(u.items[end]) {
		return false // the verb has what is said behind it
	}
	if after && single < 0 && rest > 0 && !u.items[rest].in(u.grammar.and) {
		rest = 0 // what more is told of the speaker
	}
	lead := u.items[from]
	adverbial := lead.in(u.grammar.preps) || strings.HasSuffix(lead.word, "ing") || u.words(from, to) < 3
	quoted := u.holdsQuote(from, to)
	if adverbial && !quoted && !after && (single >= 0 || u.quoteAfter(end) >= 0 || u.words(from, to) < 4) {
		return false // during her visit, she said, “…”
	}
	switch {
	case u.one(from, to) >= 0:
		u.direct(c, s, u.one(from, to), .95)
	case quoted:
		if n := u.last(from, to); n >= 0 && u.items[n].isQuote() && adverbial {
			u.direct(c, s, n, .8)
		} else if !u.claim(c, s, from, to, .75) {
			return false
		}
	case rest > 0 && single < 0:
		first, ok := u.segment(from, to)
		second, also := u.segment(rest, len(u.items))
		if !ok || !also {
			return false
		}
		q := u.said(c, s, .7)
		q.Claim, q.Kind = []annotate.Segment{first, second}, Indirect
		if u.kindOf(rest, len(u.items), annotate.Segment{Start: first.Start, End: second.End}) != Indirect {
			q.Kind = Mixed
		}
		u.add(q)
	case !u.claim(c, s, from, to, .8):
		return false
	}
	if single >= 0 {
		u.direct(c, s, single, .92)
	}
	return true
}

// back takes in what follows "as she writes," or "according to her,".
func (u *unit) back(c cue, s phrase, end int) bool {
	comma := u.after(end, item.comma)
	return comma < len(u.items) && u.claim(c, s, comma+1, len(u.items), .8)
}

// rest is where the sentence goes on after “she said,”: the first item, 0 where it does not; and the item of the quotation that it is,
// -1 where it is none.
func (u *unit) rest(end int) (from, single int) {
	if end >= len(u.items) || !u.items[end].comma() && u.items[end].sign != ':' && !u.items[end].isQuote() {
		return 0, -1
	}
	if !u.items[end].isQuote() {
		end++
	}
	if single = u.one(end, len(u.items)); single >= 0 {
		return end, single
	}
	if end >= len(u.items) || u.words(end, len(u.items)) < 3 {
		return 0, -1
	}
	first := u.items[end]
	if first.in(u.grammar.relative) && !first.in(u.grammar.determiners) || strings.HasSuffix(first.word, "ing") || first.word != "" && first.word[0] >= '0' && first.word[0] <= '9' || u.name(end, u.after(end, item.ends)) {
		return 0, -1
	}
	for _, i := range u.items[end:] { // a sentence needs a verb
		if i.in(u.grammar.finite) || i.isQuote() || i.in(u.grammar.and) {
			return end, -1
		}
	}
	return 0, -1
}

// one is the quotation that items [from,to) are, signs beside it aside; -1 where they are something else.
func (u *unit) one(from, to int) int {
	found := -1
	for i := from; i < to; i++ {
		switch w := u.items[i]; {
		case w.isQuote() && found < 0:
			found = i
		case w.isQuote() || w.word != "":
			return -1
		}
	}
	return found
}

// last is the last of items [from,to) that is no sign.
func (u *unit) last(from, to int) int {
	for to--; to >= from; to-- {
		if u.items[to].isQuote() || u.items[to].word != "" {
			return to
		}
	}
	return -1
}

func (u *unit) holdsQuote(from, to int) bool {
	for _, i := range u.items[from:to] {
		if i.isQuote() {
			return true
		}
	}
	return false
}

// according takes in a clause whose source is named.
func (u *unit) according(c cue) {
	s, ok := u.following(c.to)
	if !ok {
		return
	}
	s.clause = c.from
	if c.from == 0 || u.words(0, c.from) < 2 {
		u.back(c, s, s.to)
		return
	}
	if !u.items[c.from-1].comma() { // it was shut according to the mayor
		if from, _ := u.segment(0, c.from); from.End > from.Start {
			u.claim(c, s, 0, c.from, .75)
		}
		return
	}
	u.front(c, s, s.to)
}

// introduced takes in a quotation after a name and a colon.
func (u *unit) introduced() {
	for i := 1; i+1 < len(u.items); i++ {
		if u.items[i].sign != ':' || !u.items[i+1].isQuote() || u.quotes[u.items[i+1].whole].taken {
			continue
		}
		if s, ok := u.endingAt(i - 1); ok && s.from == 0 && s.named {
			u.direct(cue{i, i + 1, false}, s, i+1, .8)
		}
	}
}
