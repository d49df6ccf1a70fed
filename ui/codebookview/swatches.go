package codebookview

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
)

// swatches is a row of colours of which one is chosen, by click, arrow keys with Space, or digit.
type swatches struct {
	widget.BaseWidget
	chosen    string // #rrggbb, may be none of the control.Palette
	onChanged func(hex string)
	form      *control.Form
	cursor    int
	focused   bool
	tip       control.Tip
	pointed   int // colour under the pointer
}

const (
	swatchSize = 26
	swatchGap  = 6
	swatchDot  = 10 // in the one that is chosen
)

func newSwatches(changed func(string), form *control.Form) *swatches {
	s := &swatches{onChanged: changed, form: form}
	s.tip.Text = func() string { return control.Palette[s.pointed].Name }
	s.ExtendBaseWidget(s)
	return s
}

func (s *swatches) set(hex string) {
	s.chosen = strings.ToLower(hex)
	for i, c := range control.Palette {
		if c.Hex == s.chosen && !s.focused {
			s.cursor = i
		}
	}
	s.Refresh()
}

func (s *swatches) choose(i int) {
	if i < 0 || i >= len(control.Palette) {
		return
	}
	s.cursor, s.chosen = i, control.Palette[i].Hex
	s.Refresh()
	s.onChanged(s.chosen)
}

func (s *swatches) Tapped(e *fyne.PointEvent) {
	control.Focus(s)
	s.choose(int(e.Position.X / (swatchSize + swatchGap)))
}

// MouseIn is called by Fyne.
func (s *swatches) MouseIn(e *desktop.MouseEvent) {
	s.pointed = max(0, min(int(e.Position.X/(swatchSize+swatchGap)), len(control.Palette)-1))
	s.tip.In(s, e)
}

// MouseMoved is called by Fyne.
func (s *swatches) MouseMoved(e *desktop.MouseEvent) {
	if int(e.Position.X/(swatchSize+swatchGap)) != s.pointed {
		s.MouseIn(e)
	}
}

// MouseOut is called by Fyne.
func (s *swatches) MouseOut() { s.tip.Out() }

func (s *swatches) FocusGained() { s.focused = true; s.Refresh() }
func (s *swatches) FocusLost()   { s.focused = false; s.Refresh() }

func (s *swatches) TypedRune(r rune) { s.choose(int(r - '1')) }

func (s *swatches) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		s.form.Leave()
	case fyne.KeyLeft:
		s.cursor = max(0, s.cursor-1)
		s.Refresh()
	case fyne.KeyRight:
		s.cursor = min(len(control.Palette)-1, s.cursor+1)
		s.Refresh()
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		s.choose(s.cursor)
	}
}

func (s *swatches) CreateRenderer() fyne.WidgetRenderer {
	r := &swatchesRenderer{row: s}
	for _, c := range control.Palette {
		field, sign := canvas.NewRectangle(control.Hue(c.Hex)), canvas.NewCircle(color.Transparent)
		field.CornerRadius = 5
		r.fields, r.signs = append(r.fields, field), append(r.signs, sign)
		r.objects = append(r.objects, field, sign)
	}
	r.Refresh()
	return r
}

type swatchesRenderer struct {
	row     *swatches
	fields  []*canvas.Rectangle
	signs   []*canvas.Circle
	objects []fyne.CanvasObject
}

func (r *swatchesRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *swatchesRenderer) Destroy()                     {}
func (r *swatchesRenderer) MinSize() fyne.Size {
	return fyne.NewSize(float32(len(control.Palette))*(swatchSize+swatchGap)-swatchGap, swatchSize+4)
}

func (r *swatchesRenderer) Layout(fyne.Size) {
	for i := range r.fields {
		at := fyne.NewPos(float32(i)*(swatchSize+swatchGap), 2)
		r.fields[i].Move(at)
		r.fields[i].Resize(fyne.NewSquareSize(swatchSize))
		r.signs[i].Move(at.AddXY((swatchSize-swatchDot)/2, (swatchSize-swatchDot)/2))
		r.signs[i].Resize(fyne.NewSquareSize(swatchDot))
	}
}

func (r *swatchesRenderer) Refresh() {
	for i, c := range control.Palette {
		r.signs[i].FillColor = color.Transparent
		if c.Hex == r.row.chosen {
			r.signs[i].FillColor = control.Readable(control.Hue(c.Hex))
		}
		r.fields[i].StrokeWidth = 0
		if r.row.focused && i == r.row.cursor {
			r.fields[i].StrokeWidth, r.fields[i].StrokeColor = 2.5, theme.ColorForWidget(theme.ColorNameForeground, r.row)
		}
	}
	r.Layout(r.row.Size())
	canvas.Refresh(r.row)
}
