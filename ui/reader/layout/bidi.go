package layout

import (
	"golang.org/x/text/unicode/bidi"
)

// maxDepth is the deepest embedding level of UAX #9.
const maxDepth = 125

// resolver finds embedding levels by UAX #9. golang.org/x/text/unicode/bidi has the character classes but keeps levels to
// itself and tells directions only, from which the visual order of, say, a number within Hebrew within English cannot be had.
// It keeps its buffers; the zero value is ready.
type resolver struct {
	base      uint8
	original  []bidi.Class // of each character
	class     []bidi.Class // as the rules change it
	levels    []uint8
	embedding []uint8 // levels as rules X1 to X8 leave them
	match     []int   // of an isolate initiator: its PDI; of such a PDI: its initiator; -1 for all else
	kept      []int   // characters that take part (rule X9 removes the others)
	runs      [][]int
	opened    []int
	seq       []int
}

// baseLevel returns the level of the paragraph that text begins, by its first strong character: 0 where there is none.
func baseLevel(text string) uint8 {
	isolates := 0
	for _, r := range text {
		if r < 0x80 {
			if isolates == 0 && (r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z') {
				return 0
			}
			continue
		}
		switch c := classOf(r); c {
		case bidi.LRI, bidi.RLI, bidi.FSI:
			isolates++
		case bidi.PDI:
			isolates = max(0, isolates-1)
		case bidi.L, bidi.R, bidi.AL:
			if isolates == 0 {
				if c == bidi.L {
					return 0
				}
				return 1
			}
		}
	}
	return 0
}

// needsBidi reports whether any character of text asks for a level other than 0 in a paragraph of level 0.
func needsBidi(text string) bool {
	for _, r := range text {
		if r < 0x590 {
			continue
		}
		switch classOf(r) {
		case bidi.R, bidi.AL, bidi.AN, bidi.RLE, bidi.RLO, bidi.RLI, bidi.FSI, bidi.LRE, bidi.LRO, bidi.LRI:
			return true
		}
	}
	return false
}

func classOf(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

// resolve returns the level of each character of a paragraph of the given base level. White space at the end of a line is
// left for the line to reset (rule L1), that before a tab is reset. The result is good until the next call.
func (v *resolver) resolve(text []rune, base uint8) []uint8 {
	n := len(text)
	v.base = base
	v.original, v.class, v.levels, v.match = grow(v.original, n), grow(v.class, n), grow(v.levels, n), grow(v.match, n)
	for i, r := range text {
		c := classOf(r)
		if c == bidi.B {
			c = bidi.S // the caller has cut the text into paragraphs: what is left only parts lines
		}
		v.original[i], v.class[i], v.match[i] = c, c, -1
	}
	v.pairIsolates()
	v.explicit()
	v.sequences(text)
	v.reset()
	return v.levels
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// pairIsolates finds the PDI of each isolate initiator (BD9).
func (v *resolver) pairIsolates() {
	v.opened = v.opened[:0]
	for i, c := range v.original {
		switch c {
		case bidi.LRI, bidi.RLI, bidi.FSI:
			v.opened = append(v.opened, i)
		case bidi.PDI:
			if n := len(v.opened); n > 0 {
				v.match[i], v.match[v.opened[n-1]] = v.opened[n-1], i
				v.opened = v.opened[:n-1]
			}
		}
	}
}

// explicit gives each character the level of its embedding (X1 to X8).
func (v *resolver) explicit() {
	type entry struct {
		level    uint8
		override bidi.Class
		isolate  bool
	}
	const none = bidi.ON
	stack := make([]entry, 1, 8)
	stack[0] = entry{v.base, none, false}
	overIsolates, overEmbeddings, isolates := 0, 0, 0
	for i, c := range v.original {
		top := stack[len(stack)-1]
		v.levels[i] = top.level
		switch c {
		case bidi.RLE, bidi.LRE, bidi.RLO, bidi.LRO:
			level, override := above(top.level, c == bidi.RLE || c == bidi.RLO), none
			if c == bidi.RLO {
				override = bidi.R
			} else if c == bidi.LRO {
				override = bidi.L
			}
			if level <= maxDepth && overIsolates == 0 && overEmbeddings == 0 {
				stack = append(stack, entry{level, override, false})
			} else if overIsolates == 0 {
				overEmbeddings++
			}
		case bidi.RLI, bidi.LRI, bidi.FSI:
			if top.override != none {
				v.class[i] = top.override
			}
			rtl := c == bidi.RLI || c == bidi.FSI && v.firstStrong(i)
			if level := above(top.level, rtl); level <= maxDepth && overIsolates == 0 && overEmbeddings == 0 {
				isolates++
				stack = append(stack, entry{level, none, true})
			} else {
				overIsolates++
			}
		case bidi.PDI:
			if overIsolates > 0 {
				overIsolates--
			} else if isolates > 0 {
				overEmbeddings = 0
				for !stack[len(stack)-1].isolate {
					stack = stack[:len(stack)-1]
				}
				stack = stack[:len(stack)-1]
				isolates--
			}
			top = stack[len(stack)-1]
			v.levels[i] = top.level
			if top.override != none {
				v.class[i] = top.override
			}
		case bidi.PDF:
			if overIsolates == 0 && overEmbeddings > 0 {
				overEmbeddings--
			} else if overIsolates == 0 && !top.isolate && len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		case bidi.BN:
		default:
			if top.override != none {
				v.class[i] = top.override
			}
		}
	}
}

// above returns the least odd (rtl) or even level above level.
func above(level uint8, rtl bool) uint8 {
	if rtl {
		return (level + 1) | 1
	}
	return (level + 2) &^ 1
}

// firstStrong reports whether the first strong character inside the isolate at i runs from right to left.
func (v *resolver) firstStrong(i int) bool {
	end := v.match[i]
	if end < 0 {
		end = len(v.original)
	}
	for j := i + 1; j < end; j++ {
		switch v.original[j] {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		case bidi.LRI, bidi.RLI, bidi.FSI:
			if v.match[j] < 0 {
				return false
			}
			j = v.match[j]
		}
	}
	return false
}

// sequences cuts the text into isolating run sequences (X10) and resolves each.
func (v *resolver) sequences(text []rune) {
	v.kept = v.kept[:0]
	for i, c := range v.original {
		switch c {
		case bidi.RLE, bidi.LRE, bidi.RLO, bidi.LRO, bidi.PDF, bidi.BN:
		default:
			v.kept = append(v.kept, i)
		}
	}
	v.runs = v.runs[:0]
	runAt := map[int]int{} // first character of a run that starts with a matched PDI → run
	for a := 0; a < len(v.kept); {
		b := a + 1
		for b < len(v.kept) && v.levels[v.kept[b]] == v.levels[v.kept[a]] {
			b++
		}
		if first := v.kept[a]; v.original[first] == bidi.PDI && v.match[first] >= 0 {
			runAt[first] = len(v.runs)
		}
		v.runs = append(v.runs, v.kept[a:b])
		a = b
	}
	v.embedding = append(v.embedding[:0], v.levels...)
	for _, run := range v.runs {
		if first := run[0]; v.original[first] == bidi.PDI && v.match[first] >= 0 {
			continue // part of the sequence of its initiator
		}
		v.seq = v.seq[:0]
		for {
			v.seq = append(v.seq, run...)
			last := run[len(run)-1]
			if !isInitiator(v.original[last]) || v.match[last] < 0 {
				break
			}
			next, ok := runAt[v.match[last]]
			if !ok {
				break
			}
			run = v.runs[next]
		}
		v.resolveSequence(text, v.seq)
	}
	// Removed characters go with what stands before them.
	level := v.base
	k := 0
	for i := range v.levels {
		if k < len(v.kept) && v.kept[k] == i {
			level = v.levels[i]
			k++
		} else {
			v.levels[i] = level
		}
	}
}

func isInitiator(c bidi.Class) bool { return c == bidi.LRI || c == bidi.RLI || c == bidi.FSI }

// reset gives tabs, and white space before them, the level of the paragraph (L1).
func (v *resolver) reset() {
	blank := false
	for i := len(v.levels) - 1; i >= 0; i-- {
		switch c := v.original[i]; {
		case c == bidi.S:
			blank = true
			v.levels[i] = v.base
		case c == bidi.WS, c == bidi.BN, c == bidi.PDI, isInitiator(c):
			if blank {
				v.levels[i] = v.base
			}
		case c == bidi.RLE, c == bidi.LRE, c == bidi.RLO, c == bidi.LRO, c == bidi.PDF:
			if blank {
				v.levels[i] = v.base
			}
		default:
			blank = false
		}
	}
}
