package layout

import (
	"sync"
	"unicode/utf8"

	"github.com/go-text/typesetting/segmenter"
)

// Most paragraphs are made of Latin letters, digits, spaces and common punctuation. There each character is a grapheme
// cluster, and whether a line may break between two depends on these two alone, so that a table gives in one step what
// the segmenter takes twenty for. The table is made by the segmenter.

// symbols are the characters of such text that are told apart: a letter and a digit stand for all.
var symbols = []rune("a1.,;:!?'\"()[]“”‘’–—-")

// Symbols by number, counted from 1; 0 is none of them.
const (
	letter        = 1
	digit         = 2
	firstStop     = 3 // . , ; : which may begin a number after a space
	lastStop      = 6
	openQuote     = 15
	closeQuote    = 16
	openQuoteOne  = 17
	closeQuoteOne = 18
	enDash        = 19
	hyphen        = 21
	blank         = 22
)

// symbol returns the number of the symbol of r, 0 if text with r is not simple.
func symbol(r rune) uint8 {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= 0xC0 && r < 0x250 && r != 0xD7 && r != 0xF7:
		return letter
	case r == ' ':
		return blank
	case r >= '0' && r <= '9':
		return digit
	}
	for i, s := range symbols {
		if r == s {
			return uint8(i + 1)
		}
	}
	return 0
}

// pairs tells whether a line may break between two symbols, next to each other and with spaces between.
type pairs struct {
	ascii         [utf8.RuneSelf]uint8 // symbols of characters
	close, spaced [blank][blank]bool
}

var pairTable = sync.OnceValue(func() *pairs {
	t := &pairs{}
	for r := range t.ascii {
		t.ascii[r] = symbol(rune(r))
	}
	for i, a := range symbols {
		t.spaced[0][i+1] = breaksBefore([]rune{' ', a}, 1)
		for k, b := range symbols {
			t.close[i+1][k+1] = breaksBefore([]rune{a, b}, 1)
			if isDash(uint8(i + 1)) {
				t.close[i+1][k+1] = breaksBefore([]rune{'a', a, b}, 2)
			}
			t.spaced[i+1][k+1] = breaksBefore([]rune{a, ' ', b}, 2)
		}
	}
	return t
})

// breaksBefore reports whether a line may break before character i of text.
func breaksBefore(text []rune, i int) bool {
	var s segmenter.Segmenter
	s.Init(text)
	for lines := s.LineIterator(); lines.Next(); {
		if lines.Line().Offset == i {
			return true
		}
	}
	return false
}

// simple does the work of segment if s is simple text and reports whether it is. What the table cannot tell (a quotation mark
// or a hyphen whose role depends on more than its neighbours) is not.
func (c *cutter) simple(s string) bool {
	t := pairTable()
	prev, spaces := uint8(0), false
	loose := false // prev is a dash after a space
	for i, r := range s {
		var k uint8
		if r < utf8.RuneSelf {
			k = t.ascii[r]
		} else {
			k = symbol(r)
		}
		if i > 0 {
			c.bounds = append(c.bounds, int32(i))
		}
		switch {
		case k == 0,
			isDash(prev) && !spaces && k != blank && (loose || k != letter),
			isDash(k) && !spaces && prev != letter,
			k == blank && (prev == openQuote || prev == openQuoteOne),
			spaces && (k == closeQuote || k == closeQuoteOne || k >= firstStop && k <= lastStop):
			return false
		case k == blank:
			spaces = true
			continue
		case spaces:
			c.breaks[i] = t.spaced[prev][k]
		case i > 0:
			c.breaks[i] = t.close[prev][k]
		}
		prev, spaces, loose = k, false, spaces
	}
	if len(s) > 0 {
		c.bounds = append(c.bounds, int32(len(s)))
		c.breaks[len(s)] = true
	}
	return true
}

func isDash(k uint8) bool { return k == hyphen || k == enDash }
