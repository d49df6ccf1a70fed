package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/go-text/typesetting/harfbuzz"
)

// shaper shapes and measures pieces for one goroutine.
type shaper struct {
	fonts  *Fonts
	cutter cutter
	buffer *harfbuzz.Buffer
	faces  []*harfbuzz.Font // by number, made when needed
	plain  [0x250]uint16    // faces of characters of Latin scripts, plus one
	runes  []rune
	at     []uint16 // byte of the piece of each of runes
	marks  []bool   // by rune: a grapheme cluster begins
	adv    []int32  // by rune: advance of the cluster of HarfBuzz that begins there
	begins []bool   // by rune: one begins
	items  []item
	widths [2]cache[string, int32]  // from left to right, from right to left
	shapes [2]cache[string, *shape] // likewise
	tabs   cache[int32, *shape]     // by width
}

func newShaper(f *Fonts) *shaper {
	s := &shaper{fonts: f, buffer: harfbuzz.NewBuffer(), tabs: newCache[int32, *shape](1024, nil)}
	for i := range s.widths {
		s.widths[i], s.shapes[i] = newCache[string, int32](1<<16, nil), newCache[string, *shape](1<<16, nil)
	}
	return s
}

// width returns the width of a piece in units.
func (s *shaper) width(text string, rtl bool) int32 {
	c := &s.widths[index(rtl)]
	if w, ok := c.get(text); ok {
		return w
	}
	w := s.run("", text, "", rtl)
	c.put(strings.Clone(text), w)
	return w
}

// shape returns a piece shaped.
func (s *shaper) shape(text string, rtl bool) *shape {
	c := &s.shapes[index(rtl)]
	if p, ok := c.get(text); ok {
		return p
	}
	p := s.shapeIn("", text, "", rtl)
	c.put(strings.Clone(text), p)
	return p
}

func index(rtl bool) int {
	if rtl {
		return 1
	}
	return 0
}

// piece returns piece p of b shaped: a part of a long word among its neighbours, so that letters that join still do.
func (s *shaper) piece(text string, b block, p piece) *shape {
	from, to := b.start+int(p.start), b.start+int(p.end)
	if !p.long {
		return s.shape(text[from:to], p.rtl())
	}
	before, after := from, to
	for i := 0; i < 4 && before > b.start; i++ {
		_, n := utf8.DecodeLastRuneInString(text[b.start:before])
		before -= n
	}
	for i := 0; i < 4 && after < b.end; i++ {
		_, n := utf8.DecodeRuneInString(text[after:b.end])
		after += n
	}
	return s.shapeIn(text[before:from], text[from:to], text[to:after], p.rtl())
}

// tab returns a tab of that width.
func (s *shaper) tab(width int32) *shape {
	t, ok := s.tabs.get(width)
	if !ok {
		t = &shape{clusters: []cluster{{safe: true, advance: width}}, width: width}
		s.tabs.put(width, t)
	}
	return t
}

// rtl reports whether the piece is shaped from right to left. White space looks the same both ways.
func (p piece) rtl() bool { return p.level&1 == 1 && p.kind == word }
