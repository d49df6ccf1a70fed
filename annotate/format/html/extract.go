package html

import (
	"net/url"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What a block of sentences is known by.
const (
	leastProse  = 80  // letters of a text that need not end as a sentence
	leastEnded  = 15  // of one that does
	mostReading = 40_000 // elements of a page that is given to the library
)

// reads says whether a block reads as sentences and is not a list of links.
func reads(b *block) bool {
	if heading(b.tag) || b.linked*2 > b.letters {
		return false
	}
	weight := b.letters * density(b.text)
	return weight >= leastProse || weight >= leastEnded && ended(b.text)
}

// density is how many letters of others one of a script stands for that writes words in one or two.
func density(text string) int {
	if han(text) {
		return 3
	}
	return 1
}

// page is a page that is being read.
type page struct {
	doc    *html.Node
	data   []string // JSON-LD
	url    string
	blocks []*block
	areas  map[*html.Node]area
	prose  map[*html.Node]int // letters of sentences in an element
	all    int                // in the page
}

// findBlocks reads the blocks of a page and what speaks for and against each.
func (p *page) findBlocks() {
	p.blocks = blocksOf(p.doc)
	p.unhide()
	p.prose = map[*html.Node]int{}
	for _, b := range p.blocks {
		if b.prose && !b.hidden {
			p.all += b.letters
			for n := b.node; n != nil; n = n.Parent {
				p.prose[n] += b.letters
			}
		}
	}
	p.areas = map[*html.Node]area{}
	for _, b := range p.blocks {
		b.area = p.areaAt(b.node)
	}
	p.askLibrary()
}

// unhide shows what is hidden where that is most of the page, as where a note covers it.
func (p *page) unhide() {
	shown, hidden := 0, 0
	for _, b := range p.blocks {
		if b.prose && b.hidden {
			hidden += b.letters
		} else if b.prose {
			shown += b.letters
		}
	}
	if hidden > shown {
		for _, b := range p.blocks {
			b.hidden = false
		}
	}
}

// mostOfPage is the part of the page's prose from which on a place is not taken for what it is called.
const mostOfPage = 0.4

// areaAt is the area that an element stands in: its own, or that of the nearest around it.
func (p *page) areaAt(n *html.Node) area {
	if n == nil || n.Type != html.ElementNode {
		return ""
	}
	if a, known := p.areas[n]; known {
		return a
	}
	around := p.areaAt(n.Parent)
	own := areaOf(n)
	if own != "" && own != remarks && float64(p.prose[n]) > mostOfPage*float64(p.all) {
		own = ""
	}
	a := around
	if own != "" && (around == "" || around == byline || around == caption) {
		a = own
	}
	p.areas[n] = a
	return a
}

// askLibrary marks the blocks that the library takes for the article.
func (p *page) askLibrary() {
	elements := 0
	for n := range p.doc.Descendants() {
		if n.Type == html.ElementNode {
			elements++
		}
	}
	if elements > mostReading {
		return
	}
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	address, err := url.Parse(p.url)
	if err != nil {
		address = nil
	}
	article, err := parser.ParseDocument(p.doc, address)
	if err != nil || article.Node == nil {
		return
	}
	taken := map[string]bool{}
	for _, b := range blocksOf(article.Node) {
		taken[key(b.text)] = true
	}
	for _, b := range p.blocks {
		b.read = taken[key(b.text)]
	}
}

// key is a text without what differs between two ways to read it.
func key(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

// body is the element that holds the article, and nil where there is none.
func (p *page) body() *html.Node {
	sure := p.commonest(func(b *block) bool { return b.sure && b.prose }, 0.9)
	if sure != nil && p.prose[sure] > p.all/4 {
		return p.wider(sure)
	}
	read := func(b *block) bool { return b.read && b.prose && !b.hidden && !furniture(b.area) }
	if n := p.commonest(read, 0.9); n != nil && p.weigh(read)*4 >= p.weigh(func(b *block) bool { return b.prose && !b.hidden && !furniture(b.area) }) {
		return p.wider(n)
	}
	if n := p.commonest(func(b *block) bool { return b.prose && !b.hidden && !furniture(b.area) }, 0.6); n != nil {
		return p.wider(n)
	}
	return p.commonest(func(b *block) bool { return !b.hidden && !furniture(b.area) }, 0.9)
}

// furniture says whether what stands in an area is never the article's prose.
func furniture(a area) bool { return a != "" && a != byline && a != caption && a != legal && a != topics }

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

// wider is the article that an element stands in, where it is not much more than it.
func (p *page) wider(n *html.Node) *html.Node {
	held := p.prose[n]
	best := n
	for up := n.Parent; up != nil && up.Type == html.ElementNode && up.DataAtom != atom.Body; up = up.Parent {
		if (up.DataAtom == atom.Article || up.DataAtom == atom.Main || holdsBody(up)) && p.prose[up] <= 2*held {
			best = up
		}
	}
	return best
}
