package read

import (
	"maps"
	"slices"

	"github.com/parallax-annotation/parallax/store"
)

// mostPlaces is how many articles' places are remembered.
const mostPlaces = 200

// places are where articles were left, and where who annotates changed something last: an article opens there, unless it was left in this
// window and is come back to. It is kept with how the project is looked at, and neither in the project nor merged.
type places struct {
	view *View
	list []place // the last one first
}

// place is where an article was left, in code points.
type place struct {
	Document string         `json:"document"`
	Top      int            `json:"top"` // at the upper edge
	Caret    int            `json:"caret"`
	Open     []int          `json:"open,omitempty"`   // where long regions begin that are not folded
	Edited   map[string]int `json:"edited,omitempty"` // by the annotator's id: where they changed something last

	left bool // in this window, and not closed since
}

// leave remembers where the article of a pane is left.
func (l *places) leave(p *pane) {
	if p.text == nil {
		return
	}
	left := l.of(p.documentID)
	left.Top, left.Caret, left.Open, left.left = p.reader.ScrollPosition(), p.reader.Caret(), p.reader.OpenFolds(), true
	l.put(left)
}

// shut remembers where the article of a pane that is closed is left.
func (l *places) shut(p *pane) {
	l.leave(p)
	left := l.of(p.documentID)
	left.left = len(l.view.panes.of(p.documentID)) > 1
	l.put(left)
}

// expect makes a place the one at which an article opens next.
func (l *places) expect(documentID string, at int) {
	left := l.of(documentID)
	left.Top, left.Caret, left.left = at, at, true
	l.put(left)
}

// edited remembers where the annotator at the desk changed something.
func (l *places) edited(act store.Act) {
	own := l.view.session.Annotator().ID
	at, found := l.view.spotAtHand(act)
	if !found || len(at.segments) == 0 || act.AnnotatorID != own {
		return
	}
	left := l.of(at.document)
	left.Edited = maps.Clone(left.Edited)
	if left.Edited == nil {
		left.Edited = map[string]int{}
	}
	left.Edited[own] = at.segments[0].Start
	l.put(left)
}

// put remembers a place as the last one.
func (l *places) put(left place) {
	l.list = slices.DeleteFunc(l.list, func(other place) bool { return other.Document == left.Document })
	l.list = slices.Insert(l.list, 0, left)
	l.list = l.list[:min(len(l.list), mostPlaces)]
}

// of is where an article was left, its beginning where it never was.
func (l *places) of(documentID string) place {
	for _, left := range l.list {
		if left.Document == documentID {
			return left
		}
	}
	return place{Document: documentID}
}

// returnTo goes to where the article of a pane was left in this window, else to where something was changed last, else to where it was
// left some other day.
func (l *places) returnTo(p *pane) {
	left := l.of(p.documentID)
	if at, edited := left.Edited[l.view.session.Annotator().ID]; edited && !left.left {
		p.reader.SetCaret(at)
		return
	}
	p.reader.SetCaret(left.Caret)
	p.reader.SetScrollPosition(left.Top)
}
