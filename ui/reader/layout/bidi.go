package layout

import (
	"sort"

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

func isNeutral(c bidi.Class) bool {
	return c == bidi.S || c == bidi.WS || c == bidi.ON || c == bidi.PDI || isInitiator(c)
}

// strong returns the direction a class counts for among neutrals: numbers as R, bidi.ON for none.
func strong(c bidi.Class) bidi.Class {
	switch c {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.AL, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

func direction(level uint8) bidi.Class {
	if level&1 == 1 {
		return bidi.R
	}
	return bidi.L
}

// resolveSequence applies the rules W1 to I2 to the characters seq, an isolating run sequence.
func (v *resolver) resolveSequence(text []rune, seq []int) {
	level := v.embedding[seq[0]]
	before, after := v.base, v.base
	if k := sort.SearchInts(v.kept, seq[0]); k > 0 {
		before = v.embedding[v.kept[k-1]]
	}
	last := seq[len(seq)-1]
	if k := sort.SearchInts(v.kept, last); k+1 < len(v.kept) && !isInitiator(v.original[last]) {
		after = v.embedding[v.kept[k+1]]
	}
	sos, eos := direction(max(before, level)), direction(max(after, level))
	v.weak(seq, sos)
	v.brackets(text, seq, sos, level)
	v.neutral(seq, sos, eos, level)
	for _, i := range seq {
		switch c := v.class[i]; {
		case level&1 == 0 && c == bidi.R:
			v.levels[i] = level + 1
		case level&1 == 0 && (c == bidi.AN || c == bidi.EN):
			v.levels[i] = level + 2
		case level&1 == 1 && (c == bidi.L || c == bidi.EN || c == bidi.AN):
			v.levels[i] = level + 1
		}
	}
}

// weak resolves marks, numbers and what stands between them (W1 to W7).
func (v *resolver) weak(seq []int, sos bidi.Class) {
	prev := sos
	for _, i := range seq { // W1
		if v.class[i] == bidi.NSM {
			v.class[i] = prev
			if isInitiator(prev) || prev == bidi.PDI {
				v.class[i] = bidi.ON
			}
		}
		prev = v.class[i]
	}
	last := sos
	for _, i := range seq { // W2, W3
		switch v.class[i] {
		case bidi.L, bidi.R, bidi.AL:
			last = v.class[i]
		case bidi.EN:
			if last == bidi.AL {
				v.class[i] = bidi.AN
			}
		}
	}
	for _, i := range seq {
		if v.class[i] == bidi.AL {
			v.class[i] = bidi.R
		}
	}
	for k := 1; k+1 < len(seq); k++ { // W4
		a, c, b := v.class[seq[k-1]], v.class[seq[k]], v.class[seq[k+1]]
		if a == b && (c == bidi.ES && a == bidi.EN || c == bidi.CS && (a == bidi.EN || a == bidi.AN)) {
			v.class[seq[k]] = a
		}
	}
	for k := 0; k < len(seq); k++ { // W5, W6
		if v.class[seq[k]] != bidi.ET {
			continue
		}
		end := k
		for end < len(seq) && v.class[seq[end]] == bidi.ET {
			end++
		}
		c := bidi.ON
		if k > 0 && v.class[seq[k-1]] == bidi.EN || end < len(seq) && v.class[seq[end]] == bidi.EN {
			c = bidi.EN
		}
		for ; k < end; k++ {
			v.class[seq[k]] = c
		}
	}
	last = sos
	for _, i := range seq {
		switch v.class[i] {
		case bidi.ES, bidi.CS:
			v.class[i] = bidi.ON
		case bidi.L, bidi.R:
			last = v.class[i]
		case bidi.EN: // W7
			if last == bidi.L {
				v.class[i] = bidi.L
			}
		}
	}
}

// brackets gives the two of each pair of brackets one direction (N0).
func (v *resolver) brackets(text []rune, seq []int, sos bidi.Class, level uint8) {
	type pair struct{ open, close int } // indices into seq
	type opening struct {
		at      int
		closing rune
	}
	var stack []opening
	var pairs []pair
	for k, i := range seq {
		if text[i] < 0x80 && text[i] != '(' && text[i] != ')' && text[i] != '[' && text[i] != ']' && text[i] != '{' && text[i] != '}' {
			continue
		}
		p, _ := bidi.LookupRune(text[i])
		if v.class[i] != bidi.ON || !p.IsBracket() {
			continue
		}
		if p.IsOpeningBracket() {
			if len(stack) == 63 {
				break
			}
			stack = append(stack, opening{k, canonicalBracket([]rune(bidi.ReverseString(string(text[i])))[0])})
			continue
		}
		for s := len(stack) - 1; s >= 0; s-- {
			if stack[s].closing == canonicalBracket(text[i]) {
				pairs = append(pairs, pair{stack[s].at, k})
				stack = stack[:s]
				break
			}
		}
	}
	sort.Slice(pairs, func(a, b int) bool { return pairs[a].open < pairs[b].open })
	embedding := direction(level)
	for _, p := range pairs {
		same, opposite := false, false
		for k := p.open + 1; k < p.close && !same; k++ {
			if d := strong(v.class[seq[k]]); d == embedding {
				same = true
			} else if d != bidi.ON {
				opposite = true
			}
		}
		d := embedding
		switch {
		case same:
		case !opposite:
			continue
		default:
			context := sos
			for k := p.open - 1; k >= 0; k-- {
				if c := strong(v.class[seq[k]]); c != bidi.ON {
					context = c
					break
				}
			}
			if context != embedding {
				d = context
			}
		}
		for _, at := range []int{p.open, p.close} {
			v.class[seq[at]] = d
			for k := at + 1; k < len(seq) && v.original[seq[k]] == bidi.NSM; k++ {
				v.class[seq[k]] = d
			}
		}
	}
}

// canonicalBracket maps the angle brackets of U+2329 to those they are canonically the same as.
func canonicalBracket(r rune) rune {
	switch r {
	case 0x2329:
		return 0x3008
	case 0x232A:
		return 0x3009
	}
	return r
}

// neutral resolves stretches of neutral characters by what stands on both sides (N1, N2).
func (v *resolver) neutral(seq []int, sos, eos bidi.Class, level uint8) {
	prev := sos
	for k := 0; k < len(seq); k++ {
		c := v.class[seq[k]]
		if !isNeutral(c) {
			if d := strong(c); d != bidi.ON {
				prev = d
			}
			continue
		}
		end := k
		for end < len(seq) && isNeutral(v.class[seq[end]]) {
			end++
		}
		next := eos
		if end < len(seq) {
			next = strong(v.class[seq[end]])
		}
		d := direction(level)
		if prev == next {
			d = prev
		}
		for ; k < end; k++ {
			v.class[seq[k]] = d
		}
		k--
	}
}

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
