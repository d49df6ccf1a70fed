package ingest

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// iso writes a day as YYYY-MM-DD; "" where there is no such day, or it is not of the last hundred years or the next.
func iso(y, m, d int) string {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if m < 1 || m > 12 || d < 1 || t.Day() != d || y < 1900 || y > 2099 {
		return ""
	}
	return t.Format(time.DateOnly)
}

// thai writes a day of the Thai calendar, whose years count from the Buddha, unless they are ours.
func thai(y, m, d int) string {
	if y > 2400 {
		y -= 543
	}
	return iso(y, m, d)
}

// iranian writes a day of the solar Hijri calendar. Its year starts on the 20th or 21st of March; its leap years follow
// a cycle of 33 years, exact for 1343 to 1472 (1964 to 2093).
func iranian(y, m, d int) string {
	if y < 1343 || y > 1472 || d < 1 || d > 31 || m > 6 && d > 30 || m == 12 && d == 30 && !iranianLeap(y) {
		return ""
	}
	days := d - 1 + 31*min(m-1, 6) + 30*max(m-7, 0)
	for past := 1343; past < y; past++ {
		if days += 365; iranianLeap(past) {
			days++
		}
	}
	return time.Date(1964, time.March, 21, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days).Format(time.DateOnly)
}

func iranianLeap(y int) bool {
	switch y % 33 {
	case 1, 5, 9, 13, 17, 22, 26, 30:
		return true
	}
	return false
}

func isASCII(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// foldDigits writes the decimal digits of all scripts as ours, a character for a character.
func foldDigits(text string) string {
	if isASCII(text) {
		return text
	}
	foreign := func(r rune) bool { return r >= utf8.RuneSelf && unicode.IsDigit(r) }
	if strings.IndexFunc(text, foreign) < 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		if !foreign(r) {
			return r
		}
		zero := r // digits stand in order from zero to nine
		for unicode.IsDigit(zero-1) && r-zero < 9 {
			zero--
		}
		return '0' + r - zero
	}, text)
}

// unfold returns where, in bytes of a text, stands what stands at byte at of its folded form.
func unfold(text, folded string, at int) int {
	if len(text) == len(folded) {
		return at
	}
	for i := range text {
		if at <= 0 {
			return i
		}
		_, size := utf8.DecodeRuneInString(folded)
		folded, at = folded[size:], at-size
	}
	return len(text)
}
