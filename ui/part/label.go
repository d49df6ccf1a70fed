package part

import (
	"fmt"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// NewLabelButton is a label with its keys and its colour.
func NewLabelButton(label annotate.Label, position int, tapped func()) *HoverPress {
	name := widget.NewLabel(wording.Capital(label.Name))
	row := container.NewHBox(container.NewPadded(container.NewCenter(NewSwatch(label))), name)
	if keys := labelKeys(label, position); keys != "" {
		row.Add(container.NewPadded(container.NewCenter(NewKeycap(keys))))
	}
	press := NewHoverPress(row, tapped)
	press.Tip = control.Tips(strings.TrimSpace(fmt.Sprintf("Tags the selection, or the word at the caret, as %s. %s", label.Name, label.Description)))
	return press
}

// labelKeys is how the keys of the label at a position of the codebook are shown: "1 a".
func labelKeys(label annotate.Label, position int) string {
	var keys []string
	if position < 9 {
		keys = append(keys, fmt.Sprint(position+1))
	}
	if label.Hotkey != "" {
		keys = append(keys, label.Hotkey)
	}
	return strings.Join(keys, " ")
}

// NewKeycap is a key as it looks on a keyboard.
func NewKeycap(key string) fyne.CanvasObject {
	text := widget.NewLabel(key)
	text.SizeName = base.SizeNameCaptionText
	text.Importance = widget.LowImportance
	return container.New(tight{}, newFrame(), text)
}

// tight stacks objects in the least room, for text that has a frame of its own.
type tight struct{}

func (tight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	least := objects[1].MinSize()
	objects[1].Resize(least)
	objects[1].Move(fyne.NewPos((size.Width-least.Width)/2, (size.Height-least.Height)/2))
}

func (tight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[1].MinSize()
	return fyne.NewSize(max(18, least.Width-4), least.Height-7)
}

// frame is a thin rounded frame in the colour of separators.
type frame struct {
	widget.BaseWidget
	rect *canvas.Rectangle
}

func newFrame() *frame {
	f := &frame{rect: canvas.NewRectangle(color.Transparent)}
	f.rect.CornerRadius, f.rect.StrokeWidth = 4, 1
	f.ExtendBaseWidget(f)
	return f
}

func (f *frame) Refresh() {
	f.rect.FillColor, f.rect.StrokeColor = theme.Color(theme.ColorNamePaper), theme.Color(base.ColorNameInputBorder)
	f.BaseWidget.Refresh()
}

func (f *frame) CreateRenderer() fyne.WidgetRenderer {
	f.rect.FillColor, f.rect.StrokeColor = theme.Color(theme.ColorNamePaper), theme.Color(base.ColorNameInputBorder)
	return widget.NewSimpleRenderer(f.rect)
}
