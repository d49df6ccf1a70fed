package reader

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
)

func TestDraggingSelectsWords(t *testing.T) {
	test.NewTempApp(t)
	r, _, _ := newTestReader(t, article, articleRegions(), fyne.NewSize(760, 520), Options{})
	for _, c := range []struct {
		name, from, to string // the drag begins in the first cluster of from and ends in that of to
		held           fyne.KeyModifier
		want           string
	}{
		{"within one word", "warned", "rned", 0, "warned"},
		{"without the quotes around", "“the crews", "” before", 0, "the crews were warned twice"},
		{"without the full stop", "written", ".\nقالت", 0, "written offer existed"},
		{"backwards", "wice", "crews were", 0, "crews were warned twice"},
		{"over two lines", "mayor", "nion’s", 0, "mayor’s office said on Tuesday that “the crews were warned twice” before the walkout, a claim that the union’s"},
		{"by characters", "arned", "ice”", fyne.KeyModifierAlt, "arned tw"},
		{"an emoji of four code points whole", "later", "without", fyne.KeyModifierAlt, "later 👩🏽‍🚒 "},
		{"combining accents whole", "Jose\u0301", "eckhand", 0, "Jose\u0301 Ibarra, a deckhand"},
		{"Arabic", "وزارة", "نقل", 0, "وزارة النقل"},
		{"Chinese", "渡轮", "告。", 0, "渡轮公司在三月已经收到书面警"},
	} {
		t.Run(c.name, func(t *testing.T) {
			drag(r, edgeOf(r, at(article, c.from, 0).Start), edgeOf(r, at(article, c.to, 0).Start), c.held)
			if got := selected(r); got != c.want {
				t.Errorf("selected %q, want %q", got, c.want)
			}
		})
	}
}

func TestClicksSelectWordAndSentence(t *testing.T) {
	test.NewTempApp(t)
	var released []fyne.Position
	r, _, later := newTestReader(t, article, nil, fyne.NewSize(760, 520), Options{
		OnSelectionReleased: func(pos fyne.Position) { released = append(released, pos) },
	})
	pos := pointOf(r, at(article, "rned twice", 0).Start)
	click(r, pos, 1)
	if got := selected(r); got != "" || r.Caret() < at(article, "warned", 0).Start {
		t.Errorf("a click selected %q, caret at %d", got, r.Caret())
	}
	click(r, pos, 2)
	if got := selected(r); got != "warned" {
		t.Errorf("a double click selected %q", got)
	}
	if len(released) != 0 {
		t.Error("the palette came before a third click could")
	}
	(<-later)()
	if len(released) != 1 || released[0] != pos {
		t.Errorf("a double click reported %v, want %v", released, pos)
	}
	click(r, pointOf(r, at(article, "spokesman", 0).Start), 3)
	if got := selected(r); got != "A spokesman denied that any written offer existed." {
		t.Errorf("a triple click selected %q", got)
	}
	if len(released) != 2 {
		t.Error("a triple click did not report at once")
	}
	click(r, pointOf(r, at(article, "👩🏽‍🚒", 0).Start), 2)
	if got := selected(r); got != "" && got != "👩🏽‍🚒" {
		t.Errorf("a double click on an emoji selected %q", got)
	}
}

func TestShiftClickExtendsAndCtrlDragAdds(t *testing.T) {
	test.NewTempApp(t)
	r, _, _ := newTestReader(t, article, nil, fyne.NewSize(760, 520), Options{})
	click(r, edgeOf(r, at(article, "crews were", 0).Start), 1)
	apart(r)
	pos := edgeOf(r, at(article, "ice”", 0).Start)
	press(r, pos, fyne.KeyModifierShift)
	release(r, pos)
	if got := selected(r); got != "crews were warned twice" {
		t.Errorf("shift-click selected %q", got)
	}
	drag(r, pointOf(r, at(article, "fairy", 0).Start), pointOf(r, at(article, "ale”", 0).Start), fyne.KeyModifierShortcutDefault)
	if got := selected(r); got != "crews were warned twice|fairy tale" {
		t.Errorf("with Ctrl: %q", got)
	}
	drag(r, pointOf(r, at(article, "Tuesday", 0).Start), pointOf(r, at(article, "esday", 0).Start), fyne.KeyModifierShortcutDefault)
	if got := selected(r); got != "Tuesday|crews were warned twice|fairy tale" {
		t.Errorf("with Ctrl again: %q", got)
	}
}

func TestClicksCycleThroughStackedMarks(t *testing.T) {
	test.NewTempApp(t)
	var heard []string
	r, _, _ := newTestReader(t, article, nil, fyne.NewSize(760, 520), Options{
		OnMarkSelected: func(id string) { heard = append(heard, id) },
	})
	words := at(article, "warned twice", 0)
	r.SetMarks([]Mark{
		claim("outer", at(article, "the crews were warned twice", 0)),
		claim("twin 1", words), claim("twin 2", words), actor("inner", "", at(article, "twice", 0)),
	})
	pos := pointOf(r, at(article, "ice”", 0).Start)
	for range 5 {
		click(r, pos, 1)
	}
	want := []string{"inner", "twin 2", "twin 1", "outer", "inner"}
	if !slices.Equal(heard, want) {
		t.Errorf("selected %q, want %q", heard, want)
	}
	if got := r.MarksUnder(pos); !slices.Equal(got, want[:4]) {
		t.Errorf("beneath the pointer: %q", got)
	}
	click(r, pointOf(r, at(article, "Tuesday", 0).Start), 1)
	if r.SelectedMark() != "" || heard[len(heard)-1] != "" {
		t.Error("a click on plain text left a mark selected")
	}
	var menu string
	r.opts.OnContextMenu = func(_ fyne.Position, id string) { menu = id }
	r.TappedSecondary(&fyne.PointEvent{Position: pos})
	if menu != "inner" {
		t.Errorf("context menu for %q", menu)
	}
	r.SelectMark("twin 1")
	r.TappedSecondary(&fyne.PointEvent{Position: pos})
	if menu != "twin 1" {
		t.Errorf("context menu for %q, not for the selected mark", menu)
	}
}

func TestHandlesMoveBoundaries(t *testing.T) {
	test.NewTempApp(t)
	var resized []annotate.Segment
	r, _, _ := newTestReader(t, article, nil, fyne.NewSize(760, 520), Options{
		OnMarkResized: func(_ string, s []annotate.Segment) { resized = s },
	})
	r.SetMarks([]Mark{claim("c", at(article, "crews were warned", 0))})
	r.SelectMark("c")
	text := func() string {
		if len(resized) == 0 {
			return ""
		}
		return r.text.Slice(resized[0].Start, resized[0].End)
	}
	grab := func(n int) fyne.Position { return fyne.NewPos(r.overlay.handles[n].x, r.overlay.handles[n].y) }
	drag(r, grab(1), pointOf(r, at(article, "fore the", 0).Start), 0)
	if text() != "crews were warned twice” before" {
		t.Errorf("the end moved to %q", text())
	}
	drag(r, grab(0), pointOf(r, at(article, "ere warned", 0).Start), 0)
	if text() != "were warned" {
		t.Errorf("the start moved to %q", text())
	}
	drag(r, grab(1), edgeOf(r, at(article, "ned twice", 0).Start), fyne.KeyModifierAlt)
	if text() != "crews were war" {
		t.Errorf("with Alt the end moved to %q", text())
	}
	drag(r, pointOf(r, at(article, "fairy", 0).Start), pointOf(r, at(article, "ale”", 0).Start), fyne.KeyModifierShortcutDefault)
	if len(resized) != 2 || r.text.Slice(resized[1].Start, resized[1].End) != "fairy tale" {
		t.Errorf("Ctrl-drag made %v", resized)
	}
	if got := selected(r); got != "" {
		t.Errorf("Ctrl-drag for a mark left %q selected", got)
	}
	for _, c := range []struct {
		edge Edge
		unit Unit
		dir  int
		want string
	}{
		{EndEdge, ByWord, 1, "crews were warned twice"},
		{EndEdge, ByWord, -1, "crews were"},
		{StartEdge, ByWord, -1, "the crews were warned"},
		{StartEdge, ByWord, 1, "were warned"},
		{EndEdge, ByCharacter, -1, "crews were warne"},
		{StartEdge, ByCharacter, 1, "rews were warned"},
	} {
		if !r.ResizeSelected(c.edge, c.unit, c.dir) || text() != c.want {
			t.Errorf("%+v gave %q", c, text())
		}
	}
}

func TestDraggingPastTheEdgeScrolls(t *testing.T) {
	test.NewTempApp(t)
	long := ""
	for range 40 {
		long += article
	}
	r, _, later := newTestReader(t, long, nil, fyne.NewSize(500, 300), Options{})
	apart(r)
	press(r, fyne.NewPos(100, 100), 0)
	r.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 340)}})
	before := r.Selection()[0]
	for range 30 {
		(<-later)()
	}
	after := r.Selection()[0]
	if r.page.offset == 0 || after.End <= before.End || after.Start != before.Start {
		t.Errorf("scrolled to %.0f, selection grew from %v to %v", r.page.offset, before, after)
	}
	release(r, fyne.NewPos(100, 340))
	r.DragEnd()
	if r.gesture.scroll.stop != nil {
		t.Error("the view goes on scrolling after the release")
	}
}

func TestScrollbarAndRuler(t *testing.T) {
	test.NewTempApp(t)
	long := ""
	for range 10 {
		long += article
	}
	r, _, _ := newTestReader(t, long, nil, fyne.NewSize(500, 300), Options{})
	bar := func(y float32) fyne.Position { return fyne.NewPos(496, y) }
	click(r, bar(280), 1)
	if r.page.offset < 200 {
		t.Errorf("a click beneath the thumb scrolled to %.0f", r.page.offset)
	}
	top, _, _ := r.ruler.thumbSpan()
	drag(r, bar(top+2), bar(500), 0)
	if r.page.offset != r.page.knownEnd() {
		t.Errorf("the thumb at the end scrolled to %.0f of %.0f", r.page.offset, r.page.knownEnd())
	}
	click(r, fyne.NewPos(482, 0), 1)
	if r.page.offset != 0 {
		t.Errorf("a click at the top of the overview scrolled to %.0f", r.page.offset)
	}
	click(r, fyne.NewPos(482, 150), 1)
	if middle := r.page.contentHeight()/2 - 150; r.page.offset < middle-2 || r.page.offset > middle+2 {
		t.Errorf("a click in its middle scrolled to %.0f, not %.0f", r.page.offset, middle)
	}
}

func TestHoverShowsWhatAMarkIs(t *testing.T) {
	test.NewTempApp(t)
	r, _, later := newTestReader(t, article, nil, fyne.NewSize(760, 520), Options{})
	r.SetMarks([]Mark{actor("a", "Ana Brandão", at(article, "Ana Brandão", 0))})
	pointer := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: pointOf(r, at(article, "Ana", 0).Start)}}
	if r.MouseIn(pointer); r.hovered != "" {
		t.Error("a text that comes under a resting pointer is pointed at")
	}
	r.MouseMoved(pointer)
	(<-later)()
	if !r.tip.ground.Visible() || r.tip.lines[0].Text != "actor" || r.tip.lines[1].Text != "Ana Brandão" || r.tip.lines[2].Text != "anna" {
		t.Errorf("the card says %q %q %q", r.tip.lines[0].Text, r.tip.lines[1].Text, r.tip.lines[2].Text)
	}
	r.MouseOut()
	if r.tip.ground.Visible() {
		t.Error("the card stays")
	}
}
