package reviewview

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store/derived"
)

// begun is what was begun for an item and is in no decision yet: a reason that was typed, an edit that was not taken. It waits with
// its item, over other views and a restart too.
type begun struct {
	Document string     `json:"document"`
	Item     string     `json:"item"`
	Of       []string   `json:"of,omitempty"` // the item's candidates, by which it is known once they say something else
	Reason   string     `json:"reason,omitempty"`
	Edit     *begunEdit `json:"edit,omitempty"`
}

// begunEdit is a draft as it waits.
type begunEdit struct {
	Gold     string             `json:"gold,omitempty"` // the gold span that is changed
	From     string             `json:"from,omitempty"` // the candidate that is taken with changes
	Relation *annotate.Relation `json:"relation,omitempty"`
	Label    string             `json:"label,omitempty"` // its id
	Segments []annotate.Segment `json:"segments,omitempty"`
	Values   map[string]any     `json:"values,omitempty"`
	Entity   string             `json:"entity,omitempty"` // its id
	Note     string             `json:"note,omitempty"`
	Typed    map[string]string  `json:"typed,omitempty"` // by attribute: what is no value of it
}

// waiting is what was begun for items that are not at hand.
type waiting struct {
	view *View
	list []begun
}

// current is what was begun for the item at hand.
func (w *waiting) current() (b begun, any bool) {
	h := w.view.hand
	if h.item.ID == "" {
		return begun{}, false
	}
	b = begun{Document: h.item.DocumentID, Item: h.item.ID, Of: h.item.CandidateIDs()}
	if w.view.panel.given() != "" {
		b.Reason = w.view.panel.reason.Text
	}
	if h.draft != nil {
		b.Edit = h.draft.begun()
	}
	return b, b.Reason != "" || b.Edit != nil
}

// leave keeps what was begun for the item at hand.
func (w *waiting) leave() {
	if b, any := w.current(); any {
		w.list = append(w.list, b)
	}
}

// fetch takes out what was begun for an item.
func (w *waiting) fetch(item derived.Item) begun {
	at := slices.IndexFunc(w.list, func(b begun) bool { return b.place() == item.Place() })
	if at < 0 {
		candidates := item.CandidateIDs()
		at = slices.IndexFunc(w.list, func(b begun) bool {
			return b.Document == item.DocumentID && slices.ContainsFunc(b.Of, func(id string) bool { return slices.Contains(candidates, id) })
		})
	}
	if at < 0 {
		return begun{}
	}
	found := w.list[at]
	w.list = slices.Delete(w.list, at, at+1)
	return found
}

// has says whether something was begun for an item that is not at hand.
func (w *waiting) has(item review.Place) bool {
	return slices.ContainsFunc(w.list, func(b begun) bool { return b.place() == item })
}

// all is what was begun, for the item at hand too.
func (w *waiting) all() []begun {
	all := slices.Clone(w.list)
	if b, any := w.current(); any {
		all = append(all, b)
	}
	return all
}

func (b begun) place() review.Place { return review.Place{DocumentID: b.Document, ItemID: b.Item} }

// begun is the draft as it waits, nil where nothing was changed in it.
func (d *draft) begun() *begunEdit {
	if d.relation != nil {
		d.link.note.Commit()
		if *d.relation == d.linked {
			return nil
		}
		relation := *d.relation
		return &begunEdit{From: d.from(), Relation: &relation}
	}
	d.form.Commit()
	typed := d.form.Unfinished()
	if annotate.SameSpan(d.span, d.began) && len(typed) == 0 {
		return nil
	}
	e := &begunEdit{Gold: d.gold, Label: d.span.LabelID, Segments: d.span.Segments, Values: d.span.Attributes, Entity: d.span.EntityID, Note: d.span.Note, Typed: typed}
	if d.gold == "" {
		e.From = d.from()
	}
	return e
}

// from is the id of the candidate that the draft began as.
func (d *draft) from() string { return d.view.hand.item.Candidates[d.candidate].ID() }

// resume goes on with an edit that was begun for the item at hand. Where its gold span is gone, a candidate is taken with the changes.
func (h *hand) resume(e *begunEdit) {
	d := &draft{view: h.view}
	gold := slices.IndexFunc(h.item.Gold, func(g annotate.Span) bool { return g.ID == e.Gold })
	switch {
	case (h.item.Kind == review.Relation) != (e.Relation != nil) || e.Relation == nil && len(e.Segments) == 0:
		return // it was not written by this program
	case gold >= 0:
		d.beginGold(h.item.Gold[gold])
	case len(h.item.Candidates) > 0:
		d.begin(max(0, slices.Index(h.item.CandidateIDs(), e.From)))
	default:
		return
	}
	if e.Relation != nil {
		*d.relation = *e.Relation
	} else {
		d.span.LabelID, d.span.Segments, d.span.Attributes, d.span.EntityID, d.span.Note = e.Label, e.Segments, withLists(e.Values), e.Entity, e.Note
	}
	d.open()
	if d.form != nil {
		d.form.Retype(e.Typed)
	}
	d.showQuote()
}

// withLists are values as they came out of JSON, with lists of texts for its lists.
func withLists(values map[string]any) map[string]any {
	for name, value := range values {
		items, isList := value.([]any)
		if !isList {
			continue
		}
		list := make([]string, 0, len(items))
		for _, item := range items {
			if text, isText := item.(string); isText {
				list = append(list, text)
			}
		}
		values[name] = list
	}
	return values
}
