package review

import (
	"cmp"
	"slices"

	"github.com/google/uuid"
)

// Entry is an item as a queue holds it.
type Entry struct {
	ItemID     string
	DocumentID string
	Kind       Kind
	Labels     []string // ids of the candidates' labels, or relation types, each once
	Annotators []string // ids of those who have a candidate
	Start, End int
	Score      float64
	Open       bool
	Auto       bool // decided by a vote
	Changed    bool // open again after it was decided
}

// Place is an item in its document.
type Place struct{ DocumentID, ItemID string }

// Place is where the entry stands.
func (e Entry) Place() Place { return Place{e.DocumentID, e.ItemID} }

// Show says which items are wanted.
type Show string

// What is shown of a review.
const (
	ShowAll     Show = ""
	ShowOpen    Show = "open"
	ShowDecided Show = "decided"
)

// Sorting says in which order a queue stands.
type Sorting string

// The orders of a queue.
const (
	ByArticle      Sorting = ""             // story by story, article by article, in the order of the text
	ByDisagreement Sorting = "disagreement" // the greatest first
)

// Filter says which items of a queue are shown. Empty fields admit all.
type Filter struct {
	Kind      Kind
	LabelID   string // a candidate has it, or the gold span
	Annotator string // the id of one who has a candidate
	Show      Show
}

// Admits says whether an entry is shown.
func (f Filter) Admits(e *Entry) bool { return f.admits(e.Kind, e.Open, e.Labels, e.Annotators) }

func (f Filter) admits(kind Kind, open bool, labels, annotators []string) bool {
	return (f.Kind == "" || f.Kind == kind) && (f.Show == ShowAll || open == (f.Show == ShowOpen)) &&
		(f.LabelID == "" || slices.Contains(labels, f.LabelID)) && (f.Annotator == "" || slices.Contains(annotators, f.Annotator))
}

// Counts says how far a review is, whatever is shown of it.
type Counts struct {
	Documents int // read by at least one annotator
	Finished  int // of these, those without an open item
	Items     int
	Open      int
	Decided   int // what a reviewer added by hand is neither open nor decided
	Auto      int // decided by a vote
	Changed   int // open again because of new work
	ByKind    map[Kind]KindCount
}

// KindCount counts the items of one kind.
type KindCount struct{ Items, Open int }

// Queue is the list of what there is to decide, as a reviewer filters and orders it. There may be hundreds of thousands of items:
// each takes some 50 bytes, and changing one article's part of it is felt by nobody.
type Queue struct {
	documents []queued       // in the order of the articles
	places    map[string]int // of each in documents
	sets      sets
	filter    Filter
	sorting   Sorting
	shown     []spot // in the order of the list
	counts    Counts
}

// queued is one article's part of a queue.
type queued struct {
	id    string
	read  bool // by somebody
	items []held
}

// held is an entry without what its article says of it.
type held struct {
	id                 uuid.UUID
	score              float64
	start, end         int32
	labels, annotators uint32 // of sets
	kind               uint8  // place in Kinds
	state              state
}

// state holds the yes and no of an entry.
type state uint8

const (
	isOpen state = 1 << iota
	isAuto
	isChanged
)

// spot is an item by the place of its document and its place in it.
type spot struct{ document, item int32 }

// NewQueue is a queue without items that shows all, by article.
func NewQueue() *Queue {
	return &Queue{places: map[string]int{}, sets: newSets(), counts: Counts{ByKind: map[Kind]KindCount{}}}
}

// Add puts the entries of a document behind those of the documents before it. read says whether an annotator has read it. The list is
// to be arranged when all are there.
func (q *Queue) Add(documentID string, read bool, entries []Entry) {
	q.add(documentID, read, q.hold(entries))
}

func (q *Queue) add(documentID string, read bool, items []held) {
	q.places[documentID] = len(q.documents)
	q.documents = append(q.documents, queued{documentID, read, items})
	q.count(len(q.documents)-1, 1)
}

func (q *Queue) hold(entries []Entry) []held {
	items := make([]held, len(entries))
	for i, e := range entries {
		items[i] = held{id: uuid.MustParse(e.ItemID), score: e.Score, start: int32(e.Start), end: int32(e.End), // ids of items are made here
			labels: q.sets.number(e.Labels), annotators: q.sets.number(e.Annotators), kind: uint8(slices.Index(Kinds, e.Kind)), state: stateOf(e)}
	}
	return items
}

func stateOf(e Entry) (s state) {
	if e.Open {
		s |= isOpen
	}
	if e.Auto {
		s |= isAuto
	}
	if e.Changed {
		s |= isChanged
	}
	return s
}

// Arrange lists what the filter admits, in the order that is asked for.
func (q *Queue) Arrange(f Filter, s Sorting) {
	q.filter, q.sorting, q.shown = f, s, q.shown[:0]
	for d := range q.documents {
		q.shown = q.admitted(q.shown, d)
	}
	if s == ByDisagreement {
		q.rank()
	}
}

// rank orders what is shown, which stands in the order of the articles, by disagreement. There are many items and few scores, so that
// those of one score are brought together and only the scores are sorted.
func (q *Queue) rank() {
	type group struct {
		score float64
		items []spot
	}
	var groups []group
	byScore := map[float64]int{}
	for _, s := range q.shown {
		score := q.held(s).score
		i, there := byScore[score]
		if !there {
			i = len(groups)
			byScore[score], groups = i, append(groups, group{score: score})
		}
		groups[i].items = append(groups[i].items, s)
	}
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(b.score, a.score) })
	q.shown = q.shown[:0]
	for _, g := range groups {
		q.shown = append(q.shown, g.items...)
	}
}

// admitted appends the items of a document that are shown.
func (q *Queue) admitted(to []spot, d int) []spot {
	for i := range q.documents[d].items {
		h := &q.documents[d].items[i]
		if q.filter.admits(Kinds[h.kind], h.state&isOpen != 0, q.sets.lists[h.labels], q.sets.lists[h.annotators]) {
			to = append(to, spot{int32(d), int32(i)})
		}
	}
	return to
}

// compare orders two items as the list does.
func (q *Queue) compare(a, b spot) int {
	if q.sorting == ByDisagreement {
		if c := cmp.Compare(q.held(b).score, q.held(a).score); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(a.document, b.document), cmp.Compare(a.item, b.item))
}

func (q *Queue) held(s spot) *held { return &q.documents[s.document].items[s.item] }

// Replace puts entries in the place of those of a document, and keeps the list in order. A document that is not in the queue changes
// nothing.
func (q *Queue) Replace(documentID string, entries []Entry) {
	d, there := q.places[documentID]
	if !there {
		return
	}
	q.count(d, -1)
	kept := slices.DeleteFunc(q.shown, func(s spot) bool { return int(s.document) == d })
	q.documents[d].items = q.hold(entries)
	q.documents[d].read = q.documents[d].read || len(entries) > 0
	q.count(d, 1)
	fresh := q.admitted(nil, d)
	slices.SortFunc(fresh, q.compare)
	at := len(kept) // from the end, so that each stretch moves once
	kept = append(kept, fresh...)
	for n := len(fresh); n > 0; n-- {
		row, _ := slices.BinarySearchFunc(kept[:at], fresh[n-1], q.compare)
		copy(kept[row+n:], kept[row:at])
		kept[row+n-1], at = fresh[n-1], row
	}
	q.shown = kept
}

// count adds a document to the counts, or takes it out where by is -1.
func (q *Queue) count(d, by int) {
	open, kinds := 0, make([]KindCount, len(Kinds))
	for i := range q.documents[d].items {
		h := &q.documents[d].items[i]
		kinds[h.kind].Items += by
		q.counts.Items += by
		switch {
		case h.state&isOpen != 0:
			open++
			kinds[h.kind].Open += by
			q.counts.Open += by
			if h.state&isChanged != 0 {
				q.counts.Changed += by
			}
		case Kinds[h.kind] != Added:
			q.counts.Decided += by
			if h.state&isAuto != 0 {
				q.counts.Auto += by
			}
		}
	}
	for i, more := range kinds {
		if more != (KindCount{}) {
			sum := q.counts.ByKind[Kinds[i]]
			q.counts.ByKind[Kinds[i]] = KindCount{sum.Items + more.Items, sum.Open + more.Open}
		}
	}
	if q.documents[d].read {
		q.counts.Documents += by
		if open == 0 {
			q.counts.Finished += by
		}
	}
}

// Counts says how far the review is.
func (q *Queue) Counts() Counts { return q.counts }

// Shown is how many items the list has.
func (q *Queue) Shown() int { return len(q.shown) }

// At is the entry in a row of the list.
func (q *Queue) At(row int) Entry { return q.entry(q.shown[row]) }

// Any is an item of the queue that the list need not show.
func (q *Queue) Any() (Entry, bool) {
	for d := range q.documents {
		if len(q.documents[d].items) > 0 {
			return q.entry(spot{int32(d), 0}), true
		}
	}
	return Entry{}, false
}

func (q *Queue) entry(s spot) Entry {
	h := q.held(s)
	return Entry{ItemID: h.id.String(), DocumentID: q.documents[s.document].id, Kind: Kinds[h.kind], Labels: q.sets.lists[h.labels],
		Annotators: q.sets.lists[h.annotators], Start: int(h.start), End: int(h.end), Score: h.score, Open: h.state&isOpen != 0,
		Auto: h.state&isAuto != 0, Changed: h.state&isChanged != 0}
}

// find is where an item stands, whether it is shown or not.
func (q *Queue) find(p Place) (s spot, there bool) {
	d, there := q.places[p.DocumentID]
	id, err := uuid.Parse(p.ItemID)
	if !there || err != nil {
		return s, false
	}
	i := slices.IndexFunc(q.documents[d].items, func(h held) bool { return h.id == id })
	return spot{int32(d), int32(i)}, i >= 0
}

// Row is the place in the list of an item, or where it would stand; there says whether it is shown.
func (q *Queue) Row(p Place) (row int, there bool) {
	s, there := q.find(p)
	if !there {
		return 0, false
	}
	return slices.BinarySearchFunc(q.shown, s, q.compare)
}

// Step is the item after (1) or before (-1) an item in the list, only an open one where open is set. Forwards it goes round the end.
// An item that is no longer there counts as standing at row.
func (q *Queue) Step(from Place, row, dir int, open bool) (Entry, bool) {
	s, known := q.find(from)
	at, there := min(row, len(q.shown)), false
	if known {
		at, there = slices.BinarySearchFunc(q.shown, s, q.compare)
	}
	if !there && dir > 0 {
		at-- // the one that stands there now is the next
	}
	for n := 1; n <= len(q.shown); n++ {
		i := at + n*dir
		if i < 0 && dir < 0 {
			return Entry{}, false
		}
		i %= len(q.shown)
		if next := q.shown[i]; (!known || next != s) && (!open || q.held(next).state&isOpen != 0) {
			return q.entry(next), true
		}
	}
	return Entry{}, false
}

// Unanimous counts the open items that a vote of all would accept, as far as entries tell.
func (q *Queue) Unanimous() (n int) {
	for _, d := range q.documents {
		for _, h := range d.items {
			kind := Kinds[h.kind]
			if h.state&(isOpen|isChanged) == isOpen && (kind == Agreed || kind == Relation && h.score == 0 && len(q.sets.lists[h.annotators]) > 1) {
				n++
			}
		}
	}
	return n
}

// OpenDocuments lists the documents that have an open item, in their order.
func (q *Queue) OpenDocuments() (ids []string) {
	for _, d := range q.documents {
		if slices.ContainsFunc(d.items, func(h held) bool { return h.state&isOpen != 0 }) {
			ids = append(ids, d.id)
		}
	}
	return ids
}

// Annotators lists the ids of those who have a candidate, in their order.
func (q *Queue) Annotators() (ids []string) {
	there := make([]bool, len(q.sets.lists))
	for _, d := range q.documents {
		for i := range d.items {
			there[d.items[i].annotators] = true
		}
	}
	for n, list := range q.sets.lists {
		if there[n] {
			ids = append(ids, list...)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// sets numbers lists of ids, of which many items have the same.
type sets struct {
	lists   [][]string
	numbers map[string]uint32
}

func newSets() sets { return sets{numbers: map[string]uint32{}} }

func (s *sets) number(ids []string) uint32 {
	var key string
	for _, id := range ids {
		key += id + "\x00"
	}
	n, there := s.numbers[key]
	if !there {
		n = uint32(len(s.lists))
		s.lists, s.numbers[key] = append(s.lists, slices.Clone(ids)), n
	}
	return n
}
