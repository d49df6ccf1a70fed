package html

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mostOfPage is the part of the page's prose from which on a place is not taken for what it is called.
const mostOfPage = 0.4

// misnamed says whether an element is more than what it is called: makers of pages give their names freely.
func (p *page) misnamed(n *html.Node, called area) bool {
	held, read := p.prose[n], p.readIn[n]
	switch {
	case p.titled[n] && called == cookies:
		return float64(held) > mostOfPage*float64(p.all)
	case p.titled[n] && called != byline && called != caption:
		return true
	case called == remarks:
		return p.forum
	case called == cookies, footer(n), held < leastArticle && foot(n):
		return false
	case called == navigation && held >= leastProse && isContents(n):
		return true
	case (called == sharing || called == tools || called == ads) && p.quotes[n]:
		return true // what somebody wrote elsewhere, and is quoted
	case float64(held) > mostOfPage*float64(p.all):
		return true
	case called == related, called == letter:
		return false
	}
	return held >= leastArticle && float64(read) > 0.6*float64(held) || held > 0 && float64(p.heldAlike(n)) > mostOfPage*float64(p.all)
}

// heldAlike are the letters of different sentences in all elements that have the class of one, such as the boxes in which each of ten
// things is praised.
func (p *page) heldAlike(n *html.Node) int {
	if p.byClass == nil {
		p.byClass = map[string]int{}
		said := map[string]bool{}
		for _, b := range p.blocks {
			if !b.prose || b.hidden || said[b.text] {
				continue
			}
			said[b.text] = true
			for n := b.node; n != nil; n = n.Parent {
				if class := attribute(n, "class"); class != "" && n.Parent != nil && attribute(n.Parent, "class") != class {
					p.byClass[class] += b.letters
				}
			}
		}
	}
	return p.byClass[attribute(n, "class")]
}

// foot says whether an element is the foot of the page by any of its names, of which some hold more.
func foot(n *html.Node) bool {
	return n.DataAtom == atom.Footer || slices.Contains(wordsOf(attribute(n, "class")), "footer") || slices.Contains(wordsOf(attribute(n, "id")), "footer")
}

// isContents says whether an element is called the contents of the page, which are no sentences.
func isContents(n *html.Node) bool {
	return slices.ContainsFunc([]string{"class", "id"}, func(key string) bool {
		return slices.ContainsFunc(strings.Fields(attribute(n, key)), func(name string) bool { return slices.Contains(wordsOf(name), "toc") })
	})
}

// leastArticle is the number of letters of an article, below which a page is thought to hold something else.
const leastArticle = 300

// footer says whether an element is the foot of the page.
func footer(n *html.Node) bool {
	if n.DataAtom == atom.Nav {
		return true
	}
	for _, key := range []string{"class", "id"} {
		for name := range strings.FieldsSeq(attribute(n, key)) {
			if words := wordsOf(name); len(words) > 0 && words[0] == "footer" {
				return true
			}
		}
	}
	return false
}

// freeMisnamed takes sentences for the article's that the library does, and that stand in places called otherwise, where hardly any
// stand elsewhere.
func (p *page) freeMisnamed() {
	misnamed := func(b *block) bool {
		return b.prose && b.read && !b.hidden && b.linked == 0 && slices.Contains([]area{navigation, ads, tools, sharing}, b.area) && !p.says(b)
	}
	held := p.weigh(misnamed)
	if held < leastArticle || held < 2*p.weigh(func(b *block) bool { return b.prose && !b.hidden && !furniture(b.area) }) {
		return
	}
	for _, b := range p.blocks {
		if misnamed(b) {
			b.area = ""
		}
	}
}
