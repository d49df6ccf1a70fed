package control

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func TestATipSaysWhatASignIs(t *testing.T) {
	test.NewTempApp(t)
	said, pressed := "", false
	sign := NewSign(theme.CancelIcon(), "Close the pane", func() { pressed = true }, &Form{})
	told := NewTold(NewCaption("2 open"), func() string { return said })
	layer := container.NewWithoutLayout()
	w := test.NewTempWindow(t, container.NewStack(container.NewHBox(sign, told), layer))
	w.Resize(fyne.NewSize(400, 120))
	rests := func(o desktop.Hoverable) {
		t.Helper()
		o.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(390, 110)}})
	}
	rests(sign)
	if sign.tip.timer != nil {
		t.Error("a tip waits where there is nothing to draw it on")
	}
	TipsOver(w.Canvas(), layer)
	defer TipsOver(w.Canvas(), nil)
	rests(told)
	if told.tip.timer != nil {
		t.Error("a tip that says nothing waits")
	}
	rests(sign)
	if sign.tip.timer == nil {
		t.Fatal("nothing waits")
	}
	sign.tip.timer.Stop()
	sign.tip.show(layer, fyne.NewPos(390, 110))
	defer sign.tip.Out()
	card := layer.Objects[0]
	if at, size := card.Position(), card.Size(); at.X < 0 || at.X+size.Width > layer.Size().Width || at.Y < 0 || at.Y+size.Height > layer.Size().Height {
		t.Errorf("the card lies at %v, %v large, in a window of %v", at, size, layer.Size())
	}
	test.Tap(sign)
	if len(layer.Objects) != 0 || !pressed {
		t.Error("the card stays when the sign was pressed")
	}
}

func TestALongTipIsBroken(t *testing.T) {
	lines := tipLines("Where spans, regions and hits lie in the article: a click goes there. The line at the edge is how far you are.\nDone.")
	if len(lines) != 3 || lines[2] != "Done." {
		t.Errorf("%q", lines)
	}
}
