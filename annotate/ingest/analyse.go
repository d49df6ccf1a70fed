package ingest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

// analysis is what the lines of a text say about it.
type analysis struct {
	lines  []line
	prose  []int // for each line, and for the end, the code points of sentences above it
	blocks int   // regions of several lines that were marked so far

	title, outlet, author, url, published string

	rank      int // how surely published is the date of publication
	dateline  *annotate.Region
	regions   []annotate.Region
	findings  []Finding
	outletSet int // how surely the outlet is known
}

// analyse finds the metadata and the regions of a cleaned text.
//
// What readers wrote is set apart first, so that nothing in it is taken for the article's. Then each line is asked what
// it is by itself, and what is left decides where the article starts: its title stands above its first paragraph, its
// dateline opens it.
func analyse(text string) *analysis {
	a := &analysis{lines: splitLines(text)}
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
// above the article's first sentence; one sentence may stand between the headline and the date.
func (a *analysis) readDates() {
	at, best := -1, date{}
	inHead, headlines := true, 0
	for i := range a.lines {
		l := &a.lines[i]
		switch {
		case l.kind != "" || !inHead:
		case headline(*l):
			headlines++
		case headlines == 0 || !a.deck(i):
			inHead = false
		}
		inHead = inHead && i <= headLines
		if len(l.text) > 200 || l.kind != "" && l.kind != annotate.RegionBoilerplate || !hasYear(l.text) {
			continue
		}
		d, rank, outlet := dateLine(l.text)
		if rank == bare && !inHead || rank == notPublished {
			continue
		}
		l.kind = annotate.RegionByline
		if outlet[1] > 0 {
			l.kind = annotate.RegionBoilerplate
			a.setOutlet(l.text[outlet[0]:outlet[1]], 4, i, outlet[0], outlet[1])
		}
		if rank > a.rank {
			at, best, a.rank = i, d, rank
		}
	}
	if at >= 0 {
		a.setDate(best, at)
	}
}

func (a *analysis) setDate(d date, i int) {
	if d.ambiguous {
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
	a.readURL()
	seen := 0
	for i := range a.lines {
		l := &a.lines[i]
		if l.kind != "" {
			a.readPerson(i)
			continue
		}
		if seen++; seen > headLines {
			return
		}
		if length, outlet := findDateline(l.text); length > 0 && !(strings.HasSuffix(l.text[:length], ":") && transcript(a.lines)) {
			a.setDateline(i, length, outlet)
			return
		}
		switch {
		case a.readPerson(i):
		case a.title == "" && outlets[l.text] != "" && i+1 < len(a.lines):
			a.setOutlet(outlets[l.text], 3, i, 0, len(l.text))
			l.kind = annotate.RegionBoilerplate
		case a.title == "" && a.canBeTitle(i):
			a.setTitle(i)
		case l.kind == "" && a.isProse(i) && !(a.title != "" && a.deck(i)):
			return
		}
	}
}

func (a *analysis) readURL() {
	for i := range a.lines {
		l := &a.lines[i]
		if l.kind != "" || !strings.Contains(l.text, "://") {
			continue
		}
		if m := urlLine.FindStringSubmatchIndex(l.text); m != nil {
			l.kind = annotate.RegionBoilerplate
			if a.url == "" {
				a.url = l.text[m[2]:m[3]]
				a.found("url", a.url, i, m[2], m[3])
			}
		}
	}
}

// readPerson takes the author from line i, if it names one, with or without a date after the name.
func (a *analysis) readPerson(i int) bool {
	l := &a.lines[i]
	if l.kind != "" && l.kind != annotate.RegionByline {
		return false
	}
	text := l.text
	d, dated := findDate(text)
	if dated = dated && afterDate.MatchString(text[d.to:]); dated {
		text = strings.TrimRight(text[:d.from], " ,|·–—-")
		text = strings.TrimSuffix(text, " on")
	}
	author, outlet, from, to := authorLine(text)
	if author == "" && outlet == "" {
		return false
	}
	l.kind = annotate.RegionByline
	if author != "" && a.author == "" {
		a.author = author
		a.found("author", author, i, from, to)
	}
	if outlet != "" {
		a.setOutlet(outlet, 2, i, from, to)
	}
	if dated && a.rank < bare {
		a.rank = bare
		a.setDate(d, i)
	}
	return true
}

func (a *analysis) setDateline(i, length int, outlet string) {
	l := a.lines[i]
	a.found("dateline", l.text[:length], i, 0, length)
	a.dateline = &annotate.Region{
		Start: l.start, End: l.start + utf8.RuneCountInString(l.text[:length]), Kind: annotate.RegionDateline,
	}
	a.setOutlet(outlet, 2, i, 0, length)
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
