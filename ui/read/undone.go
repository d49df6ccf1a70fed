package read

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/reader"
)

// spot is a place that an act changed something at.
type spot struct {
	document string
	segments []annotate.Segment // none where it is the whole article
	span     string             // the id of a span that is there now, "" for none
}

// showUndone brings into view what an undo took back, or a redo did again: what stands there now is selected, and where nothing does, the
// caret goes to its words.
func (v *View) showUndone(act store.Act) {
	if act.Kind != history.Undo && act.Kind != history.Redo || !v.Visible() {
		return
	}
	if at, found := v.spotAtHand(act); found {
		v.goToSpot(at)
	}
}

// spotAtHand is the place of an act: in acts of many changes the first one in the article that is being read, else the first of all. There
// may be none.
func (v *View) spotAtHand(act store.Act) (at spot, found bool) {
	spots := v.spotsOf(act)
	if len(spots) == 0 {
		return at, false
	}
	if p := v.panes.current(); p != nil {
		if i := slices.IndexFunc(spots, func(s spot) bool { return s.document == p.documentID }); i >= 0 {
			return spots[i], true
		}
	}
	return spots[0], true
}

// spotsOf are the places of an act's changes in articles of the open story, the most telling kind of them only: spans rather than
// relations, and these rather than what is changed of an article as a whole.
func (v *View) spotsOf(act store.Act) (spots []spot) {
	for _, kinds := range [][]string{{"span"}, {"relation"}, {"region"}, {"progress", "decision", "document"}} {
		for _, change := range act.Changes {
			if !slices.Contains(kinds, change.EntityKind) {
				continue
			}
			at := v.spotOf(change)
			if _, here := v.articles.byID(at.document); here {
				spots = append(spots, at)
			}
		}
		if len(spots) > 0 {
			return spots
		}
	}
	return nil
}

// spotOf is the place of one change.
func (v *View) spotOf(change annotate.Change) spot {
	at := spot{document: change.DocumentID()}
	switch change.EntityKind {
	case "span":
		span := change.LatestSpan()
		at.segments = span.Segments
		if !change.Deleted() && !v.proposals.layers[span.AnnotatorID] {
			at.span = change.EntityID
		}
	case "relation":
		head, err := v.session.Project.Span(v.session.Context(), change.LatestRelation().HeadSpanID)
		if err != nil {
			return spot{} // it went with the span, which is told of
		}
		if at = (spot{head.DocumentID, head.Segments, head.ID}); v.proposals.layers[head.AnnotatorID] {
			at.span = ""
		}
	case "region":
		before, after := change.Regions()
		for _, r := range slices.Concat(after, before) {
			if slices.Contains(before, r) != slices.Contains(after, r) {
				at.segments = []annotate.Segment{{Start: r.Start, End: r.End}}
				break
			}
		}
	}
	return at
}

// goToSpot shows a place, in the active pane if that has its article, else in another, else by opening it. The keyboard goes along where
// a text has it.
func (v *View) goToSpot(at spot) {
	v.trail.leave()
	shown := v.panes.of(at.document)
	p := v.panes.current()
	if len(shown) > 0 && !slices.Contains(shown, p) {
		p = shown[0]
		v.panes.activate(p)
	}
	_, reading := v.desk.Window.Canvas().Focused().(*reader.Reader)
	switch {
	case len(shown) == 0:
		if len(at.segments) > 0 {
			v.places.expect(at.document, at.segments[0].Start)
		}
		v.panes.bring(at.document)
	case reading:
		p.takeFocus()
	}
	switch {
	case at.span != "":
		v.session.SelectSpan(at.span)
		if len(shown) > 0 {
			p.reader.Reveal(at.segments[0])
		}
	case len(at.segments) > 0 && len(shown) > 0:
		p.reader.SetCaret(at.segments[0].Start)
	}
}
