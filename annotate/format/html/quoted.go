package html

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Of what the page's data quotes as the article.
const (
	leastQuoted = 200 // letters for it to be believed
	leastMatch  = 20  // letters of a block that is looked for in it

	mostUpdates = 1 << 20 // bytes of what an article that is written as things happen said so far
)

// askData marks the blocks that the page's own data quotes as the article. Where it quotes an article of which most is not on the
// page, which programs would have written, that is taken instead.
func (p *page) askData() {
	p.askParts()
	quoted := p.told.body
	if quoted == "" && p.all < leastArticle {
		quoted = p.told.updates
	}
	if strings.Contains(quoted, "</") {
		quoted = textOfSource(quoted)
	}
	body := squeeze(quoted)
	if len(body) < leastQuoted {
		if whole := p.carried(); whole != "" {
			p.quote(whole)
		}
		return
	}
	found := 0
	for _, hidden := range []bool{false, true} { // what is hidden may say it again
		for _, b := range p.blocks {
			if text := squeeze(b.text); b.hidden == hidden && len(text) >= leastMatch && strings.Contains(body, text) {
				b.sure = true
				found += len(text)
			}
		}
		if found*2 >= len(body) {
			return
		}
	}
	for _, b := range p.blocks {
		b.sure = false
	}
	p.askParts()
	if p.all*2 < letters(quoted) {
		p.quote(quoted)
	}
}

// askParts marks the blocks that the page's own data gives as parts of the article.
func (p *page) askParts() {
	parts := map[string]bool{}
	for _, part := range p.told.parts {
		if part = squeeze(unescape(part)); part != "" {
			parts[part] = true
		}
	}
	updates := p.told.updates[:min(len(p.told.updates), mostUpdates)]
	if strings.Contains(updates, "</") {
		updates = textOfSource(updates)
	}
	updates = squeeze(updates)
	for _, b := range p.blocks {
		if len(parts) == 0 && updates == "" || b.hidden {
			continue
		}
		if text := squeeze(b.text); parts[text] || len(text) >= leastMatch && strings.Contains(updates, text) {
			b.sure, b.area, b.part = true, "", true
		}
	}
}

// quote adds what the data says as blocks of their own.
func (p *page) quote(text string) {
	place := &html.Node{Type: html.ElementNode, DataAtom: atom.Article, Data: "article"}
	for _, b := range p.blocks {
		b.read = false
	}
	for part := range strings.SplitSeq(text, "\n") {
		if part = line(part); part != "" {
			b := &block{text: part, node: place, tag: atom.P, letters: letters(part), sure: true, prose: true}
			p.blocks = append(p.blocks, b)
			p.prose[place] += b.letters
			p.all += b.letters
		}
	}
	p.doc.AppendChild(place)
}

// textOfSource is the text of a piece of a page, a line for each of its blocks.
func textOfSource(source string) string {
	doc, _, err := parse(source, false)
	if err != nil {
		return source
	}
	var lines []string
	for _, b := range blocksOf(doc) {
		lines = append(lines, b.text)
	}
	return strings.Join(lines, "\n")
}

// squeeze is a text without anything but its letters and digits, which two ways to write it have in common.
func squeeze(text string) string {
	var out strings.Builder
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out.WriteRune(unicode.ToLower(r))
		}
	}
	return out.String()
}
