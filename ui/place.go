package ui

import "slices"

// leavePlace remembers where the article of a pane is left.
func (v *workspace) leavePlace(p *pane) {
	if p.text == nil {
		return
	}
	left := place{Document: p.documentID, Top: p.reader.ScrollPosition(), Caret: p.reader.Caret()}
	v.places = slices.DeleteFunc(v.places, func(other place) bool { return other.Document == left.Document })
	v.places = slices.Insert(v.places, 0, left)
	v.places = v.places[:min(len(v.places), mostPlaces)]
}

// returnTo goes where the article of a pane was left.
func (v *workspace) returnTo(p *pane) {
	i := slices.IndexFunc(v.places, func(other place) bool { return other.Document == p.documentID })
	if i < 0 {
		return
	}
	p.reader.SetCaret(v.places[i].Caret)
	p.reader.SetScrollPosition(v.places[i].Top)
}
