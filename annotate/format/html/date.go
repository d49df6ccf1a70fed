package html

import (
	"slices"
	"strings"
	"time"

	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// published is when the article was published, as the page says it.
func (p *page) published() string {
	said := []string{p.told.published}
	for _, name := range []string{"article:published_time", "datepublished", "og:article:published_time", "article:published", "og:published_time", "parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date",
		"pubdate", "publishdate", "publish_date", "publish-date", "publication_date", "publicationdate", "published_time", "published-date", "originalpublicationdate", "rbpubdate", "article.published", "article.created", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "date", "ptime", "displaydate", "weibo:article:create_at", "bt:pubdate", "iso-8601-publish-date", "release_date", "prism.publicationdate", "article_date_original", "created", "datecreated", "buildtime", "shareaholic:article_published_time"} {
		said = append(said, p.signs.metas[name]...)
	}
	for _, text := range said {
		if date := isoDate(text); date != "" {
			return p.local(date)
		}
	}
	if date := p.stamped(); date != "" {
		return p.local(date)
	}
	if date := p.shownDate(); date != "" {
		return date
	}
	return p.addressDate()
}

// stamped is the date that the page marks as that of publication, above or below the article.
func (p *page) stamped() string {
	for _, sure := range []bool{true, false} {
		for _, s := range p.signs.times {
			if s.published != sure {
				continue
			}
			if a := p.areaAt(s.node); furniture(a) && !(sure && a == navigation) {
				continue
			}
			if date := isoDate(s.value); date != "" {
				return date
			}
		}
	}
	return ""
}

// Where names and dates stand, in blocks above the headline, below the first prose and below the last.
const (
	aboveHead  = 8
	belowFirst = 3
	belowLast  = 8
)

// longestLine bounds a line of names and dates, in bytes.
const longestLine = 160

// shown is a line of names and dates.
type shown struct {
	text   string
	area   area
	linked bool // a part of it leads somewhere
	spot   spot
}

// spot is where a line stands.
type spot int

const (
	around spot = iota // the headline
	farOff             // on the page, in an element that is called one of names and dates
	below              // the article
)

// lines are those in which the page may name the author and the day: around the headline first, then those that are called so, then
// those below the article.
func (p *page) lines() []shown {
	var lines [below + 1][]shown
	for i, b := range p.blocks {
		if b.hidden || b.area == remarks || b.area == cookies || b.area == related && (i < p.headAt-1 || i > p.first) || b.letters == 0 {
			continue
		}
		for text := range strings.SplitSeq(b.text, "\n") {
			text = line(text)
			if text == "" || len(text) > longestLine {
				continue
			}
			l := shown{text: text, area: b.area, linked: b.linked > 2}
			switch {
			case p.last >= 0 && i >= p.headAt-aboveHead && i <= p.first+belowFirst && (b.area != navigation || i >= p.headAt):
				if b.prose && b.area != byline && i >= p.first && !posted.MatchString(text) {
					continue
				}
			case b.area == byline || b.area == bio:
				l.spot = farOff
			case i > p.last-2 && i <= p.last+belowLast && !b.prose && (b.area == "" || b.area == caption):
				l.spot = below
			default:
				continue
			}
			lines[l.spot] = append(lines[l.spot], l)
		}
	}
	return slices.Concat(lines[:]...)
}

// posted finds a line that says who sent an article in.
var posted = lazy.New(`^(?i:posted|written|published|submitted) by \S+`)

// shownDate is the day that the page shows as that of publication.
func (p *page) shownDate() string {
	lines := p.lines()
	for _, l := range lines {
		if date := ingest.ReadDateline(l.text); date != "" {
			return date
		}
		if dates := ingest.FindDates(l.text); len(dates) == 1 && dates[0].Either != "" && letters(withoutDates(l.text, dates)) == 0 {
			if day := p.day(dates[0]); day != "" {
				return day
			}
		}
	}
	if date := p.labelledDate(); date != "" {
		return date
	}
	for _, captions := range []bool{false, true} {
		for _, l := range lines {
			if dates := ingest.FindDates(l.text); (l.area == caption) == captions && len(dates) > 0 && len(dates) <= 2 && !strings.Contains(l.text, "©") {
				if day := p.day(dates[0]); day != "" {
					return day
				}
			}
		}
	}
	if p.last < 0 {
		return ""
	}
	for _, b := range p.blocks[max(p.headAt, 0):min(p.first+2, len(p.blocks))] { // a headline or a first sentence that is dated
		dates := ingest.FindDates(b.text[:min(len(b.text), longestLine)])
		if len(dates) > 0 && dates[0].From < 40 {
			if day := p.day(dates[0]); day != "" {
				return day
			}
		}
	}
	return ""
}

// labelledDate is the day of which lines anywhere on the page say that the article was published on it, "" where they say several.
func (p *page) labelledDate() string {
	found, before := "", ""
	for _, b := range p.blocks {
		if b.hidden || b.area == remarks || b.area == related || b.area == cookies {
			continue
		}
		for text := range strings.SplitSeq(b.text, "\n") {
			text = line(text)
			for _, said := range []string{text, before + " " + text} { // the word alone on the line before
				day := ingest.ReadPublished(said)
				switch {
				case day == "" || found == day:
				case found != "":
					return ""
				default:
					found = day
				}
			}
			if before = text; len(before) > longestBefore {
				before = ""
			}
		}
	}
	return found
}

// longestBefore bounds a word or two that say what the date on the next line is, in bytes.
const longestBefore = 24

// day is a day that is shown; where day and month may change places, as the language of the page has it.
func (p *page) day(d ingest.ShownDate) string {
	said := strings.ToLower(p.language())
	switch {
	case d.Either == "":
		return d.Day
	case said == "en-us":
		return d.Either
	case said == "" || said == "en":
		return p.dayAsOthers(d)
	}
	return d.Day
}

// numbered finds a date in numbers.
var numbered = lazy.New(`\b(\d{1,2})([./-])(\d{1,2})[./-](?:20|19)\d\d\b`)

// dayAsOthers is a day in whose date day and month may change places, as the other dates in numbers on the page have them; "" where none
// tells, or they differ.
func (p *page) dayAsOthers(d ingest.ShownDate) string {
	first, second := false, false
	for _, b := range p.blocks {
		if m := numbered.FindStringSubmatch(b.text[:min(len(b.text), longestSaid)]); m != nil {
			first, second = first || m[1] > "12" && len(m[1]) == 2, second || m[3] > "12" && len(m[3]) == 2
		}
	}
	switch {
	case first && !second:
		return d.Day
	case second && !first:
		return d.Either
	}
	return ""
}

// local is a day that the page shows, where what it says in the time of Greenwich is the day before or after.
func (p *page) local(said string) string {
	t, err := time.Parse(time.RFC3339, said)
	if err != nil {
		return said
	}
	if _, offset := t.Zone(); offset != 0 {
		return said
	}
	days := map[string]bool{}
	for _, l := range p.lines() {
		for _, d := range ingest.FindDates(l.text) {
			days[p.day(d)] = true
		}
	}
	if days[t.Format(time.DateOnly)] {
		return said
	}
	for _, later := range []int{1, -1} {
		if day := t.AddDate(0, 0, later).Format(time.DateOnly); days[day] {
			return day
		}
	}
	return said
}

var addressed = lazy.New(`/((?:19|20)\d\d)[/-]?(0?[1-9]|1[0-2])[/-]?(0?[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)

// addressDate is the date that stands in the page's address.
func (p *page) addressDate() string {
	m := addressed.FindStringSubmatch(p.address())
	if m == nil {
		return ""
	}
	date, err := time.Parse("2006-1-2", m[1]+"-"+m[2]+"-"+m[3])
	if err != nil {
		return ""
	}
	return date.Format(time.DateOnly)
}

// dateForms are the ways in which programs write dates.
var dateForms = []string{time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z0700", "20060102T150405Z0700", time.RFC1123Z, time.RFC1123, time.RFC822Z, "Mon Jan 2 15:04:05 MST 2006", "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2006-01-02T15:04:05.000Z07:00"}

// localForms are those without a zone.
var localForms = []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006/01/02 15:04:05", "2006/01/02 15:04", "20060102150405", "2006-01-02T15:04:05.000", "02.01.2006 15:04", "02.01.2006, 15:04", "2.1.2006 15:04"}

// isoDate is a date as it is kept, "" where the text is none.
func isoDate(text string) string {
	text = strings.TrimSpace(text)
	if len(text) < 6 || len(text) > 80 {
		return ""
	}
	for _, form := range dateForms {
		if t, err := time.Parse(form, text); err == nil {
			return checked(t, t.Format(time.RFC3339))
		}
	}
	for _, form := range localForms {
		if t, err := time.Parse(form, text); err == nil {
			return checked(t, t.Format("2006-01-02T15:04:05"))
		}
	}
	if t, err := time.Parse("20060102", text); err == nil {
		return checked(t, t.Format(time.DateOnly))
	}
	if date, err := ingest.ReadDate(text); err == nil && len(date) >= len(time.DateOnly) {
		return date
	}
	if date := ingest.ReadDateline(text); date != "" {
		return date
	}
	if len(text) > 10 {
		if t, err := time.Parse(time.DateOnly, text[:10]); err == nil {
			return checked(t, t.Format(time.DateOnly))
		}
	}
	return ""
}

// checked refuses the times that programs write where they know none.
func checked(t time.Time, text string) string {
	if t.Year() < 1900 || t.Unix() == 0 {
		return ""
	}
	return text
}
