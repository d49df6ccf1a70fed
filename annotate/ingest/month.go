package ingest

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// months maps the names of months, in small letters and without a full stop, to their numbers.
var months = monthTable(
	"january jan januar janvier janv enero ene gennaio janeiro januari",
	"february feb febr februar février févr febrero febbraio fevereiro februari",
	"march mar märz maerz mars marzo março maart",
	"april apr avril avr abril aprile abr",
	"may mai mayo maggio maio mei",
	"june jun juni juin junio giugno junho",
	"july jul juli juillet juil julio luglio julho",
	"august aug août agosto augustus ago",
	"september sep sept septembre septiembre settembre setembro",
	"october oct oktober okt octobre octubre ottobre outubro",
	"november nov novembre noviembre novembro",
	"december dec dezember dez décembre déc diciembre dicembre dezembro",
)

func monthTable(names ...string) map[string]int {
	table := map[string]int{}
	for i, list := range names {
		for _, name := range strings.Fields(list) {
			table[name] = i + 1
		}
	}
	return table
}

// A date with a named month is found by the name and read from there to both sides: the patterns are anchored, so that
// none of them is tried at every place of a line.
var (
	dayAndYearAfter = regexp.MustCompile(`^\.? ` + day + `,? ` + year + `\b`)
	yearAfter       = regexp.MustCompile(`^\.?(?:,? (?:de )?|(-))` + year + `\b`)
	dayBefore       = regexp.MustCompile(`\b` + day + `(?: (?:of |de )?|(-))$`)
	weekdayBefore   = regexp.MustCompile(`\b(?i:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? $`)
)

const (
	longestDayBefore     = 12 // bytes of "31st of ", and of what shows that no digit stands before it
	longestWeekdayBefore = 16 // bytes of "Wednesday, ", likewise
)

// findNamedDate returns the first date in a text whose month is a word.
func findNamedDate(text string) (date, bool) {
	for from, to := nextWord(text, 0); from < len(text); from, to = nextWord(text, to) {
		month := months[strings.ToLower(text[from:to])]
		if month == 0 {
			continue
		}
		if d, found := dateAround(text, from, to, month); found {
			return d, true
		}
	}
	return date{}, false
}

// nextWord returns where the next run of letters stands in a text, in bytes; its end twice where there is none.
func nextWord(text string, at int) (from, to int) {
	start := strings.IndexFunc(text[at:], unicode.IsLetter)
	if start < 0 {
		return len(text), len(text)
	}
	from = at + start
	length := strings.IndexFunc(text[from:], func(r rune) bool { return !unicode.IsLetter(r) })
	if length < 0 {
		return from, len(text)
	}
	return from, from + length
}

// dateAround reads the date of which the name of the month stands at [from,to).
func dateAround(text string, from, to, month int) (date, bool) {
	if m := dayAndYearAfter.FindStringSubmatchIndex(text[to:]); m != nil {
		start := from - len(weekdayBefore.FindString(ending(text[:from], longestWeekdayBefore)))
		d := date{iso: iso(number(text[to:], m, 2), month, number(text[to:], m, 1)), from: start, to: to + m[1]}
		return d, d.iso != ""
	}
	after := yearAfter.FindStringSubmatchIndex(text[to:])
	if after == nil {
		return date{}, false
	}
	head := ending(text[:from], longestDayBefore)
	before := dayBefore.FindStringSubmatchIndex(head)
	if before == nil || (before[4] < 0) != (after[2] < 0) { // hyphens stand on both sides or on none
		return date{}, false
	}
	start := from - len(head) + before[0]
	if after[2] < 0 {
		start = len(strings.TrimSuffix(text[:start], "the "))
		start -= len(weekdayBefore.FindString(ending(text[:start], longestWeekdayBefore)))
	}
	d := date{iso: iso(number(text[to:], after, 2), month, number(head, before, 1)), from: start, to: to + after[1]}
	return d, d.iso != ""
}

// ending returns the last bytes of a text, at most so many and without the rest of a letter that is cut.
func ending(text string, most int) string {
	at := max(0, len(text)-most)
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return text[at:]
}

// number reads the digits of a group of a match.
func number(text string, m []int, group int) int {
	n, _ := strconv.Atoi(text[m[2*group]:m[2*group+1]])
	return n
}
