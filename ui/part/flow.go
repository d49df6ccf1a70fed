package part

import "fyne.io/fyne/v2"

// Flow lays objects out like words: one beside the other, and in the next row where there is no room. How high it is follows from its
// width, which it knows once it was laid out, or is told.
type Flow struct {
	Gap   float32
	Width float32
}

// Layout implements fyne.Layout.
func (f *Flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.Width = size.Width
	f.each(objects, func(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		o.Move(at)
		o.Resize(size)
	})
}

// MinSize implements fyne.Layout.
func (f *Flow) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	f.each(objects, func(_ fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		least.Height = max(least.Height, at.Y+size.Height)
	})
	return least
}

// each calls place with the place of each object. One that is too wide for a row has a row of its own.
func (f *Flow) each(objects []fyne.CanvasObject, place func(o fyne.CanvasObject, at fyne.Position, size fyne.Size)) {
	var at fyne.Position
	var high float32
	for _, o := range objects {
		size := o.MinSize()
		if size.Width = min(size.Width, f.Width); at.X > 0 && at.X+size.Width > f.Width {
			at = fyne.NewPos(0, at.Y+high+f.Gap)
			high = 0
		}
		place(o, at, size)
		at.X += size.Width + f.Gap
		high = max(high, size.Height)
	}
}
