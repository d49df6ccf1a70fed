package ingest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

// analysis is what the lines of a text say about it.
type analysis struct {
	lines  []line
	prose  []int // for each line, and for the end, the code points of sentences above it
	blocks int   // regions of several lines that were marked so far

	title, outlet, author, url, published, language string

	rank      int // how surely published is the date of publication
	dateline  *annotate.Region
	headEnd   int // the line at which the article starts
	regions   []annotate.Region
	findings  []Finding
	outletSet int // how surely the outlet is known

	datelineText string
}

// analyse finds the metadata and the regions of a cleaned text.
//
// What readers wrote is set apart first, so that nothing in it is taken for the article's. Then each line is asked what
// it is by itself, and what is left decides where the article starts: its title stands above its first paragraph, its
// dateline opens it.
func analyse(text string) *analysis {
	a := &analysis{lines: splitLines(text), language: language(text)}
	a.countProse()
	a.markComments()
	for i := range a.lines {
		if a.lines[i].kind == "" && !a.midSentence(i) {
			a.lines[i].kind = lineKind(a.lines[i].text)
		}
	}
	a.readDates()
	a.markHighlights()
	a.markRepeats()
	a.markRelated()
	a.readHead()
	a.readOutlets()
	a.collect()
	return a
}

// countProse counts for each line the sentences above it.
func (a *analysis) countProse() {
	a.prose = make([]int, len(a.lines)+1)
	for i, l := range a.lines {
		a.prose[i+1] = a.prose[i]
		if l.sentence() {
			a.prose[i+1] += l.length()
		}
	}
}

// mark makes lines [from,to) one region.
func (a *analysis) mark(from, to int, kind annotate.RegionKind) {
	a.blocks++
	for i := from; i < to; i++ {
		a.lines[i].kind, a.lines[i].block = kind, a.blocks
	}
}

// found records where in line i, in bytes, something was found.
func (a *analysis) found(what, detail string, i, from, to int) {
	l := a.lines[i]
	start := l.start + utf8.RuneCountInString(l.text[:from])
	a.findings = append(a.findings, Finding{
		What: what, Detail: detail, Start: start, End: start + utf8.RuneCountInString(l.text[from:to]),
	})
}

// headLines is how many lines above the article are searched for its title, author and date.
const headLines = 25

// readDates finds the lines that say when the article was published. A bare date counts only among the first lines,
// above the article's first sentence; one sentence may stand between the headline and the date. A line that ought to say
// it and cannot be read is reported.
func (a *analysis) readDates() {
	at, unread, best := -1, -1, date{}
	inHead, headlines, above := true, 0, false
	for i := range a.lines {
		l := &a.lines[i]
		d, rank, outlet := dateLine(l.text)
		isByline := false
		if inHead {
			_, isByline = readByline(l.text)
		}
		switch {
		case l.kind != "" || !inHead || rank > notPublished:
		case headline(*l) && !rubric(l.text) || isByline:
			headlines++
		case headline(*l):
		case headlines == 0 && a.stoppedTitle(i):
			headlines++
		case headlines == 0 || !a.deck(i):
			inHead = false
		}
		inHead = inHead && i <= headLines
		if l.kind != "" && l.kind != annotate.RegionBoilerplate {
			continue
		}
		if inHead && rank == notPublished && !endsSentence(l.text, true) && isDateless(l.text) {
			l.kind = annotate.RegionByline
			if said, _ := dateless(l.text); said != bare && unread < 0 && strings.ContainsFunc(l.text, unicode.IsDigit) {
				unread = i
			}
		}
		if rank == bare && (!inHead || a.midSentence(i)) || rank == notPublished {
			continue
		}
		l.kind = annotate.RegionByline
		if outlet[1] > 0 {
			l.kind = annotate.RegionBoilerplate
			a.setOutlet(l.text[outlet[0]:outlet[1]], 4, i, outlet[0], outlet[1])
		}
		// The day above the headline may be that of the visit to the page.
		if rank > a.rank || rank == bare && a.rank == bare && above && headlines > 0 {
			at, best, a.rank, above = i, d, rank, headlines == 0
		}
	}
	if at >= 0 {
		a.setDate(best, at)
	} else if unread >= 0 {
		text := a.lines[unread].text
		a.found("published", fmt.Sprintf("%q names no day that can be told: set the date by hand", text), unread, 0, len(text))
	}
	a.joinCounts()
}

// joinCounts takes a count of comments beside the names and dates above the article for a part of them.
func (a *analysis) joinCounts() {
	for i := 1; i+1 < len(a.lines) && i <= headLines; i++ {
		l := &a.lines[i]
		_, named := readByline(a.lines[i-1].text)
		if l.kind == annotate.RegionComments && l.block != a.lines[i-1].block && l.block != a.lines[i+1].block && a.prose[i] == 0 &&
			(named || a.lines[i-1].kind == annotate.RegionByline || a.lines[i+1].kind == annotate.RegionByline) {
			l.kind = annotate.RegionBoilerplate
		}
	}
}

func (a *analysis) setDate(d date, i int) {
	if d.ambiguous && (a.language == "en" || a.language == "") { // in other languages the day comes first
		a.found("published", fmt.Sprintf("%q may be read in two ways: set the date by hand", a.lines[i].text[d.from:d.to]), i, d.from, d.to)
		return
	}
	a.published = d.iso
	a.found("published", d.iso, i, d.from, d.to)
}

func (a *analysis) setOutlet(name string, rank, i, from, to int) {
	if name == "" || rank <= a.outletSet {
		return
	}
	a.outlet, a.outletSet = name, rank
	a.findings = slices.DeleteFunc(a.findings, func(f Finding) bool { return f.What == "outlet" })
	a.found("outlet", name, i, from, to)
}

var urlLine = regexp.MustCompile(`^(?i:(?:url|link|source|original|permalink) ?:? ?)?(https?://[^\s<>"]+)$`)

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
		if titleLabel.MatchString(l.text) && l.length() <= longestTitle && a.title == "" {
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

// readURL finds the address of the article: a line of its own in the head, or one that a word before it says to be that.
// An address in the article is something that it speaks of.
func (a *analysis) readURL() {
	for i := range a.lines {
		l := &a.lines[i]
		if l.kind != "" || !strings.Contains(l.text, "://") {
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

var socialAddress = regexp.MustCompile(`^https?://(?:[a-z]+\.)?(?:x|twitter|facebook|instagram|youtube|youtu|tiktok|t|t\.me|vk|pic)\.(?:com|be|co|me|[a-z]+)/`)

// readPerson takes the author from line i, if it names one, with or without a date after or before the name.
func (a *analysis) readPerson(i int) bool {
	l := &a.lines[i]
	if l.kind != "" && l.kind != annotate.RegionByline || len(l.text) > longestDateLine {
		return false
	}
	text, at := l.text, 0
	dates := findDates(text)
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
			if d, r, _ := dateLine(l.text[len(text):]); r != notPublished {
				said, rank = d, r
				said.from, said.to = d.from+len(text), d.to+len(text)
			}
		case before:
			said, rank, _ = dateLine(text[:dates[n-1].to])
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

var clockBefore = regexp.MustCompile(`^(?:[ ,]*(?:` + clock.String() + `))?[ ,|·•–—-]*`)

// byAnybody is what follows a date where a page was put up by somebody who is not named in full.
var byAnybody = regexp.MustCompile(`^(?:by|By|von|par|por|door|av|di) [\p{L}\d_.-]+(?: [\p{L}\d_.-]+)?$`)

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

// readOutlets asks the lines of boilerplate which outlet they name.
func (a *analysis) readOutlets() {
	for i, l := range a.lines {
		if l.kind != annotate.RegionBoilerplate || len(l.text) > longestMarked {
			continue
		}
		if name, from, to := findOutlet(l.text); name != "" {
			rank := 3
			if strings.Contains(l.text, "©") {
				rank = 1
			}
			a.setOutlet(name, rank, i, from, to)
		}
	}
}

// collect gathers the regions in order, and counts them in a finding.
func (a *analysis) collect() {
	block := 0
	for _, l := range a.lines {
		if a.dateline != nil && l.start == a.dateline.Start {
			a.regions = append(a.regions, *a.dateline)
		}
		if l.kind == "" {
			block = 0
			continue
		}
		if n := len(a.regions); l.block != 0 && l.block == block {
			a.regions[n-1].End = l.end
		} else {
			a.regions = append(a.regions, annotate.Region{Start: l.start, End: l.end, Kind: l.kind})
		}
		block = l.block
	}
	if len(a.regions) == 0 {
		return
	}
	counts := map[annotate.RegionKind]int{}
	for _, r := range a.regions {
		counts[r.Kind]++
	}
	var parts []string
	for _, kind := range annotate.RegionKinds {
		if n := counts[kind]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s (%d)", kind, n))
		}
	}
	a.findings = append(a.findings, Finding{What: "regions", Detail: strings.Join(parts, ", ")})
}
