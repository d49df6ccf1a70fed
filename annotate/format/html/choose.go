package html

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// choice is what becomes of a block.
type choice struct {
	take bool
	kind annotate.RegionKind
}

// choose decides what becomes of each block: the article's prose, a region, or nothing. title is the headline as the page says it.
func (p *page) choose(title string) []choice {
	choices := make([]choice, len(p.blocks))
	p.headline, p.last = title, -1
	body := p.body()
	if body == nil {
		return choices
	}
	inside := map[*html.Node]bool{}
	captions, prose := 0, 0
	for _, b := range p.blocks {
		if b.prose && !b.hidden && within(b.node, body, inside) {
			if b.area == caption {
				captions += b.letters
			} else if b.area == "" {
				prose += b.letters
			}
		}
	}
	p.captions = captions > prose
	first, last := len(p.blocks), -1
	for i, b := range p.blocks {
		if p.opens(b, body, inside) {
			first, last = min(first, i), i
		}
	}
	if last < 0 {
		p.takeWords(choices, body, inside)
		return choices
	}
	p.owns, p.fashions = map[*html.Node]bool{}, map[setting]bool{}
	first = p.belowOwnHead(first, last, title, body)
	for i := first; i <= last; i++ {
		if b := p.blocks[i]; b.prose && !b.hidden && within(b.node, body, inside) {
			p.owns[b.node] = true
			p.fashions[setting{b.node.Parent, b.node.DataAtom, attribute(b.node, "class")}] = true
		}
	}
	head := p.head(first, title, body, inside)
	p.headAt, p.first, p.last = head, first, last
	last = p.ownLists(first, p.tail(last, body, inside), body, inside)
	for i := head; i <= last && i < len(p.blocks); i++ {
		b := p.blocks[i]
		if i < first {
			choices[i] = p.above(b, title)
		} else {
			choices[i] = p.within(b, within(b.node, body, inside))
		}
	}
	p.partOthers(choices)
	p.close(choices)
	p.partSources(choices)
	p.partAuthor(choices)
	p.dropHeadings(choices)
	p.dropRepeats(choices)
	markTitle(choices)
	return choices
}

// within says whether an element stands in another.
func within(n, outer *html.Node, known map[*html.Node]bool) bool {
	if n == outer {
		return true
	}
	if n == nil {
		return false
	}
	is, there := known[n]
	if !there {
		is = within(n.Parent, outer, known)
		known[n] = is
	}
	return is
}

// opens says whether a block is certainly prose of the article, so that the article goes at least from the first to the last of them.
func (p *page) opens(b *block, body *html.Node, inside map[*html.Node]bool) bool {
	switch {
	case b.sure:
		return true
	case p.captions && b.area == caption && !b.hidden && b.prose && within(b.node, body, inside):
		return true
	case b.hidden || furniture(b.area) || b.area != "" && !b.read:
		return false
	case within(b.node, body, inside):
		return b.prose
	}
	return b.read && b.prose && b.area == ""
}

// tail goes on from the last prose to the lists and tables that the library counts to the article.
func (p *page) tail(last int, body *html.Node, inside map[*html.Node]bool) int {
	for i := last + 1; i < len(p.blocks); i++ {
		b := p.blocks[i]
		if !within(b.node, body, inside) {
			break
		}
		if b.read && !b.hidden && b.area == "" && !heading(b.tag) && b.linked*2 <= b.letters {
			last = i
		}
	}
	return last
}

// belowOwnHead is the first prose of the article where other prose stands above its headline, in another part of the page, as a note
// on cookies does that covers the page.
func (p *page) belowOwnHead(first, last int, title string, body *html.Node) int {
	headline := func(b *block) bool { return heading(b.tag) && !b.hidden && b.linked == 0 && alike(b.text, title) }
	if slices.ContainsFunc(p.blocks[:first], headline) {
		return first
	}
	for i := first + 1; i < last; i++ {
		b := p.blocks[i]
		if !headline(b) {
			continue
		}
		own := b.node
		for own != nil && own != body && p.prose[own]*2 <= p.prose[body] {
			own = own.Parent
		}
		inside := map[*html.Node]bool{}
		for k := first; k < i; k++ {
			if above := p.blocks[k]; above.sure || above.prose && !above.hidden && within(above.node, own, inside) {
				return first
			}
		}
		for k := i + 1; k <= last; k++ {
			if p.blocks[k].prose && !p.blocks[k].hidden {
				return k
			}
		}
		break
	}
	return first
}

// How much may stand, in letters, in
const (
	longestCaption = 600 // a caption
	longestByline  = 150 // what stands with the names and dates of an article, or is called otherwise than prose is
)

// headBlocks is how many blocks above the article's first sentence are searched for its headline.
const headBlocks = 40

// head is where the headline stands above the first prose, which itself is returned where there is none.
func (p *page) head(first int, title string, body *html.Node, inside map[*html.Node]bool) int {
	best := first
	for i := first - 1; i >= 0 && i >= first-headBlocks; i-- {
		b := p.blocks[i]
		if b.hidden {
			continue
		}
		if title != "" && alike(b.text, title) && (heading(b.tag) || b.linked == 0) || b.tag == atom.H1 && b.linked == 0 && title == "" {
			best = i
			if b.tag == atom.H1 {
				break
			}
		}
	}
	if best == first {
		for best > 0 && within(p.blocks[best-1].node, body, inside) && first-best < headBlocks {
			best--
		}
	}
	return best
}

// above decides about a block between the headline and the first prose.
func (p *page) above(b *block, title string) choice {
	switch {
	case b.hidden:
		return choice{}
	case alike(b.text, title):
		return choice{true, annotate.RegionTitle}
	case b.area == byline, b.area == caption:
		return choice{true, regions[b.area]}
	case b.area != "":
		return choice{}
	case p.isListed(b):
		return choice{take: true}
	case b.linked*2 > b.letters && b.tag != atom.Tr:
		return choice{}
	case heading(b.tag) && b.tag != atom.H1, b.tag == atom.P, b.tag == atom.Li, b.tag == atom.Tr:
		return choice{take: true}
	case b.tag == atom.H1:
		return choice{true, annotate.RegionTitle}
	}
	return choice{}
}

// says whether a block is called what it is by its words, and not by its place.
func (p *page) says(b *block) bool { return b.area != "" && p.areaAt(b.node) != b.area }

// within decides about a block between the first prose and the last.
func (p *page) within(b *block, inBody bool) choice {
	switch {
	case b.sure:
		return choice{take: true}
	case b.hidden, !inBody && !(b.read && b.prose && b.area == ""):
		return choice{}
	case b.area == caption && (p.captions || b.letters > longestCaption):
		return choice{take: true}
	case b.area == caption, b.area == byline && (!b.prose || b.letters < longestByline):
		return choice{true, regions[b.area]}
	case b.area != "" && b.area != byline && (b.area == remarks || b.area == letter || b.area == cookies || p.says(b) || !b.read || !b.prose || b.letters < longestByline || b.linked*4 > b.letters):
		kind, there := regions[b.area]
		if !there && b.prose && b.linked == 0 && b.letters*density(b.text) >= leastProse && !p.says(b) {
			return choice{true, annotate.RegionBoilerplate} // what is called a menu or an advertisement may be a box of the article's
		}
		return choice{there, kind}
	case p.isListed(b):
		return choice{true, p.lists[b]}
	case leadsAway(b), p.linkLists[listOf(b.node)], introduces(b):
		return choice{true, annotate.RegionRelated}
	case b.tag == atom.Tr, b.prose, b.quoted:
		return choice{take: true}
	case b.linked*2 > b.letters && !heading(b.tag) && !b.read:
		return choice{b.tag == atom.P || b.tag == atom.Li, annotate.RegionRelated}
	case b.read, p.owns[b.node], b.tag != 0, p.fashions[setting{b.node.Parent, b.node.DataAtom, attribute(b.node, "class")}]:
		return choice{take: true}
	}
	return choice{}
}

// dropHeadings leaves out headings below which nothing was taken.
func (p *page) dropHeadings(choices []choice) {
	below := false // prose stands below, above the next heading
	var next annotate.RegionKind
	for i, b := range slices.Backward(p.blocks) {
		c := &choices[i]
		if !c.take || c.kind == annotate.RegionTitle {
			continue
		}
		switch {
		case c.kind != "":
			if !below {
				next = c.kind
			}
		case !heading(b.tag):
			below = true
		case !below:
			*c = choice{take: next == annotate.RegionRelated || next == annotate.RegionComments, kind: next}
		}
	}
}

// leastRepeat is the length of a text that is left out where it stands again.
const leastRepeat = 40

// dropRepeats leaves out what stands in another place of the page again, as for narrow windows. What stands there more often is said
// again, such as the questions of an interview.
func (p *page) dropRepeats(choices []choice) {
	times := map[string][]int{}
	for i, b := range p.blocks {
		if choices[i].take && b.letters*density(b.text) >= leastRepeat && b.tag != atom.Tr {
			k := key(b.text)
			times[k] = append(times[k], i)
		}
	}
	for _, places := range times {
		if len(places) == 2 && p.blocks[places[0]].node.Parent != p.blocks[places[1]].node.Parent {
			choices[places[1]] = choice{}
		}
	}
}

// markTitle leaves one headline.
func markTitle(choices []choice) {
	there := false
	for i := range choices {
		if choices[i].take && choices[i].kind == annotate.RegionTitle {
			if there {
				choices[i] = choice{}
			}
			there = true
		}
	}
}

// taken are the blocks that were chosen, as import takes them.
func (p *page) taken(choices []choice) []ingest.Block {
	var blocks []ingest.Block
	before := -1
	for i, b := range p.blocks {
		if c := choices[i]; c.take {
			blocks = append(blocks, ingest.Block{Text: b.text, Kind: c.kind, Close: b.close && before == i-1 && before >= 0 && choices[before].kind == c.kind})
			before = i
		}
	}
	return blocks
}

// leftOut says what was left out.
func (p *page) leftOut(choices []choice) (ingest.Finding, bool) {
	counts := map[area]int{}
	for i, b := range p.blocks {
		if !choices[i].take && b.area != "" {
			counts[b.area]++
		}
	}
	var parts []string
	for _, a := range areaNames {
		if n := counts[a.area]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s (%d)", a.area, n))
		}
	}
	return ingest.Finding{What: "left out", Detail: strings.Join(parts, ", ")}, len(parts) > 0
}

// alike says whether two headlines are one, whatever a page's name stands behind it.
func alike(text, title string) bool {
	a, b := strings.TrimRight(key(text), " ¶#"), key(title)
	return a != "" && (a == b || len(b) > 15 && strings.HasSuffix(a, " "+b) && len(a) < 2*len(b) || len(a) > 15 && strings.HasPrefix(b, a) && len(b) < 2*len(a)+40 || len(b) > 15 && a == b)
}
