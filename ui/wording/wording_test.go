package wording_test

import (
	"testing"

	"github.com/parallax-annotation/parallax/ui/wording"
)

func TestWording(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{wording.Count(1, "story"), "1 story"}, {wording.Count(0, "story"), "0 stories"}, {wording.Count(999, "day"), "999 days"},
		{wording.Count(1200, "actor"), "1,200 actors"}, {wording.Count(1234567, "speech"), "1,234,567 speeches"},
		{wording.CountOf(2, "reply", "replies"), "2 replies"},
		{wording.Capital("élan"), "Élan"}, {wording.Capital("港"), "港"}, {wording.Capital(""), ""},
		{wording.Short("a\n b", 3), "a b"}, {wording.Short("Zoë Müller", 6), "Zoë M…"}, {wording.Short("one two", 5), "one…"},
		{wording.Quoted("港口部", 2), "“港…”"}, {wording.Quoted("“We know,” he said", 9), "“We know…"}, {wording.Quoted("", 9), "“”"},
		{wording.Day("2011-10-07T14:00:00Z"), "7 Oct 2011"}, {wording.Day("2011-10"), "2011-10"}, {wording.Day("soon, they say"), "soon, they say"},
	} {
		if c.got != c.want {
			t.Errorf("%q, not %q", c.got, c.want)
		}
	}
}

func TestALabelInAnotherLanguageHasNoEnglishPlural(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{wording.LabelCount(12, "actor"), "12 actors"}, {wording.LabelCount(1, "Claim"), "1 Claim"}, {wording.LabelCount(12, "Akteur"), "Akteur: 12"},
		{wording.LabelPlural("Überblick"), "Überblick"}, {wording.LabelPlural("Claim"), "Claims"}, {wording.LabelPlural("نقد"), "نقد"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
