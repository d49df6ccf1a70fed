package ingest_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/ingest"
)

func TestReadsDatesThatAreTyped(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", ""}, {"  ", ""}, {"2011-10-07", "2011-10-07"}, {"2011-10", "2011-10"}, {"2011", "2011"},
		{"2011-10-07T10:30:00Z", "2011-10-07T10:30:00Z"}, {"Oct 7 2011", "2011-10-07"}, {"oct 7, 2011", "2011-10-07"},
		{"October 7th, 2011", "2011-10-07"}, {"7 Oct 2011", "2011-10-07"}, {"Friday, 7 October 2011", "2011-10-07"},
		{"7. Oktober 2011", "2011-10-07"}, {"7 octobre 2011", "2011-10-07"}, {"7.10.2011", "2011-10-07"}, {"2011/10/07", "2011-10-07"},
		{"27/10/2011", "2011-10-27"}, {"10/27/2011", "2011-10-27"}, {"2011年10月7日", "2011-10-07"}, {"٧ أكتوبر ٢٠١١", "2011-10-07"},
		{"7/7/2011", "2011-07-07"}, {"29 Feb 2012", "2012-02-29"},
	} {
		if got, err := ingest.ReadDate(test.text); err != nil || got != test.want {
			t.Errorf("%q: %q, %v, want %q", test.text, got, err, test.want)
		}
	}
	for _, test := range []struct{ text, says string }{
		{"2011-02-30", "February has 28 days"}, {"Feb 30 2011", "There is no 30 February"}, {"31 April 2011", "April has 30 days"},
		{"29 Feb 2011", "no leap year"}, {"2011-13-07", "no month 13"}, {"7.13.2011", "no month 13"}, {"40/40/2011", "has to be a month"},
		{"Oct 32 2011", "October has 31 days"}, {"Oct 0 2011", "no day 0"}, {"7/10/2011", "7 October or 10 July"}, {"yesterday", "is no date"},
		{"Oct 7", "is no date"}, {"7 Oct 2011 or so, they say", "is no date"}, {"2011-10-07 and 2011-10-08", "is no date"},
	} {
		if got, err := ingest.ReadDate(test.text); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%q: %q, %v, want %q", test.text, got, err, test.says)
		}
	}
}

func TestEveryDayIsReadAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 40000).Draw(t, "days"))
		form := rapid.SampledFrom([]string{time.DateOnly, "Jan 2 2006", "Jan 2, 2006", "January 2, 2006", "2 Jan 2006", "2 January 2006", "Monday, 2 January 2006", "2006/01/02", "2.1.2006"}).Draw(t, "form")
		if got, err := ingest.ReadDate(day.Format(form)); err != nil || got != day.Format(time.DateOnly) {
			t.Fatalf("%s: %q, %v", day.Format(form), got, err)
		}
	})
}
