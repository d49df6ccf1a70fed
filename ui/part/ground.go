package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/theme"
)

// Ground is a large area in a colour of the theme, which it follows. It is painted anew with the whole window whenever
// anything changes, and without a graphics card Fyne's rectangle takes five times as long for each pixel as the program
// that stands here, which asks nothing.
type Ground struct {
	widget.BaseWidget
	name   fyne.ThemeColorName
	shader *canvas.Shader    // in a window
	rect   *canvas.Rectangle // where nothing runs such programs: in tests
}

const fillColor = `
uniform float red;
uniform float green;
uniform float blue;

void main() {
    gl_FragColor = vec4(red, green, blue, 1.0);
}
`

// NewGround returns an area in an opaque colour.
func NewGround(name fyne.ThemeColorName) *Ground {
	g := &Ground{name: name}
	if _, window := fyne.CurrentApp().Driver().(desktop.Driver); window {
		g.shader = canvas.NewShader("parallax fill", []byte("#version 110\n"+fillColor), []byte("#version 100\nprecision mediump float;\n"+fillColor))
	} else {
		g.rect = canvas.NewRectangle(color.Transparent)
	}
	g.ExtendBaseWidget(g)
	return g
}

func (g *Ground) recolor() {
	c := theme.Color(g.name)
	if g.rect != nil {
		g.rect.FillColor = c
		return
	}
	opaque := color.NRGBAModel.Convert(c).(color.NRGBA)
	g.shader.Uniforms = map[string]float32{"red": float32(opaque.R) / 255, "green": float32(opaque.G) / 255, "blue": float32(opaque.B) / 255}
}

// Refresh follows the theme.
func (g *Ground) Refresh() {
	g.recolor()
	g.BaseWidget.Refresh()
}

// CreateRenderer is called by Fyne.
func (g *Ground) CreateRenderer() fyne.WidgetRenderer {
	g.recolor()
	if g.rect != nil {
		return widget.NewSimpleRenderer(g.rect)
	}
	return widget.NewSimpleRenderer(container.NewClip(g.shader)) // Fyne lets a shader reach a pixel beyond its edges
}
