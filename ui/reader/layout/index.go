package layout

import "github.com/parallax-annotation/parallax/annotate/textpos/lexicon"

// atom is what the index keeps of a piece, or of a word with the space after it: bytes (7 bits), kind (3), whether a line may
// end after it, whether it runs from right to left, and the width in units (20 bits, 512 em: wider ones are cut off).
type atom uint32

// Kinds of atoms beyond those of pieces.
const (
	atomWord   = uint32(word)  // may be cut between clusters where it is wider than a line
	atomSpace  = uint32(space) // hangs over the end of the line
	atomTab    = uint32(tab)   // width depends on where it stands
	atomEnd    = uint32(end)   // ends the line
	atomSpaced = 4             // a word and one space, which is not counted in the width
	atomUnit   = 5             // one cluster of a long word
	atomJoined = 6             // likewise, the next atom being part of the same
)

const maxWidth = 1<<20 - 1

func newAtom(n int, kind uint32, breakAfter, rtl bool, width int32) atom {
	a := uint32(n) | kind<<7 | uint32(min(max(0, width), maxWidth))<<12
	if breakAfter {
		a |= 1 << 10
	}
	if rtl {
		a |= 1 << 11
	}
	return atom(a)
}

func (a atom) len() int         { return int(a & 0x7f) }
func (a atom) kind() uint32     { return uint32(a>>7) & 7 }
func (a atom) breakAfter() bool { return a&(1<<10) != 0 }
func (a atom) rtl() bool        { return a&(1<<11) != 0 }
func (a atom) width() int       { return int(a >> 12) }

// chunk is the atoms of some 32 kB of text.
type chunk struct {
	start int
	atoms []atom
}

// measure appends the atoms of block b to dst.
func (s *shaper) measure(dst []atom, text string, b block) []atom {
	for i := 0; i < len(b.pieces); i++ {
		p := b.pieces[i]
		from, to := b.start+int(p.start), b.start+int(p.end)
		switch {
		case p.kind == tab || p.kind == end:
			dst = append(dst, newAtom(to-from, uint32(p.kind), true, false, 0))
		case p.long && p.kind == word:
			p.joined = p.joined || !p.breakAfter && !lexicon.Parts(text, to)
			dst = measureLong(dst, s.piece(text, b, p), p)
		case p.kind == word && !p.breakAfter && i+1 < len(b.pieces) && isOneSpace(text, b, b.pieces[i+1]):
			i++
			dst = append(dst, newAtom(to-from+1, atomSpaced, b.pieces[i].breakAfter, p.rtl(), s.width(text[from:to], p.rtl())))
		default:
			dst = append(dst, newAtom(to-from, uint32(p.kind), p.breakAfter, p.rtl(), s.width(text[from:to], p.rtl())))
		}
	}
	return dst
}

func isOneSpace(text string, b block, p piece) bool {
	return p.kind == space && p.end == p.start+1 && text[b.start+int(p.start)] == ' '
}

// measureLong appends an atom for each cluster of a long piece: it will be wrapped anywhere, again and again, and must
// not be shaped for that.
func measureLong(dst []atom, sh *shape, p piece) []atom {
	size := int(p.end - p.start)
	for k, c := range sh.clusters {
		next, kind, brk := size, uint32(atomUnit), p.breakAfter
		if k+1 < len(sh.clusters) {
			next, brk = int(sh.clusters[k+1].start), false
			if !sh.clusters[k+1].safe {
				kind = atomJoined
			}
		} else if p.joined {
			kind = atomJoined
		}
		dst = append(dst, newAtom(next-int(c.start), kind, brk, p.rtl(), c.advance))
	}
	return dst
}

// maxLine is the length in bytes beyond which a line ends at the next chance, however narrow its characters.
const maxLine = maxBlock

// place is a place among the atoms: skip bytes, as wide as skipped, into an atom. at is its byte in the text.
type place struct {
	chunk, atom   int
	skip, skipped int
	at            int
}

// wrap fills lines with atoms. It can be stopped after any atom and go on when there are more.
type wrap struct {
	limit, tab, space int // units
	cur               place
	start             int   // byte at which the open line begins
	x                 int   // its width so far, white space included
	brk, soft         place // the last place a line may end, and the last where it may if it must; at start: none
	fold              int   // the byte up to which a folded stretch is passed over as one line; 0 for none
}

// next begins a line at p.
func (w *wrap) next(p place) {
	w.cur, w.brk, w.soft = p, p, p
	w.start, w.x = p.at, 0
}

// fill wraps the atoms that were added to l. The lock is held; split is used for words wider than a line.
func (l *Layout) fill(s *shaper) {
	w := &l.wrap
	l.enterFold()
	for w.cur.chunk < len(l.chunks) {
		atoms := l.chunks[w.cur.chunk].atoms
		if w.cur.atom == len(atoms) {
			w.cur.chunk, w.cur.atom = w.cur.chunk+1, 0
			continue
		}
		a := atoms[w.cur.atom]
		kind, width := a.kind(), a.width()-w.cur.skipped
		after := place{chunk: w.cur.chunk, atom: w.cur.atom + 1, at: w.cur.at + a.len() - w.cur.skip}
		if w.fold > 0 {
			l.passOver(after)
			continue
		}
		switch kind {
		case atomEnd:
			l.endLine(after)
			continue
		case atomTab:
			w.x = (w.x/w.tab + 1) * w.tab
		case atomSpace:
			w.x += width
		default:
			if w.x+width > w.limit {
				if w.brk.at > w.start {
					l.endLine(w.brk)
					continue
				}
				if p, ok := l.divide(s, a); ok {
					l.endLine(p)
					continue
				}
			}
			w.x += width
			if kind == atomSpaced {
				w.x += w.space
			}
		}
		w.cur = after
		if a.breakAfter() {
			w.brk = after
		}
		if kind != atomJoined {
			w.soft = after
		}
		hangs := (kind == atomSpace || kind == atomTab) && w.x > 2*w.limit
		if hangs || after.at-w.start >= maxLine {
			p := after
			if !hangs && w.brk.at > w.start {
				p = w.brk
			} else if !hangs && w.soft.at > w.start {
				p = w.soft
			}
			l.endLine(p)
		}
	}
}

// divide returns where to end the open line, which has no line break opportunity and for which atom a is too wide; false
// when a must go on it nevertheless, because nothing less can stand on a line.
func (l *Layout) divide(s *shaper, a atom) (place, bool) {
	w := &l.wrap
	room := w.limit - w.x
	if kind := a.kind(); kind == atomUnit || kind == atomJoined {
		return w.soft, w.soft.at > w.start
	}
	n := a.len() - w.cur.skip
	if a.kind() == atomSpaced {
		n--
	}
	clusters := s.shape(l.text[w.cur.at-w.cur.skip:w.cur.at+n], a.rtl()).clusters
	p, best, x := w.cur, w.cur, 0
	for _, c := range clusters {
		if int(c.start) > w.cur.skip && c.safe {
			if x > room && (best.at > w.cur.at || w.soft.at > w.start) {
				break
			}
			p.skip, p.skipped, p.at = int(c.start), w.cur.skipped+x, w.cur.at-w.cur.skip+int(c.start)
			best = p
			if x > room {
				break
			}
		}
		if int(c.start) >= w.cur.skip {
			x += int(c.advance)
		}
	}
	switch {
	case best.at > w.cur.at:
		return best, true
	case w.soft.at > w.start:
		return w.soft, true
	}
	return place{}, false
}

// endLine ends the open line at p and begins the next there.
func (l *Layout) endLine(p place) {
	l.addLine(l.wrap.start)
	l.wrap.next(p)
	l.enterFold()
}

const gapBefore = 1 << 31 // in lines: a paragraph gap stands above

// addLine appends a line that begins at byte start.
func (l *Layout) addLine(start int) {
	n := len(l.lines)
	if n%64 == 0 {
		sum := uint32(0)
		if n > 0 {
			sum = l.gaps(n - 1)
		}
		l.gapSums = append(l.gapSums, sum)
	}
	line := uint32(start)
	if start > 0 && l.text[start-1] == '\n' && !l.emptyParagraph(start) && !l.emptyParagraphBefore(start) {
		line |= gapBefore
	}
	l.lines = append(l.lines, line)
}

// emptyParagraph reports whether the paragraph that begins at start is empty.
func (l *Layout) emptyParagraph(start int) bool {
	return start == len(l.text) || l.text[start] == '\n' || start+1 < len(l.text) && l.text[start:start+2] == "\r\n"
}

// emptyParagraphBefore reports whether the paragraph that ends at end is empty.
func (l *Layout) emptyParagraphBefore(end int) bool {
	i := end - 1 // its line feed
	if i > 0 && l.text[i-1] == '\r' {
		i--
	}
	return i == 0 || l.text[i-1] == '\n'
}

// gaps returns the number of paragraph gaps above line i's upper edge, its own included.
func (l *Layout) gaps(i int) uint32 {
	sum := l.gapSums[i/64]
	for _, line := range l.lines[i&^63 : i+1] {
		sum += line >> 31
	}
	return sum
}
