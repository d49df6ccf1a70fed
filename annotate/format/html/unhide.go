package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
)

// endLink takes nothing for linked where nearly all is: then a link was never ended.
func (p *page) endLink() {
	all, linked, sentences, free := 0, 0, 0, 0
	for _, b := range p.blocks {
		all, linked = all+b.letters, linked+b.linked
		if b.letters*2 >= leastProse && ended(b.text) {
			sentences += b.letters
			free += b.letters - b.linked
		}
	}
	if linked*10 < all*9 || sentences < leastArticle || free >= leastArticle {
		return
	}
	for _, b := range p.blocks {
		b.linked = 0
		b.prose = reads(b)
	}
}

// unhide shows what is hidden where hardly anything else is on the page, as where a note covers it, and what of an article is hidden
// until somebody unfolds it, where that is most of it.
func (p *page) unhide() {
	shown, hidden := 0, 0
	for _, b := range p.blocks {
		if b.prose && b.hidden {
			hidden += b.letters
		} else if b.prose {
			shown += b.letters
		}
	}
	p.unlock()
	p.unfold(shown)
	if hidden <= shown || shown >= leastArticle && hidden < 3*shown {
		return
	}
	for _, b := range p.blocks {
		if b.hidden && (shown < leastArticle || inArticle(b.node)) {
			b.hidden = false
		}
	}
}

// unfold shows what is hidden beside the article's paragraphs until somebody asks for the rest of it, where that is most of it.
func (p *page) unfold(shown int) {
	places := map[*html.Node]bool{}
	for _, b := range p.blocks {
		if b.prose && !b.hidden {
			places[b.node.Parent] = true
		}
	}
	var folded []*block
	prose := 0
	for _, b := range p.blocks {
		if !b.hidden {
			continue
		}
		if fold := foldOf(b.node); fold != nil && places[fold.Parent] && inArticle(fold.Parent) {
			folded = append(folded, b)
			if b.prose {
				prose += b.letters
			}
		}
	}
	if prose < shown {
		return
	}
	for _, b := range folded {
		b.hidden = false
	}
}

// foldOf is the outermost element around another that is not shown.
func foldOf(n *html.Node) (fold *html.Node) {
	for ; n != nil; n = n.Parent {
		if hides(n) > 0 {
			fold = n
		}
	}
	return fold
}

// unlock shows what of the article is hidden from those who have not paid, where it is more than a word to them.
func (p *page) unlock() {
	var paid []*block
	letters := 0
	for _, b := range p.blocks {
		if b.hidden && b.prose && paidFor(b.node) {
			paid = append(paid, b)
			letters += b.letters
		}
	}
	for _, b := range paid {
		b.hidden = letters < leastArticle
	}
}

// locked are names of what a page hides of its article from those who have not paid.
var locked = annotate.SetOf(",", `paywall,paywalled,paywallcontent,premiumcontent,paidcontent,lockedcontent,meteredcontent,subscribercontent,subscriberonly`)

// paidFor says whether an element is, or stands in, a part of the article that is shown only to those who pay.
func paidFor(n *html.Node) bool {
	inside := false
	for up := n; up != nil && !inside; up = up.Parent {
		for name := range strings.FieldsSeq(attribute(up, "class")) {
			inside = inside || locked[squeezed(name)]
		}
	}
	return inside && inArticle(n)
}

// inArticle says whether an element stands in one that is called an article.
func inArticle(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Article || holdsBody(n) {
			return true
		}
	}
	return false
}
