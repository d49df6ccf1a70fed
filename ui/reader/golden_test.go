package reader

import (
	"fmt"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
)

// variantTheme is Fyne's theme held in one variant.
type variantTheme struct {
	fyne.Theme
	variant fyne.ThemeVariant
}

func (t variantTheme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return t.Theme.Color(name, t.variant)
}

// TestLooks compares the view with pictures that were looked at. The tests run without the fonts of the system, so
// that Arabic and Chinese show as boxes, in the right order and places.
func TestLooks(t *testing.T) {
	for _, look := range []struct {
		name    string
		variant fyne.ThemeVariant
		size    fyne.Size
		scale   float32
		show    func(*Reader)
	}{
		{"light", theme.VariantLight, fyne.NewSize(760, 390), 1, func(*Reader) {}},
		{"dark", theme.VariantDark, fyne.NewSize(760, 390), 1, func(*Reader) {}},
		{"fine", theme.VariantLight, fyne.NewSize(500, 200), 2, func(*Reader) {}},
		{"narrow", theme.VariantLight, fyne.NewSize(260, 420), 1, func(*Reader) {}},
		{"overlaps-light", theme.VariantLight, fyne.NewSize(760, 180), 2, overlaps},
		{"overlaps-dark", theme.VariantDark, fyne.NewSize(760, 180), 2, overlaps},
		{"states-light", theme.VariantLight, fyne.NewSize(760, 390), 1, states},
		{"states-dark", theme.VariantDark, fyne.NewSize(760, 390), 1, states},
		{"found-light", theme.VariantLight, fyne.NewSize(500, 260), 2, found},
		{"found-dark", theme.VariantDark, fyne.NewSize(500, 260), 2, found},
		{"selection-light", theme.VariantLight, fyne.NewSize(760, 390), 1, selecting},
		{"selection-dark", theme.VariantDark, fyne.NewSize(760, 390), 1, selecting},
		{"tags", theme.VariantLight, fyne.NewSize(760, 390), 1, func(r *Reader) { r.SetTags(true) }},
		{"serif", theme.VariantLight, fyne.NewSize(760, 390), 1, func(r *Reader) { r.SetTypography(Typography{Serif: true, Size: 19}) }},
		{"parted-light", theme.VariantLight, fyne.NewSize(760, 220), 2, parted},
		{"parted-dark", theme.VariantDark, fyne.NewSize(760, 220), 2, parted},
		{"numbers", theme.VariantLight, fyne.NewSize(560, 390), 1, func(r *Reader) {
			r.SetNumbers(ParagraphNumbers)
			r.SetDone([]annotate.Segment{{Start: 0, End: at(article, "Officials", 0).Start}})
		}},
		{"lines-dark", theme.VariantDark, fyne.NewSize(760, 390), 1, func(r *Reader) {
			r.SetNumbers(LineNumbers)
			r.SetTags(true)
			r.SetDone([]annotate.Segment{{Start: 0, End: len([]rune(article))}})
		}},
		{"shared-light", theme.VariantLight, fyne.NewSize(760, 200), 2, sharing},
		{"shared-dark", theme.VariantDark, fyne.NewSize(760, 200), 2, sharing},
		{"card", theme.VariantLight, fyne.NewSize(760, 200), 1, func(r *Reader) {
			r.tip.at = pointOf(r, at(article, "union’s", 0).Start)
			r.tip.hover("a3")
			r.tip.showTip("a3")
		}},
	} {
		t.Run(look.name, func(t *testing.T) {
			test.NewTempApp(t)
			test.ApplyTheme(t, variantTheme{theme.DefaultTheme(), look.variant})
			r, w, _ := newTestReader(t, article, articleRegions(), look.size, Options{})
			w.Canvas().(interface{ SetScale(float32) }).SetScale(look.scale)
			r.SetMarks(articleMarks())
			look.show(r)
			test.AssertImageMatches(t, look.name+".png", w.Canvas().Capture())
		})
	}
}

// overlaps stacks, nests and crosses marks of both styles, of both annotators, with the very same boundaries and
// deeper than there is room for at full size.
func overlaps(r *Reader) {
	hues := []color.NRGBA{claimHue, purpleHue, greenHue, actorHue}
	var marks []Mark
	add := func(m Mark, hue int) {
		m.ID, m.Color = fmt.Sprint(len(marks)), hues[hue]
		marks = append(marks, m)
	}
	add(claim("", at(article, "The mayor’s office said on Tuesday that “the crews were warned twice", 0)), 0)
	add(claim("", at(article, "on Tuesday that “the crews", 0)), 1)
	add(claim("", at(article, "Tuesday", 0)), 2)
	add(claim("", at(article, "the crews were warned twice” before the walkout", 0)), 2)
	twin := at(article, "the union’s chair, Ana Brandão", 0)
	add(claim("", twin), 0)
	add(claim("", twin), 1)
	add(actor("", "", twin), 3)
	add(actor("", "", twin), 2)
	for i := range 7 {
		s := at(article, "Officials close to the talks say the port authority", 0)
		add(actor("", "", annotate.Segment{Start: s.Start + 3*i, End: s.End - i}), i%4)
		add(claim("", annotate.Segment{Start: s.End + 1 + i, End: s.End + 50 - 2*i}), i%4)
	}
	r.SetMarks(marks)
}

// found shows hits under deep stacks, one of two underlines with the very same boundaries selected, and more tags at the
// end of a line than have room there.
func found(r *Reader) {
	overlaps(r)
	r.SetTags(true)
	r.SelectMark("7")
	r.SetHits([]annotate.Segment{at(article, "crews", 0), at(article, "warned", 0), at(article, "authority", 0)}, 0)
}

// sharing shows passages that other articles have too, over marks and beside them, one of them at hand with a number that others have
// otherwise.
func sharing(r *Reader) {
	r.SetShared([]annotate.Segment{at(article, "said on Tuesday that “the crews were warned twice", 0), at(article, "the port authority", 0)})
	nine := at(article, "nine", 0)
	r.SetMet([]Met{{Segment: annotate.Segment{Start: nine.Start - 30, End: nine.End + 60}, Numbers: []annotate.Segment{nine}}})
	r.Reveal(nine)
}

// parted shows marks of several segments, of both styles, across lines, one of them selected.
func parted(r *Reader) {
	r.SetMarks([]Mark{
		claim("selected", at(article, "the crews were", 0), at(article, "twice", 0), at(article, "before the walkout", 0)),
		actor("near", "", at(article, "chair", 0), at(article, "Brandão", 0)),
		{ID: "far", Segments: []annotate.Segment{at(article, "Officials", 0), at(article, "denied", 0)}, Color: greenHue, Style: annotate.Underline, Own: true},
		{ID: "others", Segments: []annotate.Segment{at(article, "nine per cent", 0), at(article, "March", 0), at(article, "a week later", 0)},
			Color: purpleHue, Style: annotate.Tint, Layer: "ben"},
	})
	r.SelectMark("selected")
}

// states shows a selected mark with its handles, related ones, one under the pointer, hits and the focus.
func states(r *Reader) {
	r.FocusGained()
	r.SelectMark("c2")
	r.SetRelated([]string{"a4", "c1"})
	r.SetHits([]annotate.Segment{at(article, "letter", 0), at(article, "crews", 0), at(article, "crews", 2)}, 1)
	r.tip.hover("c4")
}

// selecting shows two selected stretches over marks and regions.
func selecting(r *Reader) {
	r.FocusGained()
	r.Select(at(article, "claim that the union’s chair, Ana Brandão, called “a fairy tale”.\nOfficials close to the talks say the port authority", 0))
	r.selection.extra = []annotate.Segment{at(article, "PORT ELLIS", 0), at(article, "الإضراب", 0)}
	r.surface.place()
}
