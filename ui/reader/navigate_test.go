package reader

import (
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
)

// TestWalkingMarksWithoutAnEntity takes only those that the caller wants.
func TestWalkingMarksWithoutAnEntity(t *testing.T) {
	test.NewTempApp(t)
	r, _, _ := newTestReader(t, article, nil, fyne.NewSize(760, 200), Options{})
	marks := articleMarks()
	for i := range marks {
		if marks[i].ID == "a4" || marks[i].ID == "a8" {
			marks[i].Name = ""
		}
	}
	r.SetMarks(marks)
	open := func(m Mark) bool { return m.Style == annotate.Underline && m.Name == "" }
	for _, want := range []string{"a4", "a8", ""} {
		if id := r.StepMark(1, open); id != want {
			t.Errorf("forwards to %q, want %q", id, want)
		}
	}
	for _, want := range []string{"a4", ""} {
		if id := r.StepMark(-1, open); id != want {
			t.Errorf("backwards to %q, want %q", id, want)
		}
	}
}

// TestWalkingRegions goes from region to region and back.
func TestWalkingRegions(t *testing.T) {
	test.NewTempApp(t)
	r, _, _ := newTestReader(t, article, articleRegions(), fyne.NewSize(760, 200), Options{})
	for _, step := range []struct {
		dir  int
		kind annotate.RegionKind
	}{
		{1, annotate.RegionDateline}, {1, annotate.RegionRelated}, {1, ""},
		{-1, annotate.RegionDateline}, {-1, annotate.RegionTitle}, {-1, ""},
	} {
		region, ok := r.StepRegion(step.dir)
		if region.Kind != step.kind || ok != (step.kind != "") || ok && r.Caret() != region.Start {
			t.Errorf("by %d to %q, caret %d", step.dir, region.Kind, r.Caret())
		}
	}
}

// TestViewsFollowEachOther scrolls one view by the other, without an echo.
func TestViewsFollowEachOther(t *testing.T) {
	test.NewTempApp(t)
	text := strings.Repeat(article, 10)
	told := 0
	var a, b *Reader
	opts := Options{OnScrolled: func() { told++; b.SetScrollPosition(a.ScrollPosition()); a.SetScrollPosition(a.ScrollPosition()) }}
	a, _, _ = newTestReader(t, text, nil, fyne.NewSize(500, 300), opts)
	b, _, _ = newTestReader(t, text, nil, fyne.NewSize(300, 400), Options{OnScrolled: func() { t.Error("an echo") }})
	a.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -300)})
	line := b.lay.Line(b.page.topLine())
	if s := b.page.stretch(line); told != 1 || a.ScrollPosition() < s.Start || a.ScrollPosition() >= s.End || s.Start == 0 {
		t.Errorf("told %d times; one view is at %d, the other at %v", told, a.ScrollPosition(), s)
	}
}

// TestNumbersCountParagraphs counts those that are not empty, and paints a number where one begins and nowhere else.
func TestNumbersCountParagraphs(t *testing.T) {
	test.NewTempApp(t)
	text := "one\n\n\r\ntwo 港口 that is long enough for a second line in a column this narrow\n" + strings.Repeat("more\n", 3000)
	r, _, _ := newTestReader(t, text, nil, fyne.NewSize(300, 300), Options{})
	r.SetNumbers(ParagraphNumbers)
	if n := r.paragraphs.Before(text, len(text)); n != 3002 {
		t.Errorf("%d paragraphs", n)
	}
	if n := r.paragraphs.Before(text, strings.Index(text, "two")); n != 1 {
		t.Errorf("%d paragraphs before the second", n)
	}
	inked := func(i int) bool {
		for _, v := range r.surface.strips {
			if v.number == i/stripLines {
				img := v.generate(int(v.raster.Size().Width), int(v.raster.Size().Height)).(*image.RGBA)
				from, _ := r.surface.stripRows(v.number, 1)
				top := row(r.lay.Line(i).Top, 1) - from
				for y := top; y < top+int(r.lay.Line(i).Height); y++ {
					for x := range int(r.page.gutter) {
						if img.RGBAAt(x, y).A > 0 {
							return true
						}
					}
				}
			}
		}
		return false
	}
	second := r.lay.LineOf(strings.Index(text, "two"))
	for i, want := range map[int]bool{0: true, 1: false, 2: false, second: true, second + 1: false} {
		if inked(i) != want {
			t.Errorf("line %d has a number: %v", i, !want)
		}
	}
	r.SetNumbers(LineNumbers)
	if !inked(1) || !inked(second+1) {
		t.Error("a line has no number")
	}
	left := r.page.left
	r.SetNumbers(NoNumbers)
	if r.page.gutter != 0 || r.page.left >= left || inked(0) {
		t.Error("numbers stay")
	}
}

// TestScrollingAllocatesNothing turns pages and the wheel, painting every line that comes into view.
func TestScrollingAllocatesNothing(t *testing.T) {
	test.NewTempApp(t)
	text := strings.Repeat(article, 40)
	r, _, later := newTestReader(t, text, articleRegions(), fyne.NewSize(530, 900), Options{})
	for _, done := r.lay.Ready(); !done; _, done = r.lay.Ready() {
		(<-later)()
	}
	r.SetMarks(benchMarks(2000, r.text.Len()))
	r.SetNumbers(LineNumbers)
	dir := float32(-1)
	step := func() {
		r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 60*dir)})
		r.paint(false)
		if r.page.offset == 0 || r.page.offset == r.page.knownEnd() {
			dir = -dir
		}
	}
	for range 300 {
		step()
	}
	// Fyne's queue of things to draw again, and the event itself, are not ours.
	if n := testing.AllocsPerRun(100, step); n > 1+float64(len(r.surface.strips)) {
		t.Errorf("%v allocations for a step of the wheel", n)
	}
}
