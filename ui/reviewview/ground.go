package reviewview

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/theme"
)

const (
	paper  = theme.ColorNamePaper
	chrome = theme.ColorNameChrome

	listWidth  = 262
	panelWidth = 384
)

// ground is a rectangle in colours of the theme, which it follows. The zero colours are not drawn.
type ground struct {
	widget.BaseWidget
	fill, stroke fyne.ThemeColorName
	width        float32 // of the stroke
	rect         *canvas.Rectangle
}

func newGround(fill fyne.ThemeColorName) *ground {
	g := &ground{fill: fill, rect: canvas.NewRectangle(color.Transparent)}
	g.ExtendBaseWidget(g)
	return g
}

// newFrame is a ground with round corners and a thin border.
func newFrame(fill fyne.ThemeColorName) *ground {
	g := newGround(fill)
	g.stroke, g.width = base.ColorNameInputBorder, 1
	g.rect.CornerRadius = 7
	return g
}

// set changes the colours.
func (g *ground) set(fill, stroke fyne.ThemeColorName, width float32) {
	if g.fill != fill || g.stroke != stroke || g.width != width {
		g.fill, g.stroke, g.width = fill, stroke, width
		g.Refresh()
	}
}

func (g *ground) paint() {
	g.rect.FillColor, g.rect.StrokeColor, g.rect.StrokeWidth = color.Transparent, color.Transparent, g.width
	if g.fill != "" {
		g.rect.FillColor = theme.Color(g.fill)
	}
	if g.stroke != "" {
		g.rect.StrokeColor = theme.Color(g.stroke)
	}
}

// Refresh follows the theme.
func (g *ground) Refresh() {
	g.paint()
	g.BaseWidget.Refresh()
}

// CreateRenderer is called by Fyne.
func (g *ground) CreateRenderer() fyne.WidgetRenderer {
	g.paint()
	return widget.NewSimpleRenderer(g.rect)
}

// newRule is a hairline for the edge of a Border.
func newRule() fyne.CanvasObject { return part.NewLine(base.ColorNameSeparator, 1) }

// fixedWidth is a layout that gives one object a width.
type fixedWidth float32

func (w fixedWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (w fixedWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(float32(w), objects[0].MinSize().Height)
}

// line is one line of text, cut where it has no room, in a colour of the theme that it follows.
type line struct {
	widget.BaseWidget
	text string
	tone fyne.ThemeColorName
	size fyne.ThemeSizeName
	bold bool
	wide bool // it asks for the room of its words
}

func newLine(text string, tone fyne.ThemeColorName, size fyne.ThemeSizeName, bold bool) *line {
	l := &line{text: text, tone: tone, size: size, bold: bold}
	l.ExtendBaseWidget(l)
	return l
}

func (l *line) say(text string, tone fyne.ThemeColorName) {
	if l.text != text || l.tone != tone {
		l.text, l.tone = text, tone
		l.Refresh()
	}
}
