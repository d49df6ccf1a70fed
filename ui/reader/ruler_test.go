package reader

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
)

// TestOverviewIsPaintedRowByRow changes marks and the selected one in a random order and finds the overview, of which
// only the rows concerned are painted again, the same as one painted whole.
func TestOverviewIsPaintedRowByRow(t *testing.T) {
	test.NewTempApp(t)
	r, _, _ := newTestReader(t, strings.Repeat(article, 8), articleRegions(), fyne.NewSize(420, 300), Options{})
	r.SetDone([]annotate.Segment{{Start: 0, End: 900}})
	rapid.Check(t, func(t *rapid.T) {
		r.SetMarks(nil)
		r.SetHits([]annotate.Segment{{Start: 40, End: 50}, {Start: 700, End: 720}}, 1)
		r.ruler.generate(tickRoom, 300)
		for range rapid.IntRange(1, 60).Draw(t, "changes") {
			id := fmt.Sprint(rapid.IntRange(0, 30).Draw(t, "id"))
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0:
				r.RemoveMark(id)
			case 1:
				r.SelectMark(id)
			default:
				start := rapid.IntRange(0, r.text.Len()-300).Draw(t, "start")
				m := claim(id, annotate.Segment{Start: start, End: start + rapid.IntRange(1, 120).Draw(t, "length")})
				if rapid.Bool().Draw(t, "parted") {
					m.Segments = append(m.Segments, annotate.Segment{Start: start + 130, End: start + 290})
				}
				m.Style = rapid.SampledFrom([]annotate.Style{annotate.Tint, annotate.Underline}).Draw(t, "style")
				m.Own = rapid.Bool().Draw(t, "own")
				if rapid.Bool().Draw(t, "hue") {
					m.Color = greenHue
				}
				r.PutMark(m)
			}
			if rapid.Bool().Draw(t, "painted") {
				r.ruler.generate(tickRoom, 300)
			}
		}
		r.ruler.generate(tickRoom, 300)
		byRows := slices.Clone(r.ruler.img.Pix)
		r.ruler.repaint()
		r.ruler.generate(tickRoom, 300)
		if !bytes.Equal(byRows, r.ruler.img.Pix) {
			t.Fatal("painted row by row the overview is another than painted whole")
		}
	})
}

// TestOverviewShowsWhatIsThere looks for ink in the rows and columns where marks, hits and done parts belong.
func TestOverviewShowsWhatIsThere(t *testing.T) {
	test.NewTempApp(t)
	text := strings.Repeat(article, 8)
	r, _, _ := newTestReader(t, text, nil, fyne.NewSize(420, 300), Options{})
	r.SetMarks([]Mark{claim("c", at(text, "fairy tale", 3)), actor("a", "", at(text, "Ibarra", 6))})
	r.SetHits([]annotate.Segment{at(text, "deckhand", 1)}, -1)
	r.SetDone([]annotate.Segment{{Start: 0, End: at(text, "Harbour", 2).Start}})
	r.ruler.generate(tickRoom, 300)
	inked := func(s annotate.Segment, x int) bool {
		return r.ruler.img.RGBAAt(x, r.ruler.row(s.Start)).A > 0
	}
	for _, c := range []struct {
		what string
		at   annotate.Segment
		x    int
		want bool
	}{
		{"a claim", at(text, "fairy tale", 3), tintsFrom, true},
		{"no claim", at(text, "fairy tale", 4), tintsFrom, false},
		{"an actor", at(text, "Ibarra", 6), underlinesFrom, true},
		{"no actor", at(text, "Ibarra", 5), underlinesFrom, false},
		{"a hit", at(text, "deckhand", 1), 0, true},
		{"a done part", at(text, "deckhand", 1), doneFrom, true},
		{"what is not done", at(text, "deckhand", 3), doneFrom, false},
	} {
		if inked(c.at, c.x) != c.want {
			t.Errorf("%s: inked %v", c.what, !c.want)
		}
	}
}
