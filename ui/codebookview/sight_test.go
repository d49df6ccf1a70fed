package codebookview

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// In a window that shows a part of the form only, a new attribute is in view with the keyboard in its name, and the wheel over the preview
// scrolls the form.
func TestANewAttributeIsInViewAndThePreviewLeavesTheWheel(t *testing.T) {
	b := newBench(t)
	b.Window.Resize(fyne.NewSize(820, 440))
	scroll := b.view.form.Scroll
	scroll.ScrollToBottom()
	for range 3 {
		test.Tap(b.button("Add attribute"))
		name := b.view.attributes[len(b.view.attributes)-1]
		b.Want("the keyboard is in its name", b.Window.Canvas().Focused() == name, true)
		driver := fyne.CurrentApp().Driver()
		top := driver.AbsolutePositionForObject(name).Y - driver.AbsolutePositionForObject(scroll).Y
		if top < 0 || top+name.Size().Height > scroll.Size().Height {
			t.Errorf("its name is at %.0f to %.0f of %.0f", top, top+name.Size().Height, scroll.Size().Height)
		}
	}
	for _, o := range test.LaidOutObjects(b.view) {
		if p, is := o.(*preview); is {
			scroll.ScrollToOffset(fyne.NewPos(0, p.Position().Y))
			was := scroll.Offset.Y
			test.Scroll(b.Window.Canvas(), fyne.CurrentApp().Driver().AbsolutePositionForObject(p).AddXY(60, 60), 0, -30)
			if scroll.Offset.Y <= was {
				t.Errorf("the wheel over the preview leaves the form at %.0f", scroll.Offset.Y)
			}
			return
		}
	}
	t.Error("there is no preview")
}
