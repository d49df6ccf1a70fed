package read

import "slices"

// mostPlaces is how many articles' places are remembered.
const mostPlaces = 200

// places are where articles were left.
type places struct {
	view *View
	list []place // the last one first
}

// place is where an article was left, in code points.
type place struct {
	Document string `json:"document"`
	Top      int    `json:"top"` // at the upper edge
	Caret    int    `json:"caret"`
	Open     []int  `json:"open,omitempty"` // where long regions begin that are not folded
}

// leave remembers where the article of a pane is left.
func (l *places) leave(p *pane) {
	if p.text == nil {
		return
	}
	l.put(place{Document: p.documentID, Top: p.reader.ScrollPosition(), Caret: p.reader.Caret(), Open: p.reader.OpenFolds()})
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

// returnTo goes where the article of a pane was left.
func (l *places) returnTo(p *pane) {
	left := l.of(p.documentID)
	p.reader.SetCaret(left.Caret)
	p.reader.SetScrollPosition(left.Top)
}
