// Package layout sets a text in lines of a given width and answers where things are: which line lies at a height, where a
// caret stands in a line, which place of the text lies under the pointer, which stretches of a line a range covers. It
// draws lines into images and knows nothing of windows.
//
// It works on two levels. The index covers the whole text: it keeps the width of each word in four bytes and where each
// line begins in four more, is built piece by piece (Index) while the first screen can be read already, and wraps anew at
// another width or size without measuring again. The detail covers the lines that are looked at: Shape returns glyphs,
// caret places and ranges of one line and keeps the last few hundred.
//
// Both levels shape the very same pieces of text (a word, a stretch of white space, a part of a very long word), so that a
// line is exactly as wide as the index took it to be. Shaping ends at word ends, so that there is no kerning with the space
// (Noto Sans has none; in Liberation Serif it would move the end of a line by a third of a pixel, two at most).
//
// All positions are byte offsets into the text; package textpos turns them into code points. Lengths are in the unit of
// Style.Size, which the reader takes to be Fyne's device-independent pixel. Heights over the whole text are float64,
// because float32 is too coarse at the end of a long one.
//
// Line breaks follow UAX #14 with the words of package lexicon for Thai, Lao, Khmer and Burmese, caret stops UAX #29
// grapheme clusters, the order of mixed text UAX #9 with the direction of each paragraph taken from its first strong
// character. A word wider than the line is cut between grapheme clusters, in those four scripts between syllables.
//
// Start with Layout.
package layout

import (
	"context"
	"sort"
	"sync"
)

// Style is how a text is set. All lengths are in pixels at scale 1. What is out of range is taken as the nearest in it.
type Style struct {
	Size         float32 // of the font, from 1 to 512
	LineHeight   float32 // distance of baselines as a multiple of Size, from 0.1 to 10, 1.5 or so; the same for every line
	ParagraphGap float32 // added between two paragraphs, except beside an empty one, which is gap enough
	Tab          float32 // distance between tab stops; 0 means four times Size
}

// Affinity tells which of the two characters beside a boundary a caret belongs to. It matters where a line is wrapped (the
// end of one line and the start of the next are the same offset) and where text changes direction.
type Affinity uint8

const (
	Downstream Affinity = iota // to the character after the boundary
	Upstream                   // to the character before it
)

// Layout is a text set in lines. Its methods may be called from any goroutine; a line number is good until the next
// Resize or Restyle.
//
// Its many methods are the questions of a reader (which line, which place, which stretch), under one lock over one index of lines.
type Layout struct {
	text  string
	fonts *Fonts

	indexing sync.Mutex // held by the goroutine that indexes
	next     int        // byte at which the next block begins, of a paragraph of level base, -1 for one that begins there
	base     int

	mu      sync.RWMutex // guards what follows
	style   Style
	width   float32
	chunks  []chunk
	cuts    []uint32 // bytes at which a block begins within a paragraph, with rtlCut for the direction
	indexed int      // bytes in chunks
	wrap    wrap
	lines   []uint32 // byte at which each line begins, with gapBefore
	gapSums []uint32 // paragraph gaps above every 64th line
	folds   []Fold
	done    bool

	detail detail
}

// rtlCut marks a cut in a paragraph that runs from right to left.
const rtlCut = 1 << 31

// Line is one line of the text.
type Line struct {
	Start, End     int     // the bytes of the line; the next one starts at End. Holds trailing white space and the line end
	Content        int     // End without the characters that end a paragraph or a line ("\n"): the last caret place
	Top            float64 // distance of its upper edge from the top of the text
	Height         float32 // Size times LineHeight
	Baseline       float32 // distance of the baseline from Top
	ParagraphStart bool    // it is the first line of its paragraph
	ParagraphEnd   bool    // it is the last
	Folded         bool    // it stands for all of a fold and shows nothing of it: Content is Start
}

// New returns a layout of text, valid UTF-8 of less than 2 GB, whose first screen (the first 12 kB) is set. Index sets the rest.
func New(text string, fonts *Fonts, style Style, width float32, folds ...Fold) *Layout {
	l := &Layout{text: text, fonts: fonts, base: -1, folds: wholeParagraphs(text, folds)}
	l.detail.init()
	l.set(style, width)
	l.Index(context.Background(), 12<<10)
	return l
}

// Index measures and wraps at least budget further bytes of the text and reports whether all of it is done. It stops early,
// with what it has, when ctx ends. It is meant to be called in a loop on a goroutine of its own: the questions below can
// be asked meanwhile and know of the lines finished so far.
func (l *Layout) Index(ctx context.Context, budget int) (done bool) {
	const chunkSize = 32 << 10
	l.indexing.Lock()
	defer l.indexing.Unlock()
	s := l.fonts.take()
	defer l.fonts.give(s)
	goal := min(len(l.text), l.next+max(1, budget))
	var atoms []atom
	var cuts []uint32
	for l.next < goal && ctx.Err() == nil {
		c := chunk{start: l.next}
		atoms, cuts = atoms[:0], cuts[:0]
		for l.next < goal && l.next < c.start+chunkSize && ctx.Err() == nil {
			b := s.cutter.block(l.text, l.next, l.base)
			atoms = s.measure(atoms, l.text, b)
			l.next, l.base = b.end, -1
			if !b.paragraph {
				l.base = int(b.base)
				cuts = append(cuts, uint32(b.end)|uint32(b.base)<<31)
			}
		}
		c.atoms = append([]atom(nil), atoms...)
		l.mu.Lock()
		l.chunks, l.cuts, l.indexed = append(l.chunks, c), append(l.cuts, cuts...), l.next
		l.fill(s)
		l.mu.Unlock()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.done && l.indexed == len(l.text) {
		l.done = true
		l.addLine(l.wrap.start)
	}
	return l.done
}

// set takes a style and a width and forgets the lines.
func (l *Layout) set(style Style, width float32) {
	style.Size, width = within(style.Size, 1, 512), within(width, 0, 1<<20)
	style.LineHeight, style.ParagraphGap = within(style.LineHeight, 0.1, 10), within(style.ParagraphGap, 0, 1<<12)
	if style.Tab = within(style.Tab, 0, 1<<20); style.Tab == 0 {
		style.Tab = 4 * style.Size
	}
	l.style, l.width = style, width
	units := func(length float32) int { return max(1, int(float64(length)*em/float64(style.Size))) }
	s := l.fonts.take()
	l.wrap = wrap{limit: units(width), tab: units(style.Tab), space: int(s.width(" ", false))}
	l.fonts.give(s)
	l.lines, l.gapSums = l.lines[:0], l.gapSums[:0]
	l.detail.clear()
}

// within returns the number between low and high nearest to x, low for what is not a number.
func within(x, low, high float32) float32 {
	if x != x {
		return low
	}
	return min(max(x, low), high)
}

// reset wraps all that is measured anew.
func (l *Layout) reset(style Style, width float32) {
	l.set(style, width)
	s := l.fonts.take()
	l.fill(s)
	l.fonts.give(s)
	if l.done {
		l.addLine(l.wrap.start)
	}
}

// Ready returns how many bytes of the text are in lines, from its start, and whether that is all.
func (l *Layout) Ready() (bytes int, done bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.ready(), l.done
}

func (l *Layout) ready() int {
	if l.done {
		return len(l.text)
	}
	return l.wrap.start
}

// Text returns the text.
func (l *Layout) Text() string { return l.text }

// Style returns the style in force.
func (l *Layout) Style() Style {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.style
}

// Width returns the width in force.
func (l *Layout) Width() float32 {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.width
}

// Resize wraps the text at another width. It takes some 2 ms for a megabyte.
func (l *Layout) Resize(width float32) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if width != l.width {
		l.reset(l.style, width)
	}
}

// Restyle wraps the text in another style, at the cost of a Resize. For other fonts make a New layout.
func (l *Layout) Restyle(style Style) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.reset(style, l.width)
}

// LineCount returns the number of lines known so far; at least 1.
func (l *Layout) LineCount() int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return len(l.lines)
}

// Height returns the height of all lines known so far.
func (l *Layout) Height() float64 {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.top(len(l.lines)-1) + l.lineHeight()
}

// EstimatedHeight returns the height of the text, that of the part not yet indexed taken from the mean of the rest. It
// equals Height once all is indexed.
func (l *Layout) EstimatedHeight() float64 {
	l.mu.RLock()
	defer l.mu.RUnlock()
	known := l.top(len(l.lines)-1) + l.lineHeight()
	if l.done {
		return known
	}
	return known * float64(len(l.text)) / float64(max(1, l.ready()))
}

func (l *Layout) lineHeight() float64 { return float64(l.style.Size) * float64(l.style.LineHeight) }

// top returns the upper edge of line i.
func (l *Layout) top(i int) float64 {
	return float64(i)*l.lineHeight() + float64(l.gaps(i))*float64(l.style.ParagraphGap)
}

// Line returns line i, 0 <= i < LineCount; other numbers are taken as the nearest line.
func (l *Layout) Line(i int) Line {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.line(i)
}

func (l *Layout) line(i int) Line {
	i = min(max(0, i), len(l.lines)-1)
	height := l.lineHeight()
	ascent, descent := l.fonts.ascent*float64(l.style.Size), l.fonts.descent*float64(l.style.Size)
	n := Line{Start: l.start(i), End: l.ready(), Top: l.top(i), Height: float32(height)}
	if i+1 < len(l.lines) {
		n.End = l.start(i + 1)
	}
	if n.Folded = l.foldFrom(n.Start) > n.Start; n.Folded {
		n.Content = n.Start
	} else {
		n.Content = n.End - lineEnd(l.text[n.Start:n.End])
	}
	n.Baseline = float32((height-ascent-descent)/2 + ascent)
	n.ParagraphStart = n.Start == 0 || l.text[n.Start-1] == '\n'
	n.ParagraphEnd = n.End == len(l.text) || l.text[n.End-1] == '\n'
	return n
}

// start returns the byte at which line i begins.
func (l *Layout) start(i int) int { return int(l.lines[i] &^ gapBefore) }

// lineEnd returns the length of the characters at the end of line that end it.
func lineEnd(line string) int {
	for _, e := range [...]string{"\r\n", "\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029"} {
		if n := len(line) - len(e); n >= 0 && line[n:] == e {
			return len(e)
		}
	}
	return 0
}

// LineAt returns the line at height y, the nearest one when y is outside; the gap after a paragraph belongs to its last line.
func (l *Layout) LineAt(y float64) int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return max(0, sort.Search(len(l.lines), func(i int) bool { return l.top(i) > y })-1)
}

// LineOf returns the line that holds the byte at offset: where a line is wrapped, the later one. An offset outside
// the known lines gives the nearest line.
func (l *Layout) LineOf(offset int) int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return max(0, sort.Search(len(l.lines), func(i int) bool { return l.start(i) > offset })-1)
}
