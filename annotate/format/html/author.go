package html

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// author are the names of those who wrote the article, as far as the page shows them.
func (p *page) author(outlet string) string {
	shown := p.shownText()
	sources := [][]string{p.told.authors}
	for _, name := range []string{"author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "citation_author", "authors", "og:article:author", "creator", "twitter:data1", "cxenseparse:author", "dc.contributor"} {
		if name == "twitter:data1" && !strings.Contains(strings.ToLower(p.signs.first("twitter:label1")), "by") {
			continue
		}
		sources = append(sources, p.signs.metas[name])
	}
	sources = append(sources, p.shownAuthors())
	for _, source := range sources {
		var names []string
		for _, text := range source {
			for _, n := range p.people(text, outlet) {
				if strings.Contains(shown, key(n)) && !slices.ContainsFunc(names, func(other string) bool { return key(other) == key(n) }) {
					names = append(names, n)
				}
			}
		}
		if len(names) > 0 && len(names) <= mostAuthors {
			return strings.Join(names, ", ")
		}
	}
	return ""
}

// mostAuthors is how many people write an article; more are a list of something else.
const mostAuthors = 12

// shownText are the words that the page shows.
func (p *page) shownText() string {
	var out strings.Builder
	for _, b := range p.blocks {
		out.WriteString(key(b.text) + "\n")
	}
	return out.String()
}

// shownAuthors are the lines and links of a page that are marked as the names of authors, those above the article first.
func (p *page) shownAuthors() []string {
	var found, links []string
	for _, b := range p.blocks {
		text := line(b.text)
		if b.hidden || len(text) > 200 {
			continue
		}
		if a := ingest.ReadByline(text); a != "" && (b.area == byline || b.area == "" && b.tag != atom.Li && !b.prose) {
			found = append(found, a)
		}
		for n := b.node; n != nil && len(links) < 10; n = n.Parent {
			if rel := attribute(n, "rel"); strings.Contains(strings.ToLower(rel), "author") || strings.EqualFold(attribute(n, "itemprop"), "author") || hasClass(n, "author", "byline", "author-name", "byline-name", "byline__name", "vcard", "entry-author", "post-author") {
				if b.area == byline || b.area == bio {
					links = append(links, text)
				}
				break
			}
			if n.DataAtom == atom.Article || n.DataAtom == atom.Main || n.DataAtom == atom.Body {
				break
			}
		}
	}
	if len(found) > 0 {
		return found[:1]
	}
	if linked := p.authorLinks(); len(linked) > 0 {
		return linked
	}
	for _, l := range links {
		if people := p.people(l, ""); len(people) > 0 {
			return people
		}
	}
	return nil
}

// authorLinks are the words of links that are marked as leading to an author.
func (p *page) authorLinks() []string {
	var all []string
	for n := range p.doc.Descendants() {
		if n.DataAtom == atom.A && (strings.EqualFold(attribute(n, "rel"), "author") || hasClass(n, "author", "author-link", "author-name", "fn", "byline-link")) {
			if text := line(textOf(n)); text != "" && !slices.Contains(all, text) && p.areaAt(n) != remarks && p.areaAt(n) != related {
				all = append(all, text)
				if len(all) == 1 && n.Parent != nil {
					continue
				}
				if len(all) > 3 {
					return all[:1]
				}
			}
		}
	}
	return all
}

// byWords stand before the name of an author.
var byWords = []string{"written by", "posted by", "published by", "reported by", "story by", "text by", "words by", "by:", "by", "von:", "von", "par", "por:", "por", "di", "door", "af", "av", "autor:", "autorin:", "author:", "authors:", "auteur:", "autore:", "autor", "author",
	"text:", "texte:", "foto:", "автор:", "作者：", "作者:", "文：", "文/", "記者", "记者", "بقلم", "بقلم:", "كتب", "tekst:", "yazar:", "ein artikel von", "ein beitrag von", "eine analyse von", "ein kommentar von", "ein gastbeitrag von", "interview:", "from", "|", "-", "–", "—", "•", "·"}

// people are the names in a text that is meant to name authors.
func (p *page) people(text, outlet string) []string {
	text = line(text)
	if text == "" || len(text) > 300 || strings.Contains(text, "://") || strings.Contains(text, "www.") {
		return nil
	}
	for again := true; again; {
		again = false
		for _, w := range byWords {
			if len(text) > len(w) && strings.EqualFold(text[:len(w)], w) && (!unicode.IsLetter(rune(w[len(w)-1])) || text[len(w)] == ' ' || text[len(w)] == ':') {
				text = strings.TrimLeft(text[len(w):], " :")
				again = true
			}
		}
	}
	for _, end := range []string{" | ", " • ", " · ", " on ", " am ", " - ", " – ", " — ", " (", " @", "\n"} {
		if i := strings.Index(text, end); i > 0 {
			text = text[:i]
		}
	}
	var names []string
	for _, joined := range []string{" and ", " und ", " et ", " y ", " e ", " & ", "; ", "، ", " и ", "、", " en ", " og ", " och ", " i ", " with ", " ve "} {
		text = strings.ReplaceAll(text, joined, ", ")
	}
	parts := strings.Split(text, ",")
	for i, n := range parts {
		n = strings.Trim(line(n), " .:|/–—-*\"")
		if !p.person(n, outlet) {
			if i > 0 && len(names) > 0 {
				continue // what somebody is, behind the name
			}
			if i == 0 && len(parts) == 1 {
				return nil
			}
			continue
		}
		if i > 0 && role(n) {
			continue
		}
		names = append(names, n)
	}
	return names
}

// notPeople are names that stand where an author's would.
var notPeople = map[string]bool{"admin": true, "administrator": true, "editor": true, "staff": true, "redaktion": true, "redaction": true, "redacción": true, "redakcja": true, "guest": true, "author": true,
	"unknown": true, "anonymous": true, "webmaster": true, "user": true, "root": true, "none": true, "null": true, "autor": true, "view all posts": true, "more": true, "follow": true, "twitter": true, "facebook": true, "email": true, "share": true, "home": true, "about": true, "posts": true}

// person says whether a text may be the name of somebody.
func (p *page) person(name, outlet string) bool {
	if name == "" || len(name) > 80 || strings.ContainsAny(name, "@/<>{}[]=?!#%") || strings.ContainsFunc(name, unicode.IsDigit) && len(strings.Fields(name)) != 1 {
		return false
	}
	if n := len(strings.Fields(name)); n > 6 || letters(name) < 2 {
		return false
	}
	return !notPeople[strings.ToLower(name)] && !p.siteName(name, outlet)
}

// roles are words by which it is known that a text says what somebody is.
var roles = []string{"editor", "correspondent", "reporter", "writer", "staff", "columnist", "journalist", "producer", "director", "professor", "contributor", "chief", "analyst", "redakteur", "news", "senior", "redaktion", "korrespondent", "bureau", "manager", "ceo", "founder", "associate", "university", "jr.", "ph.d.", "phd", "md", "m.d.", "dpa", "afp", "reuters", "ap", "press", "times", "photographer", "critic", "specialist", "blogger"}

func role(text string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(text)) {
		if slices.Contains(roles, strings.Trim(w, ".,")) || slices.Contains(roles, w) {
			return true
		}
	}
	return false
}
