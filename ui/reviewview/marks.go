package reviewview

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/reader"
)

// draftMark is the id of the mark whose ends are being moved.
const draftMark = "draft"

// fewMarks is how many marks are changed one by one; of more the text is drawn anew.
const fewMarks = 40

// showMarks draws the items of the article: what is decided as its gold, what is open as the candidates, of which those
// alike are drawn once. Of the item at hand every candidate is drawn, or the draft of its edit.
func (v *View) showMarks() {
	wanted := make(map[string]reader.Mark, 2*len(v.items))
	for i := range v.items {
		v.markItem(wanted, &v.items[i])
	}
	if d := v.draft; d != nil && d.relation == nil {
		m := v.mark(d.span, "", true)
		m.ID = draftMark
		wanted[draftMark] = m
	}
	var changed []reader.Mark
	for id, m := range wanted {
		if old, there := v.marks[id]; !there || !sameMark(old, m) {
			changed = append(changed, m)
		}
	}
	gone := 0
	for id := range v.marks {
		if _, there := wanted[id]; !there {
			gone++
		}
	}
	if len(changed)+gone > fewMarks {
		all := make([]reader.Mark, 0, len(wanted))
		for _, m := range wanted {
			all = append(all, m)
		}
		v.marks = wanted
		v.reader.SetMarks(all)
		return
	}
	for id := range v.marks {
		if _, there := wanted[id]; !there {
			v.reader.RemoveMark(id)
		}
	}
	for _, m := range changed {
		v.reader.PutMark(m)
	}
	v.marks = wanted
}

func (v *View) markItem(wanted map[string]reader.Mark, item *store.ReviewItem) {
	current := item.ID == v.item.ID
	if item.Kind == review.Relation || current && v.draft != nil {
		return
	}
	for _, g := range item.Gold {
		if !item.Open || current {
			wanted[g.ID] = v.mark(g, annotate.GoldLayer, true)
		}
	}
	if !item.Open && !current {
		return
	}
	for i, c := range item.Candidates {
		alike := slices.ContainsFunc(item.Candidates[:i], func(o review.Candidate) bool {
			return o.Span.LabelID == c.Span.LabelID && slices.Equal(o.Span.Segments, c.Span.Segments)
		})
		gold := slices.ContainsFunc(item.Gold, func(g annotate.Span) bool {
			return current && g.LabelID == c.Span.LabelID && slices.Equal(g.Segments, c.Span.Segments)
		})
		if alike || gold {
			continue
		}
		wanted[c.Span.ID] = v.mark(c.Span, v.name(c), false)
	}
}

// mark is how a span is drawn.
func (v *View) mark(s annotate.Span, layer string, own bool) reader.Mark {
	label, _ := v.session.Codebook().LabelByID(s.LabelID)
	return reader.Mark{ID: s.ID, Segments: s.Segments, Label: label.ID, LabelName: label.Name, Color: control.Hue(label.Color), Style: label.Style,
		Layer: layer, Own: own}
}

func sameMark(a, b reader.Mark) bool {
	return slices.Equal(a.Segments, b.Segments) && a.Label == b.Label && a.Color == b.Color && a.Style == b.Style && a.Own == b.Own && a.Layer == b.Layer
}

// reveal selects the marks of the item at hand and scrolls them into view.
func (v *View) reveal() {
	var ids []string
	for id := range v.marks {
		if v.ofItem(id) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	first := ""
	if len(ids) > 0 {
		first = ids[0]
	}
	for _, g := range v.item.Gold {
		if _, shown := v.marks[g.ID]; shown && (first == "" || g.ID == v.goldSpan || v.goldSpan == "") {
			first = g.ID
			break
		}
	}
	if v.draft != nil && v.draft.relation == nil {
		first = draftMark
	}
	v.reader.SelectMark(first)
	v.reader.SetRelated(slices.DeleteFunc(ids, func(id string) bool { return id == first }))
	if v.item.ID != "" {
		v.reader.Reveal(annotate.Segment{Start: v.item.Start, End: v.item.End})
	}
}

// ofItem says whether a mark belongs to the item at hand. A relation's are its ends.
func (v *View) ofItem(id string) bool {
	for _, c := range v.item.Candidates {
		if id == c.Span.ID && c.Span.ID != "" || id == c.Head || id == c.Tail {
			return id != ""
		}
	}
	return slices.ContainsFunc(v.item.Gold, func(g annotate.Span) bool { return g.ID == id })
}

// markClicked goes to the item of a mark.
func (v *View) markClicked(id string) {
	if id == "" || id == draftMark || v.draft != nil {
		return
	}
	for _, item := range v.items {
		gold := slices.ContainsFunc(item.Gold, func(g annotate.Span) bool { return g.ID == id })
		if gold || slices.ContainsFunc(item.Candidates, func(c review.Candidate) bool { return c.Span.ID == id }) {
			if item.ID != v.item.ID {
				v.show(place{item.DocumentID, item.ID}, true)
			}
			if gold {
				v.goldSpan = id
			}
			return
		}
	}
}

// describe is what is shown where the pointer rests on a mark.
func (v *View) describe(id string) string {
	m, ok := v.marks[id]
	if !ok {
		return ""
	}
	for _, item := range v.items {
		for _, g := range item.Gold {
			if g.ID == id {
				return strings.TrimSpace(fmt.Sprintf("%s, in gold\n%s", m.LabelName, v.verdictOf(item)))
			}
		}
	}
	if id == draftMark {
		return m.LabelName
	}
	return m.LabelName + ", by " + m.Layer + "\nOpen"
}
