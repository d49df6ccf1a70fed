package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Key shows the name of a key as a small key cap.
type Key struct {
	widget.BaseWidget
	name string
}

// NewKey returns the cap of a key.
func NewKey(name string) *Key {
	k := &Key{name: name}
	k.ExtendBaseWidget(k)
	return k
}

// CreateRenderer is called by Fyne.
func (k *Key) CreateRenderer() fyne.WidgetRenderer {
	r := &keyRenderer{key: k, back: canvas.NewRectangle(nil), text: canvas.NewText(k.name, nil)}
	r.Refresh()
	return r
}

// keyGap is the room after a cap.
const keyGap = 6

type keyRenderer struct {
	key  *Key
	back *canvas.Rectangle
	text *canvas.Text
}

func (r *keyRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.back, r.text} }
func (r *keyRenderer) Destroy()                     {}

func (r *keyRenderer) MinSize() fyne.Size {
	size := fyne.MeasureText(r.text.Text, r.text.TextSize, r.text.TextStyle)
	return fyne.NewSize(max(22, size.Width+12)+keyGap, size.Height+6)
}

func (r *keyRenderer) Layout(size fyne.Size) {
	least := r.MinSize().SubtractWidthHeight(keyGap, 0)
	r.back.Resize(least)
	r.back.Move(fyne.NewPos(0, (size.Height-least.Height)/2))
	text := fyne.MeasureText(r.text.Text, r.text.TextSize, r.text.TextStyle)
	r.text.Move(fyne.NewPos((least.Width-text.Width)/2, (size.Height-text.Height)/2))
	r.text.Resize(text)
}

func (r *keyRenderer) Refresh() {
	r.back.FillColor = theme.ColorForWidget(theme.ColorNameInputBackground, r.key)
	r.back.StrokeColor, r.back.StrokeWidth = theme.ColorForWidget(theme.ColorNameInputBorder, r.key), 1
	r.back.CornerRadius = 4
	r.text.TextSize = theme.SizeForWidget(theme.SizeNameCaptionText, r.key)
	r.text.TextStyle = fyne.TextStyle{Monospace: true}
	r.text.Color = theme.ColorForWidget(theme.ColorNameForeground, r.key)
	r.Layout(r.key.Size())
	canvas.Refresh(r.key)
}
