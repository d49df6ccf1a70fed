package ingest

import (
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

var urlLine = lazy.New(`^(?i:(?:url|link|source|original|permalink) ?:? ?)?(https?://[^\s<>"]+)$`)

// readHead walks down to the first paragraph of the article and takes title, author and dateline on the way.
func (a *analysis) readHead() {
	var open, candidates []int
	end := 0
	for seen := 0; end < len(a.lines); end++ {
		l := &a.lines[end]
		if l.kind != "" {
			a.readPerson(end)
			continue
		}
		if seen++; seen > headLines {
			break
		}
		if a.title == "" && l.length() <= longestTitle && titleLabel.MatchString(l.text) {
			if m := titleLabel.FindString(l.text); len(m) < len(l.text) {
				a.setTitle(end)
				continue
			}
		}
		if length, outlet := a.datelineAt(end); length > 0 {
			a.setDateline(end, length, outlet)
			break
		}
		switch {
		case a.readPerson(end):
		case outlets[l.text] != "" && !shortNames[l.text] && end+1 < len(a.lines):
			a.setOutlet(outlets[l.text], 3, end, 0, len(l.text))
			l.kind = annotate.RegionBoilerplate
		case rubric(l.text):
			l.kind = annotate.RegionBoilerplate
		case a.canBeTitle(end):
			candidates = append(candidates, end)
			open = append(open, end)
		case a.isProse(end) && !((len(candidates) > 0 || a.title != "") && a.deck(end)):
			a.headEnd = end
			a.chooseTitle(candidates)
			a.readNames(open)
			a.readURL()
			return
		default:
			open = append(open, end)
		}
	}
	a.headEnd = end
	a.chooseTitle(candidates)
	a.readNames(open)
	a.readURL()
}

// chooseTitle takes the first of the lines that can be the title which is no rubric above it.
func (a *analysis) chooseTitle(candidates []int) {
	if a.title != "" {
		return
	}
	for at, i := range candidates {
		if a.isHeadline(candidates, at) {
			a.setTitle(i)
			return
		}
		if at+1 < len(candidates) {
			a.lines[i].kind = annotate.RegionBoilerplate
		}
	}
}

// readNames looks for an author without a word that says so among the lines of the head that are still open.
func (a *analysis) readNames(open []int) {
	for _, i := range open {
		if a.author != "" || a.lines[i].kind != "" {
			continue
		}
		if b, found := a.loneName(i); found {
			a.lines[i].kind = annotate.RegionByline
			a.setByline(b, i)
		}
	}
}

// longestAddress bounds a line that is an address, in bytes: browsers and servers take none that is longer.
const longestAddress = 2048

// readURL finds the address of the article: a line of its own in the head, or one that a word before it says to be that.
// An address in the article is something that it speaks of.
func (a *analysis) readURL() {
	for i := range a.lines {
		l := &a.lines[i]
		if l.kind != "" || len(l.text) > longestAddress || !strings.Contains(l.text, "://") {
			continue
		}
		m := urlLine.FindStringSubmatchIndex(l.text)
		if m == nil || a.midSentence(i) {
			continue
		}
		l.kind = annotate.RegionBoilerplate
		below := a.prose[i] == a.prose[len(a.lines)]
		if a.url == "" && (i < a.headEnd || m[2] > 0 && below) && !socialAddress.MatchString(l.text[m[2]:m[3]]) {
			a.url = l.text[m[2]:m[3]]
			a.found("url", a.url, i, m[2], m[3])
		}
	}
}

var socialAddress = lazy.New(`^https?://(?:[a-z]+\.)?(?:x|twitter|facebook|instagram|youtube|youtu|tiktok|t|t\.me|vk|pic)\.(?:com|be|co|me|[a-z]+)/`)

// readPerson takes the author from line i, if it names one, with or without a date after or before the name.
func (a *analysis) readPerson(i int) bool {
	l := &a.lines[i]
	if l.kind != "" && l.kind != annotate.RegionByline || len(l.text) > longestDateLine {
		return false
	}
	if said := l.dating(); said.rank != notPublished && said.outlet[1] == 0 {
		return false // there is nothing else on it
	}
	text, at := l.text, 0
	dates := l.dating().dates
	said, rank := date{}, bare
	if n := len(dates); n > 0 {
		_, before := beside(text[:dates[0].from])
		_, after := beside(text[dates[n-1].to:])
		switch {
		case before && after:
			return false
		case after:
			text = withoutDateWords(text[:dates[0].from])
			said, rank = dates[0], bare
			if d := dateLine(l.text[len(text):]); d.rank != notPublished {
				said, rank = d.date, d.rank
				said.from, said.to = said.from+len(text), said.to+len(text)
			}
		case before:
			d := dateLine(text[:dates[n-1].to])
			said, rank = d.date, d.rank
			at = dates[n-1].to
			at += len(clockBefore.FindString(text[at:]))
			text = text[at:]
		default:
			return false
		}
	}
	b, found := readByline(text)
	if name := strings.Trim(text, " /|·•–—-"); !found && at > 0 && (byAnybody.MatchString(text) || outlets[name] != "" || outletName(name) && len(name) < 40 && said.to > 0) {
		b, found = byline{outlet: outlets[name], to: len(text)}, true
	}
	if !found && len(dates) > 0 && at == 0 {
		b, found = a.nameBeforeDate(text)
	}
	if !found {
		return false
	}
	l.kind = annotate.RegionByline
	b.from, b.to = b.from+at, b.to+at
	a.setByline(b, i)
	if said.to > 0 && a.rank < rank {
		a.rank = rank
		a.setDate(said, i)
	}
	return true
}

var clockBefore = lazy.New(`^(?:[ ,]*(?:` + clock.String() + `))?[ ,|·•–—-]*`)

// byAnybody is what follows a date where a page was put up by somebody who is not named in full.
var byAnybody = lazy.New(`^(?:by|By|von|par|por|door|av|di) [\p{L}\d_.-]+(?: [\p{L}\d_.-]+)?$`)

// withoutDateWords cuts from the end of what stands before a date the words that belong to it.
func withoutDateWords(text string) string {
	for {
		text = strings.TrimRight(text, " ,،、:：|·•–—-(")
		at := strings.LastIndexAny(text, " |:：") + 1
		word := lower(text[at:])
		if at == 0 || !publishedWords[word] && !updatedWords[word] && !besideDates[word] && !weekdays[word] {
			return text
		}
		text = text[:at]
	}
}

// nameBeforeDate reads what stands before a date on its line: an outlet, or the name of a place or a person, of whom it
// cannot be told which.
func (a *analysis) nameBeforeDate(text string) (b byline, found bool) {
	text = strings.Trim(text, " ,|·•–—-")
	if outlets[text] != "" {
		return byline{outlet: outlets[text], to: len(text)}, true
	}
	name, after, _ := strings.Cut(text, ",")
	if after = strings.TrimSpace(after); after != "" {
		if hasRole(after) && isPerson(name, false, false) && a.onlyName(name) {
			return byline{author: name, to: len(name)}, true
		}
		return b, false
	}
	return b, fullName.MatchString(text) || firstName.MatchString(text)
}

// setByline keeps what a byline says.
func (a *analysis) setByline(b byline, i int) {
	if b.author != "" && a.author == "" {
		a.author = b.author
		a.found("author", b.author, i, b.from, b.to)
	}
	if b.outlet != "" {
		a.setOutlet(b.outlet, 2, i, b.from, b.to)
	}
}

func (a *analysis) setDateline(i, length int, outlet string) {
	l := a.lines[i]
	end := min(length, len(l.text))
	text := l.text[:end]
	until := l.start + utf8.RuneCountInString(text)
	if length > end { // it goes on in the next line
		more := a.lines[i+1].text[:length-end-1]
		text += " " + more
		until += 1 + utf8.RuneCountInString(more)
	}
	a.datelineText = text
	a.findings = append(a.findings, Finding{What: "dateline", Detail: text, Start: l.start, End: until})
	a.dateline = &annotate.Region{Start: l.start, End: until, Kind: annotate.RegionDateline}
	a.setOutlet(outlet, 2, i, 0, end)
}
