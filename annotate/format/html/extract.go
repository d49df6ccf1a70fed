package html

import (
	"net/url"
	"slices"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
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

	linkLists map[*html.Node]bool // lists of links

	owns     map[*html.Node]bool // elements that hold prose themselves
	captions bool                // the article is in the captions of a gallery
	remarked int                 // letters of sentences among the comments

	signs signs
	told  told
	tops  int // headings of the first rank

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
	for _, b := range p.blocks {
		if b.tag == atom.H1 && !b.hidden {
			for n := b.node; n != nil; n = n.Parent {
				p.titled[n] = true
			}
		}
		switch {
		case !b.prose || b.hidden:
			continue
		case underRemarks(b.node, inRemarks):
			p.remarked += b.letters
			continue
		}
		p.all += b.letters
		p.runs[b.node]++
		p.runs[b.node.Parent]++
		for n := b.node; n != nil; n = n.Parent {
			p.prose[n] += b.letters
			if b.read {
				p.readIn[n] += b.letters
			}
		}
	}
	for _, b := range p.blocks {
		if b.area = p.areaAt(b.node); b.area == "" || b.area == caption {
			b.area = noteOf(b, b.area)
		}
	}
}

// inRun says whether a paragraph stands beside others: in one element that line breaks part, or each in one of its own.
func (p *page) inRun(b *block) bool {
	return p.runs[b.node] > 1 || p.runs[b.node.Parent] > 1
}

// underRemarks says whether an element stands among the comments.
func underRemarks(n *html.Node, known map[*html.Node]bool) bool {
	if n == nil {
		return false
	}
	is, there := known[n]
	if !there {
		is = underRemarks(n.Parent, known) || areaOf(n) == remarks
		known[n] = is
	}
	return is
}

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
	if hidden <= shown || shown >= leastArticle && hidden < 3*shown {
		return
	}
	for _, b := range p.blocks {
		if b.hidden && (shown < leastArticle || inArticle(b.node)) {
			b.hidden = false
		}
	}
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
var locked = setOf(`paywall,paywalled,paywallcontent,premiumcontent,paidcontent,lockedcontent,meteredcontent,subscribercontent,subscriberonly`)

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

// misnamed says whether an element is more than what it is called: makers of pages give their names freely.
func (p *page) misnamed(n *html.Node, called area) bool {
	held, read := p.prose[n], p.readIn[n]
	switch {
	case p.titled[n] && called == cookies:
		return float64(held) > mostOfPage*float64(p.all)
	case p.titled[n] && called != byline && called != caption:
		return true
	case called == remarks:
		return p.all < leastArticle && p.remarked > 0 // a forum, what is said of a match
	case called == cookies, footer(n):
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
	return held >= leastArticle && float64(read) > 0.6*float64(held)
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
	return p.wider(p.joined(best))
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
