package html

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
)

// underRemarks says whether an element stands among the comments.
func (p *page) underRemarks(n *html.Node, known map[*html.Node]bool) bool {
	if n == nil {
		return false
	}
	is, there := known[n]
	if !there {
		is = p.underRemarks(n.Parent, known) || p.areaOf(n) == remarks
		known[n] = is
	}
	return is
}

// findRemarks finds the elements that begin with a heading which says that comments follow.
func (p *page) findRemarks() {
	p.headedRemarks = map[*html.Node]bool{}
	boxes := 0
	for i, b := range p.blocks {
		if boxes == mostBoxes || !heading(b.tag) || b.tag == atom.H1 || b.hidden || closing(b.text) != annotate.RegionComments {
			continue
		}
		boxes++
		inside := map[*html.Node]bool{}
		box := b.node
		for box != nil && i+1 < len(p.blocks) && !within(p.blocks[i+1].node, box, inside) {
			box = box.Parent
			clear(inside)
		}
		if box == nil || i > 0 && within(p.blocks[i-1].node, box, inside) {
			continue // they stand beside the article
		}
		if !slices.ContainsFunc(p.blocks[i+1:], func(o *block) bool { return o.tag == atom.H1 && within(o.node, box, inside) }) {
			p.headedRemarks[box] = true
		}
	}
}

// saidApart says whether sentences stand in an element that says that it is the article, and not among the comments.
func (p *page) saidApart(known map[*html.Node]bool) bool {
	return slices.ContainsFunc(p.blocks, func(b *block) bool {
		return b.prose && !b.hidden && !p.underRemarks(b.node, known) && inArticle(b.node)
	})
}

// areaOf is what an element is for by itself, or by the heading that it begins with.
func (p *page) areaOf(n *html.Node) area {
	if p.headedRemarks[n] {
		return remarks
	}
	return areaOf(n)
}
