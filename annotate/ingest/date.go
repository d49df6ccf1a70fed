package ingest

import (
	"regexp"
	"strings"
	"time"
)

const (
	day  = `(\d{1,2})(?i:st|nd|rd|th|er|º|\.)?`
	year = `((?:19|20)\d{2})`
)

// dateForm is a way to write a date in numbers. The groups of the pattern hold what order says: y, m and d; "xx" is two
// numbers of which one is the day and the other the month.
type dateForm struct {
	signs   string // the pattern needs one of these characters
	pattern *regexp.Regexp
	order   string
}

var dateForms = []dateForm{
	{"-", regexp.MustCompile(`\b` + year + `-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\b`), "ymd"},
	{"/.", regexp.MustCompile(`\b` + year + `[/.](\d{1,2})[/.](\d{1,2})\b`), "ymd"},
	{".", regexp.MustCompile(`\b(\d{1,2})\.(\d{1,2})\.` + year + `\b`), "dmy"},
	{"/", regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})/` + year + `\b`), "xxy"},
	{"年", regexp.MustCompile(year + `年(\d{1,2})月(\d{1,2})日`), "ymd"},
}

// date is a date that stands in a line.
type date struct {
	iso       string // YYYY-MM-DD, "" where the order of day and month cannot be told
	from, to  int    // where, in bytes
	ambiguous bool
}

// hasYear says whether a text holds what may be a year, 1900 to 2099.
func hasYear(text string) bool {
	for i := 0; i+4 <= len(text); i++ {
		if (text[i] == '1' && text[i+1] == '9' || text[i] == '2' && text[i+1] == '0') && isDigit(text[i+2]) && isDigit(text[i+3]) {
			return true
		}
	}
	return false
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// findDate returns the first date in a text.
func findDate(text string) (date, bool) {
	if !hasYear(text) {
		return date{}, false
	}
	best, found := findNamedDate(text)
	for _, form := range dateForms {
		if !strings.ContainsAny(text, form.signs) {
			continue
		}
		m := form.pattern.FindStringSubmatchIndex(text)
		if m == nil || found && m[0] >= best.from {
			continue
		}
		if d, ok := form.read(text, m); ok {
			d.from, d.to = m[0], m[1]
			best, found = d, true
		}
	}
	return best, found
}

// read turns what a pattern matched into a date; false where there is no such day.
func (f dateForm) read(text string, m []int) (date, bool) {
	var y, mo, d int
	var unknown []int
	for i, field := range f.order {
		n := number(text, m, i+1)
		switch field {
		case 'y':
			y = n
		case 'm':
			mo = n
		case 'd':
			d = n
		case 'x':
			unknown = append(unknown, n)
		}
	}
	if len(unknown) == 2 {
		a, b := unknown[0], unknown[1]
		switch {
		case a > 12:
			d, mo = a, b
		case b > 12, a == b:
			mo, d = a, b
		default:
			return date{ambiguous: true}, iso(y, a, b) != ""
		}
	}
	day := iso(y, mo, d)
	return date{iso: day}, day != ""
}

// iso writes a day as YYYY-MM-DD; "" where there is no such day.
func iso(y, m, d int) string {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if m < 1 || m > 12 || d < 1 || t.Day() != d {
		return ""
	}
	return t.Format(time.DateOnly)
}

// clock matches a time of day with its zone.
const clock = `\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?(?: \(?(?:GMT|UTC|[A-Z]{2,4}T|ET|PT|CT)(?:[+-]\d{1,2}(?::?\d{2})?)?\)?)?`

var (
	// afterDate is what may follow the date of a published line.
	afterDate = regexp.MustCompile(`^(?:[ ,|·–—-]*(?i:last updated )?(?:at |@ ?)?` + clock + `)?[ .|]*$`)
	// timeAfterDate is what follows the date of a reader's comment.
	timeAfterDate = regexp.MustCompile(`^[ ,|·–—-]*(?:at |@ ?)?` + clock + `$`)

	// publishedWords, updatedWords and publishedIn stand before the date.
	publishedWords = regexp.MustCompile(`^(?i:(?:first |originally )?(?:published|posted|created|issued|filed|date|dated|publication date|release date|publié le|veröffentlicht(?: am)?|publicado el|pubblicato il|publicado em|stand)(?: on| at| date)?) ?[:–—-]? ?$`)
	updatedWords   = regexp.MustCompile(`^(?i:(?:last )?(?:updated|modified|revised)(?: on| at)?(?: \d{3,4} (?:GMT|UTC|ET)(?: \(\d{4} [A-Z]{3}\))?,?)?|mis à jour le|aktualisiert(?: am)?|actualizado(?: el)?) ?[:–—-]? ?$`)
	publishedIn    = regexp.MustCompile(`^(?:This (?:article|story) was )?(?:First p|Originally p|P|p)ublished (?:in|by|on) (\p{Lu}[\p{L}\d.&'’ -]{1,40}?)(?:,| on) (?:on )?$`)
	leadingMark    = regexp.MustCompile(`^[ |·–—(-]*$`)
)

// How much a date counts as that of publication.
const (
	notPublished = iota
	updated      // the date of a later version
	bare         // a date alone on a line above the article
	published    // a line says so
)

// dateLine says whether a line does nothing but name the date of publication, and how surely. Such a line may also name
// the outlet, whose place in the line is given in bytes.
func dateLine(text string) (d date, rank int, outlet [2]int) {
	d, found := findDate(text)
	if !found || !afterDate.MatchString(text[d.to:]) {
		return date{}, notPublished, outlet
	}
	before := text[:d.from]
	if m := publishedIn.FindStringSubmatchIndex(before); m != nil {
		return d, published, [2]int{m[2], m[3]}
	}
	switch {
	case publishedWords.MatchString(before):
		return d, published, outlet
	case updatedWords.MatchString(before):
		return d, updated, outlet
	case leadingMark.MatchString(before):
		return d, bare, outlet
	}
	return date{}, notPublished, outlet
}
