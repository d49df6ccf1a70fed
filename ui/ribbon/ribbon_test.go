package ribbon

import (
	"image"
	"image/color"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

var (
	ink   = color.NRGBA{R: 10, G: 120, B: 110, A: 255}
	fill  = color.NRGBA{R: 10, G: 120, B: 110, A: 90}
	paper = color.NRGBA{R: 255, G: 255, B: 255, A: 255}
)

// gapOf is a gap of 60 by 400 with some ribbons.
func gapOf(ribbons ...Ribbon) Gap {
	for i := range ribbons {
		ribbons[i].Ink, ribbons[i].Fill, ribbons[i].Paper = ink, fill, paper
	}
	return Gap{Left: 200, Right: 260, Top: 0, Bottom: 400, Ribbons: ribbons}
}

// shown is the picture of a gap.
func shown(t *testing.T, gap Gap) *image.RGBA {
	test.NewTempApp(t)
	l := NewLayer()
	l.Set(0, gap)
	p := l.gaps[0]
	size := p.raster.Size()
	return p.paint(int(size.Width), int(size.Height)).(*image.RGBA)
}

func TestARibbonRunsFromOneTextToTheOther(t *testing.T) {
	picture := shown(t, gapOf(Ribbon{Left: Stretch{Top: 40, Bottom: 60}, Right: Stretch{Top: 140, Bottom: 180}}))
	inked := func(x, y int) bool { return picture.RGBAAt(x, y).A > 0 }
	top := 40 - room
	if !inked(0, 50-top) || inked(0, 160-top) {
		t.Error("at the left it is not where the passage is")
	}
	if right := picture.Rect.Dx() - 1; !inked(right, 160-top) || inked(right, 50-top) {
		t.Error("at the right it is not where the passage is")
	}
	for x := range picture.Rect.Dx() {
		if !slices.ContainsFunc(slices.Collect(rows(picture)), func(y int) bool { return inked(x, y) }) {
			t.Fatalf("it is broken at %d", x)
		}
	}
}

func rows(picture *image.RGBA) func(func(int) bool) {
	return func(yield func(int) bool) {
		for y := range picture.Rect.Dy() {
			if !yield(y) {
				return
			}
		}
	}
}

func TestWhatLiesOutOfViewIsAStubAtTheEdge(t *testing.T) {
	l := NewLayer()
	l.Set(0, gapOf(
		Ribbon{Left: Stretch{Top: 40, Bottom: 60}, Right: Stretch{Top: 900, Bottom: 950}},
		Ribbon{Left: Stretch{Top: -80, Bottom: -60}, Right: Stretch{Top: 30, Bottom: 50}},
		Ribbon{Left: Stretch{Top: -80, Bottom: -60}, Right: Stretch{Top: 900, Bottom: 950}},
		Ribbon{Left: Stretch{Top: -80, Bottom: -60}, Right: Stretch{Top: 30, Bottom: 50}, Alone: AtLeft},
	))
	seen := l.Ribbons(0)
	if len(seen) != 2 {
		t.Fatalf("%d ribbons are to be seen, not the two of which an end is in view", len(seen))
	}
	if at := seen[0].Right; at.Out != 1 || at.Bottom != 400 || at.Top <= 380 {
		t.Errorf("what lies below is at %v", at)
	}
	if at := seen[1].Left; at.Out != -1 || at.Top != 0 || at.Bottom >= 20 {
		t.Errorf("what lies above is at %v", at)
	}
}

// TestLinesAreToldApartWithoutColour compares the inked pixels of each style and sign.
func TestLinesAreToldApartWithoutColour(t *testing.T) {
	var masks []string
	for _, r := range []Ribbon{{Style: Solid}, {Style: Dashed}, {Style: Dotted}, {Style: Mixed}, {Style: Solid, Sign: Equals}, {Style: Solid, Sign: Plus}, {Style: Solid, Sign: Unequals}, {Style: Solid, Sign: Arrow}} {
		r.Left, r.Right = Stretch{Top: 40, Bottom: 60}, Stretch{Top: 90, Bottom: 110}
		picture := shown(t, gapOf(r))
		mask := make([]byte, 0, len(picture.Pix)/4)
		for i := 0; i < len(picture.Pix); i += 4 {
			dark := byte('.')
			if picture.Pix[i+3] > 100 && picture.Pix[i] < 150 {
				dark = '#'
			}
			mask = append(mask, dark)
		}
		if slices.Contains(masks, string(mask)) {
			t.Errorf("style %d with sign %d looks like another", r.Style, r.Sign)
		}
		masks = append(masks, string(mask))
	}
}

// TestOnlyGapsThatChangeArePainted sets a gap again as it was: its picture is not asked for anew.
func TestOnlyGapsThatChangeArePainted(t *testing.T) {
	w := test.NewTempWindow(t, NewLayer().Object)
	l := NewLayer()
	w.SetContent(l.Object)
	w.Resize(fyne.NewSize(400, 400))
	set := func(bottom float32) (repainted bool) {
		before := Gap{}
		if len(l.gaps) > 0 {
			before = l.gaps[0].gap
		}
		l.Set(0, gapOf(Ribbon{Left: Stretch{Top: 40, Bottom: 60}, Right: Stretch{Top: 90, Bottom: bottom}}))
		return len(before.Ribbons) == 0 || &before.Ribbons[0] != &l.gaps[0].gap.Ribbons[0]
	}
	if !set(110) || set(110) || !set(111) {
		t.Error("a gap is painted where nothing changed, or not where something did")
	}
	l.Only(0)
	if len(l.Ribbons(0)) != 0 || l.gaps[0].raster.Visible() {
		t.Error("a gap that is gone is still to be seen")
	}
}
