package control

import "fyne.io/fyne/v2"

// Least gives o at least the width and, where height is not 0, just the height, whatever o itself asks for: a text that
// wraps its words asks for one that belongs to another width before it was laid out.
func Least(width, height float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: least{width, height}, Objects: []fyne.CanvasObject{o}}
}

type least struct{ width, height float32 }

func (l least) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := objects[0].MinSize()
	if l.height > 0 {
		size.Height = l.height
	}
	return fyne.NewSize(max(size.Width, l.width), size.Height)
}

func (l least) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }
