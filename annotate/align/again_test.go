package align_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/align"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"pgregory.net/rapid"
)

func TestAgainTakesTheNearestPlace(t *testing.T) {
	text := textpos.New("🦊 The mayor said no.\nThe  mayor said yes. The mayors left.")
	for _, c := range []struct {
		quoted   align.Quoted
		expected int
		want     string // with its place, "" for none
	}{
		{align.Quoted{Words: "The mayor"}, 0, "2 The mayor"},
		{align.Quoted{Words: "The mayor"}, 25, "21 The  mayor"},
		{align.Quoted{Words: "The mayor said yes."}, 0, "21 The  mayor said yes."},
		{align.Quoted{Words: "The mayor said", Begun: true, Length: 16}, 0, "2 The mayor said no"},
		{align.Quoted{Words: "The mayor said", Begun: true, Length: 500}, 0, "2 " + text.Slice(2, text.Len())},
		{align.Quoted{Words: "The mayor said", Begun: true, Length: 15}, 0, "2 The mayor said"},
		{align.Quoted{Words: "The mayor said", Begun: true, Length: 17}, 0, "2 The mayor said no"},
		{align.Quoted{Words: "the mayor"}, 0, ""}, {align.Quoted{Words: "  "}, 0, ""}, {align.Quoted{Words: "mayorsaid"}, 0, ""},
	} {
		at, found := align.Again(text, c.quoted, c.expected)
		want, words, _ := strings.Cut(c.want, " ")
		if found != (c.want != "") || found && (text.Slice(at.Start, at.End) != words || want != strconv.Itoa(at.Start)) {
			t.Errorf("%+v near %d: %v %q", c.quoted, c.expected, at, text.Slice(at.Start, at.End))
		}
	}
}

// A stretch that a new version kept, with what stands around it, is found where it is now, however much went in above it.
func TestWhatAVersionKeptIsFoundAgain(t *testing.T) {
	vocabulary := []string{"the", "mayor", "said", "port", "🦊", "é\u0301tat", "שלום", "水", "closed", "again", "on", "Monday"}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, 30).Draw(t, name), " ")
		}
		quote := "zebra " + draw("inner") + " quagga"
		before, after := draw("before"), draw("after")
		from := textpos.New(before + " alpha beta gamma delta epsilon " + quote + " zeta eta theta iota kappa " + after)
		to := textpos.New(draw("new") + " " + before + " alpha beta gamma delta epsilon " + quote + " zeta eta theta iota kappa " + draw("end"))
		anchors := align.Versions(from, to)
		start := from.CodePoint(strings.Index(from.String(), quote))
		at, found := align.Again(to, align.Quoted{Words: quote}, align.Follow(start, from.Len(), to.Len(), anchors))
		if !found || to.Slice(at.Start, at.End) != quote {
			t.Fatalf("%q is found at %v of %q", quote, at, to.String())
		}
		for i := 1; i < len(anchors); i++ {
			if anchors[i].From <= anchors[i-1].From || anchors[i].To <= anchors[i-1].To {
				t.Fatalf("%v does not rise", anchors)
			}
		}
	})
}
