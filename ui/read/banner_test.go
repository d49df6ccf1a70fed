package read

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// All that a relation may be stands in view, however narrow the window: in several rows, none of them cut at the edge, and the sentence
// above them whole.
func TestTheChoicesOfARelationAreNotCut(t *testing.T) {
	for _, size := range []fyne.Size{fyne.NewSize(800, 500), fyne.NewSize(853, 533), fyne.NewSize(1280, 800)} {
		d := newDesk(t)
		d.w.win.Resize(size)
		d.settle()
		d.saying()
		d.typed("r")
		d.shot("relating-narrow-light")
		b := d.view().relations.banner
		room := b.object.Size()
		if len(b.choices.Objects) != 2 {
			t.Fatalf("%v: %d choices", size, len(b.choices.Objects))
		}
		for _, o := range b.choices.Objects {
			button := o.(*widget.Button)
			end := button.Position().AddXY(button.Size().Width, button.Size().Height)
			if end.X > room.Width || b.choices.Position().Y+end.Y > room.Height+0.5 || button.MinSize().Width > button.Size().Width+0.5 {
				t.Errorf("%v: %q reaches to %v of %v and needs %.0f of %.0f", size, button.Text, end, room, button.MinSize().Width, button.Size().Width)
			}
		}
		if b.text.Truncation != fyne.TextTruncateOff || b.text.MinSize().Height > b.text.Size().Height+0.5 {
			t.Errorf("%v: the sentence needs %.0f and has %.0f", size, b.text.MinSize().Height, b.text.Size().Height)
		}
		if b.text.Size().Height > room.Height/1.3 && size.Width > 1200 {
			t.Errorf("%v: the sentence takes %.0f of %.0f", size, b.text.Size().Height, room.Height)
		}
	}
}
