package html

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// bylines are the lines in which the page may name the author, with a word that stands alone and says that a name follows put before it.
func (p *page) bylines() []shown {
	var all []shown
	for _, l := range joinAlone(p.lines()) {
		if m := grown.FindStringSubmatch(l.text); m != nil {
			l.text = "By " + l.text[len(m[0])-len(m[1]):]
		}
		if !p.isTitle(l.text) && !credited.MatchString(l.text) && !quotedFrom.MatchString(l.text) {
			all = append(all, l)
		}
	}
	return all
}

// joinAlone puts a word that stands alone and says that a name follows before the line with the name.
func joinAlone(lines []shown) []shown {
	var all []shown
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if alone[strings.Trim(key(l.text), " :–—-")] && i+1 < len(lines) && len(lines[i+1].text) < longestName {
			i++
			l.text, l.linked, l.area = "By "+lines[i].text, l.linked || lines[i].linked, byline
		}
		all = append(all, l)
	}
	return all
}

// longestName bounds the name of somebody, in bytes.
const longestName = 80

var (
	// alone are the words that stand before the name of an author on a line of their own.
	alone = annotate.SetOf(",", `by,written by,authored by,article by,posted by,words by,text by,story by,author,von,geschrieben von,ein artikel von,text,autor,autorin,par,écrit par,auteur,por,di,door,автор,yazan,作者,文`)
	// grown finds a name that the word before it has grown together with, or before which the word stands twice.
	grown = lazy.New(`^(?:By ?by |By)(\p{Lu})`)
	// quotedFrom finds whom a message that is quoted is from.
	quotedFrom = lazy.New(`^[—–-]\s?.*\(@`)
	// credited finds a line about a picture.
	credited = lazy.New(`(?i)^(?:image|photo|picture|photograph|bild|foto|illustration|video)s?(?: credit| courtesy| source|quelle|nachweis)?(?: by)?\s?[:：]`)
)

// shownAuthors are the names in the lines that say who wrote the article.
func (p *page) shownAuthors(lines []shown, outlet string) []string {
	for i, l := range lines {
		a := ingest.ReadByline(strings.TrimRight(l.text, " :"))
		if a == "" {
			continue
		}
		all := []string{a}
		for _, next := range lines[i+1:] { // each of several in a line of their own
			if a = ingest.ReadByline(next.text); a == "" || next.area != byline || next.spot != l.spot {
				break
			}
			all = append(all, a)
		}
		return all
	}
	for _, l := range lines {
		if m := korean.FindStringSubmatch(l.text); m != nil {
			return []string{m[1]}
		}
	}
	for _, l := range lines {
		if m := byStart.FindStringIndex(l.text); m != nil {
			if names := leading(without(l.text[m[1]:], outlet)); len(names) > 0 {
				return names
			}
		}
	}
	for _, aPerson := range []bool{true, false} { // rather than the name of a user
		for _, l := range lines {
			m := byName.FindStringSubmatch(l.text)
			if m == nil {
				continue
			}
			who := strings.TrimRight(cutDate(m[2]), " ,")
			dated := len(ingest.FindDates(l.text)) > 0 || l.area == byline
			sure := m[1] != "" || l.area == byline && (byStart.MatchString(l.text) || len(ingest.FindDates(l.text)) > 0) || posted.MatchString(l.text)
			if aPerson && (dated || m[1] != "") && isNamed(who) || !aPerson && sure && dated && oneName.MatchString(who) {
				return []string{who}
			}
		}
	}
	if names := p.aboveDates(lines); names != nil {
		return names
	}
	if linked := p.authorLinks(); len(linked) > 0 {
		return linked
	}
	return p.besideDates(lines, outlet)
}

// mostFarOff is how many links that are called names and dates a page has far from its article that are no list of something else.
const mostFarOff = 8

// besideDates are the names that stand beside a date, or where names and dates do.
func (p *page) besideDates(lines []shown, outlet string) []string {
	lists := 0
	for _, l := range lines {
		if l.spot == farOff && l.linked {
			lists++
		}
	}
	for _, l := range lines {
		dates := ingest.FindDates(l.text)
		if len(dates) == 0 && l.spot == farOff && lists > mostFarOff || len(dates) > 2 || l.area != byline && l.area != bio && (len(dates) == 0 || !l.linked && !onlyName.MatchString(withoutDates(l.text, dates))) || byStart.MatchString(l.text) {
			continue
		}
		rest := strings.TrimLeft(without(withoutDates(l.text, dates), outlet), " |,·•/–—-")
		whole := l.spot != farOff || len(dates) > 0 || l.area == byline
		for part := range strings.SplitSeq(dashes.ReplaceAllString(rest, "|"), "|") {
			part = strings.TrimSpace(part)
			if (whole || onlyNames(rest, []string{part})) && (isNamed(part) && !p.isTitle(part) && p.onlyName(part) || inSigns.MatchString(part) && !strings.HasSuffix(part, "編集部")) {
				return []string{part}
			}
		}
		if names := leading(rest); len(names) > 0 && p.onlyName(names[0]) && (len(dates) > 0 || l.linked && l.spot != farOff || onlyNames(rest, names)) {
			return names
		}
	}
	return nil
}

// aboveDates is a name below the headline on a line of its own, above one with a date or with what somebody is.
func (p *page) aboveDates(lines []shown) []string {
	for i, l := range lines {
		if i+1 == len(lines) || l.area != "" && l.area != sharing && l.area != byline || !isNamed(strings.Split(l.text, ", ")[0]) {
			continue
		}
		next := lines[i+1].text
		if len(next) < leastLine && i+2 < len(lines) && on[key(next)] {
			next = lines[i+2].text
		}
		dates := ingest.FindDates(next)
		if (len(dates) > 0 && (dates[0].From < 3 || len(next) < 40) || role(next) && len(next) < longestName && !byStart.MatchString(next)) && p.belowHeadline(l.text) && p.onlyName(l.text) {
			return []string{l.text}
		}
	}
	return nil
}

// on are words that stand alone before a date.
var on = annotate.SetOf(",", `on,am,le,el,il,op,den,published,updated,posted`)

// onlyNames says whether a line consists of these names and what joins them.
func onlyNames(text string, names []string) bool {
	for _, name := range names {
		text = strings.Replace(text, name, "", 1)
	}
	for word := range strings.FieldsSeq(text) {
		if word = strings.ToLower(strings.Trim(word, ",;")); word != "" && !joining[word] {
			return false
		}
	}
	return true
}

// belowHeadline says whether a line stands between the headline and the article.
func (p *page) belowHeadline(text string) bool {
	for i := p.headAt + 1; i <= p.first+belowFirst && i < len(p.blocks); i++ {
		if line(p.blocks[i].text) == text {
			return true
		}
	}
	return false
}

// onlyName says whether no word of a name stands in the article in small letters, as the words of a rubric do.
func (p *page) onlyName(name string) bool {
	if p.last < 0 {
		return true
	}
	for w := range strings.FieldsSeq(name) {
		w = strings.Trim(w, ".,")
		small := strings.ToLower(w)
		if len(w) < 4 || small == w {
			continue
		}
		for _, b := range p.blocks[p.first : p.last+1] {
			for at := range allOf(b.text, small) {
				if !unicode.IsLetter(lastOf(b.text[:at])) && !unicode.IsLetter(firstOf(b.text[at+len(small):])) && !inAddress(b.text, at) {
					return false
				}
			}
		}
	}
	return true
}

// inAddress says whether a place in a text is within the address of somebody or of a site.
func inAddress(text string, at int) bool {
	from := strings.LastIndexFunc(text[:at], unicode.IsSpace) + 1
	word, _, _ := strings.Cut(text[from:], " ")
	return strings.ContainsAny(strings.TrimRight(word, ".,;:!?)\n"), "@./")
}

// allOf are the places where a word stands in a text.
func allOf(text, word string) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for from := 0; ; {
			i := strings.Index(text[from:], word)
			if i < 0 || !yield(from+i) {
				return
			}
			from += i + len(word)
		}
	}
}

func firstOf(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

func lastOf(text string) rune {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

// withOthers adds to one author those whom a line names together with them.
func (p *page) withOthers(names []string, lines []shown, outlet string) []string {
	for _, l := range lines {
		text := strings.ToLower(l.text)
		if l.area == remarks || l.spot == farOff || !strings.Contains(text, strings.ToLower(names[0])) {
			continue
		}
		rest := l.text
		if m := byStart.FindStringIndex(rest); m != nil {
			rest = rest[m[1]:]
		}
		all := leading(without(rest, outlet))
		if len(all) > 1 && len(all) <= mostAuthors && slices.ContainsFunc(all, func(n string) bool { return key(n) == key(names[0]) }) {
			return all
		}
	}
	return names
}

// byStart finds the word before the names at the beginning of a line.
var byStart = lazy.New(`^(?i:(?:(?:written|posted|published|reported|words|text|story|review|analysis|opinion)\s+)?by|(?:(?:ein |eine )?(?:text|artikel|beitrag|kommentar|analyse|gastbeitrag|geschrieben|verfasst)\s+)?von|par|por|di|door|av|af|oleh|author|autor|autorin|auteur|autore)(?:\s*[:：]\s*|\s+)`)

// without is a text in which a stroke stands for the name of the site.
func without(text, outlet string) string {
	if len(outlet) < 3 {
		return text
	}
	if i := strings.Index(strings.ToLower(text), strings.ToLower(outlet)); i > 0 && i+len(outlet) <= len(text) {
		return text[:i] + " | " + text[i+len(outlet):]
	}
	return text
}

// authorPath finds in an address that it leads to who wrote something.
var authorPath = lazy.New(`(?i)/(?:authors?|autor(?:en|es|in)?|auteurs?|autore|autori|byline|by|people|person|profiles?|profil|staff|contributors?|journalists?|journaliste|reporters?|writers?|columnists?|redakteur(?:in)?|team|members?|verfasser|forfatter|yazar|yazarlar|penulis|experts?|muhabir)[/=-]|[?&]author=`)

// authorLinks are the words of links that are marked as leading to an author, or whose address does.
func (p *page) authorLinks() []string {
	var all []string
	near := p.nearHeadline()
	for n := range p.doc.Descendants() {
		if n.DataAtom != atom.A {
			continue
		}
		marked := strings.Contains(strings.ToLower(attribute(n, "rel")), "author") || hasClass(n, "author", "author-link", "author-name", "fn", "byline-link")
		if !marked && !(near[n] && authorPath.MatchString(attribute(n, "href")) && isNamed(line(textOf(n)))) {
			continue
		}
		if a := p.areaAt(n); a == remarks || a == related {
			continue
		}
		text := line(textOf(n))
		if key := key(text); text == "" || nobody[key] || strings.Contains(key, "all ") || strings.Contains(key, "alle ") || strings.Contains(key, "profil") || strings.HasSuffix(key, "→") || strings.HasPrefix(key, "more") || strings.HasPrefix(key, "weiter") {
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

// nearHeadline are the links in the blocks around the headline.
func (p *page) nearHeadline() map[*html.Node]bool {
	links := map[*html.Node]bool{}
	if p.last < 0 {
		return links
	}
	for i := max(p.headAt-aboveHead, 0); i < min(p.first+belowFirst, len(p.blocks)); i++ {
		b := p.blocks[i]
		if b.hidden || b.linked == 0 || b.prose && i >= p.first {
			continue
		}
		for n := range b.node.Descendants() {
			links[n] = n.DataAtom == atom.A
		}
		for up, steps := b.node, 0; up != nil && steps < 4; up, steps = up.Parent, steps+1 {
			links[up] = links[up] || up.DataAtom == atom.A
		}
	}
	return links
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

// withoutDates is a line with a stroke for each date in it.
func withoutDates(text string, dates []ingest.ShownDate) string {
	for i := len(dates) - 1; i >= 0; i-- {
		text = text[:dates[i].From] + " | " + text[dates[i].To:]
	}
	if len(dates) > 0 {
		text = clock.ReplaceAllString(text, " ")
	}
	return text
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
var byName = lazy.New(`(?:^|[\s　|·•/–—,(])(?i:(written by|posted by|geschrieben von|publiziert von|erstellt von|verfasst von|about the author -|gespeichert von|beitrag von|text von|texte de|autor(?:in)?:|author:|автор:|作者[:：])[\s:：]*|(?:by|von|par|por|di|door)[\s:：]+)([\p{L}\p{M}\d][\p{L}\p{M}\d.'’ -]{1,50}?)(?:$|[|·•/–—,»(]| am | on | le | el | um | in | für | for |,| \d{1,2}[./ ]|  )`)

// fullName is a name of two words or more, oneName one of one word.
var (
	fullName = lazy.New(`^\p{Lu}[\p{L}\p{M}.'’-]*(?: (?:van|von|de|der|den|da|di|del|la|le|bin|al|el|zu|dos|du|\p{Lu}[\p{L}\p{M}.'’-]*)){1,3}$`)
	onlyName = lazy.New(`^[\s|,·•/–—-]*\p{Lu}[\p{L}\p{M}.'’-]*(?: \p{Lu}[\p{L}\p{M}.'’-]*){1,2}[\s|,·•/–—\d:.hH-]*(?:Uhr|am|pm|AM|PM)?$`)
	korean   = lazy.New(`(?:^|[\s=\]])(\p{Hangul}{2,4}) (?:기자|특파원|논설위원)(?:$|[\s(])`)
	clock    = lazy.New(`\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?: ?(?:Uhr|h|am|pm|AM|PM))?`)
	inSigns  = lazy.New(`^[\p{Han}\p{Hiragana}\p{Katakana}]{1,6} ?[\p{Han}\p{Hiragana}\p{Katakana}]{1,6}$`)
	dashes   = lazy.New(`[|/·•»—–,⋅]| - `)
	oneName  = lazy.New(`^[\p{L}\p{M}\d._-]{3,20}$`)
	aSite    = lazy.New(`(?i)^\S+\.[a-z]{2,5}$`)
)
