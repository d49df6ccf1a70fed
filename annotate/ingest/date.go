package ingest

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate/lazy"
)

const (
	day  = `(\d{1,2})(?i:st|nd|rd|th|er|º|\.)?`
	year = `((?:19|20)\d{2})`

	longYear = `((?:19|20|13|14|25)\d{2})` // of other calendars too
)

// dateForm is a way to write a date in numbers. The groups of the pattern hold what order says: y, m and d; "xx" is two
// numbers of which one is the day and the other the month.
type dateForm struct {
	signs   string // the pattern needs one of these characters behind a digit; see spaced
	pattern *lazy.Pattern
	order   string
}

var dateForms = []dateForm{
	{"-", lazy.New(`\b` + year + `-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\b`), "ymd"},
	{"/.", lazy.New(`\b` + year + `[/.] ?(\d{1,2})[/.] ?(\d{1,2})\b`), "ymd"},
	{".", lazy.New(`\b(\d{1,2})\. ?(\d{1,2})\. ?` + year + `\b`), "dmy"},
	{"/", lazy.New(`\b(\d{1,2})/(\d{1,2})/` + year + `\b`), "xxy"},
	{"-", lazy.New(`\b(\d{1,2})-(\d{1,2})-` + year + `\b`), "xxy"},
	{"年년", lazy.New(year + ` ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]`), "ymd"},
	{"年", lazy.New(`令和(\d{1,2})年(\d{1,2})月(\d{1,2})日`), "rmd"},
	{"tT", lazy.New(`\b(\d{1,2}) (?i:tháng) (\d{1,2})(?:,| (?i:năm),?)? ` + year + `\b`), "dmy"},
}

// eraStart is the year before the first of the Japanese era that goes on.
const eraStart = 2018

// date is a date that stands in a line.
type date struct {
	iso       string // YYYY-MM-DD
	from, to  int    // where, in bytes
	ambiguous bool   // day and month, read in this order, may stand in the other
}

// hasYear says whether a text holds what may be a year: four digits of ours, or a year of an era.
func hasYear(text string) bool {
	for i := 0; i+4 <= len(text); i++ {
		if (text[i] == '1' || text[i] == '2') && isDigit(text[i+1]) && isDigit(text[i+2]) && isDigit(text[i+3]) {
			return true
		}
	}
	return strings.Contains(text, "令和")
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// findDates returns the dates in a text, in order.
func findDates(text string) []date {
	folded := foldDigits(text)
	var dates []date
	for at := 0; ; {
		d, found := findDate(folded[at:])
		if !found {
			return dates
		}
		d.from, d.to, at = at+d.from, at+d.to, at+d.to
		dates = append(dates, date{d.iso, unfold(text, folded, d.from), unfold(text, folded, d.to), d.ambiguous})
	}
}

// findDate returns the first date in a text with folded digits.
func findDate(text string) (date, bool) {
	if !hasYear(text) {
		return date{}, false
	}
	best, found := findNamedDate(text)
	signs := signsAfterDigits(text)
	for _, form := range dateForms {
		if !strings.ContainsAny(signs, form.signs) {
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

// spaced are those of the signs of dateForms that may stand behind a digit and a space.
const spaced = "年년tT"

// signsAfterDigits returns the characters that stand behind digits, so far as dates are written with them.
func signsAfterDigits(text string) string {
	var signs []rune
	for i, r := range text {
		if i == 0 || r == ' ' || '0' <= r && r <= '9' {
			continue
		}
		if isDigit(text[i-1]) || text[i-1] == ' ' && i > 1 && isDigit(text[i-2]) && strings.ContainsRune(spaced, r) {
			signs = append(signs, r)
		}
	}
	return string(signs)
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
		case 'r':
			y = n + eraStart
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
			return date{iso: iso(y, b, a), ambiguous: true}, iso(y, a, b) != ""
		}
	}
	day := iso(y, mo, d)
	return date{iso: day}, day != ""
}
