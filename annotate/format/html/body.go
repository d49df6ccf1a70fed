package html

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// body is the element that holds the article, and nil where there is none.
func (p *page) body() *html.Node {
	sure := p.commonest(func(b *block) bool { return b.sure && !b.part && b.prose }, 0.9)
	if sure != nil && p.prose[sure] > p.all/4 {
		return p.wider(sure)
	}
	plain := func(b *block) bool { return b.prose && !b.hidden && !furniture(b.area) }
	run := func(b *block) bool { return plain(b) && p.inRun(b) }
	weight := func(n *html.Node) int {
		inside := map[*html.Node]bool{}
		return p.weigh(func(b *block) bool { return run(b) && within(b.node, n, inside) })
	}
	best := p.commonest(func(b *block) bool { return plain(b) && b.read }, 0.9)
	if other := p.commonest(run, 0.6); best == nil || other != nil && weight(best)*2 < weight(other) {
		best = other
	}
	if best == nil {
		best = p.commonest(plain, 0.6)
	}
	if best == nil {
		return p.commonest(func(b *block) bool { return !b.hidden && !furniture(b.area) }, 0.9)
	}
	best = p.wider(p.joined(best))
	if meaning[best.DataAtom] && best.Parent != nil { // a single paragraph, below which links may stand
		return best.Parent
	}
	return best
}

// setting is where an element stands and how it is set there.
type setting struct {
	around *html.Node
	tag    atom.Atom
	class  string
}

// fashion is how a paragraph is set: its name and that of what it stands in, "" where neither has one.
func fashion(b *block) string {
	own, around := attribute(b.node, "class"), ""
	if b.node.Parent != nil {
		around = attribute(b.node.Parent, "class")
	}
	if own+around == "" {
		return ""
	}
	return b.node.Data + "." + own + " " + around
}

// articleOf is the nearest element around another that says that it is an article.
func articleOf(n *html.Node) *html.Node {
	for n != nil && n.DataAtom != atom.Article {
		n = n.Parent
	}
	return n
}

// joined is the element that holds an article which is cut in parts that stand apart, where body is one of them: its paragraphs are set
// as those of the others are, and no other headline stands between them.
func (p *page) joined(body *html.Node) *html.Node {
	inside, held, all := map[*html.Node]bool{}, map[string]int{}, 0
	plain := func(b *block) bool { return b.prose && !b.hidden && b.area == "" }
	usual, most := "", 0
	for _, b := range p.blocks {
		if plain(b) && within(b.node, body, inside) {
			f := fashion(b)
			held[f] += b.letters
			all += b.letters
			if held[f] > most {
				usual, most = f, held[f]
			}
		}
	}
	if usual == "" || most*2 < all {
		return body
	}
	own, apart := articleOf(body), 0
	alike := func(b *block) bool { return plain(b) && fashion(b) == usual && articleOf(b.node) == own }
	started, headed := false, false
	for _, b := range p.blocks {
		switch {
		case b.tag == atom.H1 && !b.hidden:
			headed = started
		case !alike(b):
		case headed:
			return body
		default:
			started = true
			if !within(b.node, body, inside) {
				apart += b.letters
			}
		}
	}
	whole := p.commonest(alike, 1)
	if apart*4 < most || p.prose[whole] > 2*(most+apart) {
		return body
	}
	return whole
}

// furniture says whether what stands in an area is never the article's prose.
func furniture(a area) bool {
	return a != "" && a != byline && a != caption && a != legal && a != topics
}

// weigh counts the letters of some blocks.
func (p *page) weigh(wanted func(*block) bool) int {
	n := 0
	for _, b := range p.blocks {
		if wanted(b) {
			n += b.letters
		}
	}
	return n
}

// commonest is the innermost element that holds a part of the letters of some blocks.
func (p *page) commonest(wanted func(*block) bool, part float64) *html.Node {
	held := map[*html.Node]int{}
	all := 0
	for _, b := range p.blocks {
		if wanted(b) {
			all += b.letters
			for n := b.node; n != nil; n = n.Parent {
				held[n] += b.letters
			}
		}
	}
	if all == 0 {
		return nil
	}
	n := p.doc
	for {
		var next *html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if float64(held[c]) >= part*float64(all) {
				next = c
				break
			}
		}
		if next == nil {
			return n
		}
		n = next
	}
}

// wider is the article that an element stands in, where it is not much more than it, or the only one on the page and most of it.
func (p *page) wider(n *html.Node) *html.Node {
	held := p.prose[n]
	best := n
	for up := n.Parent; up != nil && up.Type == html.ElementNode && up.DataAtom != atom.Body; up = up.Parent {
		whole := up.DataAtom == atom.Article || holdsBody(up)
		if (whole || up.DataAtom == atom.Main) && p.prose[up] <= 2*held || whole && p.articles == 1 && float64(p.prose[up]) > mostOfPage*float64(p.all) {
			best = up
		}
	}
	return best
}
