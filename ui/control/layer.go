package control

import "fyne.io/fyne/v2"

// Layer can float one object over its content, beneath a field: a list of suggestions lies over
// what follows instead of pushing it down, and the keyboard stays with the field (Fyne's own pop-ups take it away).
type Layer struct {
	Container *fyne.Container // what goes into the window
	layout    *layerLayout
}

type layerLayout struct {
	content, floating, anchor fyne.CanvasObject
}

// NewLayer returns a layer over content.
func NewLayer(content fyne.CanvasObject) *Layer {
	l := &layerLayout{content: content}
	return &Layer{Container: &fyne.Container{Layout: l, Objects: []fyne.CanvasObject{content}}, layout: l}
}

// Float shows o beneath anchor, as wide as it, or above where there is no room; it replaces what floated before.
func (l *Layer) Float(o, anchor fyne.CanvasObject) {
	l.layout.floating, l.layout.anchor = o, anchor
	l.Container.Objects = []fyne.CanvasObject{l.layout.content, o}
	l.Container.Refresh()
}

// Sink takes away what floats.
func (l *Layer) Sink() {
	if l.layout.floating == nil {
		return
	}
	l.layout.floating, l.layout.anchor = nil, nil
	l.Container.Objects = []fyne.CanvasObject{l.layout.content}
	l.Container.Refresh()
}

func (l *layerLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.content.MinSize() }

func (l *layerLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.content.Resize(size)
	l.content.Move(fyne.NewPos(0, 0))
	if l.floating == nil {
		return
	}
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(l.anchor).Subtract(driver.AbsolutePositionForObject(l.content))
	height := l.floating.MinSize().Height
	y := at.Y + l.anchor.Size().Height + 2
	if y+height > size.Height && at.Y-height-2 >= 0 {
		y = at.Y - height - 2
	}
	l.floating.Resize(fyne.NewSize(l.anchor.Size().Width, height))
	l.floating.Move(fyne.NewPos(at.X, y))
}
