package reader

import (
	"image/color"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
	"github.com/parallax-annotation/parallax/ui/reader/readertest"
)

// article is what most tests show.
const article = readertest.Article

var (
	actorHue  = color.NRGBA{0x1f, 0x77, 0xb4, 255}
	claimHue  = color.NRGBA{0xe6, 0x9f, 0x00, 255}
	purpleHue = color.NRGBA{0xcc, 0x79, 0xa7, 255}
	greenHue  = color.NRGBA{0x00, 0x9e, 0x73, 255}
)

var at = readertest.At

func claim(id string, segments ...annotate.Segment) Mark {
	return Mark{ID: id, Segments: segments, LabelName: "claim", Color: claimHue, Style: annotate.Tint, Layer: "anna", Own: true}
}

func actor(id, name string, segments ...annotate.Segment) Mark {
	return Mark{ID: id, Segments: segments, LabelName: "actor", Name: name, Color: actorHue, Style: annotate.Underline, Layer: "anna", Own: true}
}

// newTestReader shows the text in a window of the given size. What the background and timers would do on the
// goroutine of the window waits in the channel.
func newTestReader(t testing.TB, text string, regions []annotate.Region, size fyne.Size, opts Options) (*Reader, fyne.Window, chan func()) {
	later := make(chan func(), 1000)
	opts.OnUI = func(f func()) { later <- f }
	r := New(opts)
	r.SetText(textpos.New(text), regions)
	w := test.NewTempWindow(t, r)
	w.SetPadded(false)
	w.Resize(size)
	return r, w, later
}

func articleRegions() []annotate.Region {
	return []annotate.Region{
		{Start: 0, End: at(article, "out\n", 0).End, Kind: annotate.RegionTitle},
		{Start: at(article, "PORT", 0).Start, End: at(article, "May —", 0).End, Kind: annotate.RegionDateline},
		{Start: at(article, "Read more", 0).Start, End: len([]rune(article)), Kind: annotate.RegionRelated},
	}
}

func articleMarks() []Mark {
	other := claim("b1", at(article, "offered a nine per cent rise in March and withdrew it", 0))
	other.Own, other.Layer = false, "ben"
	otherActor := actor("b2", "spokesman", at(article, "A spokesman", 0))
	otherActor.Own, otherActor.Layer = false, "ben"
	question := claim("c4", at(article, "said he had seen the letter himself", 0))
	question.Color = greenHue
	return []Mark{
		claim("c1", at(article, "the crews were warned twice", 0)),
		claim("c2", at(article, "the port authority offered a nine per cent rise in March and withdrew it a week later 👩🏽‍🚒 without telling the crews", 0)),
		claim("c3", at(article, "that any written offer", 0), at(article, "existed", 0)),
		question,
		actor("a1", "Mayor’s office", at(article, "The mayor’s office", 0)),
		actor("a2", "Ana Brandão", at(article, "the union’s chair, Ana Brandão", 0)),
		actor("a3", "Union", at(article, "the union’s", 0)),
		actor("a4", "Port authority", at(article, "the port authority", 0)),
		actor("a5", "Ministry", at(article, "وزارة النقل", 0)),
		actor("a6", "Ellis Ferries", at(article, "Ellis Ferries", 0)),
		actor("a7", "港口管理局", at(article, "港口管理局", 0)),
		claim("c5", at(article, "渡轮公司在三月已经收到书面警告", 0)),
		actor("a8", "José Ibarra", at(article, "Jose\u0301 Ibarra", 0)),
		other, otherActor,
	}
}

// pointOf is the middle of the cluster at cp, in the widget.
func pointOf(r *Reader, cp int) fyne.Position {
	i := r.lay.LineOf(r.text.Byte(cp))
	line, shaped := r.lay.Line(i), r.lay.Shape(i)
	cluster := r.text.GraphemeAt(cp)
	spans := shaped.Rects(nil, r.text.Byte(cluster.Start), r.text.Byte(cluster.End))
	return fyne.NewPos(r.page.left+(spans[0].X0+spans[0].X1)/2, r.page.top(line)+line.Baseline-4)
}

// edgeOf is a place just inside the first half of the cluster at cp, so that a caret goes before it.
func edgeOf(r *Reader, cp int) fyne.Position {
	i := r.lay.LineOf(r.text.Byte(cp))
	shaped := r.lay.Shape(i)
	x := shaped.X(r.text.Byte(cp), layout.Downstream)
	middle := pointOf(r, cp)
	middle.X = r.page.left + x + (middle.X-r.page.left-x)/4
	return middle
}

func press(r *Reader, pos fyne.Position, held fyne.KeyModifier) {
	r.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: pos, AbsolutePosition: pos}, Button: desktop.MouseButtonPrimary, Modifier: held})
}

func release(r *Reader, pos fyne.Position) {
	r.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: pos, AbsolutePosition: pos}, Button: desktop.MouseButtonPrimary})
}

// drag presses, moves in one step and lets go, as Fyne tells a widget of it.
func drag(r *Reader, from, to fyne.Position, held fyne.KeyModifier) {
	apart(r)
	hold(r, held, true)
	press(r, from, held)
	r.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to, AbsolutePosition: to}, Dragged: fyne.NewDelta(to.X-from.X, to.Y-from.Y)})
	release(r, to)
	r.DragEnd()
	hold(r, held, false)
}

// click presses and lets go times over in quick succession.
func click(r *Reader, pos fyne.Position, times int) {
	apart(r)
	for range times {
		press(r, pos, 0)
		release(r, pos)
	}
}

// apart makes the next press a first one, however soon it comes.
func apart(r *Reader) { r.gesture.clicks = 0; r.gesture.clicked = time.Time{} }

// hold tells the widget of modifier keys that go down or up.
func hold(r *Reader, held fyne.KeyModifier, down bool) {
	for _, key := range []fyne.KeyName{desktop.KeyShiftLeft, desktop.KeyControlLeft, desktop.KeyAltLeft} {
		if held&modifierOf(key) == 0 {
			continue
		}
		if down {
			r.KeyDown(&fyne.KeyEvent{Name: key})
		} else {
			r.KeyUp(&fyne.KeyEvent{Name: key})
		}
	}
}

// typeKey sends a key as Fyne's driver for windows does: alone or with Shift as TypedKey, else as a shortcut.
func typeKey(r *Reader, key fyne.KeyName, held fyne.KeyModifier) {
	if held&^fyne.KeyModifierShift != 0 {
		r.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: held})
		return
	}
	hold(r, held, true)
	r.TypedKey(&fyne.KeyEvent{Name: key})
	hold(r, held, false)
}

// selected is the text of the selection.
func selected(r *Reader) string {
	var parts []string
	for _, s := range r.Selection() {
		parts = append(parts, r.text.Slice(s.Start, s.End))
	}
	return strings.Join(parts, "|")
}
