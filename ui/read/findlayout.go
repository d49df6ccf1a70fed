package read

import (
	"fyne.io/fyne/v2"
)

// roomyFind is the width from which the words that are looked for, the count and the signs stand in one line.
const roomyFind = 300

// findLayout lays out the field, the count and the signs of a find bar: in one line, or in a narrow pane in two, so that the words that
// are looked for can be read.
type findLayout struct{ narrow bool }

// MinSize implements fyne.Layout.
func (l *findLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	field, count, signs := objects[0].MinSize(), objects[1].MinSize(), objects[2].MinSize()
	if l.narrow {
		return fyne.NewSize(max(field.Width, count.Width+signs.Width), field.Height+max(count.Height, signs.Height))
	}
	return fyne.NewSize(field.Width+count.Width+signs.Width, max(field.Height, count.Height, signs.Height))
}

// Layout implements fyne.Layout.
func (l *findLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	field, count, signs := objects[0], objects[1], objects[2]
	first := size.Height
	if l.narrow {
		first = field.MinSize().Height
	}
	rest, top := size.Height, float32(0)
	if l.narrow {
		rest, top = size.Height-first, first
	}
	signs.Resize(fyne.NewSize(signs.MinSize().Width, rest))
	signs.Move(fyne.NewPos(size.Width-signs.Size().Width, top))
	count.Resize(fyne.NewSize(count.MinSize().Width, rest))
	count.Move(fyne.NewPos(signs.Position().X-count.Size().Width, top))
	width := size.Width
	if !l.narrow {
		width = count.Position().X
	}
	field.Resize(fyne.NewSize(width, first))
	field.Move(fyne.NewPos(0, 0))
}

// paneLayout is the head of a pane above its text. The find bar in the head hears first how wide the pane is.
type paneLayout struct {
	around fyne.Layout
	find   *findBar
}

// MinSize implements fyne.Layout.
func (l paneLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return l.around.MinSize(objects) }

// Layout implements fyne.Layout.
func (l paneLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.find.layout.narrow = size.Width < roomyFind
	l.around.Layout(objects, size)
}
