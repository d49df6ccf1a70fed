package html

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// separators stand between a headline and the name of the site.
var separators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " // ", " / ", " > ", "｜", "_", " ~ ", " : ", ": "}

// title is the article's headline: what the page says of it, as it shows it.
func (p *page) title(outlet string) string {
	var said []string
	for _, t := range []string{p.told.headline, p.signs.first("og:title"), p.signs.first("twitter:title", "title", "dc.title", "headline", "parsely-title", "sailthru.title", "citation_title"), p.signs.title} {
		if t = line(t); t != "" && len(t) <= longestSaid && !slices.Contains(said, t) {
			said = append(said, t)
		}
	}
	shown, steps := p.headings(said, outlet)
	if h := p.sameWords(said, shown, outlet); h != "" {
		return h
	}
	for _, t := range said[:min(len(said), 2)] { // a heading that begins with a rubric, or goes on below the headline
		for i, h := range shown {
			for _, whole := range []string{t, p.cutSite(t, outlet)} {
				if within := inHeading(h, whole); within != "" && (!strings.HasPrefix(h, within) || endsElement(p.headed[h], within)) && !p.siteName(within, outlet) && (i < p.tops || p.tops == 0 && len(within) >= leastWithin && strings.HasSuffix(h, within)) {
					return within
				}
			}
		}
	}
	if h := p.sameWords(said, steps, outlet); h != "" {
		return h
	}
	if p.tops > 0 {
		shown = append(shown[:p.tops:p.tops], slices.DeleteFunc(shown[p.tops:], func(h string) bool { return p.lower[h] })...)
	}
	for _, some := range [][]string{shown[:p.tops], shown[p.tops:]} {
		if h := p.partOf(some, shown, said, outlet); h != "" {
			return h
		}
		best, most := "", 0.0
		for _, h := range some {
			for _, t := range said {
				if s := similar(h, t); s > most && !p.siteName(h, outlet) && !p.besideHeadline(h, t, shown) {
					best, most = h, s
				}
			}
		}
		if most >= 0.75 || most >= 0.5 && len(some) == p.tops {
			return best
		}
	}
	if p.tops == 1 && len(shown) > 0 && !p.siteName(shown[0], outlet) && (len(strings.Fields(shown[0])) > 2 || han(shown[0]) || isCalledTitle(p.headed[shown[0]])) {
		return shown[0]
	}
	if p.tops == 0 {
		if h := p.lineSaid(said, outlet); h != "" {
			return h
		}
	}
	for _, t := range said {
		if cut := p.cutSite(t, outlet); cut != "" && !p.siteName(cut, outlet) {
			return cut
		}
	}
	if len(shown) > 0 && p.tops > 0 {
		return shown[0]
	}
	return ""
}

// sameWords is the first heading that is said in the same words, "" where none is.
func (p *page) sameWords(said, shown []string, outlet string) string {
	for _, t := range said {
		for _, h := range shown {
			if plainKey(h) == plainKey(t) && !p.siteName(h, outlet) {
				return h
			}
		}
	}
	return ""
}

// isCalledTitle says whether a class of an element says that it is the title of an article.
func isCalledTitle(n *html.Node) bool {
	return n != nil && slices.ContainsFunc(strings.Fields(attribute(n, "class")), func(name string) bool {
		words := strings.Join(wordsOf(name), " ")
		return slices.ContainsFunc([]string{"entry title", "post title", "article title", "story title", "headline"}, func(called string) bool { return strings.HasSuffix(words, called) })
	})
}

// lineSaid is a part of what is said that the page shows as a line by itself, where its headline is no heading.
func (p *page) lineSaid(said []string, outlet string) string {
	lines := map[string]string{}
	for _, b := range p.blocks {
		if !b.hidden && !heading(b.tag) && b.linked == 0 && len(b.text) <= longestHeadline && b.letters > 0 {
			first, _, _ := strings.Cut(b.text, "\n")
			lines[plainKey(first)] = line(first)
		}
	}
	best := ""
	for _, t := range said {
		for head, tail := range halves(t) {
			parts := []string{head, tail}
			for part := range halves(tail) {
				if parts = append(parts, part); len(parts) > mostHalves {
					break
				}
			}
			for _, part := range parts {
				if shown := lines[plainKey(part)]; len(strings.Fields(shown)) >= leastSaid && len(shown) >= leastLine && len(shown) > len(best) && !p.siteName(shown, outlet) {
					best = shown
				}
			}
		}
	}
	return best
}

// How many words such a line has, and bytes.
const (
	leastSaid = 3
	leastLine = 20
)

// mostHalves bounds the ways in which what is said is parted.
const mostHalves = 20

// inHeading is a headline as it stands at the end or the beginning of a heading, "" where it does not.
func inHeading(heading, said string) string {
	if len(strings.Fields(said)) < 3 && !han(said) || len(said) >= len(heading) {
		return ""
	}
	h, t := strings.ToLower(heading), strings.ToLower(said)
	switch {
	case len(h) != len(heading) || len(t) != len(said): // letters that change their length with their case
		return ""
	case strings.HasSuffix(h, ": "+t):
		return ""
	case strings.HasSuffix(h, " "+t):
		return heading[len(heading)-len(said):]
	case strings.HasPrefix(h, t+" ") && !strings.ContainsRune("-–—:|,;", rune(h[len(t)+1])):
		return heading[:len(said)]
	}
	return ""
}

// endsElement says whether a text is that of an element in a heading, or stands before one: then something else follows it there.
func endsElement(heading *html.Node, text string) bool {
	if heading == nil {
		return false
	}
	all := line(textOf(heading))
	for c := range heading.Descendants() {
		if c.Type != html.ElementNode || c.DataAtom == atom.Wbr {
			continue
		}
		if own := line(textOf(c)); own == text || c.DataAtom == atom.Br || own != "" && all == text+" "+own {
			return true
		}
	}
	return false
}

// leastWithin is the length, in bytes, of a headline that is found within a heading of a lower rank.
const leastWithin = 25

// longestHeadline bounds a headline, in bytes.
const longestHeadline = 400

// longestSaid bounds what is said of a headline, with the name of the site and what else goes with it.
const longestSaid = 1000

// headings are those that the page shows, the greatest first, and apart from them those in the steps that led there; p.tops is how many are
// of the first rank.
func (p *page) headings(said []string, outlet string) (shown, steps []string) {
	p.headed, p.lower = map[string]*html.Node{}, map[string]bool{}
	prose := 0                        // paragraphs below the last of the first rank
	whole := func(text string) bool { // it is said with its rubric
		return slices.ContainsFunc(said, func(t string) bool { return plainKey(p.cutSite(t, outlet)) == plainKey(text) })
	}
	var named, tops, others []string
	for _, b := range p.blocks {
		if b.prose && !b.hidden && b.area == "" {
			prose++
		}
		text := line(b.text)
		if all := wholeHeading(b.node); all != text && whole(all) {
			text = all
		}
		if heading(b.tag) {
			if rest := withoutRubric(b.node, text); !whole(text) || rest != text && !parted(strings.TrimSuffix(text, rest)) && plainKey(p.cutSite(said[0], outlet)) != plainKey(text) {
				text = rest
			}
		}
		if b.hidden || len(text) > longestHeadline || text == "" || b.tag == atom.H1 && p.leadsHome(b) {
			continue
		}
		switch {
		case headlined(b.node):
			named, prose = append(named, text), 0
		case b.tag == atom.H1 && leadsThrough(b.node):
			steps = append(steps, text)
		case b.tag == atom.H1:
			tops, prose = append(tops, text), 0
		case heading(b.tag):
			others = append(others, text)
			p.lower[text] = prose > mostAboveHeadline
		}
		if p.headed[text] == nil {
			p.headed[text] = b.node
		}
	}
	p.tops = len(named) + len(tops)
	return slices.Concat(named, tops, others), steps
}

// mostAboveHeadline is how many paragraphs stand between a heading of the first rank, which is no headline, and one of a lower that is.
const mostAboveHeadline = 1

var (
	// archived is what stands before the address of a page that an archive of the web keeps.
	archived = lazy.New(`^(?:https?:)?//web\.archive\.org/web/[0-9a-z_]+/`)
	// inLanguage is what asks for the first page of a site in a language.
	inLanguage = lazy.New(`^(?:lang|language|locale|hl)=[\w-]{2,8}$`)
)

// leadsHome says whether a heading is a link to the first page of the site, whose name it is.
func (p *page) leadsHome(b *block) bool {
	if b.linked < b.letters {
		return false
	}
	for n := range b.node.Descendants() {
		if n.DataAtom != atom.A {
			continue
		}
		address, err := url.Parse(archived.ReplaceAllString(attribute(n, "href"), ""))
		if err != nil {
			continue
		}
		return strings.Trim(address.Path, "/") == "" && (address.RawQuery == "" || inLanguage.MatchString(address.RawQuery)) && (address.Host == "" && address.Path != "" || strings.TrimPrefix(strings.ToLower(address.Hostname()), "www.") == p.host() && address.Host != "")
	}
	return false
}

// headlined says whether an element is marked as the headline.
func headlined(n *html.Node) bool {
	for range 2 {
		if n == nil {
			return false
		}
		if prop := attribute(n, "itemprop"); strings.EqualFold(prop, "headline") {
			return true
		}
		n = n.Parent
	}
	return false
}

// siteName says whether a text is only the name of the site.
func (p *page) siteName(text, outlet string) bool {
	k := squeezed(text)
	if k == "" || k == squeezed(outlet) {
		return true
	}
	host := p.host()
	return host != "" && (k == host || strings.HasPrefix(host, k+".") || strings.HasPrefix(k, "www."))
}

// squeezed is a name without spaces and signs.
func squeezed(text string) string { return strings.Join(wordsOf(strings.ToLower(text)), "") }

// host is the name of the server, without www.
func (p *page) host() string {
	address, err := url.Parse(archived.ReplaceAllString(p.address(), ""))
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(address.Hostname()), "www.")
}

// partOf is the longest of some headings that is what is said without the name of the site, "" where none is.
func (p *page) partOf(some, shown, said []string, outlet string) string {
	best := ""
	for _, t := range said {
		for _, h := range some {
			if len(h) > len(best) && part(h, t) && !p.siteName(h, outlet) && !p.besideHeadline(h, t, shown) {
				best = h
			}
		}
	}
	return best
}

// besideHeadline says whether a heading stands before or behind another in what is said: then it is the name of the site.
func (p *page) besideHeadline(heading, said string, shown []string) bool {
	h := plainKey(heading)
	for head, tail := range halves(said) {
		if other := plainKey(tail); plainKey(head) == h || plainKey(tail) == h {
			if plainKey(tail) == h {
				other = plainKey(head)
			}
			if len(other) > len(h) && slices.ContainsFunc(shown, func(s string) bool { return plainKey(s) == other }) {
				return true
			}
		}
	}
	return false
}

// halves are the ways to part what is said in two at what stands between a headline and the name of the site.
func halves(said string) func(yield func(head, tail string) bool) {
	return func(yield func(head, tail string) bool) {
		for _, separator := range separators {
			for from := 0; ; {
				i := strings.Index(said[from:], separator)
				if i < 0 {
					break
				}
				i += from
				if !yield(said[:i], said[i+len(separator):]) {
					return
				}
				from = i + len(separator)
			}
		}
	}
}

// part says whether a heading is a headline without the name of the site, or its beginning.
func part(heading, said string) bool {
	h := plainKey(heading)
	if utf8.RuneCountInString(h) < 8 && len(strings.Fields(h)) < 2 && !han(h) {
		return false
	}
	for head, tail := range halves(said) {
		if plainKey(head) == h || plainKey(tail) == h {
			return true
		}
	}
	return false
}

// plainKey are the words of a text without what stands between them, so that two ways to set it are one.
func plainKey(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }), " ")
}

// similar is the part of the words of a heading and what is said that they have in common.
func similar(a, b string) float64 {
	one, other := wordsIn(a), wordsIn(b)
	if len(one) < fewWords && len(one) < len(other) && !strings.HasPrefix(plainKey(b), plainKey(a)) || len(one) == 0 || len(other) == 0 {
		return 0
	}
	both := 0
	for w := range one {
		if other[w] {
			both++
		}
	}
	return float64(both) / float64(min(len(one), len(other))+max(len(one)-len(other), 0)/2)
}

// fewWords is how many words a heading has that is a headline although it is not said in the same words.
const fewWords = 3

func wordsIn(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(key(text)) {
		w = strings.Trim(w, ".,:;!?\"'“”‘’«»()[]–—-|")
		if han(w) {
			for _, r := range w {
				set[string(r)] = true
			}
		} else if w != "" {
			set[w] = true
		}
	}
	return set
}

// cutSite is a headline without the name of the site before or behind it.
func (p *page) cutSite(title, outlet string) string {
	for range 3 {
		cut := p.cutOnce(title, outlet)
		if cut == title {
			break
		}
		title = cut
	}
	return title
}

func (p *page) cutOnce(title, outlet string) string {
	host := p.host()
	site := func(part string) bool {
		k := squeezed(part)
		return k != "" && (k == squeezed(outlet) || host != "" && (strings.HasPrefix(host, k) && len(k) > 2 || strings.Contains(squeezed(host), k) && len(k) > 3 || strings.HasPrefix(k, strings.SplitN(host, ".", 2)[0]) && len(k) < 40))
	}
	for _, separator := range separators {
		if i := strings.LastIndex(title, separator); i > 0 {
			head, tail := title[:i], title[i+len(separator):]
			if site(tail) {
				return strings.TrimSpace(head)
			}
		}
		if i := strings.Index(title, separator); i > 0 {
			head, tail := title[:i], title[i+len(separator):]
			if site(head) {
				return strings.TrimSpace(tail)
			}
		}
	}
	for _, separator := range separators[:8] { // a mark that hardly stands in a headline
		if i := strings.LastIndex(title, separator); i > 0 && separator != " - " && separator != " – " && separator != " — " {
			head, tail := title[:i], title[i+len(separator):]
			if len(strings.Fields(head)) >= 3 && len(strings.Fields(tail)) <= 4 {
				return strings.TrimSpace(head)
			}
		}
	}
	if i := strings.LastIndex(title, " - "); i > 0 && len(strings.Fields(title[:i])) >= 4 && len(strings.Fields(title[i+3:])) <= 3 {
		return strings.TrimSpace(title[:i])
	}
	return title
}
