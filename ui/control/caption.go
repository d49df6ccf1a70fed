package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Caption is a small quiet line above a field. It follows the theme and is cut with "…" where it does not fit.
type Caption struct {
	widget.BaseWidget
	text string
	tone fyne.ThemeColorName
}

// NewCaption returns a caption in the theme's quiet text colour.
func NewCaption(text string) *Caption {
	c := &Caption{text: text, tone: theme.ColorNamePlaceHolder}
	c.ExtendBaseWidget(c)
	return c
}

// Text is what it says.
func (c *Caption) Text() string { return c.text }

// Say changes the text and its colour; "" as tone is the quiet colour.
func (c *Caption) Say(text string, tone fyne.ThemeColorName) {
	if tone == "" {
		tone = theme.ColorNamePlaceHolder
	}
	if c.text == text && c.tone == tone {
		return
	}
	c.text, c.tone = text, tone
	c.Refresh()
}

// Section is a caption over something.
func Section(caption string, o fyne.CanvasObject) *fyne.Container {
	return NewColumn(4, NewCaption(caption), o)
}

// CreateRenderer is called by Fyne.
func (c *Caption) CreateRenderer() fyne.WidgetRenderer {
	r := &captionRenderer{caption: c, text: canvas.NewText("", nil)}
	r.Refresh()
	return r
}

type captionRenderer struct {
	caption *Caption
	text    *canvas.Text
}

// Layout draws the line anew only where it is cut otherwise: Fyne asks for it in the midst of painting what comes into view.
func (r *captionRenderer) Layout(size fyne.Size) {
	r.text.Resize(size)
	if cut := Cut(r.caption.text, size.Width, r.text.TextSize, r.text.TextStyle); cut != r.text.Text {
		r.text.Text = cut
		r.text.Refresh()
	}
}

func (r *captionRenderer) MinSize() fyne.Size {
	size := fyne.MeasureText("x", r.text.TextSize, r.text.TextStyle)
	return fyne.NewSize(0, size.Height)
}

func (r *captionRenderer) Refresh() {
	r.text.TextSize = theme.SizeForWidget(theme.SizeNameCaptionText, r.caption)
	r.text.Color = theme.ColorForWidget(r.caption.tone, r.caption)
	r.Layout(r.caption.Size())
	r.text.Refresh()
}

func (r *captionRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.text} }
func (r *captionRenderer) Destroy()                     {}

// Cut shortens text with "…" so that it fits width, by bisection over its characters.
func Cut(text string, width, size float32, style fyne.TextStyle) string {
	if fyne.MeasureText(text, size, style).Width <= width {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes) // runes[:low] fits, runes[:high] does not
	for high-low > 1 {
		middle := (low + high) / 2
		if fyne.MeasureText(string(runes[:middle])+"…", size, style).Width <= width {
			low = middle
		} else {
			high = middle
		}
	}
	if low == 0 {
		return ""
	}
	return string(runes[:low]) + "…"
}
