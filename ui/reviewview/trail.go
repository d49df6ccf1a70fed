package reviewview

import (
	"slices"

	"fyne.io/fyne/v2"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/ui/command"
)

// mostPast is how many items the way back remembers.
const mostPast = 1000

// trail leads from item to item: to the next one in the list, and back to those that were looked at.
type trail struct {
	view   *View
	last   int            // where the item at hand stood in the list
	past   []review.Place // items that were looked at, the last one last
	before review.Place   // the item at hand when the project was left
}

// show brings an item to hand, in its article; remember keeps the one before for the way back.
func (t *trail) show(to review.Place, remember bool) bool {
	v := t.view
	if to.DocumentID != v.page.document.ID && !v.page.open(to.DocumentID) {
		return false
	}
	i := slices.IndexFunc(v.page.items, func(item derived.Item) bool { return item.ID == to.ItemID })
	if i < 0 {
		return false // it has changed: the list follows
	}
	if remember && v.hand.item.ID != "" && v.hand.item.ID != to.ItemID {
		t.past = append(t.past, v.hand.item.Place())
		t.past = t.past[max(0, len(t.past)-mostPast):]
	}
	v.hand.take(v.page.items[i])
	return true
}

// moveOn goes to the next open item, or says that none is left.
func (t *trail) moveOn() {
	v := t.view
	if e, ok := v.queue.Step(v.hand.item.Place(), t.last, 1, true); ok {
		to := e.Place()
		if link, there := t.link(); there && e.DocumentID != v.page.document.ID {
			to = link
		}
		t.show(to, true)
		return
	}
	v.hand.readAgain()
	if v.queue.Counts().Open == 0 {
		v.session.Tell("Every item is decided. " + command.Ctrl(fyne.KeyE).String() + " exports gold.")
	} else {
		v.session.Tell("Nothing in this list is open any more.")
	}
}

// link is the first relation of the article that is open and was not looked at yet: it is asked about before the article
// is left, as it came up only when its ends were decided.
func (t *trail) link() (review.Place, bool) {
	v := t.view
	for _, item := range v.page.items {
		at, e := item.Place(), item.Entry()
		if item.Kind == review.Relation && item.Open && v.queue.filter.Admits(&e) && !slices.Contains(t.past, at) && item.ID != v.hand.item.ID {
			return at, true
		}
	}
	return review.Place{}, false
}

// step goes to the item after or before in the list, deciding nothing.
func (t *trail) step(dir int) {
	v := t.view
	if e, ok := v.queue.Step(v.hand.item.Place(), t.last, dir, false); ok {
		t.show(e.Place(), true)
		return
	}
	v.session.Tell("There is no further item in this list.")
}

// back returns to the item that was at hand before.
func (t *trail) back() {
	for len(t.past) > 0 {
		to := t.past[len(t.past)-1]
		t.past = t.past[:len(t.past)-1]
		if t.show(to, false) {
			return
		}
	}
	t.step(-1)
}

// reopen reads the article at hand anew, with its item if that is still there.
func (t *trail) reopen() {
	v := t.view
	if v.hand.draft != nil && v.page.readItems() {
		v.hand.readAgain()
		return
	}
	at := v.hand.item.Place()
	v.page.document.ID = ""
	if at.ItemID != "" && !t.show(at, false) {
		v.hand.readAgain()
	}
}

// begin brings the first item to hand: the one at which the project was left, else an open one.
func (t *trail) begin() {
	v := t.view
	before := t.before
	t.before = review.Place{}
	if _, there := v.queue.Row(before); there && t.show(before, false) {
		return
	}
	if e, ok := v.queue.Step(review.Place{}, 0, 1, true); ok {
		t.show(e.Place(), false)
	} else if e, ok := v.queue.Any(); ok {
		t.show(e.Place(), false)
	}
}
