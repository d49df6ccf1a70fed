package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Wrapped is a text that wraps its words.
func Wrapped(text string) *widget.Label {
	label := widget.NewLabel(text)
	label.Wrapping = fyne.TextWrapWord
	return label
}

// SectionTitle is the quiet heading of a part of the sidebar.
func SectionTitle(text string) *widget.Label {
	label := widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	label.SizeName = base.SizeNameCaptionText
	label.Importance = widget.LowImportance
	return label
}

// EmptyState is a heading, a sentence and the buttons that lead on, in the middle of an empty place.
func EmptyState(heading, sentence string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	title := widget.NewLabelWithStyle(heading, fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	title.SizeName = base.SizeNameSubHeadingText
	text := Wrapped(sentence)
	text.Alignment = fyne.TextAlignCenter
	text.Importance = widget.LowImportance
	rows := container.NewVBox(title, container.NewGridWrap(fyne.NewSize(340, 60), text))
	if len(buttons) > 0 {
		rows.Add(container.NewCenter(container.NewHBox(buttons...)))
	}
	return container.NewCenter(rows)
}

// Indent is a layout that moves one object to the right.
type Indent float32

func (i Indent) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(float32(i), 0))
		o.Resize(fyne.NewSize(size.Width-float32(i), size.Height))
	}
}

func (i Indent) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(float32(i), base.Padding())
}

// NewRoom is nothing, of a size at least.
func NewRoom(size fyne.Size) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(size)
	return r
}
