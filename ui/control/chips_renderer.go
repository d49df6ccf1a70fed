package control

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

const (
	chipMark = 14 // side of the mark before the words
	chipGap  = 4  // between chips
	chipPad  = 8  // within a chip, at its left and right
)

// chip is what one option is drawn with. The mark is a rectangle: with a corner radius of half its side it is round.
type chip struct {
	back, mark  *canvas.Rectangle
	sign, words *canvas.Text
}

type chipsRenderer struct {
	chips   *Chips
	drawn   []chip
	objects []fyne.CanvasObject
}

func (r *chipsRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *chipsRenderer) Destroy()                     {}

// flow places the chips in rows no wider than width.
func (r *chipsRenderer) flow(width float32) (places []place, height float32) {
	size := r.chips.textSize()
	var x, y float32
	row := fyne.MeasureText("Ág", size, fyne.TextStyle{}).Height + 8
	for _, option := range r.chips.options {
		need := fyne.MeasureText(option.Text, size, fyne.TextStyle{}).Width + chipMark + 2*chipPad + 6
		if width > 0 {
			need = min(need, width)
		}
		if x > 0 && x+need > width {
			x, y = 0, y+row+chipGap
		}
		places = append(places, place{fyne.NewPos(x, y), fyne.NewSize(need, row)})
		x += need + chipGap
	}
	if len(places) > 0 {
		y += row
	}
	return places, y
}

func (r *chipsRenderer) MinSize() fyne.Size {
	_, height := r.flow(r.chips.Size().Width)
	return fyne.NewSize(60, height)
}

func (r *chipsRenderer) Layout(size fyne.Size) {
	places, _ := r.flow(size.Width)
	r.chips.places = places
	textSize := r.chips.textSize()
	for i, d := range r.drawn {
		p := places[i]
		d.back.Move(p.Position)
		d.back.Resize(p.Size)
		d.mark.Move(p.Position.AddXY(chipPad, (p.Height-chipMark)/2))
		d.mark.Resize(fyne.NewSquareSize(chipMark))
		sign := d.sign.MinSize()
		d.sign.Move(p.Position.AddXY(chipPad+(chipMark-sign.Width)/2, (p.Height-sign.Height)/2))
		d.sign.Resize(sign)
		d.words.Text = Cut(r.chips.options[i].Text, p.Width-chipMark-2*chipPad-6+0.5, textSize, fyne.TextStyle{})
		words := d.words.MinSize()
		d.words.Move(p.Position.AddXY(chipPad+chipMark+6, (p.Height-words.Height)/2))
		d.words.Resize(words)
	}
}

func (r *chipsRenderer) Refresh() {
	if len(r.drawn) != len(r.chips.options) {
		r.drawn, r.objects = nil, nil
		for range r.chips.options {
			d := chip{canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewText("", nil), canvas.NewText("", nil)}
			r.drawn = append(r.drawn, d)
			r.objects = append(r.objects, d.back, d.mark, d.sign, d.words)
		}
	}
	for i := range r.drawn {
		r.paint(i)
	}
	r.Layout(r.chips.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
}

func (r *chipsRenderer) paint(i int) {
	c, d := r.chips, r.drawn[i]
	tone := func(name fyne.ThemeColorName) color.Color { return theme.ColorForWidget(name, c) }
	foreground, accent := tone(theme.ColorNameForeground), tone(theme.ColorNamePrimary)
	if c.options[i].Color != nil {
		accent = c.options[i].Color
	}
	if c.disabled {
		foreground = tone(theme.ColorNameDisabled)
		if c.chosen[i] {
			foreground = tone(theme.ColorNameForeground)
		}
	}
	d.back.CornerRadius = theme.SizeForWidget(theme.SizeNameInputRadius, c)
	d.back.FillColor = tone(theme.ColorNameInputBackground)
	d.back.StrokeColor, d.back.StrokeWidth = tone(theme.ColorNameInputBorder), 1
	d.mark.CornerRadius = 3
	if !c.many {
		d.mark.CornerRadius = chipMark / 2
	}
	d.mark.FillColor, d.mark.StrokeColor, d.mark.StrokeWidth = color.Transparent, accent, 1.5
	d.words.Color, d.words.TextSize = foreground, c.textSize()
	d.sign.TextSize = c.textSize() * 0.7
	d.sign.Text, d.sign.Color = "", foreground
	if c.chosen[i] {
		d.back.FillColor, d.back.StrokeColor = Fade(accent, 0x30), accent
		d.mark.FillColor = accent
		d.sign.Color = Readable(accent)
	}
	if c.focused && i < 9 {
		d.sign.Text = strconv.Itoa(i + 1)
	}
	if c.focused && i == c.cursor {
		d.back.StrokeColor, d.back.StrokeWidth = foreground, 2
	}
}
