package reader

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// folded is a text with comments below it, which are folded, and a last paragraph.
const folded = "The harbour stays shut.\n\nReader comments (2)\nAnna: They knew of it.\nBen: They did not know of it.\n\nRead on."

// newFoldedReader shows it with its comments folded.
func newFoldedReader(t *testing.T, opts Options) (*Reader, fyne.Window) {
	opts.Fold = func(g annotate.Region) string {
		if g.Kind == annotate.RegionComments {
			return "2 reader comments"
		}
		return ""
	}
	regions := []annotate.Region{
		{Start: 0, End: at(folded, "shut.", 0).End, Kind: annotate.RegionTitle},
		{Start: at(folded, "Reader", 0).Start, End: at(folded, "Ben: They did not know of it.", 0).End, Kind: annotate.RegionComments},
	}
	r, w, _ := newTestReader(t, folded, regions, fyne.NewSize(700, 400), opts)
	return r, w
}

func TestALongRegionIsOneLineThatAClickOpens(t *testing.T) {
	r, _ := newFoldedReader(t, Options{})
	lines := func() int { return r.lay.LineCount() }
	start := at(folded, "Reader", 0).Start
	if lines() != 5 || len(r.OpenFolds()) != 0 {
		t.Fatalf("%d lines, %v open", lines(), r.OpenFolds())
	}
	line := r.lay.Line(r.lay.LineOf(r.text.Byte(start)))
	press := func(pos fyne.Position) {
		r.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: pos}, Button: desktop.MouseButtonPrimary})
		r.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: pos}, Button: desktop.MouseButtonPrimary})
	}
	told := func(pos fyne.Position) string {
		r.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: pos}})
		return r.foldTip.tip.Text()
	}
	if got := told(fyne.NewPos(r.page.left+20, r.page.top(line)+line.Height/2)); !strings.HasPrefix(got, "A click opens this") {
		t.Errorf("the line says %q", got)
	}
	press(fyne.NewPos(r.page.left+20, r.page.top(line)+line.Height/2))
	if lines() != 7 || !slices.Equal(r.OpenFolds(), []int{start}) || r.Caret() != start || len(r.Selection()) > 0 {
		t.Fatalf("a click leaves %d lines, %v open, the caret at %d, %v selected", lines(), r.OpenFolds(), r.Caret(), r.Selection())
	}
	for sign := range r.surface.foldSigns {
		if got := told(sign.Position().AddXY(4, 4)); got != "A click folds this to one line." {
			t.Errorf("the sign says %q", got)
		}
		press(sign.Position().AddXY(4, 4))
	}
	if lines() != 5 || len(r.OpenFolds()) != 0 {
		t.Errorf("a click on the sign beside it leaves %d lines", lines())
	}
}

func TestTheCaretPassesAFoldLikeACharacter(t *testing.T) {
	r, _ := newFoldedReader(t, Options{})
	start, end := at(folded, "Reader", 0).Start, at(folded, "of it.\n\nRead", 0).Start+len("of it.\n")
	r.SetCaret(start)
	if !r.AtFold() || r.WordAtCaret().End > r.WordAtCaret().Start {
		t.Errorf("at the fold %v, with the word %v in reach", r.AtFold(), r.WordAtCaret())
	}
	key := func(name fyne.KeyName) { r.TypedKey(&fyne.KeyEvent{Name: name}) }
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{{fyne.KeyRight, end}, {fyne.KeyLeft, start}, {fyne.KeyDown, end}, {fyne.KeyUp, start}, {fyne.KeyEnd, start}, {fyne.KeyUp, start - 1}} {
		if key(step.key); r.Caret() != step.want {
			t.Fatalf("%s leads to %d, not %d", step.key, r.Caret(), step.want)
		}
	}
	if len(r.OpenFolds()) > 0 {
		t.Error("passing opens it")
	}
	r.TypedShortcut(&fyne.ShortcutSelectAll{})
	if r.SelectedText() != folded {
		t.Errorf("all of it is %q", r.SelectedText())
	}
}

func TestWhatIsGoneToInAFoldOpensIt(t *testing.T) {
	ben := at(folded, "did not know", 0)
	for name, go_ := range map[string]func(*Reader){
		"a hit":     func(r *Reader) { r.SetHits([]annotate.Segment{ben}, 0) },
		"a mark":    func(r *Reader) { r.SelectMark("m") },
		"the next":  func(r *Reader) { r.NextMark() },
		"a stretch": func(r *Reader) { r.Select(ben) },
		"the caret": func(r *Reader) { r.SetCaret(ben.Start) },
		"a key":     func(r *Reader) { r.SetCaret(at(folded, "Reader", 0).Start); r.TurnFold() },
	} {
		r, _ := newFoldedReader(t, Options{})
		r.SetMarks([]Mark{claim("m", ben)})
		if go_(r); len(r.OpenFolds()) != 1 || r.lay.LineCount() != 7 {
			t.Errorf("%s: %v open, %d lines", name, r.OpenFolds(), r.lay.LineCount())
		}
		if name != "a key" {
			r.SetCaret(ben.Start)
		}
		if r.TurnFold(); len(r.OpenFolds()) != 0 || r.Caret() != at(folded, "Reader", 0).Start || r.SelectedMark() != "" {
			t.Errorf("%s: folded again, %v are open, the caret is at %d, %q selected", name, r.OpenFolds(), r.Caret(), r.SelectedMark())
		}
	}
}

func TestWhatIsOpenStaysOpen(t *testing.T) {
	r, _ := newFoldedReader(t, Options{})
	start := at(folded, "Reader", 0).Start
	r.SetRegions(append(slices.Clone(r.regions), annotate.Region{Start: at(folded, "Read on", 0).Start, End: len([]rune(folded)), Kind: annotate.RegionComments}))
	if !slices.Equal(r.OpenFolds(), []int{at(folded, "Read on", 0).Start}) {
		t.Errorf("a region just made is folded: %v are open", r.OpenFolds())
	}
	r.SetText(textpos.New(folded), r.regions, start)
	if !slices.Equal(r.OpenFolds(), []int{start}) {
		t.Errorf("of %v one is to be open", r.OpenFolds())
	}
	r.FoldAnew()
	if len(r.OpenFolds()) > 0 || r.lay.Line(r.lay.LineCount()-1).Start != strings.Index(folded, "Read on") {
		t.Error("not all is folded")
	}
}

func TestADoubleClickTakesANameWithoutItsPossessive(t *testing.T) {
	const text = "Pakistan’s envoy said the envoys' ship wasn't Miller's. It’s theirs, Mullen’S own."
	r, _, _ := newTestReader(t, text, nil, fyne.NewSize(900, 200), Options{})
	for cluster, want := range map[string]string{"akis": "Pakistan", "’s envoy": "Pakistan", "nvoys": "envoys", "asn": "wasn't", "iller": "Miller", "t’s": "It’s", "ullen": "Mullen"} {
		place := at(text, cluster, 0).Start
		x := r.lay.Shape(0).X(r.text.Byte(place), 0) + r.page.left + 2
		pos := fyne.NewPos(x, r.page.top(r.lay.Line(0))+10)
		r.gesture.clicks, r.gesture.clicked = 0, r.gesture.clicked.AddDate(-1, 0, 0)
		for range 2 {
			r.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: pos}, Button: desktop.MouseButtonPrimary})
			r.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: pos}, Button: desktop.MouseButtonPrimary})
		}
		if r.SelectedText() != want {
			t.Errorf("at %q: %q, not %q", cluster, r.SelectedText(), want)
		}
		if r.SetCaret(place + 1); r.text.Slice(r.WordAtCaret().Start, r.WordAtCaret().End) != want {
			t.Errorf("the word at the caret at %q is %v", cluster, r.WordAtCaret())
		}
	}
}
