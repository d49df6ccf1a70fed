package reviewview

import (
	"fmt"
	"hash/fnv"
	"slices"
	"sort"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store/derived"
)

// hand holds the item at hand, what is picked of its candidates, and the draft while one is edited.
type hand struct {
	view     *View
	item     derived.Item // its id is "" where none is at hand
	order    []int        // card → candidate
	picked   []int        // candidates that are to be taken together
	several  bool         // they are being picked
	draft    *draft       // of an edit, nil unless one is made
	goldSpan string       // the gold span that was clicked
}

// sorted is which candidate stands on which card: by name, or with names hidden in an order that the item decides.
func (h *hand) sorted() []int {
	order := make([]int, len(h.item.Candidates))
	for i := range order {
		order[i] = i
	}
	if h.view.names.blind {
		key := func(i int) uint64 {
			sum := fnv.New64a()
			sum.Write([]byte(h.item.ID + "\x00" + h.item.Candidates[i].ID()))
			return sum.Sum64()
		}
		sort.SliceStable(order, func(a, b int) bool { return key(order[a]) < key(order[b]) })
	}
	return order
}

// alike says whether two candidates are the same in everything that is shown.
func (h *hand) alike(a, b review.Candidate) bool {
	if h.item.Kind == review.Relation {
		return a.Relation.TypeID == b.Relation.TypeID && a.Head == b.Head && a.Tail == b.Tail && a.Relation.Note == b.Relation.Note
	}
	return a.Span.LabelID == b.Span.LabelID && slices.Equal(a.Span.Segments, b.Span.Segments) && a.Span.Note == b.Span.Note &&
		sameValues(a.Span, b.Span) && h.view.names.entity(a.Span.EntityID) == h.view.names.entity(b.Span.EntityID)
}

// digit is a digit's key, or a click on its card: it takes the candidate, or picks it where several are being picked.
func (h *hand) digit(n int) {
	v := h.view
	if n > len(h.order) {
		v.session.Tell(fmt.Sprintf("There is no candidate %d.", n))
		return
	}
	candidate := h.order[n-1]
	if !h.several {
		v.verdicts.decide(review.Verdict{Name: review.Take, Candidates: []int{candidate}})
		return
	}
	if i := slices.Index(h.picked, candidate); i >= 0 {
		h.picked = slices.Delete(h.picked, i, i+1)
	} else {
		h.picked = append(h.picked, candidate)
	}
	v.panel.refresh()
}

// twin is an earlier card that says the same, -1 where there is none.
func (h *hand) twin(card int) int {
	for earlier := range card {
		if h.alike(h.item.Candidates[h.order[earlier]], h.item.Candidates[h.order[card]]) {
			return earlier
		}
	}
	return -1
}

// stands says whether a candidate is what became gold, word for word.
func (h *hand) stands(c review.Candidate) bool {
	if h.item.Kind == review.Relation {
		return slices.ContainsFunc(h.item.Relations, func(r annotate.Relation) bool {
			return r.TypeID == c.Relation.TypeID && r.HeadSpanID == c.Head && r.TailSpanID == c.Tail
		})
	}
	return slices.ContainsFunc(h.item.Gold, func(g annotate.Span) bool { return h.says(g, c) })
}

// says says whether a candidate is what a gold span says.
func (h *hand) says(g annotate.Span, c review.Candidate) bool {
	return g.LabelID == c.Span.LabelID && slices.Equal(g.Segments, c.Span.Segments) && sameValues(g, c.Span) &&
		h.view.names.entity(g.EntityID) == h.view.names.entity(c.Span.EntityID)
}

// take makes an item the one at hand.
func (h *hand) take(item derived.Item) {
	v := h.view
	if item.ID != h.item.ID {
		h.picked, h.several, h.goldSpan = nil, false, ""
	}
	h.letGo()
	h.item = item
	h.order = h.sorted()
	waits := v.waiting.fetch(item)
	v.panel.showReason(waits.Reason)
	if waits.Edit != nil {
		h.resume(waits.Edit)
	}
	v.trail.last, _ = v.queue.Row(h.item.Place())
	v.page.showMarks()
	v.page.reveal()
	v.panel.refresh()
	v.list.follow()
}

// letGo leaves nothing at hand. What was begun for the item waits for it.
func (h *hand) letGo() {
	h.view.waiting.leave()
	h.draft, h.item = nil, derived.Item{}
}

// readAgain shows the item at hand as it is now.
func (h *hand) readAgain() {
	v := h.view
	for _, item := range v.page.items {
		switch {
		case item.ID != h.item.ID:
		case h.draft != nil: // what is being edited stays
			h.item = item
			return
		default:
			h.take(item)
			return
		}
	}
	h.letGo()
	v.page.showMarks()
	v.panel.refresh()
}

// pickSeveral begins to pick candidates that are to stand together, or takes those that are picked.
func (h *hand) pickSeveral() {
	if h.several {
		h.takePicked()
		return
	}
	h.several = true
	h.view.panel.refresh()
}

// takePicked takes the candidates that are picked, those that say the same once.
func (h *hand) takePicked() {
	v := h.view
	slices.Sort(h.picked)
	h.picked = h.once(h.picked)
	switch {
	case !h.several:
	case len(h.picked) == 0:
		v.session.Tell("Pick candidates by their digits first; Escape leaves it.")
	case len(h.picked) == 1:
		v.verdicts.decide(review.Verdict{Name: review.Take, Candidates: h.picked})
	default:
		v.verdicts.decide(review.Verdict{Name: review.Several, Candidates: h.picked})
	}
}

func (h *hand) cancelPicking() {
	if h.several {
		h.picked, h.several = nil, false
		h.view.panel.refresh()
	}
}

// once leaves out candidates that say the same as one before them.
func (h *hand) once(candidates []int) (kept []int) {
	for _, i := range candidates {
		if !slices.ContainsFunc(kept, func(k int) bool { return h.alike(h.item.Candidates[k], h.item.Candidates[i]) }) {
			kept = append(kept, i)
		}
	}
	return kept
}
