package reader

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// TestSelectionsAreTheSameWhateverTheSetting drags from one cluster to another at random widths, sizes, fonts and
// scroll positions, and finds the very same code points selected.
func TestSelectionsAreTheSameWhateverTheSetting(t *testing.T) {
	test.NewTempApp(t)
	text := strings.Repeat(article, 3)
	r, w, _ := newTestReader(t, text, nil, fyne.NewSize(760, 520), Options{})
	rapid.Check(t, func(t *rapid.T) {
		w.Resize(fyne.NewSize(float32(rapid.IntRange(240, 1100).Draw(t, "width")), float32(rapid.IntRange(300, 700).Draw(t, "height"))))
		r.SetTypography(Typography{
			Size:   float32(rapid.IntRange(8, 40).Draw(t, "size")),
			Column: float32(rapid.IntRange(20, 90).Draw(t, "column")),
			Serif:  rapid.Bool().Draw(t, "serif"),
		})
		r.SetTags(rapid.Bool().Draw(t, "tags"))
		cluster := func(name string, from, to int) int {
			cp := r.text.GraphemeAt(rapid.IntRange(from, to).Draw(t, name)).Start
			if r.text.Slice(cp, cp+1) == "\n" {
				cp++
			}
			return min(cp, r.text.PrevGrapheme(r.text.PrevGrapheme(r.text.Len())))
		}
		from := cluster("from", 0, r.text.Len()-1)
		to := cluster("to", from, min(from+40, r.text.Len()-1))
		r.SetScrollPosition(from)
		r.page.scrollTo(r.page.offset - float64(rapid.IntRange(0, 60).Draw(t, "scroll")))
		r.SelectMark("")

		drag(r, edgeOf(r, from), edgeOf(r, to), fyne.KeyModifierAlt)
		if want := r.text.Slice(from, to); selected(r) != want {
			t.Fatalf("by characters: selected %q, want %q", selected(r), want)
		}
		drag(r, edgeOf(r, from), edgeOf(r, to), 0)
		want := r.text.SnapWords(annotate.Segment{Start: from, End: to})
		if got := selected(r); from < to && got != r.text.Slice(want.Start, want.End) {
			t.Fatalf("by words: selected %q, want %q", got, r.text.Slice(want.Start, want.End))
		}
	})
}

// TestMarkingMovesNothing compares where every line stands before and after marks come and go.
func TestMarkingMovesNothing(t *testing.T) {
	test.NewTempApp(t)
	r, _, _ := newTestReader(t, article, articleRegions(), fyne.NewSize(500, 300), Options{})
	where := func() string {
		var places []string
		for _, v := range r.surface.strips {
			if v.number >= 0 {
				places = append(places, fmt.Sprint(v.number, v.raster.Position(), v.raster.Size()))
			}
		}
		slices.Sort(places)
		return strings.Join(places, "\n")
	}
	before := where()
	r.SetMarks(articleMarks())
	for i := range 40 {
		r.PutMark(actor(fmt.Sprint("deep", i), "", annotate.Segment{Start: 60 + i, End: 200 - i}))
	}
	if after := where(); after != before {
		t.Errorf("lines moved from\n%s\nto\n%s", before, after)
	}
}

// TestOnlyTheStripsOfAMarkAreDrawnAgain counts the pictures that are painted when one mark is put.
func TestOnlyTheStripsOfAMarkAreDrawnAgain(t *testing.T) {
	test.NewTempApp(t)
	r, _, _ := newTestReader(t, article, nil, fyne.NewSize(760, 520), Options{})
	m := actor("a", "", at(article, "Ana Brandão", 0))
	touched := 0
	for _, v := range r.surface.strips {
		if v.number >= 0 && v.stretch.Start < m.Segments[0].End && m.Segments[0].Start < v.stretch.End {
			touched++
		}
	}
	if changed := r.marks.Put(m); touched != 1 && touched != 2 || len(changed) != 1 || changed[0] != m.Segments[0] {
		t.Errorf("%d strips for a name, %v changed", touched, changed)
	}
}

// TestThePassageStaysInView changes size, column and typeface and finds the same line at the top.
func TestThePassageStaysInView(t *testing.T) {
	test.NewTempApp(t)
	text := strings.Repeat(article, 12)
	r, w, _ := newTestReader(t, text, nil, fyne.NewSize(500, 400), Options{})
	place := at(text, "A spokesman", 5).Start
	r.SetScrollPosition(place)
	same := func(what string) {
		line := r.lay.Line(r.page.topLine())
		s := r.page.stretch(line)
		if top := r.ScrollPosition(); top > place || place-top > 160 {
			t.Errorf("after %s: top is %d (line %v), want near %d", what, top, s, place)
		}
	}
	same("scrolling")
	w.Resize(fyne.NewSize(380, 500))
	same("a smaller window")
	r.SetTypography(Typography{Size: 22})
	same("larger letters")
	r.SetTypography(Typography{Size: 14, Serif: true})
	same("a serif face")
	r.SetTags(true)
	same("tags")
	w.Resize(fyne.NewSize(500, 400))
	same("the old window")
}

// TestALongTextIsSetInTheBackground scrolls to a place that is not set yet and gets there.
func TestALongTextIsSetInTheBackground(t *testing.T) {
	test.NewTempApp(t)
	text := strings.Repeat(article, 600) // half a megabyte
	r, _, later := newTestReader(t, text, nil, fyne.NewSize(500, 400), Options{})
	place := len([]rune(article))*590 + at(article, "A spokesman", 0).Start
	r.SetScrollPosition(place)
	if r.ScrollPosition() != place {
		t.Errorf("the place to come is %d, want %d", r.ScrollPosition(), place)
	}
	for done := false; !done; {
		(<-later)()
		_, done = r.lay.Ready()
	}
	for len(later) > 0 {
		(<-later)()
	}
	if top := r.ScrollPosition(); top > place || place-top > 100 {
		t.Errorf("came to %d, want %d", top, place)
	}
	r.SetTypography(Typography{Serif: true}) // other fonts: everything is set anew
	for done := false; !done; {
		(<-later)()
		_, done = r.lay.Ready()
	}
	for len(later) > 0 {
		(<-later)()
	}
	if top := r.ScrollPosition(); top > place || place-top > 200 {
		t.Errorf("in other fonts the top is %d, want %d", top, place)
	}
	r.SetCaret(r.text.Len())
	if r.page.offset != r.page.knownEnd() {
		t.Errorf("the end is at %.1f, the view at %.1f", r.page.knownEnd(), r.page.offset)
	}
	r.SetCaret(0)
	if math.Abs(r.page.offset) > 1 {
		t.Errorf("the start is at 0, the view at %.1f", r.page.offset)
	}
}

// TestChangesDuringADrag takes the mark away whose end is being dragged, and the text in which one selects.
func TestChangesDuringADrag(t *testing.T) {
	test.NewTempApp(t)
	r, _, later := newTestReader(t, article, nil, fyne.NewSize(500, 300), Options{OnMarkResized: func(string, []annotate.Segment) {
		t.Error("a mark that is gone was resized")
	}})
	m := claim("c", at(article, "crews were", 0), at(article, "fairy tale", 0))
	r.SetMarks([]Mark{m})
	r.SelectMark("c")
	h := r.overlay.handles[3]
	press(r, fyne.NewPos(h.x, h.y), 0)
	m.Segments = m.Segments[:1]
	r.PutMark(m)
	to := fyne.NewPos(100, 100)
	r.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
	release(r, to)

	apart(r)
	press(r, fyne.NewPos(100, 100), 0)
	r.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 400)}})
	(<-later)()
	r.SetText(textpos.New("short"), nil)
	r.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 400)}})
	release(r, to)
	if got := r.Selection(); len(got) != 0 {
		t.Errorf("selected %v of another text", got)
	}
}

// TestWalkingMarksByKey goes to the next and the previous mark as the keys n and p do.
func TestWalkingMarksByKey(t *testing.T) {
	test.NewTempApp(t)
	var heard []string
	r, _, _ := newTestReader(t, article, nil, fyne.NewSize(760, 200), Options{OnMarkSelected: func(id string) { heard = append(heard, id) }})
	r.SetMarks(articleMarks())
	for r.NextMark() != "" {
	}
	if len(heard) != len(articleMarks()) || heard[0] != "a1" || heard[len(heard)-1] != "c4" {
		t.Errorf("went through %v", heard)
	}
	if r.PrevMark() != "a8" || r.SelectedMark() != "a8" {
		t.Errorf("back to %q", r.SelectedMark())
	}
	r.RemoveMark("a8")
	if r.SelectedMark() != "" {
		t.Error("a mark that is gone is selected")
	}
	r.SetCaret(at(article, "A spokesman", 0).Start)
	if got := r.NextMark(); got != "b2" {
		t.Errorf("from the caret to %q", got)
	}
}

// TestBadPositionsDoNoHarm hands positions beyond the text and inside clusters to every method that takes one.
func TestBadPositionsDoNoHarm(t *testing.T) {
	test.NewTempApp(t)
	for _, text := range []string{"", "\n", "e\u0301👩🏽‍🚒", article} {
		r, w, _ := newTestReader(t, text, nil, fyne.NewSize(300, 200), Options{})
		for _, s := range []annotate.Segment{{Start: -5, End: -1}, {Start: 0, End: 1}, {Start: 1, End: 3}, {Start: 5, End: 99999}, {Start: 9, End: 2}} {
			r.Select(s)
			r.Reveal(s)
			r.SetCaret(s.Start)
			r.SetScrollPosition(s.End)
			if c := r.Caret(); c < 0 || c > r.text.Len() || !r.text.IsGrapheme(c) && c != r.text.Len() {
				t.Errorf("caret at %d of %q", c, text)
			}
		}
		for _, key := range []fyne.KeyName{fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown} {
			typeKey(r, key, 0)
			typeKey(r, key, fyne.KeyModifierShift)
		}
		click(r, fyne.NewPos(50, 30), 3)
		r.NextMark()
		w.Canvas().Capture()
		r.SetText(textpos.New(""), nil)
		w.Canvas().Capture()
	}
}

// TestAReaderWithoutRoomWaitsForSome: where all around it needs more than there is, nothing or less is left for it.
func TestAReaderWithoutRoomWaitsForSome(t *testing.T) {
	r, w, _ := newTestReader(t, strings.Repeat("The port of Vell stays shut. ", 200), nil, fyne.NewSize(500, 400), Options{})
	for _, size := range []fyne.Size{{}, {Width: 300, Height: -4500}, {Width: -20, Height: 300}, {Width: 300, Height: 400}} {
		r.Resize(size)
	}
	if w.Canvas().Capture().Bounds().Empty() {
		t.Error("nothing is drawn")
	}
}
