package read

import (
	"maps"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align"
)

// passages let articles scroll together.
type passages struct {
	view     *View
	linked   bool // they do
	anchored map[[2]*pane][]align.Anchor
}

// forget drops what is known of the passages that articles share.
func (g *passages) forget() { clear(g.anchored) }

// follow lets the other panes follow a pane that the user scrolls, if panes scroll together.
func (g *passages) follow(p *pane) {
	v := g.view
	if !g.linked || p.text == nil {
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
		other.reader.SetScrollPosition(align.Follow(at, p.text.Len(), other.text.Len(), g.anchorsOf(p, other)))
	}
}

// anchorsOf are the anchors of two panes, worked out once until an act or another article may change them.
func (g *passages) anchorsOf(p, other *pane) []align.Anchor {
	pair := [2]*pane{p, other}
	found, known := g.anchored[pair]
	if !known {
		claims := align.Anchors(slices.Collect(maps.Values(p.spans)), slices.Collect(maps.Values(other.spans)), g.isClaim)
		found = align.Rising(append(claims, g.view.commons.anchors(p.documentID, other.documentID)...))
		g.anchored[pair] = found
	}
	return found
}

// isClaim says whether spans of that label carry the text's passages: those drawn as a tint do, names do not.
func (g *passages) isClaim(span annotate.Span) bool {
	v := g.view
	label, _ := v.session.Codebook().LabelByID(span.LabelID)
	return label.Style == annotate.Tint
}
