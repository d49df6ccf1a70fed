package reviewview

import (
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
)

// queue is the list of items as the reviewer filters and orders it. It is kept here and not asked for anew after each
// decision: with 100,000 items that would be felt. What one decision changes is one article's part of it.
type queue struct {
	all    []store.ReviewEntry // in the order of the articles
	filter filter
	shown  []int // places in all, in the order of the list
	hint   int   // place in all of the item that was asked for last
	tally  tally
}

// filter says which items are shown, and in which order. Empty fields admit all.
type filter struct {
	kind      review.Kind
	label     string
	annotator string
	show      store.ReviewShow
	order     store.ReviewOrder
}

// tally is how far the review is.
type tally struct {
	open, decided, auto, changed int
	kinds                        map[review.Kind]*store.ReviewKindCount
	documents, finished          int // read by somebody; of these without an open item
}

// admits says whether an entry is shown. Kinds are counted whatever kind is chosen.
func (f filter) admits(e *store.ReviewEntry) bool {
	return (f.kind == "" || f.kind == e.Kind) && (f.show == store.ShowAll || e.Open == (f.show == store.ShowOpen)) &&
		(f.label == "" || slices.Contains(e.Labels, f.label)) && (f.annotator == "" || slices.Contains(e.Annotators, f.annotator))
}

// newQueue lists entries as a filter wants them.
func newQueue(all []store.ReviewEntry, counts store.ReviewCounts, f filter) queue {
	q := queue{all: all, filter: f}
	q.tally.documents, q.tally.finished = counts.Documents, counts.Finished
	q.arrange()
	return q
}

// replace puts entries in the place of those of a document.
func (q *queue) replace(documentID string, entries []store.ReviewEntry) {
	from, to := q.of(documentID)
	if from == to {
		return // not in the scope of the list, or read with the next fill
	}
	anyOpen := func(e store.ReviewEntry) bool { return e.Open }
	before, after := slices.ContainsFunc(q.all[from:to], anyOpen), slices.ContainsFunc(entries, anyOpen)
	switch {
	case before && !after:
		q.tally.finished++
	case !before && after:
		q.tally.finished--
	}
	same := func(a, b store.ReviewEntry) bool { return a.ItemID == b.ItemID && a.Score == b.Score }
	if !slices.EqualFunc(q.all[from:to], entries, same) {
		q.exchange(from, to, entries)
		return
	}
	for i, e := range entries {
		q.put(from+i, e)
	}
}

// exchange puts entries in the place of others, of which there may be fewer or more.
func (q *queue) exchange(from, to int, entries []store.ReviewEntry) {
	for i := from; i < to; i++ {
		q.count(&q.all[i], -1)
	}
	q.all = slices.Replace(q.all, from, to, entries...)
	kept, by := q.shown[:0], len(entries)-(to-from)
	for _, i := range q.shown {
		switch {
		case i >= to:
			kept = append(kept, i+by)
		case i < from:
			kept = append(kept, i)
		}
	}
	q.shown, q.hint = kept, from
	for k := range entries {
		q.count(&entries[k], 1)
		if q.filter.admits(&entries[k]) {
			row, _ := slices.BinarySearchFunc(q.shown, from+k, q.compare)
			q.shown = slices.Insert(q.shown, row, from+k)
		}
	}
}

// put replaces an entry by what became of it, at the same place of every order.
func (q *queue) put(i int, e store.ReviewEntry) {
	was := &q.all[i]
	before, after := q.filter.admits(was), q.filter.admits(&e)
	q.count(was, -1)
	q.all[i] = e
	q.count(&e, 1)
	if before == after {
		return
	}
	row, _ := slices.BinarySearchFunc(q.shown, i, q.compare)
	if after {
		q.shown = slices.Insert(q.shown, row, i)
	} else {
		q.shown = slices.Delete(q.shown, row, row+1)
	}
}

// of is where the entries of a document stand in all.
func (q *queue) of(documentID string) (from, to int) {
	if q.hint < len(q.all) && q.all[q.hint].DocumentID == documentID {
		for from = q.hint; from > 0 && q.all[from-1].DocumentID == documentID; from-- {
		}
	} else if from = slices.IndexFunc(q.all, func(e store.ReviewEntry) bool { return e.DocumentID == documentID }); from < 0 {
		return 0, 0
	}
	for to = from; to < len(q.all) && q.all[to].DocumentID == documentID; to++ {
	}
	return from, to
}

// arrange counts all entries and lists those that are shown.
func (q *queue) arrange() {
	q.tally = tally{documents: q.tally.documents, finished: q.tally.finished, kinds: map[review.Kind]*store.ReviewKindCount{}}
	for _, kind := range review.Kinds {
		q.tally.kinds[kind] = &store.ReviewKindCount{}
	}
	q.shown, q.hint = q.shown[:0], 0
	for i := range q.all {
		q.count(&q.all[i], 1)
		if q.filter.admits(&q.all[i]) {
			q.shown = append(q.shown, i)
		}
	}
	if q.filter.order == store.ByDisagreement {
		slices.SortFunc(q.shown, q.compare)
	}
}

// count adds an entry to the tally, or takes it out where by is -1.
func (q *queue) count(e *store.ReviewEntry, by int) {
	kind := q.tally.kinds[e.Kind]
	kind.Items += by
	switch {
	case e.Open:
		kind.Open += by
		q.tally.open += by
		if e.Changed {
			q.tally.changed += by
		}
	case e.Kind != review.Added:
		q.tally.decided += by
		if e.Auto {
			q.tally.auto += by
		}
	}
}

// compare orders two places in all as the list does.
func (q *queue) compare(a, b int) int {
	if q.filter.order == store.ByDisagreement {
		if c := cmp.Compare(q.all[b].Score, q.all[a].Score); c != 0 {
			return c
		}
	}
	return cmp.Compare(a, b)
}

// at is the place in all of an item, -1 where it is not there.
func (q *queue) at(itemID string) int {
	if q.hint < len(q.all) && q.all[q.hint].ItemID == itemID {
		return q.hint
	}
	i := slices.IndexFunc(q.all, func(e store.ReviewEntry) bool { return e.ItemID == itemID })
	if i >= 0 {
		q.hint = i
	}
	return i
}

// row is the place in the list of an item, or where it would stand; there says whether it is shown.
func (q *queue) row(itemID string) (row int, there bool) {
	i := q.at(itemID)
	if i < 0 {
		return 0, false
	}
	return slices.BinarySearchFunc(q.shown, i, q.compare)
}

// step is the item after (1) or before (-1) an item in the list, only an open one where open is set. Forwards it goes
// round the end. An item that is no longer there counts as standing at row.
func (q *queue) step(itemID string, row, dir int, open bool) (store.ReviewEntry, bool) {
	at, there := q.row(itemID)
	switch {
	case q.at(itemID) < 0:
		at = min(row, len(q.shown))
		if dir > 0 {
			at--
		}
	case !there && dir > 0:
		at-- // the one that stands there now is the next
	}
	for n := 1; n <= len(q.shown); n++ {
		i := at + n*dir
		if i < 0 && dir < 0 {
			return store.ReviewEntry{}, false
		}
		i %= len(q.shown)
		if e := q.all[q.shown[i]]; e.ItemID != itemID && (e.Open || !open) {
			q.hint = q.shown[i]
			return e, true
		}
	}
	return store.ReviewEntry{}, false
}

// unanimous counts the open items of spans that a vote of all would accept, as far as entries tell.
func (q *queue) unanimous() (n int) {
	for _, e := range q.all {
		if e.Open && !e.Changed && (e.Kind == review.Agreed || e.Kind == review.Relation && e.Score == 0 && len(e.Annotators) > 1) {
			n++
		}
	}
	return n
}
