package read

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/parallax-annotation/parallax/ui/part"
)

// floating is the label palette that stands at the pointer when a selection is made with the mouse. It lies in the
// window rather than over it, so that the text keeps the keyboard and a label's key works at once.
type floating struct {
	view   *View
	object *fyne.Container
}

// show puts the labels beneath a position of the window.
func (f *floating) show(at fyne.Position) {
	rows := container.NewVBox()
	labels := f.view.session.Codebook().Labels
	for i, label := range labels[:min(len(labels), 9)] {
		rows.Add(part.NewLabelButton(label, i, func() { f.view.Tag(label.ID) }))
	}
	card := part.NewCard(container.NewPadded(rows))
	size := card.MinSize()
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(f.object)
	room := f.object.Size()
	x := min(at.X-origin.X+6, room.Width-size.Width-8)
	y := at.Y - origin.Y + 14
	if y+size.Height > room.Height-8 {
		y = at.Y - origin.Y - size.Height - 14
	}
	card.Resize(size)
	card.Move(fyne.NewPos(max(8, x), max(8, y)))
	f.object.Objects = []fyne.CanvasObject{card}
	f.object.Refresh()
}

// hide takes the labels away and says whether they were there.
func (f *floating) hide() bool {
	if len(f.object.Objects) == 0 {
		return false
	}
	f.object.Objects = nil
	f.object.Refresh()
	return true
}
