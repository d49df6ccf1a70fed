package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// metadata is what a page says of its article.
type metadata struct{ title, author, outlet, published, language, url string }

// signs are what stands in the head of a page.
type signs struct {
	metas    map[string][]string // by name, property or itemprop, in small letters
	title    string              // of the window
	language string
	links    map[string]string // by rel
	times    []stamp
}

// stamp is a date that a page marks as one.
type stamp struct {
	node      *html.Node
	value     string
	published bool // it says that it is the date of publication
}

func readSigns(doc *html.Node) signs {
	s := signs{metas: map[string][]string{}, links: map[string]string{}}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			s.language = attribute(n, "lang")
			if s.language == "" {
				s.language = attribute(n, "xml:lang")
			}
		case atom.Title:
			if s.title == "" {
				s.title = line(textOf(n))
			}
		case atom.Meta:
			content := line(unescape(attribute(n, "content")))
			if content == "" {
				continue
			}
			for _, key := range []string{"name", "property", "itemprop"} {
				if name := strings.ToLower(strings.TrimSpace(attribute(n, key))); name != "" {
					s.metas[name] = append(s.metas[name], content)
				}
			}
		case atom.Link:
			rel := strings.ToLower(attribute(n, "rel"))
			if s.links[rel] == "" {
				s.links[rel] = attribute(n, "href")
			}
		}
		prop := strings.ToLower(attribute(n, "itemprop"))
		if n.DataAtom == atom.Time || prop == "datepublished" || hasClass(n, "published", "pubdate") {
			value := attribute(n, "datetime")
			if value == "" {
				value = attribute(n, "content")
			}
			if value == "" {
				value = line(textOf(n))
			}
			if value != "" && prop != "datemodified" && !hasClass(n, "updated", "modified") || prop == "datepublished" || hasClass(n, "published") {
				s.times = append(s.times, stamp{n, value, prop == "datepublished" || attributeSet(n, "pubdate") || hasClass(n, "published", "entry-date", "pubdate")})
			}
		}
	}
	return s
}

// first is the first content of the metas of these names.
func (s signs) first(names ...string) string {
	for _, name := range names {
		for _, content := range s.metas[name] {
			if content != "" {
				return content
			}
		}
	}
	return ""
}

func hasClass(n *html.Node, names ...string) bool {
	for class := range strings.FieldsSeq(attribute(n, "class")) {
		for _, name := range names {
			if strings.EqualFold(class, name) {
				return true
			}
		}
	}
	return false
}

func attributeSet(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// textOf is the text in an element.
func textOf(n *html.Node) string {
	var out strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			out.WriteString(c.Data + " ")
		}
	}
	return out.String()
}

// line is a text in one line, without the marks of where its words may be parted.
func line(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\u00ad", "")), " ")
}

// unescape resolves entities that were escaped twice.
func unescape(text string) string {
	if strings.Contains(text, "&") && strings.Contains(text, ";") {
		text = html.UnescapeString(text)
	}
	return line(text)
}

// metadata gathers what the page says, where that agrees with what it shows. What the article is must have been chosen before.
func (p *page) metadata(title string) metadata {
	m := metadata{title: title, url: p.address(), language: p.language(), outlet: p.outlet()}
	m.author = p.author(m.outlet)
	m.published = p.published()
	return m
}

// address is where the page stands on the web.
func (p *page) address() string {
	for _, url := range []string{p.signs.links["canonical"], p.signs.first("og:url"), p.told.url, p.url} {
		if strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "https://") {
			return url
		}
	}
	return ""
}

// language is what the page says of its language.
func (p *page) language() string {
	for _, said := range []string{p.signs.language, p.told.language, p.signs.first("og:locale", "language", "dc.language", "inlanguage")} {
		said, _, _ = strings.Cut(strings.ReplaceAll(said, "_", "-"), ",")
		if said = strings.TrimSpace(said); len(said) >= 2 && len(said) <= 12 {
			return said
		}
	}
	return ""
}

// outlet is the name of the site.
func (p *page) outlet() string {
	for _, name := range []string{p.signs.first("og:site_name"), p.told.outlet, p.signs.first("application-name", "publisher", "dc.publisher", "citation_journal_title", "al:android:app_name", "twitter:app:name:iphone")} {
		if name != "" && len(name) < 80 && !strings.Contains(name, "://") && !strings.HasPrefix(name, "@") {
			return name
		}
	}
	return ""
}
