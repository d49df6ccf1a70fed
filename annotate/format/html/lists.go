package html

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
)

// mostListed is how many times as much as its lists of links an article says otherwise, from which on they are no text of its own.
const mostListed = 3

// ownLists decides about the links that stand between the article's paragraphs and below the last of them, where those stand and not in
// a place of their own: lists, tables, paragraphs of links. They are the article's text where they are much of it, as where it gathers
// what others wrote, or say something beside; what else stands below the last paragraph is a region. The library must take them for the
// article, unless it found nothing of a short one. It returns the last of them.
func (p *page) ownLists(first, last int, body *html.Node, inside map[*html.Node]bool) int {
	places, held := p.places(first, last, body, inside)
	unread := held < leastArticle && !slices.ContainsFunc(p.blocks, func(b *block) bool { return b.read && within(b.node, body, inside) })
	var lists, boxes []int
	listed, boxed := 0, 0
	for i := p.headAt; i < len(p.blocks); i++ {
		b := p.blocks[i]
		if i > last && (!within(b.node, body, inside) || closing(b.text) != "") {
			break
		}
		list := (b.read || unread) && b.linked*2 > b.letters && !heading(b.tag)
		box := !b.read && i > last
		if b.hidden || b.area != "" || b.prose || !list && !box || introduces(b) {
			continue
		}
		switch place := beside(b, places, body); {
		case place == nil:
		case list && (b.read || p.underHeadline(place)):
			lists = append(lists, i)
			listed += b.letters
		case inRow(place) && holdsBody(place.Parent):
			boxes = append(boxes, i)
			boxed += b.letters
		}
	}
	p.lists = map[*block]annotate.RegionKind{}
	end := last
	for _, i := range lists {
		b := p.blocks[i]
		switch {
		case listed*mostListed > held, i > last && b.linked*5 < b.letters*4:
			p.lists[b] = ""
		case i > last:
			p.lists[b] = annotate.RegionRelated
		}
		end = max(end, i)
	}
	if boxed > held {
		for _, i := range boxes {
			p.lists[p.blocks[i]] = ""
			end = max(end, i)
		}
	}
	return end
}

// takeWords takes what a page without any sentence shows: a few words, or the links below the headline of an article.
func (p *page) takeWords(choices []choice, body *html.Node, inside map[*html.Node]bool) {
	taken := 0
	for i, b := range p.blocks {
		if !b.hidden && b.area == "" && b.linked*2 <= b.letters && b.letters > 0 && within(b.node, body, inside) {
			choices[i].take = true
			taken += b.letters
		}
	}
	head := slices.IndexFunc(p.blocks, func(b *block) bool { return heading(b.tag) && !b.hidden && alike(b.text, p.headline) })
	if head < 0 || taken >= leastArticle {
		return
	}
	own := articleOf(p.blocks[head].node)
	if own == nil {
		return
	}
	inside = map[*html.Node]bool{}
	for i, b := range p.blocks[head+1:] {
		if !b.hidden && b.area == "" && b.letters > 0 && within(b.node, own, inside) {
			choices[head+1+i].take = true
		}
	}
}

// isListed says whether ownLists decided about a block.
func (p *page) isListed(b *block) bool {
	_, is := p.lists[b]
	return is
}

// places are the elements that the article's paragraphs stand in, and held the letters of what is certainly its text.
func (p *page) places(first, last int, body *html.Node, inside map[*html.Node]bool) (places map[*html.Node]bool, held int) {
	places = map[*html.Node]bool{}
	for _, b := range p.blocks[first : last+1] {
		if b.hidden || b.area != "" || heading(b.tag) || b.linked*2 > b.letters || !within(b.node, body, inside) {
			continue
		}
		held += b.letters
		if !b.prose {
			continue
		}
		places[b.node.Parent] = true
		if list := listOf(b.node); list != nil {
			places[list.Parent] = true
		}
	}
	return places, held
}

// underHeadline says whether an element stands where the article's headline does.
func (p *page) underHeadline(place *html.Node) bool {
	head := p.blocks[p.headAt]
	return heading(head.tag) && alike(head.text, p.headline) && within(head.node, place.Parent.Parent, map[*html.Node]bool{})
}

// beside is the element beside the article's paragraphs that a block is or stands in: a list, a table, a box. It is nil where it stands
// elsewhere.
func beside(b *block, places map[*html.Node]bool, body *html.Node) *html.Node {
	const levels = 5
	n := b.node
	for range levels {
		switch {
		case n == nil, n.DataAtom == atom.Body:
			return nil
		case places[n.Parent]:
			return n
		case n == body:
			return nil
		}
		n = n.Parent
	}
	return nil
}

// inRow says whether an element is one of several with its name and class near each other.
func inRow(n *html.Node) bool {
	const near, several = 8, 3 // white space stands between
	class := attribute(n, "class")
	if class == "" {
		return false
	}
	alike, before, after := 1, n.PrevSibling, n.NextSibling
	for range near {
		if before != nil {
			alike += sameKind(before, n, class)
			before = before.PrevSibling
		}
		if after != nil {
			alike += sameKind(after, n, class)
			after = after.NextSibling
		}
	}
	return alike >= several
}

// sameKind is 1 for an element with the name of another and its class.
func sameKind(other, n *html.Node, class string) int {
	if other.Type == html.ElementNode && other.DataAtom == n.DataAtom && attribute(other, "class") == class {
		return 1
	}
	return 0
}
