// Package textpos answers questions about positions in a text: code points against bytes, and the grapheme clusters,
// words and sentences about a position.
//
// Segmentation follows UAX #29 through github.com/clipperhouse/uax29/v2, which is kept up with Unicode (17), is fast,
// needs no cgo and is in Fyne's own module graph already. The words of scripts that write them without spaces come from
// package lexicon. Every question is answered from the neighbourhood of the position: what it costs does not grow with
// the length of the text, see stretch.
//
// It knows neither documents nor spans. Start with Text.
package textpos

import (
	"math/bits"
	"sort"
	"unicode/utf8"
)

// step is the number of code points between two entries of the index.
const step = 64

// Text is a text with an index of its positions. It never changes and may be used by several goroutines.
//
// Positions ("cp") are code points, 0…Len. One that lies outside is taken for the nearest end.
//
// It has one method for each question about a position, and each is answered from the same index: there is no part to take out.
type Text struct {
	s      string
	length int      // code points
	offset []uint32 // byte offset of every step-th code point; nil where all is ASCII
}

// New returns the index of s. A byte that is not part of valid UTF-8 becomes U+FFFD, as in []rune(s), so that
// positions agree with it. Texts are smaller than 4 GB.
func New(s string) *Text {
	if ascii(s) {
		return &Text{s: s, length: len(s)}
	}
	if !utf8.ValidString(s) {
		s = string([]rune(s))
	}
	t := &Text{s: s}
	t.index()
	return t
}

func ascii(s string) bool {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if eight(s, i)&0x8080808080808080 != 0 {
			return false
		}
	}
	for ; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// eight is the eight bytes of s from i as a little endian number.
func eight(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// index fills offset, eight bytes at a time.
func (t *Text) index() {
	count := 0
	t.offset = make([]uint32, 0, len(t.s)/step/2+2)
	one := func(i int) {
		if !utf8.RuneStart(t.s[i]) {
			return
		}
		if count%step == 0 {
			t.offset = append(t.offset, uint32(i))
		}
		count++
	}
	i := 0
	for ; i+8 <= len(t.s); i += 8 {
		here := starts(eight(t.s, i))
		if (count+step-1)/step*step >= count+here { // no entry falls here
			count += here
			continue
		}
		for j := range 8 {
			one(i + j)
		}
	}
	for ; i < len(t.s); i++ {
		one(i)
	}
	t.length = count
}

// String is the text.
func (t *Text) String() string { return t.s }

// Len is the length in code points.
func (t *Text) Len() int { return t.length }

// Bytes is the length in bytes of UTF-8.
func (t *Text) Bytes() int { return len(t.s) }

// Byte is the byte offset at which code point cp begins.
func (t *Text) Byte(cp int) int {
	cp = min(max(cp, 0), t.length)
	if t.offset == nil {
		return cp
	}
	if cp == t.length {
		return len(t.s)
	}
	b, n := int(t.offset[cp/step]), cp%step
	for ; n > 0 && b+8 <= len(t.s); b += 8 {
		here := starts(eight(t.s, b))
		if here > n {
			break
		}
		n -= here
	}
	for ; ; b++ {
		if !utf8.RuneStart(t.s[b]) {
			continue
		}
		if n == 0 {
			return b
		}
		n--
	}
}

// starts is in how many of eight bytes a code point begins: those that are not 10xxxxxx.
func starts(w uint64) int { return bits.OnesCount64(^(w >> 7 &^ (w >> 6)) & 0x0101010101010101) }

// CodePoint is the number of the code point that holds the byte at offset b; Len for the end of the text.
func (t *Text) CodePoint(b int) int {
	b = min(max(b, 0), len(t.s))
	if t.offset == nil {
		return b
	}
	if b == len(t.s) {
		return t.length
	}
	entry := sort.Search(len(t.offset), func(i int) bool { return int(t.offset[i]) > b }) - 1
	at, cp := int(t.offset[entry]), entry*step-1
	for ; at+8 <= b+1; at += 8 {
		cp += starts(eight(t.s, at))
	}
	for ; at <= b; at++ {
		if utf8.RuneStart(t.s[at]) {
			cp++
		}
	}
	return cp
}

// Slice is the text of the code points [start,end), "" where that is empty.
func (t *Text) Slice(start, end int) string {
	from, to := t.Byte(start), t.Byte(end)
	if from >= to {
		return ""
	}
	return t.s[from:to]
}

// width is the length in bytes of a code point whose first byte is lead.
func width(lead byte) int {
	switch {
	case lead < 0x80:
		return 1
	case lead < 0xE0:
		return 2
	case lead < 0xF0:
		return 3
	}
	return 4
}
