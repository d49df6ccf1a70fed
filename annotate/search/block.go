package search

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
)

// Place is some words of a text that stand side by side: their numbers, [From,To).
type Place struct{ From, To uint32 }

// Hits is where something stands in one text of a block, in order and each place once.
type Hits struct {
	Text   uint32
	Places []Place
}

// Lookup returns what blocks hold of a word, or of all words that begin so.
type Lookup func(word string, begins bool) ([][]byte, error)

// Block says of the words of some texts where they stand. What it holds of a word is, text by text, in numbers of seven bits a byte, the
// lowest first, all but the last byte of a number with the highest bit set: the number of the text; how many bytes follow; the number of
// the first place; and for each further one how much greater its number is.
type Block map[string][]byte

// Add adds a text, whose number is greater than those of all before it.
func (b Block) Add(number uint32, words []string) {
	places := make(map[string][]byte, len(words)/2)
	last := make(map[string]uint32, len(words)/2)
	for i, word := range words {
		places[word] = binary.AppendUvarint(places[word], uint64(uint32(i)-last[word]))
		last[word] = uint32(i)
	}
	for word, all := range places {
		held := binary.AppendUvarint(b[word], uint64(number))
		held = binary.AppendUvarint(held, uint64(len(all)))
		b[word] = append(held, all...)
	}
}

// Lookup is what the block holds.
func (b Block) Lookup(word string, begins bool) (found [][]byte, err error) {
	if !begins {
		if held, there := b[word]; there {
			return [][]byte{held}, nil
		}
		return nil, nil
	}
	for other, held := range b {
		if strings.HasPrefix(other, word) {
			found = append(found, held)
		}
	}
	return found, nil
}

// errBroken is what is not as Block.Add makes it.
var errBroken = errors.New("what is kept of a word is broken")

// Decode calls each with the texts in which a word stands, in order, and the bytes that say where.
func Decode(held []byte, each func(text uint32, places []byte)) error {
	for len(held) > 0 {
		text, n := binary.Uvarint(held)
		if n <= 0 || text > 1<<31 {
			return errBroken
		}
		size, m := binary.Uvarint(held[n:])
		if m <= 0 || size > uint64(len(held)-n-m) {
			return errBroken
		}
		each(uint32(text), held[n+m:n+m+int(size)])
		held = held[n+m+int(size):]
	}
	return nil
}

// hitsOf is where the words stand of which blocks hold something.
func hitsOf(all [][]byte) ([]Hits, error) {
	var hits []Hits
	sorted := true
	for _, held := range all {
		err := Decode(held, func(text uint32, places []byte) {
			h := Hits{Text: text, Places: make([]Place, 0, len(places))}
			at := uint32(0)
			for len(places) > 0 {
				more, n := binary.Uvarint(places)
				if n <= 0 {
					break
				}
				at, places = at+uint32(more), places[n:]
				h.Places = append(h.Places, Place{at, at + 1})
			}
			sorted = sorted && (len(hits) == 0 || hits[len(hits)-1].Text < text)
			hits = append(hits, h)
		})
		if err != nil {
			return nil, err
		}
	}
	if sorted {
		return hits, nil
	}
	slices.SortStableFunc(hits, func(a, b Hits) int { return int(a.Text) - int(b.Text) })
	merged := hits[:0]
	for _, h := range hits {
		if n := len(merged); n > 0 && merged[n-1].Text == h.Text {
			merged[n-1].Places = append(merged[n-1].Places, h.Places...)
			continue
		}
		merged = append(merged, h)
	}
	for i := range merged {
		merged[i].Places = inOrder(merged[i].Places)
	}
	return merged, nil
}

// inOrder sorts places, each once.
func inOrder(places []Place) []Place {
	slices.SortFunc(places, func(a, b Place) int {
		if a.From != b.From {
			return int(a.From) - int(b.From)
		}
		return int(a.To) - int(b.To)
	})
	return slices.Compact(places)
}
