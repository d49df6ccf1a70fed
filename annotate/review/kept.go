package review

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"

	"github.com/google/uuid"
)

// Rules numbers the way in which items are made and kept. It is counted up with each change of either, so that what was kept by an
// older program is made anew.
const Rules = 1

// Encode writes the entries of one document as a project keeps them: in few bytes, for there are many.
func Encode(entries []Entry) []byte {
	s := newSets()
	var items []byte
	for _, e := range entries {
		id := uuid.MustParse(e.ItemID)
		items = append(items, id[:]...)
		items = append(items, byte(slices.Index(Kinds, e.Kind)), byte(stateOf(e)))
		items = binary.LittleEndian.AppendUint64(items, math.Float64bits(e.Score))
		for _, n := range []int{e.Start, e.End, int(s.number(e.Labels)), int(s.number(e.Annotators))} {
			items = binary.AppendUvarint(items, uint64(n))
		}
	}
	out := binary.AppendUvarint(nil, uint64(len(s.lists)))
	for _, list := range s.lists {
		out = binary.AppendUvarint(out, uint64(len(list)))
		for _, id := range list {
			out = append(binary.AppendUvarint(out, uint64(len(id))), id...)
		}
	}
	return append(binary.AppendUvarint(out, uint64(len(entries))), items...)
}

// errKept says that what is kept was not written by Encode.
var errKept = errors.New("what is kept of a review cannot be read")

// Decode reads what Encode wrote of a document.
func Decode(documentID string, data []byte) ([]Entry, error) {
	d := decoder{data: data}
	lists := make([][]string, d.number(1))
	for i := range lists {
		lists[i] = make([]string, d.number(1))
		for k := range lists[i] {
			lists[i][k] = string(d.take(d.number(1)))
		}
	}
	list := func() []string {
		if n := d.number(0); n < len(lists) {
			return lists[n]
		}
		d.broken = true
		return nil
	}
	entries := make([]Entry, d.number(leastEntry))
	for i := range entries {
		id, kind, bits, score := d.take(16), d.take(1), d.take(1), d.take(8)
		if d.broken || int(kind[0]) >= len(Kinds) {
			return nil, errKept
		}
		s := state(bits[0])
		entries[i] = Entry{ItemID: uuid.UUID(id).String(), DocumentID: documentID, Kind: Kinds[kind[0]],
			Score: math.Float64frombits(binary.LittleEndian.Uint64(score)), Start: d.number(0), End: d.number(0), Labels: list(), Annotators: list(),
			Open: s&isOpen != 0, Auto: s&isAuto != 0, Changed: s&isChanged != 0}
	}
	if d.broken || len(d.data) > 0 {
		return nil, errKept
	}
	return entries, nil
}

// leastEntry is the number of bytes that an entry takes at least.
const leastEntry = 16 + 1 + 1 + 8 + 4

// decoder reads numbers and bytes until there are no more, after which it is broken.
type decoder struct {
	data   []byte
	broken bool
}

// number reads a number. Where it counts things of at least so many bytes each, it is not more than there can be.
func (d *decoder) number(each int) int {
	n, size := binary.Uvarint(d.data)
	if size <= 0 || n > math.MaxInt32 || n*uint64(each) > uint64(len(d.data)) {
		d.broken, d.data = true, nil
		return 0
	}
	d.data = d.data[size:]
	return int(n)
}

func (d *decoder) take(n int) []byte {
	if n > len(d.data) {
		d.broken, d.data = true, nil
		return make([]byte, 16)
	}
	taken := d.data[:n]
	d.data = d.data[n:]
	return taken
}
