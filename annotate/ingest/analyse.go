package ingest

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

// analysis is what the lines of a text say about it. Its many methods are the signs by which regions and metadata are known, each in the
// file of what it finds; they share the lines, which are read once.
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
	places       map[string]bool // names that were asked for, and whether the text speaks of them as places
	transcript   *bool           // whether the text is that of an interview, nil where nobody asked
}

// analyse finds the metadata and the regions of a cleaned text.
//
// What readers wrote is set apart first, so that nothing in it is taken for the article's. Then each line is asked what
// it is by itself, and what is left decides where the article starts: its title stands above its first paragraph, its
// dateline opens it.
func analyse(text string) *analysis {
	a := &analysis{lines: splitLines(text), language: language(text), places: map[string]bool{}}
	partParagraphs(a.lines)
	findDatings(a.lines)
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
		said := l.dating()
		d, rank, outlet := said.date, said.rank, said.outlet
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
		if inHead && rank == notPublished && !endsSentence(l.text, true) {
			said, is := l.dateless()
			if is {
				l.kind = annotate.RegionByline
			}
			if is && said != bare && unread < 0 && strings.ContainsFunc(l.text, unicode.IsDigit) {
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
		if l.kind != annotate.RegionComments {
			continue
		}
		_, named := readByline(a.lines[i-1].text)
		if l.block != a.lines[i-1].block && l.block != a.lines[i+1].block && a.prose[i] == 0 &&
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

// mostAsked is how many lines of boilerplate are asked for the outlet, from the first on: an article has a handful.
const mostAsked = 200

// readOutlets asks the lines of boilerplate, and an agency in brackets below the article, which outlet they name.
func (a *analysis) readOutlets() {
	asked := 0
	for i, l := range a.lines {
		below := a.prose[i] > 0 && a.prose[i] == a.prose[len(a.lines)]
		if m := findAt(signature, l.text, below && l.kind == ""); m != nil {
			if name := outlets[l.text[m[2]:m[3]]]; name != "" {
				a.lines[i].kind = annotate.RegionBoilerplate
				a.setOutlet(name, 1, i, m[2], m[3])
				continue
			}
		}
		if l.kind != annotate.RegionBoilerplate || len(l.text) > longestMarked {
			continue
		}
		rank := 3
		if strings.Contains(l.text, "©") {
			rank = 1
		}
		if rank <= a.outletSet || asked == mostAsked { // something surer is known already, or nothing will be
			continue
		}
		asked++
		if name, from, to := findOutlet(l.text); name != "" {
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
