package tags

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

var anyTag = regexp.MustCompile(`(?i)</(?:p|div|a|b|i|em|strong|span|ul|li|h[1-6]|blockquote|table)>|<br ?/?>|<p(?: [^>]*)?>`)

// IsHTML says whether a text has tags of HTML in it.
func IsHTML(text string) bool { return anyTag.MatchString(text) }

// HTML makes blocks of HTML that stands within something else, such as a mail or a cell of a table. It takes all that is shown; a web
// page has a format of its own, which tells the article from the rest.
func HTML(text string) []ingest.Block {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil { // it reads from memory, and takes whatever there is, but for elements that lie too deep in each other
		return []ingest.Block{{Text: text}}
	}
	return Blocks(root)
}

// Blocks makes blocks of what a tree of HTML shows.
func Blocks(root *html.Node) []ingest.Block {
	var g gatherer
	g.walk(root, 0)
	g.end()
	return g.blocks
}

type gatherer struct {
	blocks []ingest.Block
	words  strings.Builder
	kind   annotate.RegionKind
	close  bool // the block that is being gathered stands in the line below the one before
	pre    bool
	rows   int // of the table that is being read
}

// unseen are elements that show nothing.
var unseen = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Head: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true, atom.Object: true, atom.Svg: true,
	atom.Select: true, atom.Textarea: true, atom.Button: true, atom.Audio: true, atom.Video: true, atom.Canvas: true, atom.Rt: true, atom.Rp: true}

// parts are elements that stand by themselves.
var parts = map[atom.Atom]bool{atom.P: true, atom.Div: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Ul: true, atom.Ol: true,
	atom.Blockquote: true, atom.Table: true, atom.Section: true, atom.Article: true, atom.Header: true, atom.Footer: true, atom.Figure: true, atom.Figcaption: true, atom.Pre: true,
	atom.Dl: true, atom.Aside: true, atom.Nav: true, atom.Main: true, atom.Address: true, atom.Hr: true, atom.Form: true, atom.Fieldset: true, atom.Center: true, atom.Body: true, atom.Tbody: true, atom.Thead: true}

var hiddenStyle = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)

// mostDeep bounds how far into the tree is looked.
const mostDeep = 1000

func (g *gatherer) walk(n *html.Node, depth int) {
	if depth > mostDeep {
		return
	}
	switch n.Type {
	case html.TextNode:
		g.text(n.Data)
		return
	case html.ElementNode:
		if unseen[n.DataAtom] || isHidden(n) {
			return
		}
	case html.CommentNode, html.DoctypeNode:
		return
	}
	children := func() {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			g.walk(c, depth+1)
		}
	}
	switch {
	case n.DataAtom == atom.Br:
		g.words.WriteByte('\n')
	case n.DataAtom == atom.Tr:
		g.end()
		g.row(n, depth, children)
	case n.DataAtom == atom.Li || n.DataAtom == atom.Dt || n.DataAtom == atom.Dd:
		g.end()
		g.close = n.PrevSibling != nil && len(g.blocks) > 0 && before(n)
		children()
		g.end()
	case parts[n.DataAtom]:
		g.end()
		kind, pre, rows := g.kind, g.pre, g.rows
		if n.DataAtom == atom.Table {
			g.rows = 0
		}
		if n.DataAtom == atom.Figcaption {
			g.kind = annotate.RegionCaption
		}
		g.pre = pre || n.DataAtom == atom.Pre
		children()
		g.end()
		if g.kind, g.pre = kind, pre; n.DataAtom == atom.Table {
			g.rows = rows
		}
	default:
		children()
	}
}

// before says whether an item of the list stands before one.
func before(n *html.Node) bool {
	for p := n.PrevSibling; p != nil; p = p.PrevSibling {
		if p.Type == html.ElementNode {
			return true
		}
	}
	return false
}

// row writes a row of a table as a line, unless it is there for the layout: then its cells are as other parts.
func (g *gatherer) row(n *html.Node, depth int, children func()) {
	var cells []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		inner := gatherer{}
		for d := c.FirstChild; d != nil; d = d.NextSibling {
			inner.walk(d, depth+2)
		}
		inner.end()
		if len(inner.blocks) > 1 {
			cells = nil
			break
		}
		cell := ""
		if len(inner.blocks) == 1 {
			cell = strings.Join(strings.Fields(inner.blocks[0].Text), " ")
		}
		cells = append(cells, cell)
	}
	if len(cells) < 2 {
		children()
		g.end()
		return
	}
	if line := strings.Trim(strings.Join(cells, " | "), " |"); line != "" {
		g.words.WriteString(strings.TrimRight(strings.Join(cells, " | "), " |"))
		g.close = g.rows > 0
		g.rows++
		g.end()
	}
}

func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "style" && hiddenStyle.MatchString(a.Val) {
			return true
		}
	}
	return false
}

// text takes words; white space in HTML is one space.
func (g *gatherer) text(text string) {
	if g.pre {
		g.words.WriteString(text)
		return
	}
	for _, r := range text {
		if r == '\n' || r == '\t' || r == '\r' {
			r = ' '
		}
		g.words.WriteRune(r)
	}
}

// end ends a block.
func (g *gatherer) end() {
	text := g.words.String()
	g.words.Reset()
	if strings.TrimSpace(text) != "" {
		g.blocks = append(g.blocks, ingest.Block{Text: text, Kind: g.kind, Close: g.close})
	}
	g.close = false
}
