package search

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Query is what is looked for.
type Query struct{ root *node }

// node is words that stand side by side, or two nodes and what they are to each other.
type node struct {
	kind        kind
	words       []string // of words; the last is the beginning of one where begins is set
	begins      bool
	left, right *node
	distance    uint32 // of near: how many words stand between them at most
}

type kind int

const (
	words kind = iota
	and
	or
	not
	near
)

// usualDistance is how near NEAR is without a number.
const usualDistance = 10

// Syntax says in a line how one asks.
const Syntax = `words · "a phrase" · climat* · a NEAR b · a NEAR/5 b · a OR b · a NOT b · (…)`

// Parse reads what somebody asks for: words, all of which are to stand in a text; “a phrase”; a word whose beginning is given, climat*;
// a NEAR b, or a NEAR/5 b, with at most ten, or five, words between them in either order; a OR b; a NOT b; and brackets. OR binds
// loosest, then what stands side by side, NOT, and NEAR. Signs other than letters, digits and pictographs do not count. What cannot
// be read is an ErrInvalid.
func Parse(query string) (Query, error) { return newParser(query).parse() }

// ParseTyped is Parse of what somebody is still typing. What is not closed yet is taken as if it were, an operator without anything behind it
// does not count, and the last word, from its third letter on, finds all that begin so until something stands behind it. growing
// is that word, "" for none.
func ParseTyped(query string) (q Query, growing string, err error) {
	p := newParser(query)
	p.typed = true
	q, err = p.parse()
	return q, p.growing, err
}

// longest is how many bytes a query has at most; what it costs can grow with their square.
const longest = 2000

// symbol is a part of a query: a bracket, an operator, words or a phrase.
type symbol struct {
	text   string
	phrase bool
	open   bool // a phrase that is not closed
	last   bool // nothing stands behind it, not even white space
}

// symbolsOf cuts a query, of which the signs are folded, into its parts.
func symbolsOf(query string) (all []symbol) {
	for query = strings.TrimLeft(query, " "); query != ""; query = strings.TrimLeft(query, " ") {
		switch query[0] {
		case '(', ')':
			all, query = append(all, symbol{text: query[:1]}), query[1:]
		case '"':
			text, rest, closed := strings.Cut(query[1:], `"`)
			if strings.HasPrefix(rest, "*") {
				text, rest = text+"*", rest[1:]
			}
			all, query = append(all, symbol{text: text, phrase: true, open: !closed, last: !closed}), rest
		default:
			n := wordEnd(query)
			all, query = append(all, symbol{text: query[:n], last: n == len(query)}), query[n:]
		}
	}
	return all
}

// wordEnd is where what is not in quotation marks ends. Between Hebrew letters a quotation mark is one of an abbreviation.
func wordEnd(query string) int {
	before := rune(0)
	for i, r := range query {
		after, _ := utf8.DecodeRuneInString(query[i+utf8.RuneLen(r):])
		switch {
		case r == ' ', r == '(', r == ')':
			return i
		case r == '"' && !(unicode.Is(unicode.Hebrew, before) && unicode.Is(unicode.Hebrew, after)):
			return i
		}
		before = r
	}
	return len(query)
}

// operator is what a part means as an operator; ok is false where it is none.
func (s symbol) operator() (k kind, distance uint32, ok bool) {
	switch {
	case s.phrase:
		return 0, 0, false
	case s.text == "AND":
		return and, 0, true
	case s.text == "OR":
		return or, 0, true
	case s.text == "NOT":
		return not, 0, true
	case s.text == "NEAR":
		return near, usualDistance, true
	}
	number, found := strings.CutPrefix(s.text, "NEAR/")
	n, err := strconv.ParseUint(number, 10, 16)
	return near, uint32(n), found && err == nil
}

// parser reads the parts of a query one after the other. A node is nil for what has no words.
type parser struct {
	symbols []symbol // that are left
	query   string
	typed   bool
	growing string
	depth   int
}

func newParser(query string) *parser {
	return &parser{symbols: symbolsOf(textpos.FoldSigns(query)), query: query}
}

func (p *parser) parse() (Query, error) {
	switch {
	case len(p.symbols) == 0:
		return Query{}, annotate.Invalidf("nothing is asked for: type a word")
	case len(p.query) > longest:
		return Query{}, annotate.Invalidf("the query is too long: at most %d bytes can be looked for at once", longest)
	}
	root, err := p.alternatives()
	if err == nil && len(p.symbols) > 0 {
		err = annotate.Invalidf("a bracket is closed in “%s” that was not opened", p.query)
	}
	if err == nil && root == nil {
		err = annotate.Invalidf("there is no letter, digit or pictograph in “%s” that could be looked for", p.query)
	}
	return Query{root}, err
}

// next says whether an operator of a kind comes next, and passes it.
func (p *parser) next(wanted kind) (distance uint32, there bool) {
	if len(p.symbols) == 0 {
		return 0, false
	}
	k, distance, is := p.symbols[0].operator()
	if !is || k != wanted {
		return 0, false
	}
	p.symbols = p.symbols[1:]
	return distance, true
}

func (p *parser) alternatives() (*node, error) {
	left, err := p.all()
	for err == nil {
		if _, there := p.next(or); !there {
			break
		}
		var right *node
		right, err = p.all()
		left = pair(or, left, right, 0)
	}
	return left, err
}

// all reads what stands side by side.
func (p *parser) all() (*node, error) {
	left, err := p.difference()
	for err == nil && len(p.symbols) > 0 && p.symbols[0].text != ")" {
		if k, _, is := p.symbols[0].operator(); is && k == or {
			break
		}
		p.next(and)
		var right *node
		right, err = p.difference()
		left = pair(and, left, right, 0)
	}
	return left, err
}

func (p *parser) difference() (*node, error) {
	left, err := p.neighbours()
	for err == nil {
		if _, there := p.next(not); !there {
			break
		}
		var right *node
		if right, err = p.neighbours(); err == nil && left == nil && right != nil {
			err = annotate.Invalidf("NOT in “%s” has nothing before it that is to be found", p.query)
		}
		left = pair(not, left, right, 0)
	}
	return left, err
}

func (p *parser) neighbours() (*node, error) {
	left, err := p.one()
	for err == nil {
		distance, there := p.next(near)
		if !there {
			break
		}
		var right *node
		right, err = p.one()
		left = pair(near, left, right, distance)
	}
	return left, err
}

// pair is two nodes, or the one that has words.
func pair(k kind, left, right *node, distance uint32) *node {
	switch {
	case right == nil:
		return left
	case left == nil:
		return right
	}
	return &node{kind: k, left: left, right: right, distance: distance}
}

// deepest is how many brackets may stand within each other.
const deepest = 50

// one reads what stands between two operators.
func (p *parser) one() (*node, error) {
	if len(p.symbols) == 0 {
		if p.typed {
			return nil, nil
		}
		return nil, annotate.Invalidf("something is missing at the end of “%s”", p.query)
	}
	s := p.symbols[0]
	_, _, operator := s.operator()
	switch {
	case operator, s.text == ")" && !s.phrase:
		return nil, annotate.Invalidf("something is missing before %s in “%s”; to look for that itself, put it in quotation marks", s.text, p.query)
	case s.text == "(" && !s.phrase:
		return p.brackets()
	case s.open && !p.typed:
		return nil, annotate.Invalidf("a quotation mark is not closed in “%s”", p.query)
	}
	p.symbols = p.symbols[1:]
	return p.phrase(s)
}

func (p *parser) brackets() (*node, error) {
	if p.depth++; p.depth > deepest {
		return nil, annotate.Invalidf("too many brackets stand within each other in this query: at most %d can", deepest)
	}
	p.symbols = p.symbols[1:]
	inside, err := p.alternatives()
	if err != nil {
		return nil, err
	}
	switch {
	case len(p.symbols) > 0: // it ends at a closing bracket
		p.symbols = p.symbols[1:]
	case !p.typed:
		return nil, annotate.Invalidf("a bracket is not closed in “%s”", p.query)
	}
	p.depth--
	return inside, nil
}

// phrase reads words that stand side by side, with a star behind the last where only its beginning is given.
func (p *parser) phrase(s symbol) (*node, error) {
	text, begins := strings.CutSuffix(strings.TrimRight(s.text, " "), "*")
	n := &node{begins: begins}
	for word := range textpos.Fold(text, true).Words() {
		n.words = append(n.words, bare(word))
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	switch {
	case strings.Contains(text, "*"), begins && (len(n.words) == 0 || !unicode.In(last, unicode.L, unicode.M, unicode.N, unicode.So)):
		return nil, annotate.Invalidf("a star stands behind the beginning of a word, as in climat*: “%s” cannot be looked for", p.query)
	case len(n.words) == 0:
		return nil, nil
	case annotate.Unparted(last):
		n.begins = false // each character is a word, which ends here
	case p.typed && s.last && text == s.text && unicode.In(last, unicode.L, unicode.M):
		if word := n.words[len(n.words)-1]; utf8.RuneCountInString(word) >= growsFrom {
			n.begins, p.growing = true, word
		}
	}
	return n, nil
}

// growsFrom is how many letters a word has that is still being typed before it finds those that begin so: fewer begin too many.
const growsFrom = 3

// Empty says that nothing is asked for, as by the zero Query.
func (q Query) Empty() bool { return q.root == nil }

// Apart is the query for what may hold a part of a text for which this query asks: what must not be there may be elsewhere in the text.
func (q Query) Apart() Query { return Query{q.root.apart()} }

func (n *node) apart() *node {
	switch n.kind {
	case words:
		return n
	case not:
		return n.left.apart()
	}
	return &node{kind: n.kind, left: n.left.apart(), right: n.right.apart(), distance: n.distance}
}
