package html

import (
	"net/url"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
)

// What a block of sentences is known by.
const (
	leastProse  = 80     // letters of a text that need not end as a sentence
	leastEnded  = 15     // of one that does
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

// page is a page that is being read. Its methods are many because each sign that a page gives of where its text lies and what is known of it is
// one; all of them look at the same tree, which is weighed once.
type page struct {
	doc    *html.Node
	url    string
	blocks []*block
	areas  map[*html.Node]area
	prose  map[*html.Node]int  // letters of sentences in an element
	all    int                 // in the page
	quotes map[*html.Node]bool // elements with quotations set off in them
	titled map[*html.Node]bool // elements with a heading of the first rank in them
	runs   map[*html.Node]int  // paragraphs that stand beside each other in an element
	readIn map[*html.Node]int  // letters of sentences that the library takes for the article

	headline            string
	headAt, first, last int // the blocks of the headline, of the first prose and the last

	linkLists map[*html.Node]bool            // lists of links
	lists     map[*block]annotate.RegionKind // what those that stand among the article's paragraphs are
	byClass   map[string]int                 // letters of different sentences in the elements of a class

	owns     map[*html.Node]bool // elements that hold prose themselves
	fashions map[setting]bool    // how they are set
	captions bool                // the article is in the captions of a gallery
	remarked int                 // letters of sentences among the comments

	headedRemarks map[*html.Node]bool // elements that begin with a heading which says that comments follow
	forum         bool                // hardly anything but comments is on the page, or what is said of a match

	signs signs
	told  told
	state []string // the data for programs of the page
	tops  int      // headings of the first rank

	headed map[string]*html.Node // the elements of the headings, by text
	lower  map[string]bool       // headings that stand within the article

	articles int // elements that say that they are one
}

// findBlocks reads the blocks of a page and what speaks for and against each.
func (p *page) findBlocks() {
	p.blocks = blocksOf(p.doc)
	p.endLink()
	p.unhide()
	p.findLinkLists()
	p.prose, p.areas, p.quotes = map[*html.Node]int{}, map[*html.Node]area{}, map[*html.Node]bool{}
	for n := range p.doc.Descendants() {
		if n.DataAtom == atom.Article {
			p.articles++
		}
		if n.DataAtom == atom.Blockquote {
			for up := n.Parent; up != nil && !p.quotes[up]; up = up.Parent {
				p.quotes[up] = true
			}
		}
	}
	inRemarks := map[*html.Node]bool{}
	p.readIn, p.titled, p.runs = map[*html.Node]int{}, map[*html.Node]bool{}, map[*html.Node]int{}
	p.askLibrary()
	p.findTeaserLists()
	p.findRemarks()
	for _, b := range p.blocks {
		if b.tag == atom.H1 && !b.hidden {
			for n := b.node; n != nil; n = n.Parent {
				p.titled[n] = true
			}
		}
		switch {
		case !b.prose || b.hidden:
			continue
		case p.underRemarks(b.node, inRemarks):
			p.remarked += b.letters
			continue
		}
		p.all += b.letters
		p.runs[b.node]++
		p.runs[b.node.Parent]++
		if items := listOf(b.node); items != nil {
			p.runs[items]++
		}
		for n := b.node; n != nil; n = n.Parent {
			p.prose[n] += b.letters
			if b.read {
				p.readIn[n] += b.letters
			}
		}
	}
	p.forum = p.all < leastArticle && p.remarked > 0 && !p.saidApart(inRemarks)
	for _, b := range p.blocks {
		if b.area = p.areaAt(b.node); b.area == "" || b.area == caption {
			b.area = noteOf(b, b.area)
		}
	}
	p.freeMisnamed()
}

// inRun says whether a paragraph stands beside others: in one element that line breaks part, or each in one of its own.
func (p *page) inRun(b *block) bool {
	return p.runs[b.node] > 1 || p.runs[b.node.Parent] > 1 || p.runs[listOf(b.node)] > 1
}

// areaAt is the area that an element stands in: its own, or that of the nearest around it.
func (p *page) areaAt(n *html.Node) area {
	if n == nil || n.Type != html.ElementNode {
		return ""
	}
	if a, known := p.areas[n]; known {
		return a
	}
	around := p.areaAt(n.Parent)
	own := p.areaOf(n)
	if own == "" && isTeaser(n) {
		own = related
	}
	if own != "" && p.misnamed(n, own) {
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
func key(text string) string { return strings.ToLower(line(text)) }
