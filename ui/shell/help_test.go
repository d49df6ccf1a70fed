package shell

import (
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/sheet"
)

// The sheet of the keys is as large as the window allows, and none of its words is cut: not at its lower end, where it is
// scrolled by keys, nor at its sides.
func TestNoLineOfTheKeysIsCut(t *testing.T) {
	for _, size := range []fyne.Size{fyne.NewSize(853, 533), fyne.NewSize(1280, 800), fyne.NewSize(1600, 1000)} {
		d := newDesk(t)
		d.w.win.Resize(size)
		d.shortcut("help.keys")
		d.shot("keys-" + sizeName(size))
		scroll := d.w.sheets.Top().Options.Scroll
		whole := func(when string) {
			t.Helper()
			for what, y := range map[string]float32{"top": scroll.Offset.Y, "bottom": scroll.Offset.Y + scroll.Size().Height} {
				if rows := y / sheet.Line; math.Abs(float64(rows)-math.Round(float64(rows))) > 0.01 {
					t.Errorf("%v, %s: the %s cuts a line, %.2f rows down", size, when, what, rows)
				}
			}
		}
		whole("at first")
		if got := scroll.Size().Height; got < size.Height-240 {
			t.Errorf("%v: the keys have only %.0f", size, got)
		}
		for _, o := range test.LaidOutObjects(scroll.Content) {
			if l, ok := o.(*widget.Label); ok && (l.Truncation != fyne.TextTruncateOff || l.MinSize().Width > l.Size().Width) {
				t.Errorf("%v: %q needs %.0f and has %.0f", size, l.Text, l.MinSize().Width, l.Size().Width)
			}
		}
		for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyPageUp} {
			d.w.typedKey(key)
			whole("after " + string(key))
		}
		if scroll.Direction != container.ScrollVerticalOnly {
			t.Error("it scrolls sideways")
		}
		d.w.closeProject()
	}
}

func sizeName(s fyne.Size) string {
	if s.Width > 1300 {
		return "large"
	}
	if s.Width < 900 {
		return "small"
	}
	return "usual"
}
