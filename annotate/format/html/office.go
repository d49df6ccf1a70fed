package html

import (
	"slices"
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// deskOf is who is no person and of whom lines around the headline say that the article is by them.
func (p *page) deskOf(lines []shown) string {
	for _, l := range lines {
		signs, text := "|·•", l.text
		if dates := ingest.FindDates(text); len(dates) > 0 {
			signs, text = signs+",", withoutDates(text, dates)
		}
		for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(signs, r) }) {
			if part = strings.TrimSpace(part); byStart.MatchString(part) && (l.area == byline || p.belowHeadline(l.text)) {
				if who := namedOffice(part); who != "" {
					return who
				}
			}
		}
	}
	for _, l := range lines { // “Editors, 3 May 2024”
		dates := ingest.FindDates(l.text)
		who := strings.Trim(withoutDates(l.text, dates), " ,.|/–—-")
		if len(dates) > 0 && (l.area == byline || l.area == bio) && desks[strings.ToLower(who)] {
			return who
		}
	}
	return ""
}

// namedOffice is who stands behind the word at the beginning of a line that says who wrote something.
func namedOffice(text string) string {
	for start := []int{0, 0}; start != nil; start = byStart.FindStringIndex(text) {
		text = text[start[1]:]
	}
	who := strings.Trim(cutDate(text), " ,.|·•-–—") + " "
	for _, end := range []string{" | ", " • ", " · ", " on ", " am ", " - ", " – ", " @", " (", ", ", " with "} {
		who, _, _ = strings.Cut(who, end)
	}
	if m := minutes.FindStringIndex(who); m != nil {
		who = who[:m[0]]
	}
	who = strings.TrimSpace(who)
	if n := len(strings.Fields(who)); n > 0 && n <= 4 && !ended(text) && !slices.ContainsFunc(byWords, func(w string) bool { return strings.HasSuffix(key(who), " "+w) }) && unicode.IsUpper(firstOf(strings.TrimPrefix(who, "the "))) && !nobody[strings.ToLower(who)] {
		return who
	}
	return ""
}

// minutes finds how long an article takes to read, and how many remarks it has.
var minutes = lazy.New(`(?i)\s+\d+(?:\s*[–-]\s*\d+)?\s*(?:min|comment|kommentar|comentario|view|share)`)

// office is the agency, the desk or the site that the page names as author where authors stand, "" where there is none.
func (p *page) office(said []string, lines []shown, outlet string) string {
	for _, who := range said {
		who = p.officeName(who)
		if who == "" {
			continue
		}
		name := key(who)
		for i, l := range lines {
			before, after, there := strings.Cut(key(l.text), name)
			if !there || unicode.IsLetter(lastOf(before)) || unicode.IsLetter(firstOf(after)) {
				continue
			}
			if l.area == byline || l.area == bio || byStart.MatchString(l.text) || p.belowHeadline(l.text) && (l.area == "" && !p.siteName(who, outlet) || p.aloneWithDate(name, lines[i:])) {
				return who
			}
		}
	}
	for i, l := range lines {
		if p.belowHeadline(l.text) && p.aloneWithDate(key(outlet), lines[i:]) {
			return outlet
		}
		if l.area != remarks && byStart.MatchString(l.text) && (l.area == byline || p.belowHeadline(l.text)) {
			if who := namedOffice(l.text); who != "" {
				return who
			}
		}
	}
	return ""
}

// officeName is a name that may be that of an agency, a desk or a site, "" where it may not.
func (p *page) officeName(who string) string {
	who = strings.Trim(line(who), " ,.:|/-–—")
	if letters(who) < 2 || len(who) > longestName || strings.ContainsAny(who, "@{}[]=?!#%") || strings.Contains(who, "://") || nobody[strings.ToLower(who)] {
		return ""
	}
	return who
}

// aloneWithDate says whether a name stands in the first of some lines with a date and nothing else, or alone above one with a date.
func (p *page) aloneWithDate(name string, lines []shown) bool {
	dates := ingest.FindDates(lines[0].text)
	if key(strings.Trim(withoutDates(lines[0].text, dates), " ,.|/·•–—-")) != name {
		return false
	}
	return len(dates) > 0 || len(lines) > 1 && len(ingest.FindDates(lines[1].text)) > 0 && len(lines[1].text) < longestName
}

// siteOf is whose site a page is, where its address and its first lines or its foot name somebody who says I.
func (p *page) siteOf() string {
	says := 0
	for _, b := range p.blocks[min(max(p.first, 0), len(p.blocks)):max(min(p.last+1, len(p.blocks)), min(max(p.first, 0), len(p.blocks)))] {
		if b.prose && !b.hidden && !b.quoted {
			says += len(first.FindAllStringIndex(b.text, leastFirst))
		}
	}
	if says < leastFirst {
		return ""
	}
	host := squeezed(p.host())
	for i, b := range p.blocks {
		text := line(b.text)
		if m := owned.FindStringSubmatch(text); m != nil && i > p.last {
			text = strings.TrimRight(m[1], " .")
		} else if i > headerBlocks {
			continue
		}
		if b.hidden || !isNamed(text) || len(strings.Fields(text)) > 3 {
			continue
		}
		if slices.ContainsFunc(strings.Fields(text), func(name string) bool { return len(name) >= leastOfName && strings.Contains(host, squeezed(name)) }) {
			return text
		}
	}
	return ""
}

const (
	leastFirst   = 3 // words like I in an article of somebody who speaks of himself
	headerBlocks = 3 // blocks at the beginning of a page, one of which may be the name of the site
	leastOfName  = 4 // bytes of a name that is known in an address
)

var (
	// first finds the words by which somebody speaks of himself.
	first = lazy.New(`\b(?:I|I’m|I've|I’ve|my|me|ich|mir|mich|mein|meine|je|mon|ma|yo|mi)\b`)
	// owned finds whose a page is at its foot.
	owned = lazy.New(`(?:©|(?i:copyright(?: \(c\))?))\s*(?:\d{4}\s*[-–]?\s*(?:\d{4})?\s*(?:by )?)?((?:\p{Lu}(?:[\p{L}\p{M}'’-]+|\.)\s?){2,3})`)
)

// siteItself is the site, where the page's data says that it wrote the article, and its name is shown. In the metas of a page the name
// of the site says nothing.
func (p *page) siteItself(shown, outlet string) string {
	host := strings.SplitN(p.host(), ".", 2)[0]
	for _, who := range p.told.authors {
		who = p.officeName(who)
		k := squeezed(who)
		if k == "" || !strings.Contains(shown, key(who)) {
			continue
		}
		if p.siteName(who, outlet) || k == host || outlet != "" && (strings.HasPrefix(squeezed(outlet), k) || strings.HasPrefix(k, squeezed(outlet))) {
			return who
		}
	}
	return ""
}
