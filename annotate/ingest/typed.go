package ingest

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
)

// isoForms are the ways to write a date in which it is kept.
var isoForms = []string{time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05", time.RFC3339, "2006-01", "2006"}

// ReadDate reads a date that somebody typed: as it is kept, or as an article may be dated, such as “Oct 7 2011” or “7. Oktober 2011”. It
// returns it as it is kept; "" is no date. One that cannot be is refused with the reason.
func ReadDate(text string) (string, error) {
	text = strings.TrimSpace(foldDigits(text))
	if text == "" {
		return "", nil
	}
	for _, form := range isoForms {
		if _, err := time.Parse(form, text); err == nil {
			return text, nil
		}
	}
	if reason := impossible(text); reason != "" {
		return "", annotate.Invalidf("%s", reason)
	}
	dates := findDates(text)
	if len(dates) == 1 {
		d := dates[0]
		_, before := beside(text[:d.from])
		_, after := beside(text[d.to:])
		switch {
		case !before || !after:
		case d.ambiguous:
			return "", annotate.Invalidf("%s", twoDays(text, d.iso))
		default:
			return d.iso, nil
		}
	}
	return "", annotate.Invalidf("“%s” is no date that is understood: write 2011-10-07, 7 Oct 2011 or Oct 7, 2011", text)
}

// twoDays says which two days a date in numbers may be.
func twoDays(text, iso string) string {
	one, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return "Write the date like 2011-10-07"
	}
	other := time.Date(one.Year(), time.Month(one.Day()), int(one.Month()), 0, 0, 0, 0, time.UTC)
	return fmt.Sprintf("“%s” may be %s or %s: write %s or %s", text, one.Format("2 January"), other.Format("2 January"),
		one.Format(time.DateOnly), other.Format(time.DateOnly))
}

// impossible says why there is no such day as a text names, "" where there may be.
func impossible(text string) string {
	var numbers []int
	var long []bool // of these, those of four digits: years
	month := 0
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) }) {
		digits := strings.TrimRightFunc(part, func(r rune) bool { return !isDigit(byte(min(r, 127))) })
		n := 0
		if _, err := fmt.Sscanf(digits, "%d", &n); err == nil && isDigit(part[0]) {
			numbers, long = append(numbers, n), append(long, len(digits) == 4)
		} else if m := months[lower(part)]; m != 0 && month == 0 {
			month = m
		}
	}
	switch {
	case month != 0 && len(numbers) >= 2 && long[1] && !long[0]:
		return noSuchDay(numbers[1], month, numbers[0])
	case month != 0 && len(numbers) >= 2 && long[0] && !long[1]:
		return noSuchDay(numbers[0], month, numbers[1])
	case month != 0 || len(numbers) < 3 || numbers[0] == 0 && long[0]:
		return ""
	case long[0] && !long[1] && !long[2]:
		return noSuchDay(numbers[0], numbers[1], numbers[2])
	case long[2] && !long[0] && !long[1]:
		a, b := numbers[0], numbers[1]
		if a > 12 && b > 12 {
			return fmt.Sprintf("There is no such day: one of %d and %d has to be a month", a, b)
		}
		if a > 12 || strings.Contains(text, ".") { // the day stands first
			return noSuchDay(numbers[2], b, a)
		}
		if b > 12 {
			return noSuchDay(numbers[2], a, b)
		}
		if why := noSuchDay(numbers[2], a, b); why != "" {
			return why
		}
		return noSuchDay(numbers[2], b, a)
	}
	return ""
}

// noSuchDay says why there is no such day.
func noSuchDay(y, m, d int) string {
	if m < 1 || m > 12 {
		return fmt.Sprintf("There is no month %d: a year has 12", m)
	}
	last := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	name := time.Month(m).String()
	switch {
	case d == 0:
		return "There is no day 0: the first is 1"
	case d > last && m == 2 && d == 29:
		return fmt.Sprintf("There is no 29 February in %d: it was no leap year", y)
	case d > last:
		return fmt.Sprintf("There is no %d %s: %s has %d days", d, name, name, last)
	}
	return ""
}
