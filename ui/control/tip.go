package control

import (
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

const (
	tipDelay = 600 * time.Millisecond
	tipStays = 8 * time.Second
	tipWidth = 64 // characters of a line
	tipPad   = 7
)

// tipLayers are where tips are drawn, by what they lie over: the canvas of a window, or a sheet over it. A tip finds its own, so that any
// widget may have one without being handed a window. Fyne's own overlays would take the pointer from what is beneath.
var tipLayers = map[any]*fyne.Container{}

// TipsOver lets tips be drawn on a layer, without a layout, that lies over a canvas or over an overlay of it; nil ends that.
func TipsOver(what any, layer *fyne.Container) {
	if layer == nil {
		delete(tipLayers, what)
		return
	}
	tipLayers[what] = layer
}

// Tip says what a sign is once the pointer has rested on it: a card beside the pointer. Widgets hand their mouse events on to it.
type Tip struct {
	Text func() string // what it says now, "" for nothing; nil is the same

	timer *time.Timer
	card  *fyne.Container
	layer *fyne.Container
}

// Tips is a tip that always says the same.
func Tips(text string) Tip { return Tip{Text: func() string { return text }} }

// In waits for the pointer to rest at a place of an object.
func (t *Tip) In(o fyne.CanvasObject, e *desktop.MouseEvent) {
	t.Out()
	layer := tipLayer(o)
	if layer == nil || t.Text == nil || t.Text() == "" {
		return
	}
	at := e.AbsolutePosition
	t.wait(tipDelay, func() { t.show(layer, at) })
}

// Out takes the card away, or keeps it from appearing.
func (t *Tip) Out() {
	if t.timer != nil {
		t.timer.Stop()
		t.timer = nil
	}
	if t.card != nil {
		t.layer.Remove(t.card)
		t.layer.Refresh() // Fyne does not draw what is added or removed by itself
		t.card = nil
	}
}

func (t *Tip) wait(delay time.Duration, then func()) {
	var timer *time.Timer
	timer = time.AfterFunc(delay, func() {
		fyne.Do(func() {
			if t.timer == timer {
				then()
			}
		})
	})
	t.timer = timer
}

// tipLayer is where a tip of an object is drawn, nil for nowhere.
func tipLayer(o fyne.CanvasObject) *fyne.Container {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return nil
	}
	if top := c.Overlays().Top(); top != nil {
		return tipLayers[top]
	}
	return tipLayers[c]
}

func (t *Tip) show(layer *fyne.Container, at fyne.Position) {
	t.layer, t.card = layer, newTipCard(t.Text())
	at = at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(layer))
	size, room := t.card.MinSize(), layer.Size()
	place := at.AddXY(8, 20)
	if place.Y+size.Height > room.Height {
		place.Y = max(at.Y-size.Height-8, 0)
	}
	place.X = max(min(place.X, room.Width-size.Width-2), 0)
	t.card.Resize(size)
	t.card.Move(place)
	layer.Add(t.card)
	layer.Refresh()
	t.wait(tipStays, t.Out)
}

// newTipCard draws the words of a tip.
func newTipCard(words string) *fyne.Container {
	tone := func(name fyne.ThemeColorName) color.Color {
		settings := fyne.CurrentApp().Settings()
		return settings.Theme().Color(name, settings.ThemeVariant())
	}
	ground := canvas.NewRectangle(tone(theme.ColorNameOverlayBackground))
	ground.StrokeColor, ground.StrokeWidth, ground.CornerRadius = tone(theme.ColorNameInputBorder), 1, 4
	objects := []fyne.CanvasObject{ground}
	for _, line := range tipLines(words) {
		text := canvas.NewText(line, tone(theme.ColorNameForeground))
		text.TextSize = theme.CaptionTextSize()
		objects = append(objects, text)
	}
	return &fyne.Container{Layout: tipLayout{}, Objects: objects}
}

// tipLines breaks words into lines that are not too long.
func tipLines(words string) (lines []string) {
	for _, paragraph := range strings.Split(words, "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			if line != "" && len([]rune(line+" "+word)) > tipWidth {
				lines = append(lines, line)
				line = ""
			}
			line = strings.TrimSpace(line + " " + word)
		}
		lines = append(lines, line)
	}
	return lines
}

// tipLayout puts lines beneath each other on a ground.
type tipLayout struct{}

func (tipLayout) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, line := range objects[1:] {
		least := line.MinSize()
		size = fyne.NewSize(max(size.Width, least.Width), size.Height+least.Height)
	}
	return size.AddWidthHeight(2*tipPad, 2*tipPad)
}

func (tipLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	y := float32(tipPad)
	for _, line := range objects[1:] {
		line.Resize(line.MinSize())
		line.Move(fyne.NewPos(tipPad, y))
		y += line.MinSize().Height
	}
}

// Told is something that answers to nothing, with a tip.
type Told struct {
	widget.BaseWidget
	tip     Tip
	content fyne.CanvasObject
}

var _ desktop.Hoverable = (*Told)(nil)

// NewTold lets a tip say what something is.
func NewTold(content fyne.CanvasObject, text func() string) *Told {
	t := &Told{content: content, tip: Tip{Text: text}}
	t.ExtendBaseWidget(t)
	return t
}

// MouseIn is called by Fyne.
func (t *Told) MouseIn(e *desktop.MouseEvent) { t.tip.In(t, e) }

// MouseMoved is called by Fyne.
func (t *Told) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is called by Fyne.
func (t *Told) MouseOut() { t.tip.Out() }

// CreateRenderer is called by Fyne.
func (t *Told) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.content) }
