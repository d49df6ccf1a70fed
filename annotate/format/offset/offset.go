// Package offset converts the offsets of other programs, which count UTF-16 units or bytes, to code points and back, with one table a
// text. It knows no format. Start with New.
package offset

import (
	"sort"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Unit is what an offset counts.
type Unit int

// The units.
const (
	CodePoints Unit = iota
	UTF16
	Bytes // of UTF-8
)

// String names what is counted.
func (u Unit) String() string {
	return [...]string{"code points", "UTF-16 units", "bytes"}[u]
}

// Table converts the offsets of one text.
type Table struct {
	text   *textpos.Text
	astral []int // code points that UTF-16 writes with two units, in order
}

// New returns the table of a text.
func New(text *textpos.Text) *Table {
	t := &Table{text: text}
	cp := 0
	for _, r := range text.String() {
		if r >= 0x10000 {
			t.astral = append(t.astral, cp)
		}
		cp++
	}
	return t
}

// CodePoint is the code point at which an offset stands. It is false where that lies outside the text, or within a code point.
func (t *Table) CodePoint(unit Unit, at int) (int, bool) {
	switch {
	case at < 0:
		return 0, false
	case unit == CodePoints:
		return at, at <= t.text.Len()
	case unit == Bytes:
		cp := t.text.CodePoint(at)
		return cp, at <= t.text.Bytes() && t.text.Byte(cp) == at
	}
	before := sort.Search(len(t.astral), func(i int) bool { return t.astral[i]+i >= at })
	cp := at - before
	return cp, cp <= t.text.Len() && t.UTF16(cp) == at
}

// UTF16 is the offset of a code point in UTF-16 units.
func (t *Table) UTF16(cp int) int { return cp + sort.SearchInts(t.astral, cp) }

// Units is the length of the text in UTF-16 units.
func (t *Table) Units() int { return t.text.Len() + len(t.astral) }

// Lines is a text whose lines end with LF, as projects keep it, of one that may have CR LF or CR. before tells the offset in it, in code
// points, of one of what was given.
func Lines(raw string) (text string, before func(cp int) int) {
	if !strings.Contains(raw, "\r") {
		return raw, func(cp int) int { return cp }
	}
	var dropped []int // code points that are gone
	var b strings.Builder
	cp := 0
	for i, r := range raw {
		switch {
		case r != '\r':
			b.WriteString(raw[i : i+width(raw, i, r)])
		case strings.HasPrefix(raw[i+1:], "\n"):
			dropped = append(dropped, cp)
		default:
			b.WriteByte('\n')
		}
		cp++
	}
	return b.String(), func(cp int) int { return cp - sort.SearchInts(dropped, cp) }
}

// width is the length in bytes of the code point r at i, one where it stands for a byte that is no UTF-8.
func width(s string, i int, r rune) int {
	if r == '\uFFFD' && !strings.HasPrefix(s[i:], "\uFFFD") {
		return 1
	}
	return len(string(r))
}
