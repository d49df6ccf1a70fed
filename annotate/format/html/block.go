package html

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// block is what stands on a page between two breaks of its layout: a paragraph, a heading, an item of a list, a row of a table.
type block struct {
	text    string
	node    *html.Node // the element that it is the text of
	tag     atom.Atom  // what it is: P, H1 … H6, Li, Tr, Pre, Figcaption, Dt, Dd; 0 for text in an element without a meaning
	letters int        // letters and digits
	linked  int        // of these, in links
	close   bool       // it goes on from the one before: the next item of a list, the next row of a table
	hidden  bool
	quoted  bool

	read  bool // the library takes it for a part of the article
	sure  bool // the page itself says that it is a part of the article
	part  bool // and that it is not all of it, such as the steps of a recipe
	area  area // what kind of place it stands in
	prose bool // it reads as sentences
}

// breaking are the elements that start on a line of their own.
var breaking = atoms(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details,
	atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2,
	atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P,
	atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Html,
	atom.Listing, atom.Xmp, atom.Plaintext)

// unread are elements whose text is none of the page's.
var unread = atoms(atom.Head, atom.Title, atom.Select, atom.Video, atom.Audio, atom.Canvas, atom.Object, atom.Applet, atom.Map, atom.Datalist, atom.Button,
	atom.Rp, atom.Rt, atom.Annotation, atom.Script, atom.Style, atom.Meta, atom.Link, atom.Base, atom.Progress, atom.Meter)

// meaning are the elements whose text a block takes its kind from.
var meaning = atoms(atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Pre, atom.Figcaption, atom.Dt, atom.Dd, atom.Summary, atom.Caption)

func heading(tag atom.Atom) bool {
	return tag == atom.H1 || tag == atom.H2 || tag == atom.H3 || tag == atom.H4 || tag == atom.H5 || tag == atom.H6
}

// blocksOf are the blocks of a tree in reading order.
func blocksOf(root *html.Node) []*block {
	w := walker{owner: root}
	w.walk(root)
	w.flush()
	return w.blocks
}

// walker goes through a tree and gathers its text. A tree that the parser made is never deeper than 512.
type walker struct {
	blocks []*block
	text   strings.Builder
	space  bool // white space is due before the next word
	breaks int  // line breaks are due
	linked int

	owner                   *html.Node // the innermost element that breaks the line
	tag                     atom.Atom
	link, hide, quote, keep int // how many elements of this kind are open
}

func (w *walker) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data)
		return
	case html.DocumentNode:
		w.children(n)
		return
	case html.ElementNode:
	default:
		return
	}
	switch tag := n.DataAtom; {
	case unread[tag] && !(tag == atom.Button && heading(w.tag)):
	case tag == atom.Br:
		w.breaks++
		if w.breaks > 1 && w.keep == 0 {
			w.flush()
		}
	case tag == atom.Table && isTable(n):
		w.rows(n)
	case breaking[tag]:
		w.block(n)
	case tag == atom.A:
		w.part(n)
		w.link++
		w.children(n)
		w.link--
	case heading(w.tag) && unseen(attribute(n, "class")): // a word for those who cannot see
		w.space = true
	case w.tag == atom.Figcaption && called(attribute(n, "class")) == caption: // who made the picture
		w.block(n)
	default:
		w.part(n)
		hide := hides(n)
		w.hide += hide
		w.children(n)
		w.hide -= hide
	}
}

func (w *walker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

// block walks through an element that stands on lines of its own.
func (w *walker) block(n *html.Node) {
	w.flush()
	before := *w
	w.owner = n
	if meaning[n.DataAtom] || breaking[n.DataAtom] && !meaning[w.tag] {
		w.tag = 0
		if meaning[n.DataAtom] {
			w.tag = n.DataAtom
			if w.tag == atom.P && before.tag != 0 && before.tag != atom.P {
				w.tag = before.tag // a paragraph of an item is the item
			}
		}
	}
	hide := hides(n)
	w.hide += hide
	switch n.DataAtom {
	case atom.Blockquote:
		w.quote++
	case atom.Pre, atom.Listing, atom.Xmp, atom.Plaintext:
		w.keep++
	}
	w.children(n)
	w.flush()
	w.owner, w.tag, w.hide, w.quote, w.keep = before.owner, before.tag, before.hide, before.quote, before.keep
}

// hides is 1 for an element that is not shown.
func hides(n *html.Node) int {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden", "style": // of styles only those that hide are left
			return 1
		case "aria-hidden":
			if strings.EqualFold(a.Val, "true") {
				return 1
			}
		case "class":
			if unseen(a.Val) {
				return 1
			}
		}
	}
	return 0
}

// unseen says whether a class hides what it is given to, or shows it only to those who cannot see.
func unseen(class string) bool {
	for name := range strings.FieldsSeq(class) {
		switch name = strings.TrimLeft(strings.ToLower(name), "-_"); name {
		case "hidden", "hide", "d-none": // until the window is wide
			if responsive(class) {
				continue
			}
			return true
		case "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "screen-reader-only", "is-hidden",
			"element-invisible", "noprint", "no-display", "offscreen", "u-hidden", "a11y-hidden", "assistive-text", "print-only", "printonly", "aural":
			return true
		}
	}
	return false
}

// responsive says whether a class shows what another hides, where there is room for it.
func responsive(class string) bool {
	for name := range strings.FieldsSeq(class) {
		if strings.Contains(name, "print") {
			continue
		}
		if i := strings.LastIndexAny(name, ":-"); i > 0 && strings.ContainsAny(name[:i], ":-") || i > 0 && name[i] == ':' {
			switch name[i+1:] {
			case "block", "flex", "inline", "grid", "table", "contents":
				return true
			}
		}
	}
	return false
}

// part sets two parts of a line apart that stand beside each other without a space, as the names and dates above an article do.
func (w *walker) part(n *html.Node) {
	before := n.PrevSibling
	if before == nil || before.Type != html.ElementNode || breaking[before.DataAtom] || before.DataAtom == atom.Br {
		return
	}
	if n.DataAtom == atom.Sup || n.DataAtom == atom.Sub || before.DataAtom == atom.Sup || before.DataAtom == atom.Sub {
		return
	}
	if (n.DataAtom == atom.A || attribute(n, "class") != attribute(before, "class") || n.DataAtom == atom.Time) && longText(n) && longText(before) {
		w.space = true
	}
}

// longText says whether an element begins with more than one letter.
func longText(n *html.Node) bool {
	for n != nil && n.Type != html.TextNode {
		n = n.FirstChild
	}
	return n != nil && utf8.RuneCountInString(strings.TrimSpace(n.Data)) > 1
}

func (w *walker) write(text string) {
	for i, r := range text {
		switch {
		case w.keep > 0 && r == '\n':
			if i > 0 || w.text.Len() > 0 {
				w.breaks++
			}
		case unicode.IsSpace(r):
			w.space = true
		default:
			if w.text.Len() > 0 {
				for range min(w.breaks, 2) {
					w.text.WriteByte('\n')
				}
				if w.space && w.breaks == 0 {
					w.text.WriteByte(' ')
				}
			}
			w.space, w.breaks = false, 0
			w.text.WriteRune(r)
			if w.link > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
				w.linked++
			}
		}
	}
}

// flush ends a block.
func (w *walker) flush() {
	if w.text.Len() > 0 {
		b := &block{text: w.text.String(), node: w.owner, tag: w.tag, linked: w.linked, hidden: w.hide > 0, quoted: w.quote > 0}
		b.letters = letters(b.text)
		b.hidden = b.hidden || b.tag != atom.Pre && isData(b.text)
		b.prose = reads(b)
		if n := len(w.blocks); n > 0 {
			b.close = follows(w.blocks[n-1].node, w.owner)
		}
		w.blocks = append(w.blocks, b)
	}
	w.text.Reset()
	w.space, w.breaks, w.linked = false, 0, 0
}

// follows says whether an element is the next item of the list, or the next row of the table, of another.
func follows(before, n *html.Node) bool {
	one, other := itemOf(before), itemOf(n)
	return one != nil && other != nil && one != other && one.Parent == other.Parent
}

// itemOf is the item of a list or the row of a table that an element is, or stands first in.
func itemOf(n *html.Node) *html.Node {
	for range 4 {
		switch {
		case n == nil:
			return nil
		case n.DataAtom == atom.Li, n.DataAtom == atom.Tr, n.DataAtom == atom.Dd, n.DataAtom == atom.Dt:
			return n
		}
		n = n.Parent
	}
	return nil
}

// letters counts the letters and digits of a text.
func letters(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			n++
		}
	}
	return n
}

// isTable says whether a table is one of data, and not the frame of a page.
func isTable(table *html.Node) bool {
	if role := attribute(table, "role"); role == "presentation" || role == "none" {
		return false
	}
	rows, cells := 0, 0
	fits := true
	var look func(n *html.Node)
	look = func(n *html.Node) {
		for c := n.FirstChild; c != nil && fits; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Table, atom.H1, atom.H2, atom.Article, atom.Form, atom.Iframe, atom.Blockquote:
				fits = false
			case atom.Tr:
				rows++
			case atom.Td, atom.Th:
				if cells++; textLength(c, mostCell) >= mostCell {
					fits = false
				}
			}
			look(c)
		}
	}
	look(table)
	return fits && rows > 1 && cells > rows
}

// mostCell is the length of a cell's text, in bytes, from which on the table is the frame of a page.
const mostCell = 400

// textLength is the length of the text in an element, in bytes, as far as most.
func textLength(n *html.Node, most int) int {
	length := 0
	var look func(n *html.Node)
	look = func(n *html.Node) {
		if n.Type == html.TextNode {
			length += len(strings.TrimSpace(n.Data))
		}
		for c := n.FirstChild; c != nil && length < most; c = c.NextSibling {
			look(c)
		}
	}
	look(n)
	return length
}

// rows makes a block of each row of a table.
func (w *walker) rows(table *html.Node) {
	w.flush()
	owner, tag := w.owner, w.tag
	hide := hides(table)
	w.hide += hide
	var look func(n *html.Node)
	look = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Tr:
				w.owner, w.tag = c, atom.Tr
				w.row(c)
			case atom.Caption:
				w.block(c)
			default:
				look(c)
			}
		}
	}
	look(table)
	w.owner, w.tag = owner, tag
	w.hide -= hide
}

func (w *walker) row(row *html.Node) {
	hide := hides(row)
	w.hide += hide
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		text, linked := cell(c)
		if text == "" {
			continue
		}
		if w.text.Len() > 0 {
			w.text.WriteString(" | ")
		}
		w.text.WriteString(text)
		w.linked += linked
	}
	w.flush()
	w.hide -= hide
}

// cell is the text of a cell in one line.
func cell(n *html.Node) (string, int) {
	inner := walker{owner: n}
	inner.children(n)
	inner.flush()
	var parts []string
	linked := 0
	for _, b := range inner.blocks {
		if !b.hidden {
			parts = append(parts, strings.Join(strings.Fields(b.text), " "))
			linked += b.linked
		}
	}
	return strings.Join(parts, " "), linked
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// isData says whether a text is what a program of the page keeps there for itself.
func isData(text string) bool {
	return (strings.HasPrefix(text, `{"`) || strings.HasPrefix(text, `[{"`)) && strings.Contains(text, `":`) && strings.ContainsAny(text[len(text)-1:], "}]")
}
