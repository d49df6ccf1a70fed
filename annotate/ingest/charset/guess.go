package charset

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"
)

// sampleSize bounds what is looked at to tell an encoding, in bytes: frequencies do not change after that.
const sampleSize = 256 << 10

// doubt is how much less likely, in nats, another reading must be so that there is no need to speak of it.
const doubt = 5

// mostCost is what a byte may cost in a file with the bytes of many controls, so that it is not taken for a binary one.
const mostCost = 4.5

// candidate is an encoding and what the text costs that it gives.
type candidate struct {
	*encoding
	cost float64
}

// guess decodes text whose encoding nothing in it names: it takes the one in which the text is the likeliest. With
// bytes for characters only the pairs of bytes are counted, once for all encodings, since each gives them other letters.
func guess(data []byte) (Reading, error) {
	sample := sampleOf(data)
	ascii, high := bytePairs(sample)
	shared := costs(ascii, nil)
	var candidates []candidate
	for _, e := range encodings {
		var cost float64
		switch {
		case e.table != nil:
			cost = least(shared, costs(throughTable(high, e), nil))
		case e.han != nil || e.name == utf8Name:
			text := e.decode(sample)
			if tooBad(text) || e.name == utf8Name && !anyUTF8(sample) {
				continue
			}
			cost = least(costs(pairsOf(text), e.han))
		default:
			continue
		}
		candidates = append(candidates, candidate{e, cost + e.rare})
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(a.cost, b.cost) })
	best := candidates[0]
	if manyControls(data) && (best.table != nil || best.cost > mostCost*float64(len(sample))) {
		return Reading{}, errBinary()
	}
	if best.name == utf8Name {
		text, damage := repairUTF8(data)
		return Reading{Text: text, Name: utf8Name, How: "with damage", Damage: damage}, nil
	}
	reading := Reading{Text: best.decode(data), Name: best.name, How: "guessed from its letters", Guessed: true}
	own := best.decode(sample)
	for _, other := range candidates[1:] {
		if other.cost-best.cost < doubt && other.decode(sample) != own {
			reading.Others = append(reading.Others, other.name)
		}
	}
	if best.table == nil && best.han == anyIdeographs && len(reading.Others) == 0 {
		reading.How, reading.Guessed = "by its pattern of bytes", false
	}
	return reading, nil
}

// sampleOf is the part of a file that is looked at. It starts above the first byte that tells something.
func sampleOf(data []byte) []byte {
	first := bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf || r == 0 })
	from := max(0, first-sampleSize/4) &^ 3 // a whole unit of UTF-32
	if first < 0 || len(data)-from <= sampleSize {
		return data[from:]
	}
	sample := data[from : from+sampleSize]
	if end := bytes.LastIndexByte(sample, '\n'); end > sampleSize/2 && sample[end-1] != 0 {
		return sample[:end+1]
	}
	return sample
}

// tooBad says whether so much of a text is no character that it need not be looked at.
func tooBad(text string) bool {
	bad, all := 0, 0
	for _, r := range text {
		all++
		if r == utf8.RuneError {
			bad++
		}
	}
	return bad*4 > all && bad > 2
}

// anyUTF8 says whether a sequence of several bytes is a character in UTF-8, so that damage to others is worth a thought.
func anyUTF8(data []byte) bool {
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if size > 1 || r == 0 {
			return true
		}
		data = data[size:]
	}
	return false
}

// bytePairs counts which bytes follow each other, those apart that are ASCII.
func bytePairs(data []byte) (ascii, high []pair) {
	var counts [1 << 16]uint32
	before := byte(' ')
	for _, b := range data {
		counts[int(before)<<8|int(b)]++
		before = b
	}
	for i, n := range counts {
		if n == 0 {
			continue
		}
		p := pair{rune(i >> 8), rune(i & 0xFF), float32(n)}
		if p.a < utf8.RuneSelf && p.b < utf8.RuneSelf {
			ascii = append(ascii, p)
		} else {
			high = append(high, p)
		}
	}
	return ascii, high
}

// throughTable gives pairs of bytes the characters that they have in an encoding.
func throughTable(pairs []pair, e *encoding) []pair {
	decoded := make([]pair, len(pairs))
	for i, p := range pairs {
		decoded[i] = pair{e.table.DecodeByte(byte(p.a)), e.table.DecodeByte(byte(p.b)), p.n}
	}
	return decoded
}
