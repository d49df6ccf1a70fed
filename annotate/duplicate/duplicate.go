// Package duplicate finds texts that are the same or nearly so: those that share more than half of their sequences of five
// words (the Jaccard index of word 5-grams, as is usual for near-duplicate detection).
//
// Of each text a sketch of fixed size is kept, its smallest hashes, from which the index of two texts is estimated; up to
// about 500 words it is exact, beyond that its standard error is 2 %. Only texts that share one of their very smallest hashes
// are compared, and each with a bounded number of others, so the cost grows with the number of texts and not with its square.
// What a text shares with more others than that is found through those.
//
// It knows only texts, not where they stand. Start with Finder.
package duplicate

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

const (
	words     = 5   // in a sequence
	threshold = 0.5 // of the sequences of both texts together that both must have
	sketched  = 512 // hashes in a sketch
	keys      = 16  // of them, by which texts meet: two that share half of their sequences miss each other once in 2^16
	compared  = 32  // texts with the same key that a text is compared with
)

// Finder takes texts one by one and groups those that are nearly the same. The zero Finder is ready to use.
type Finder struct {
	sketches [][]uint32
	parent   []int
	byKey    map[uint32][]int
}

// Add takes a text and returns its number, counted from 0.
func (f *Finder) Add(text string) int {
	i, sketch := len(f.sketches), sketchOf(text)
	f.sketches, f.parent = append(f.sketches, sketch), append(f.parent, i)
	if f.byKey == nil {
		f.byKey = map[uint32][]int{}
	}
	for _, key := range sketch[:min(keys, len(sketch))] {
		met := f.byKey[key]
		for _, other := range met {
			if f.root(other) != f.root(i) && similarity(f.sketches[other], sketch) > threshold {
				f.parent[f.root(i)] = f.root(other)
			}
		}
		if len(met) < compared {
			f.byKey[key] = append(met, i)
		}
	}
	return i
}

func (f *Finder) root(i int) int {
	for f.parent[i] != i {
		f.parent[i] = f.parent[f.parent[i]]
		i = f.parent[i]
	}
	return i
}

// Groups returns the numbers of texts that belong together, directly or through others, in order; a text that is like no other
// is in none.
func (f *Finder) Groups() [][]int {
	byRoot := map[int][]int{}
	for i := range f.parent {
		byRoot[f.root(i)] = append(byRoot[f.root(i)], i)
	}
	var groups [][]int
	for _, group := range byRoot {
		if len(group) > 1 {
			groups = append(groups, group)
		}
	}
	slices.SortFunc(groups, func(a, b []int) int { return a[0] - b[0] })
	return groups
}

// Sketch is what is kept of a text that is compared with many others.
type Sketch struct{ hashes []uint32 }

// SketchOf makes the sketch of a text.
func SketchOf(text string) Sketch { return Sketch{sketchOf(text)} }

// Similarity is the share of the sequences of words of two texts together that both have, estimated as a Finder does.
func (s Sketch) Similarity(other Sketch) float64 { return similarity(s.hashes, other.hashes) }

// nearKeys is by how many hashes texts meet in an Index: two that share a fifth of their sequences miss each other once in 2^16.
const nearKeys = 50

// Index finds, of the texts that were added to it, those that may share a fifth of their sequences of words or more with another. Of texts
// that meet at one hash it knows the first few. The zero Index is ready to use.
type Index struct {
	texts int
	byKey map[uint32][]int
}

// Len is how many texts were added.
func (x *Index) Len() int { return x.texts }

// Add takes a text, whose number is Len before it.
func (x *Index) Add(s Sketch) {
	if x.byKey == nil {
		x.byKey = map[uint32][]int{}
	}
	for _, key := range s.hashes[:min(nearKeys, len(s.hashes))] {
		if met := x.byKey[key]; len(met) < compared {
			x.byKey[key] = append(met, x.texts)
		}
	}
	x.texts++
}

// Near returns the numbers of the texts that a text is to be compared with, in order.
func (x *Index) Near(s Sketch) []int {
	var near []int
	for _, key := range s.hashes[:min(nearKeys, len(s.hashes))] {
		near = append(near, x.byKey[key]...)
	}
	slices.Sort(near)
	return slices.Compact(near)
}

// similarity looks at the smallest hashes of both sketches together, which are a random sample of the sequences of both.
func similarity(a, b []uint32) float64 {
	shared, all, i, j := 0, 0, 0, 0
	for all < sketched && i < len(a) && j < len(b) { // without a jump that no processor can foresee
		x, y := a[i], b[j]
		all++
		if x == y {
			shared++
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
	}
	all = min(sketched, all+len(a)-i+len(b)-j)
	if all == 0 {
		return 0
	}
	return float64(shared) / float64(all)
}

// sketchOf returns the smallest hashes of the sequences of a text, in order and each once. A text of fewer words is one
// sequence; one without words has none.
func sketchOf(text string) []uint32 {
	var window [words]uint64
	var hashes []uint32
	count := 0
	for word := range eachWord(text) {
		copy(window[:], window[1:])
		window[words-1] = word
		if count++; count >= words {
			hashes = append(hashes, combine(window[:]))
		}
	}
	if count > 0 && count < words {
		hashes = append(hashes, combine(window[words-count:]))
	}
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	return slices.Clone(hashes[:min(sketched, len(hashes))])
}

// combine hashes a sequence of words. It mixes well, because the smallest hashes must be a random choice.
func combine(sequence []uint64) uint32 {
	h := uint64(0x9e3779b97f4a7c15)
	for _, word := range sequence {
		h = mix(h ^ word)
	}
	return uint32(h >> 32)
}

// mix is the finaliser of splitmix64.
func mix(h uint64) uint64 {
	h += 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// eachWord yields a hash of each word of a text, in lower case. Letters of scripts that put no spaces between words are words
// of their own.
func eachWord(text string) func(yield func(uint64) bool) {
	const start, prime = 0xcbf29ce484222325, 0x100000001b3 // FNV-1a
	return func(yield func(uint64) bool) {
		h := uint64(start)
		for i := 0; i < len(text); {
			if c := text[i]; c < utf8.RuneSelf { // the same as below, for most of most texts
				i++
				if small := small[c]; small != 0 {
					h = (h ^ uint64(small)) * prime
				} else if h != start {
					if !yield(h) {
						return
					}
					h = start
				}
				continue
			}
			r, size := utf8.DecodeRuneInString(text[i:])
			i += size
			whole := annotate.Unparted(r)
			if whole || !inWord(r) {
				if h != start && !yield(h) {
					return
				}
				h = start
				if !whole {
					continue
				}
			}
			for n := uint32(unicode.ToLower(r)); n > 0; n >>= 8 {
				h = (h ^ uint64(n&0xff)) * prime
			}
			if whole {
				if !yield(h) {
					return
				}
				h = start
			}
		}
		if h != start {
			yield(h)
		}
	}
}

// small are the characters of ASCII that belong to words, as small letters; 0 for the others.
var small = func() (all [utf8.RuneSelf]byte) {
	for c := range byte(utf8.RuneSelf) {
		if r := rune(c); unicode.IsLetter(r) || unicode.IsNumber(r) {
			all[c] = byte(unicode.ToLower(r))
		}
	}
	return all
}()

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) }
