package layout

import (
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"github.com/parallax-annotation/parallax/annotate/textpos/lexicon"
)

// em is the number of units the size of the font is counted in. All widths are whole numbers of units, whatever the size:
// nothing is measured anew for another size, and a line is exactly the sum of its pieces.
const em = 2048

// glyph is a glyph at its place in a shaped piece, in units from its left end and from the baseline upwards.
type glyph struct {
	id      font.GID
	x, y    int32
	face    uint16
	cluster uint16 // byte of the piece that its cluster begins at
}

// cluster is a grapheme cluster of a shaped piece.
type cluster struct {
	start   uint16 // byte of the piece
	safe    bool   // a glyph and a syllable begin here too: the piece may be cut here
	advance int32  // units
}

// shape is a shaped piece.
type shape struct {
	glyphs          []glyph   // from left to right
	clusters        []cluster // in the order of the text
	width           int32     // units, the sum of the advances
	ascent, descent int32     // units, of the faces used
}

// item is a stretch of runes in one script and face.
type item struct {
	start, end int
	script     language.Script
	face       uint16
}

// run shapes text and returns its width. It leaves items and runes for shapeIn.
func (s *shaper) run(before, text, after string, rtl bool) int32 {
	s.prepare(before, text, after)
	var width int32
	for _, it := range s.items {
		s.harfbuzz(it, rtl)
		for i := 0; i < len(s.buffer.Info); {
			cluster, advance := s.buffer.Info[i].Cluster, int32(0)
			for ; i < len(s.buffer.Info) && s.buffer.Info[i].Cluster == cluster; i++ {
				advance += s.buffer.Pos[i].XAdvance
			}
			width += max(0, advance)
		}
	}
	return width
}

// shapeIn shapes text between what stands before and after it.
func (s *shaper) shapeIn(before, text, after string, rtl bool) *shape {
	s.prepare(before, text, after)
	s.adv = grow(s.adv, len(s.runes)+1)
	clear(s.adv)
	s.begins = grow(s.begins, len(s.runes)+1)
	clear(s.begins)
	p := &shape{glyphs: make([]glyph, 0, len(s.runes)), clusters: make([]cluster, 0, len(s.runes))}
	for k := range s.items {
		it := s.items[k]
		if rtl {
			it = s.items[len(s.items)-1-k]
		}
		f := s.harfbuzz(it, rtl)
		extents := f.ExtentsForDirection(harfbuzz.LeftToRight)
		p.ascent, p.descent = max(p.ascent, int32(extents.Ascender)), max(p.descent, -int32(extents.Descender))
		for i, info := range s.buffer.Info {
			pos := s.buffer.Pos[i]
			p.glyphs = append(p.glyphs, glyph{info.Glyph, p.width + pos.XOffset, pos.YOffset, it.face, s.at[info.Cluster]})
			p.width += pos.XAdvance
			s.adv[info.Cluster] += pos.XAdvance
			s.begins[info.Cluster] = true
		}
	}
	s.share(p, text)
	return p
}

// share divides the advance of each cluster of HarfBuzz among the grapheme clusters in it: a ligature is several of them.
func (s *shaper) share(p *shape, text string) {
	first, last := s.items[0].start, s.items[len(s.items)-1].end
	p.width = 0
	for i := first; i < last; {
		j, n := i+1, 0
		for j < last && !s.begins[j] {
			j++
		}
		for k := i; k < j; k++ {
			if s.marks[k] {
				n++
			}
		}
		advance := max(0, s.adv[i])
		if n == 0 { // goes on in the grapheme cluster before
			p.clusters[len(p.clusters)-1].advance += advance
		}
		for k, m := i, 0; k < j; k++ {
			if s.marks[k] {
				part := advance*int32(m+1)/int32(n) - advance*int32(m)/int32(n)
				safe := k == i && lexicon.Parts(text, int(s.at[k]))
				p.clusters = append(p.clusters, cluster{start: s.at[k], safe: safe, advance: part})
				m++
			}
		}
		p.width += advance
		i = j
	}
}

// prepare decodes text and cuts it into items.
func (s *shaper) prepare(before, text, after string) {
	s.runes, s.at, s.marks, s.items = s.runes[:0], s.at[:0], s.marks[:0], s.items[:0]
	s.decode(before)
	first := len(s.runes)
	s.decode(text)
	last := len(s.runes)
	s.decode(after)
	ascii := isASCII(text)
	var iter *graphemes.Iterator[string]
	if !ascii {
		iter = graphemes.FromString(text)
	}
	current := item{start: first, end: first, script: language.Common}
	for k := first; k < last; {
		n := 1
		if !ascii {
			iter.Next()
			n = utf8.RuneCountInString(iter.Value())
		}
		cluster := s.runes[k : k+n]
		s.marks[k] = true
		script := language.Script(0)
		for _, r := range cluster {
			if found := language.LookupScript(r); found.Strong() {
				script = found
				break
			}
		}
		if script == 0 {
			script = current.script
		}
		face := s.choose(cluster, script)
		switch {
		case k == first:
			current.script, current.face = script, face
		case face != current.face || script != current.script && current.script != language.Common:
			s.items = append(s.items, current)
			current = item{start: k, script: script, face: face}
		default:
			current.script = script
		}
		k += n
		current.end = k
	}
	if first < last {
		s.items = append(s.items, current)
	}
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func (s *shaper) decode(text string) {
	for i, r := range text {
		s.runes, s.at, s.marks = append(s.runes, r), append(s.at, uint16(i)), append(s.marks, false)
	}
}

// choose is Fonts.choose with the answers for Latin kept.
func (s *shaper) choose(cluster []rune, script language.Script) uint16 {
	if len(cluster) > 1 || int(cluster[0]) >= len(s.plain) {
		return s.fonts.choose(cluster, script)
	}
	known := &s.plain[cluster[0]]
	if *known == 0 {
		*known = s.fonts.choose(cluster, script) + 1
	}
	return *known - 1
}

// harfbuzz shapes an item into the buffer and returns the font it used.
func (s *shaper) harfbuzz(it item, rtl bool) *harfbuzz.Font {
	for int(it.face) >= len(s.faces) {
		s.faces = append(s.faces, nil)
	}
	f := s.faces[it.face]
	if f == nil {
		f = harfbuzz.NewFont(font.NewFace(s.fonts.face(it.face)))
		f.XScale, f.YScale = em, em
		s.faces[it.face] = f
	}
	s.buffer.Clear()
	s.buffer.AddRunes(s.runes, it.start, it.end-it.start)
	s.buffer.Props.Direction = harfbuzz.LeftToRight
	if rtl {
		s.buffer.Props.Direction = harfbuzz.RightToLeft
	}
	s.buffer.Props.Script = it.script
	s.buffer.Props.Language = "en"
	if id, ok := language.ScriptToLang[it.script]; ok && it.script != language.Latin {
		s.buffer.Props.Language = id.Language()
	}
	s.buffer.Shape(f, nil)
	return f
}
