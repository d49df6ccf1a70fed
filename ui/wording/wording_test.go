package wording_test

import (
	"testing"

	"github.com/parallax-annotation/parallax/ui/wording"
)

func TestWording(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{wording.Count(1, "story"), "1 story"}, {wording.Count(0, "story"), "0 stories"}, {wording.Count(999, "day"), "999 days"},
		{wording.Count(1200, "actor"), "1,200 actors"}, {wording.Count(1234567, "speech"), "1,234,567 speeches"},
		{wording.CountOf(2, "list of regions", "lists of regions"), "2 lists of regions"},
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
