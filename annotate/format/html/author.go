package html

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
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

// shownAuthors are the names in the lines that say who wrote the article.
func (p *page) shownAuthors() []string {
	lines := p.lines()
	for _, l := range lines {
		if a := ingest.ReadByline(l.text); a != "" && !p.isTitle(l.text) {
			return []string{a}
		}
	}
	for _, l := range lines {
		if m := korean.FindStringSubmatch(l.text); m != nil {
			return []string{m[1]}
		}
	}
	for _, l := range lines {
		m := byName.FindStringSubmatch(l.text)
		if m == nil || p.isTitle(l.text) {
			continue
		}
		who := strings.TrimRight(cutDate(m[2]), " ,")
		dated := len(ingest.FindDates(l.text)) > 0 || l.area == byline
		if (dated || m[1] != "") && (fullName.MatchString(who) && ingest.ReadByline("By "+who) != "" || m[1] != "" && dated && oneName.MatchString(who)) {
			return []string{who}
		}
	}
	if linked := p.authorLinks(); len(linked) > 0 {
		return linked
	}
	for _, l := range lines { // a name beside a date
		dates := ingest.FindDates(l.text)
		if len(dates) > 1 || l.area != byline && (len(dates) == 0 || !l.linked && !onlyName.MatchString(withoutDate(l.text, dates))) {
			continue
		}
		rest := withoutDate(l.text, dates)
		for part := range strings.FieldsFuncSeq(rest, func(r rune) bool { return strings.ContainsRune("|/·•»—–,⋅", r) }) {
			if part = strings.TrimSpace(part); fullName.MatchString(part) && ingest.ReadByline("By "+part) != "" && !p.isTitle(part) {
				return []string{part}
			}
		}
	}
	if p.last >= 0 { // a name alone below the article
		for _, b := range p.blocks[p.last+1 : min(p.last+3, len(p.blocks))] {
			if text := line(b.text); !b.hidden && b.tag == atom.P && b.area == "" && fullName.MatchString(text) && ingest.ReadByline("By "+text) != "" {
				return []string{text}
			}
		}
	}
	return nil
}

// withoutDate is a line with a stroke for the date in it.
func withoutDate(text string, dates []ingest.ShownDate) string {
	if len(dates) == 0 {
		return text
	}
	return clock.ReplaceAllString(text[:dates[0].From]+" | "+text[dates[0].To:], " ")
}

// isTitle says whether a line is the headline, or a part of it.
func (p *page) isTitle(text string) bool {
	return strings.Contains(key(p.headline), key(text)) || p.headline != "" && strings.Contains(key(text), key(p.headline))
}

// cutDate is a text without the date behind it.
func cutDate(text string) string {
	if dates := ingest.FindDates(text); len(dates) > 0 {
		return text[:dates[0].From]
	}
	return text
}

// byName finds a name behind the word that says who wrote something, in the middle of a line.
var byName = regexp.MustCompile(`(?:^|[\s　|·•/–—,(])(?i:(written by|posted by|geschrieben von|publiziert von|erstellt von|verfasst von|about the author -|gespeichert von|beitrag von|text von|texte de|autor(?:in)?:|author:|автор:|作者[:：])[\s:：]*|(?:by|von|par|por|di|door)[\s:：]+)([\p{L}\p{M}\d][\p{L}\p{M}\d.'’ -]{1,50}?)(?:$|[|·•/–—,»(]| am | on | le | el | um | in | für | for |,|\d{1,2}[./ ]|  )`)

// fullName is a name of two words or more, oneName one of one word.
var (
	fullName = regexp.MustCompile(`^\p{Lu}[\p{L}\p{M}.'’-]*(?: (?:van|von|de|der|den|da|di|del|la|le|bin|al|el|zu|dos|du|\p{Lu}[\p{L}\p{M}.'’-]*)){1,3}$`)
	onlyName = regexp.MustCompile(`^[\s|,·•/–—-]*\p{Lu}[\p{L}\p{M}.'’-]*(?: \p{Lu}[\p{L}\p{M}.'’-]*){1,2}[\s|,·•/–—\d:.hH-]*(?:Uhr|am|pm|AM|PM)?$`)
	korean   = regexp.MustCompile(`(?:^|[\s=\]])(\p{Hangul}{2,4}) (?:기자|특파원|논설위원)(?:$|[\s(])`)
	clock    = regexp.MustCompile(`\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?: ?(?:Uhr|h|am|pm|AM|PM))?`)
	oneName  = regexp.MustCompile(`^[\p{L}\p{M}\d._-]{3,20}$`)
	aSite    = regexp.MustCompile(`(?i)^\S+\.[a-z]{2,5}$`)
)

// authorLinks are the words of links that are marked as leading to an author.
func (p *page) authorLinks() []string {
	var all []string
	for n := range p.doc.Descendants() {
		if n.DataAtom != atom.A || !strings.Contains(strings.ToLower(attribute(n, "rel")), "author") && !hasClass(n, "author", "author-link", "author-name", "fn", "byline-link") {
			continue
		}
		if a := p.areaAt(n); a == remarks || a == related {
			continue
		}
		text := line(textOf(n))
		if key := key(text); text == "" || strings.Contains(key, "all ") || strings.Contains(key, "alle ") || strings.Contains(key, "profil") || strings.HasSuffix(key, "→") || strings.HasPrefix(key, "more") || strings.HasPrefix(key, "weiter") {
			continue
		}
		if slices.Contains(all, text) {
			continue
		}
		if len(all) > 0 && !besideEachOther(n, all) {
			break // it stands below another article
		}
		all = append(all, text)
	}
	return all
}

// besideEachOther says whether one of some texts stands close before an element.
func besideEachOther(n *html.Node, texts []string) bool {
	up := n
	for range 3 {
		if up.Parent != nil {
			up = up.Parent
		}
	}
	around := textOf(up)
	return len(around) < 300 && slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(line(around), t) })
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
	for _, end := range []string{" | ", " • ", " · ", " on ", " am ", " für ", " for ", " under ", " - ", " – ", " — ", " (", " @", "\n"} {
		if i := strings.Index(text, end); i > 0 {
			text = text[:i]
		}
	}
	if dates := ingest.FindDates(text); len(dates) > 0 && dates[0].From > 3 {
		text = text[:dates[0].From]
	}
	if words := strings.Fields(text); len(words) >= 4 && len(words)%2 == 0 && slices.Equal(words[:len(words)/2], words[len(words)/2:]) {
		text = strings.Join(words[:len(words)/2], " ")
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
	"unknown": true, "anonymous": true, "webmaster": true, "user": true, "root": true, "none": true, "null": true, "autor": true, "view all posts": true, "more": true, "follow": true, "twitter": true, "facebook": true, "email": true, "share": true, "home": true, "pixabay": true, "getty images": true, "unsplash": true, "shutterstock": true, "istock": true, "e-mail": true, "privat": true, "red": true, "mehr": true, "über": true, "presse": true, "pressemitteilung": true, "agencies": true, "staff writer": true, "super user": true, "gast": true, "user name": true, "about": true, "posts": true}

// person says whether a text may be the name of somebody.
func (p *page) person(name, outlet string) bool {
	if name == "" || len(name) > 80 || strings.ContainsAny(name, "@/<>{}[]=?!#%") || strings.ContainsFunc(name, unicode.IsDigit) && len(strings.Fields(name)) != 1 {
		return false
	}
	if n := len(strings.Fields(name)); n > 6 || letters(name) < 2 {
		return false
	}
	if aSite.MatchString(name) || role(name) || outlet != "" && len(squeezed(name)) > 4 && (strings.Contains(squeezed(outlet), squeezed(name)) || strings.Contains(squeezed(name), squeezed(outlet))) {
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
