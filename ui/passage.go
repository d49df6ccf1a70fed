package ui

import (
	"maps"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align"
)

// scrolled lets the other panes follow a pane that the user scrolls, if panes scroll together.
func (v *workspace) scrolled(p *pane) {
	if !v.linked || p.text == nil {
		return
	}
	at := p.reader.ScrollPosition()
	for _, other := range v.panes.list {
		if other == p || other.text == nil {
			continue
		}
		if other.documentID == p.documentID {
			other.reader.SetScrollPosition(at)
			continue
		}
		other.reader.SetScrollPosition(align.Follow(at, p.text.Len(), other.text.Len(), v.anchorsOf(p, other)))
	}
}

// anchorsOf are the anchors of two panes, worked out once until an act or another article may change them.
func (v *workspace) anchorsOf(p, other *pane) []align.Anchor {
	pair := [2]*pane{p, other}
	found, known := v.anchored[pair]
	if !known {
		found = align.Anchors(slices.Collect(maps.Values(p.spans)), slices.Collect(maps.Values(other.spans)), v.isClaim)
		v.anchored[pair] = found
	}
	return found
}

// isClaim says whether spans of that label carry the text's passages: those drawn as a tint do, names do not.
func (v *workspace) isClaim(span annotate.Span) bool {
	label, _ := v.session.Codebook().LabelByID(span.LabelID)
	return label.Style == annotate.Tint
}
