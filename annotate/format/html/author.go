package html

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// author are the names of those who wrote the article, as far as the page shows them; where it names nobody, the agency, the desk or the
// site that it says it is by.
func (p *page) author(outlet string) string {
	said := p.saidAuthors()
	lines := p.bylines()
	near := lines
	if i := slices.IndexFunc(lines, func(l shown) bool { return l.spot != around }); i >= 0 {
		near = lines[:i]
	}
	text, user := p.shownText(), ""
	for _, source := range said {
		names := p.namesIn(source, text, outlet)
		if len(names) == 1 {
			if isUser(names[0]) {
				user = cmp.Or(user, names[0])
				continue
			}
			names = p.withOthers(names, lines, outlet)
		}
		if len(names) > 0 {
			return strings.Join(names, ", ")
		}
	}
	people := func(source []string) string {
		names := p.namesIn(source, text, outlet)
		if len(names) > 0 && user != "" && !isNamed(names[0]) {
			return ""
		}
		return strings.Join(names, ", ")
	}
	all := append(slices.Concat(said...), p.authorLinks()...)
	for _, find := range []func() string{
		func() string { return people(p.shownAuthors(near, outlet)) },
		func() string { return p.deskOf(near) },
		func() string { return people(p.shownAuthors(lines, outlet)) },
		func() string { return people(p.labelled()) },
		func() string { return user },
		func() string { return people(p.nameAtEnds()) },
		func() string { return p.office(all, lines, outlet) },
		p.siteOf,
		func() string { return p.siteItself(text, outlet) },
	} {
		if who := find(); who != "" {
			return who
		}
	}
	return ""
}

// saidAuthors are the authors that the page's data and metas name, by where they do.
func (p *page) saidAuthors() [][]string {
	said := [][]string{p.told.authors}
	for _, name := range []string{"author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "citation_author", "authors", "og:article:author", "creator", "twitter:data1", "cxenseparse:author", "dc.contributor"} {
		if name == "twitter:data1" && !strings.Contains(strings.ToLower(p.signs.first("twitter:label1")), "by") {
			continue
		}
		names := p.signs.metas[name]
		if name == "citation_author" {
			names = firstNameFirst(names)
		}
		said = append(said, names)
	}
	return said
}

// namesIn are the names in some texts that the page shows, nil where they are too many.
func (p *page) namesIn(source []string, shown, outlet string) []string {
	var names []string
	for _, text := range source {
		for _, n := range p.people(text, outlet) {
			if strings.Contains(shown, key(n)) && !slices.ContainsFunc(names, func(other string) bool { return key(other) == key(n) }) {
				names = append(names, n)
			}
		}
	}
	if len(names) > mostAuthors {
		return nil
	}
	return names
}

// isUser says whether a name is one by which a program knows somebody.
func isUser(name string) bool {
	return !strings.Contains(name, " ") && latin(name) && strings.ToLower(name) == name
}

// firstNameFirst are names that are said with the family's name first and a comma behind it.
func firstNameFirst(names []string) []string {
	all := slices.Clone(names)
	for i, name := range all {
		if family, own, found := strings.Cut(name, ", "); found && !strings.ContainsAny(own, ",;") {
			all[i] = own + " " + family
		}
	}
	return all
}

// mostAuthors is how many people write an article; more are a list of something else.
const mostAuthors = 12

// shownText are the words that the page shows, those on its buttons too.
func (p *page) shownText() string {
	var out strings.Builder
	for _, b := range p.blocks {
		out.WriteString(key(b.text) + "\n")
	}
	for n := range p.doc.Descendants() {
		if n.DataAtom == atom.Button {
			out.WriteString(key(textOf(n)) + "\n")
		}
	}
	return out.String()
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
	if squeezed(text) == squeezed(outlet) && !isNamed(text) {
		return nil
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
		if i > 0 && (role(n) || latin(n) && strings.Contains(n, " ") && !isNamed(n)) {
			continue
		}
		names = append(names, n)
	}
	return names
}

// desks are what people work for and as, where a name would stand.
var desks = annotate.SetOf(",", `editor,staff,redaktion,redaction,redacción,redakcja,istock,privat,red,über,presse,pressemitteilung,agencies,staff writer,gast`)

// person says whether a text may be the name of somebody.
func (p *page) person(name, outlet string) bool {
	if name == "" || len(name) > 80 || strings.ContainsAny(name, "@/<>{}[]=?!#%") || strings.ContainsFunc(name, unicode.IsDigit) && len(strings.Fields(name)) != 1 {
		return false
	}
	if n := len(strings.Fields(name)); n > 6 || letters(name) < 2 {
		return false
	}
	if nobody[strings.ToLower(name)] || desks[strings.ToLower(name)] || role(name) {
		return false
	}
	if isNamed(name) && squeezed(name) != squeezed(outlet) { // a site may be called after who writes it
		return true
	}
	for head, tail := range halves(outlet) {
		if squeezed(head) == squeezed(name) || squeezed(tail) == squeezed(name) {
			return false
		}
	}
	if aSite.MatchString(name) || outlet != "" && len(squeezed(name)) > 4 && (strings.Contains(squeezed(outlet), squeezed(name)) || strings.Contains(squeezed(name), squeezed(outlet))) {
		return false
	}
	return !p.siteName(name, outlet)
}

// roles are words by which it is known that a text says what somebody is.
var roles = []string{"editor", "correspondent", "reporter", "writer", "staff", "columnist", "journalist", "producer", "director", "professor", "contributor", "chief", "analyst", "redakteur", "news", "senior", "redaktion", "korrespondent", "bureau", "manager", "ceo", "founder", "associate", "university", "jr.", "ph.d.", "phd", "md", "m.d.", "dpa", "afp", "reuters", "ap", "press", "times", "coordinator", "photographer", "critic", "specialist", "blogger"}

// roleEnds are ends of such words in languages that join words to one.
var roleEnds = []string{"leiter", "leiterin", "redakteur", "redakteurin", "sprecher", "sprecherin", "referent", "referentin", "direktor", "direktorin", "korrespondentin"}

func role(text string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(text)) {
		bare := strings.Trim(w, ".,")
		if slices.Contains(roles, bare) || slices.Contains(roles, w) || slices.ContainsFunc(roleEnds, func(end string) bool { return strings.HasSuffix(bare, end) }) {
			return true
		}
	}
	return false
}
