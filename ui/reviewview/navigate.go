package reviewview

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// mostPast is how many items the way back remembers.
const mostPast = 1000

// show brings an item to hand, in its article; remember keeps the one before for the way back.
func (v *View) show(to place, remember bool) bool {
	if to.documentID != v.document.ID && !v.open(to.documentID) {
		return false
	}
	i := slices.IndexFunc(v.items, func(item store.ReviewItem) bool { return item.ID == to.itemID })
	if i < 0 {
		return false // it has changed: the list follows
	}
	if remember && v.item.ID != "" && v.item.ID != to.itemID {
		v.past = append(v.past, place{v.item.DocumentID, v.item.ID})
		v.past = v.past[max(0, len(v.past)-mostPast):]
	}
	v.take(v.items[i])
	return true
}

// take makes an item the one at hand.
func (v *View) take(item store.ReviewItem) {
	if item.ID != v.item.ID {
		v.picked, v.several, v.goldSpan = nil, false, ""
		v.panel.reason.Reset("")
	}
	v.draft = nil
	v.item = item
	v.order = v.cardOrder()
	v.last, _ = v.queue.Row(v.at())
	v.showMarks()
	v.reveal()
	v.refreshPanel()
	v.list.follow()
}

// open shows another article.
func (v *View) open(documentID string) bool {
	a, ok := v.texts.article(documentID)
	if !ok {
		return false
	}
	regions, err := v.session.Project.Regions(v.session.Context(), documentID)
	if err != nil {
		v.session.Fail(err)
		return false
	}
	v.document, v.text, v.item = a.document, a.text, store.ReviewItem{}
	if !v.readItems() {
		return false
	}
	clear(v.marks)
	v.reader.SetText(v.text, regions)
	v.heading.SetText(v.document.Name())
	return true
}

// readItems reads the items of the article anew, which takes a few milliseconds.
func (v *View) readItems() bool {
	items, err := v.session.Project.ReviewItems(v.session.Context(), store.ReviewQuery{DocumentID: v.document.ID})
	if err != nil {
		v.session.Fail(err)
		return false
	}
	v.items = items
	open := 0
	for _, item := range items {
		if item.Open {
			open++
		}
	}
	said := outlet(v.document)
	if said == v.document.Name() {
		said = ""
	}
	v.title.Say(joined(said, wording.Day(v.document.Published), progress(open, len(items))), "")
	return true
}

// moveOn goes to the next open item, or says that none is left.
func (v *View) moveOn() {
	if e, ok := v.queue.Step(v.at(), v.last, 1, true); ok {
		to := place{e.DocumentID, e.ItemID}
		if link, there := v.link(); there && e.DocumentID != v.document.ID {
			to = link
		}
		v.show(to, true)
		return
	}
	v.readAgain()
	if v.queue.Counts().Open == 0 {
		v.session.Tell("Every item is decided. " + command.Ctrl(fyne.KeyE).String() + " exports gold.")
	} else {
		v.session.Tell("Nothing in this list is open any more.")
	}
}

// link is the first relation of the article that is open and was not looked at yet: it is asked about before the article
// is left, as it came up only when its ends were decided.
func (v *View) link() (place, bool) {
	for _, item := range v.items {
		at, e := place{item.DocumentID, item.ID}, item.Entry()
		if item.Kind == review.Relation && item.Open && v.filter.Admits(&e) && !slices.Contains(v.past, at) && item.ID != v.item.ID {
			return at, true
		}
	}
	return place{}, false
}

// readAgain shows the item at hand as it is now.
func (v *View) readAgain() {
	for _, item := range v.items {
		switch {
		case item.ID != v.item.ID:
		case v.draft != nil: // what is being edited stays
			v.item = item
			return
		default:
			v.take(item)
			return
		}
	}
	v.draft, v.item = nil, store.ReviewItem{}
	v.showMarks()
	v.refreshPanel()
}

// step goes to the item after or before in the list, deciding nothing.
func (v *View) step(dir int) {
	if e, ok := v.queue.Step(v.at(), v.last, dir, false); ok {
		v.show(place{e.DocumentID, e.ItemID}, true)
		return
	}
	v.session.Tell("There is no further item in this list.")
}

// back returns to the item that was at hand before.
func (v *View) back() {
	for len(v.past) > 0 {
		to := v.past[len(v.past)-1]
		v.past = v.past[:len(v.past)-1]
		if v.show(to, false) {
			return
		}
	}
	v.step(-1)
}

// hear brings the review up to date with an act.
func (v *View) hear(act store.Act) {
	if !v.Visible() {
		v.stale = true
		return
	}
	if !v.read || !v.filled() {
		v.fill()
		return
	}
	if act.Large || session.Touches(act, "document", "story", "label", "relation_type", "region") {
		v.texts.forget()
		v.fillSoon()
		v.reopen()
		return
	}
	if !session.Touches(act, "span", "decision", "relation", "progress", "entity", "annotator") {
		return
	}
	touched, undone := v.touched(act)
	for _, id := range touched {
		v.refreshArticle(id)
	}
	if v.settling {
		v.fillSoon()
		return
	}
	if act.Kind != store.ActDo && undone.itemID != "" && undone.itemID != v.item.ID && v.show(undone, true) {
		v.refreshList()
	} else if slices.Contains(touched, v.document.ID) {
		v.readAgain()
	}
	v.refreshList()
	v.fillSoon()
}

// touched lists the articles whose spans or decisions an act changed, and the item of one of the decisions. Spans that came
// to gold or left it are counted.
func (v *View) touched(act store.Act) (documents []string, decided place) {
	gold := annotate.NewAnnotator(annotate.GoldLayer).ID
	for _, change := range act.Changes {
		id := change.DocumentID()
		if id == "" {
			continue
		}
		if !slices.Contains(documents, id) {
			documents = append(documents, id)
		}
		switch change.EntityKind {
		case "decision":
			decided = place{id, change.LatestDecision().Item}
		case "span":
			switch {
			case change.LatestSpan().AnnotatorID != gold:
			case change.Made():
				v.gold++
			case change.Deleted():
				v.gold--
			}
		}
	}
	return documents, decided
}

// refreshArticle reads one article's part of the queue.
func (v *View) refreshArticle(id string) {
	v.changes++
	if id == v.document.ID {
		if !v.readItems() {
			return
		}
		v.queue.Replace(id, entriesOf(v.items))
		return
	}
	items, err := v.session.Project.ReviewItems(v.session.Context(), store.ReviewQuery{DocumentID: id})
	if err != nil {
		v.session.Fail(err)
		return
	}
	v.queue.Replace(id, entriesOf(items))
}

func entriesOf(items []store.ReviewItem) []review.Entry {
	entries := make([]review.Entry, len(items))
	for i, item := range items {
		entries[i] = item.Entry()
	}
	return entries
}

// reopen reads the article at hand anew, with its item if that is still there.
func (v *View) reopen() {
	if v.draft != nil && v.readItems() {
		v.readAgain()
		return
	}
	at := place{v.item.DocumentID, v.item.ID}
	v.document.ID = ""
	if at.itemID != "" && !v.show(at, false) {
		v.readAgain()
	}
}
