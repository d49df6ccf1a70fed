package html

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
)

// leadsAway says whether a block stands, with others or a picture, in one link to another page.
func leadsAway(b *block) bool {
	if b.linked == 0 || b.linked < b.letters {
		return false
	}
	for n := b.node; n != nil; n = n.Parent {
		if n.DataAtom == atom.A {
			return elsewhere(n)
		}
	}
	return false
}

// elsewhere says whether a link leads to another place than one of its own page.
func elsewhere(link *html.Node) bool {
	address := strings.TrimSpace(attribute(link, "href"))
	return address != "" && !strings.HasPrefix(address, "#") && !strings.HasPrefix(strings.ToLower(address), "javascript:")
}

// listItem is the item of a list that an element is or stands in.
func listItem(n *html.Node) *html.Node {
	for range 4 {
		if n == nil || n.DataAtom == atom.Li {
			return n
		}
		n = n.Parent
	}
	return nil
}

// listOf is the list that an element is an item of, or stands in one of.
func listOf(n *html.Node) *html.Node {
	if item := listItem(n); item != nil {
		return item.Parent
	}
	return nil
}

// findLinkLists finds the lists in which each item is a link and nothing else.
func (p *page) findLinkLists() {
	items, links := map[*html.Node]int{}, map[*html.Node]int{}
	for _, b := range p.blocks {
		if list := listOf(b.node); list != nil && b.letters > 0 {
			items[list]++
			if !heading(b.tag) && b.linked*10 >= b.letters*9 && b.letters*density(b.text) >= leastEnded {
				links[list]++
			}
		}
	}
	p.linkLists = map[*html.Node]bool{}
	for list, n := range items {
		p.linkLists[list] = n > 1 && links[list] == n
	}
}

// findTeaserLists finds the lists in which each item leads to another article and says something of it, and of which the library takes
// nothing for this one.
func (p *page) findTeaserLists() {
	const some = 3
	items, leads := map[*html.Node][]*html.Node{}, map[*html.Node]bool{}
	said, read, all := map[*html.Node]bool{}, map[*html.Node]bool{}, 0
	for _, b := range p.blocks {
		item := listItem(b.node)
		switch {
		case b.hidden:
			continue
		case item == nil || item.Parent == nil:
			if b.read {
				all += b.letters
			}
			continue
		}
		list := item.Parent
		if held := items[list]; len(held) == 0 || held[len(held)-1] != item {
			items[list] = append(held, item)
		}
		leads[item] = leads[item] || b.letters >= leastEnded && b.linked == b.letters
		said[list] = said[list] || b.prose
		read[list] = read[list] || b.read
	}
	for list, held := range items {
		if len(held) >= some && said[list] && !read[list] && all >= leastArticle && !slices.ContainsFunc(held, func(item *html.Node) bool { return !leads[item] }) {
			p.linkLists[list] = true
		}
	}
}

// longestLead bounds a line that leads to another article, in letters.
const longestLead = 200

// introduces says whether a line says of another article that one may read it too, and names it.
func introduces(b *block) bool {
	i := strings.IndexAny(b.text, ":：|–—】]")
	if i <= 0 || i > longestClosing || b.letters > longestLead || heading(b.tag) {
		return false
	}
	return closing(b.text[:i]) == annotate.RegionRelated && b.linked*2 >= b.letters-letters(b.text[:i])
}

// isTeaser says whether an element is one of several beside each other that are called teasers: one alone may be the article's lead.
func isTeaser(n *html.Node) bool {
	class := attribute(n, "class")
	if !strings.Contains(strings.ToLower(class), "teaser") {
		return false
	}
	before, after := n.PrevSibling, n.NextSibling
	for range 3 { // white space and a rule may stand between
		if before != nil {
			if before.Type == html.ElementNode && attribute(before, "class") == class {
				return true
			}
			before = before.PrevSibling
		}
		if after != nil {
			if after.Type == html.ElementNode && attribute(after, "class") == class {
				return true
			}
			after = after.NextSibling
		}
	}
	return false
}
