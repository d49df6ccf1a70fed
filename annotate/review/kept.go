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
		items = append(append(items, id[:]...), byte(slices.Index(Kinds, e.Kind)), byte(stateOf(e)))
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

// AddKept is Add for what Encode wrote of a document.
func (q *Queue) AddKept(documentID string, read bool, data []byte) error {
	items, err := q.sets.decode(data)
	if err == nil {
		q.add(documentID, read, items)
	}
	return err
}

// decode reads what Encode wrote, straight into what a queue holds: of hundreds of thousands of items nothing else is made.
func (s *sets) decode(data []byte) ([]held, error) {
	d := decoder{data: data}
	lists := make([]uint32, d.number(1))
	for i := range lists {
		list := make([]string, d.number(1))
		for k := range list {
			list[k] = string(d.take(d.number(1)))
		}
		lists[i] = s.number(list)
	}
	list := func() uint32 {
		if n := d.number(0); n < len(lists) {
			return lists[n]
		}
		d.broken = true
		return 0
	}
	items := make([]held, d.number(leastEntry))
	for i := range items {
		id, kind, bits, score := d.take(16), d.take(1), d.take(1), d.take(8)
		if d.broken || int(kind[0]) >= len(Kinds) {
			return nil, errKept
		}
		items[i] = held{id: uuid.UUID(id), score: math.Float64frombits(binary.LittleEndian.Uint64(score)), kind: kind[0], state: state(bits[0]),
			start: int32(d.number(0)), end: int32(d.number(0)), labels: list(), annotators: list()}
	}
	if d.broken || len(d.data) > 0 {
		return nil, errKept
	}
	return items, nil
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
