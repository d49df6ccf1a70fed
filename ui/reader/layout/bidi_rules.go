package layout

import (
	"sort"

	"golang.org/x/text/unicode/bidi"
)

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
