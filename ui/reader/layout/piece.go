package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/go-text/typesetting/segmenter"

	"github.com/parallax-annotation/parallax/annotate/textpos/lexicon"
)

const (
	// maxBlock is the longest stretch of a paragraph, in bytes, that is looked at as a whole. A longer paragraph is cut into
	// several, at a line break opportunity where there is one, so that the work to show a line does not grow with its
	// paragraph. Embeddings and neutral characters do not reach over such a cut, and no grapheme cluster is longer.
	maxBlock = 8192
	// maxPiece is the longest piece in bytes that is shaped as a whole.
	maxPiece = 64
)

// kind tells pieces apart.
type kind uint8

const (
	word  kind = iota // ink, or whatever is not one of the following
	space             // white space where a line can end; hangs over the end of the line
	tab               // one tab
	end               // the characters that end a paragraph or force a new line
)

// piece is a stretch of text that is shaped by itself: of one kind and one level, at most maxPiece bytes, ending at a
// grapheme boundary if at all possible.
type piece struct {
	start, end int32 // bytes, relative to the block
	kind       kind
	level      uint8 // embedding level of UAX #9
	breakAfter bool  // a line break opportunity of UAX #14 follows
	long       bool  // part of a word too long for one piece
	joined     bool  // the next piece goes on in the same grapheme cluster
}

// block is a paragraph, or a part of one that is longer than maxBlock, cut into pieces.
type block struct {
	start, end int // bytes of the text, the paragraph's end included
	base       uint8
	paragraph  bool // its end is the end of the paragraph
	pieces     []piece
}

// cutter cuts text into blocks and pieces. It keeps its buffers; the zero value is ready, for one goroutine.
type cutter struct {
	lines    segmenter.Segmenter
	resolver resolver
	runes    []rune
	breaks   []bool  // by byte: a line break opportunity stands before it
	levels   []uint8 // by byte
	bounds   []int32 // grapheme boundaries
	pieces   []piece
}

// block returns the block that begins at start. The level of its paragraph is base, or if negative to be found, start being
// the start of a paragraph. The pieces are good until the next call.
func (c *cutter) block(text string, start, base int) block {
	limit := min(len(text), start+maxBlock)
	b := block{start: start, paragraph: true}
	content := limit
	if i := strings.IndexByte(text[start:limit], '\n'); i >= 0 {
		content, b.end = start+i, start+i+1
		if i > 0 && text[content-1] == '\r' {
			content--
		}
	} else if limit == len(text) {
		b.end = limit
	} else {
		b.paragraph = false
		for back := 0; back < utf8.UTFMax-1 && !utf8.RuneStart(text[content]); back++ {
			content--
		}
	}
	s := text[start:content]
	if base < 0 {
		base = int(baseLevel(s))
	}
	b.base = uint8(base)
	c.segment(text, start, content)
	if !b.paragraph {
		s = s[:c.cut(s)]
		b.end = start + len(s)
	}
	c.level(s, b.base)
	c.pieces = c.pieces[:0]
	c.split(s)
	if n := start + len(s); n < b.end {
		c.pieces = append(c.pieces, piece{start: int32(len(s)), end: int32(b.end - start), kind: end, level: b.base, breakAfter: true})
	}
	b.pieces = c.pieces
	return b
}

// segment finds the grapheme boundaries and line break opportunities of text[start:end].
func (c *cutter) segment(text string, start, end int) {
	s := text[start:end]
	c.breaks = grow(c.breaks, len(s)+1)
	clear(c.breaks)
	c.bounds = append(c.bounds[:0], 0)
	if c.simple(s) {
		return
	}
	clear(c.breaks)
	c.bounds = c.bounds[:1]
	iter := graphemes.FromString(s)
	for iter.Next() {
		c.bounds = append(c.bounds, int32(iter.End()))
	}
	c.lines.InitWithString(s)
	at := 0
	for lines := c.lines.LineIterator(); lines.Next(); {
		for range lines.Line().Text {
			_, n := utf8.DecodeRuneInString(s[at:])
			at += n
		}
		c.breaks[at] = true
	}
	c.words(text, start, end)
}

// words adds the line break opportunities of text[start:end] between words that no space parts; UAX #14 leaves them to a
// dictionary.
func (c *cutter) words(text string, start, end int) {
	text = text[:min(len(text), end+maxBlock)] // further than any word reaches, not as far as letters can be stacked
	for at := start; at < end; {
		if !lexicon.Begins(text[at:]) {
			_, n := utf8.DecodeRuneInString(text[at:])
			at += n
			continue
		}
		for at = range lexicon.Ends(text, at, end) {
			if at < end && lexicon.Begins(text[at:]) {
				c.breaks[at-start] = true
			}
		}
	}
}

// cut returns where to end a block within s, which the paragraph goes on after: far enough from the end of s that what
// follows could not change what was found there.
func (c *cutter) cut(s string) int {
	last := len(s)
	for i := len(c.bounds) - 1; i > 0; i-- {
		at := int(c.bounds[i])
		if at > len(s)-maxPiece {
			continue
		}
		if at < maxBlock/2 {
			break
		}
		if c.breaks[at] {
			return at
		}
		if last == len(s) {
			last = at
		}
	}
	c.breaks[last] = false
	return last
}

// level finds the embedding level of each grapheme cluster of s, by its first character.
func (c *cutter) level(s string, base uint8) {
	c.levels = grow(c.levels, len(s)+1)
	if base == 0 && !needsBidi(s) {
		clear(c.levels)
		return
	}
	c.runes = c.runes[:0]
	for _, r := range s {
		c.runes = append(c.runes, r)
	}
	levels := c.resolver.resolve(c.runes, base)
	k := 0
	for i := range s {
		c.levels[i] = levels[k]
		k++
	}
}

// split cuts s into pieces.
func (c *cutter) split(s string) {
	var open piece // the piece being put together; none when empty
	flush := func(at int32, size bool) {
		if open.end > open.start {
			open.breakAfter = c.breaks[at] && !open.joined
			open.long = open.long || size
			c.pieces = append(c.pieces, open)
		}
		open = piece{start: at, end: at, long: size}
	}
	for i := 1; i < len(c.bounds) && int(c.bounds[i]) <= len(s); i++ {
		from, to := c.bounds[i-1], c.bounds[i]
		k, level := kindOf(s[from:to]), c.levels[from]
		if open.end > open.start {
			switch {
			case k != open.kind || level != open.level || k == tab || k == end || k == word && c.breaks[from]:
				flush(from, false)
			case to-open.start > maxPiece:
				flush(from, k == word)
			}
		}
		open.kind, open.level = k, level
		for to-from > maxPiece { // a cluster longer than a piece
			at := from + maxPiece
			for !utf8.RuneStart(s[at]) && at > from+maxPiece-utf8.UTFMax {
				at--
			}
			open.end, open.joined, open.long = at, true, true
			flush(at, true)
			open.kind, open.level, from = k, level, at
		}
		open.end = to
	}
	flush(open.end, false)
}

// kindOf returns the kind of piece a grapheme cluster belongs to. White space that does not break is part of words.
func kindOf(cluster string) kind {
	if len(cluster) == 1 {
		switch c := cluster[0]; {
		case c > ' ':
			return word
		case c == ' ':
			return space
		case c == '\t':
			return tab
		case c == '\n', c == '\r', c == '\v', c == '\f':
			return end
		}
		return word
	}
	r, n := utf8.DecodeRuneInString(cluster)
	if n < len(cluster) {
		return word
	}
	switch {
	case r == 0x85, r == 0x2028, r == 0x2029:
		return end
	case r >= 0x2000 && r <= 0x200A && r != 0x2007, r == 0x205F, r == 0x3000:
		return space
	}
	return word
}
