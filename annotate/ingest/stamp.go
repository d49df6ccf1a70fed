package ingest

import (
	"strings"
	"time"
)

// stamps are the ways in which programs write a time, and whether a form has a zone.
var stamps = []struct {
	form string
	zone bool
}{
	{time.RFC3339Nano, true}, {"2006-01-02T15:04:05.999999999-0700", true}, {"2006-01-02T15:04:05.999999999", false}, {"2006-01-02T15:04", false},
	{"2006-01-02 15:04:05.999999999Z07:00", true}, {"2006-01-02 15:04:05.999999999 -0700", true}, {"2006-01-02 15:04:05.999999999-0700", true},
	{"2006-01-02 15:04:05.999999999", false}, {"2006-01-02 15:04", false}, {"2006-01-02 15:04:05 MST", true},
	{time.RFC1123Z, true}, {time.RFC1123, true}, {"Mon, 2 Jan 2006 15:04:05 -0700", true}, {"Mon, 2 Jan 2006 15:04:05 MST", true},
	{"2 Jan 2006 15:04:05 -0700", true}, {time.UnixDate, true}, {time.RubyDate, true}, {time.ANSIC, false}, {"20060102T150405Z", true}, {"20060102T150405", false}, {"20060102", false},
}

// ReadStamp reads a time that a program wrote and returns it as a date is kept; "" where it is none. Midnight without a zone is a day.
func ReadStamp(text string) string {
	text = strings.TrimSpace(text)
	if at := strings.LastIndex(text, " ("); at > 0 && strings.HasSuffix(text, ")") { // the name of the zone, in a mail
		text = text[:at]
	}
	for _, s := range stamps {
		t, err := time.Parse(s.form, text)
		switch {
		case err != nil || t.Year() < 1000 || t.Year() > 9999:
			continue
		case s.zone:
			return t.Truncate(time.Second).Format(time.RFC3339)
		case t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0:
			return t.Format(time.DateOnly)
		}
		return t.Format("2006-01-02T15:04:05")
	}
	if date, err := ReadDate(text); err == nil {
		return date
	}
	return ""
}
