package reader

import (
	"bytes"
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// TestOverviewIsPaintedRowByRow changes marks and the selected one in a random order and finds the overview, of which
// only the rows concerned are painted again, the same as one painted whole.
func TestOverviewIsPaintedRowByRow(t *testing.T) {
	test.NewTempApp(t)
	r, _, _ := newTestReader(t, strings.Repeat(article, 8), articleRegions(), fyne.NewSize(420, 300), Options{})
	r.SetDone([]annotate.Segment{{Start: 0, End: 900}})
	overview := func() []uint8 { return r.ruler.generate(paint.OverviewWidth, 300).(*image.RGBA).Pix }
	rapid.Check(t, func(t *rapid.T) {
		r.SetMarks(nil)
		r.SetHits([]annotate.Segment{{Start: 40, End: 50}, {Start: 700, End: 720}}, 1)
		overview()
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
				overview()
			}
		}
		byRows := slices.Clone(overview())
		r.ruler.repaint()
		if !bytes.Equal(byRows, overview()) {
			t.Fatal("painted row by row the overview is another than painted whole")
		}
	})
}
