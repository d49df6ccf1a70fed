package control

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Link is a line of words with a quieter line beneath that leads somewhere: by click, Space or Return.
type Link struct {
	widget.BaseWidget
	text, hint string
	tapped     func()
	Secondary  func(at fyne.Position) // the right button; nil for nothing
	form       *Form
	focused    bool
	hovered    bool
	current    bool
	mark       color.Color
	icon       fyne.Resource
	tip        Tip
}

var _ desktop.Hoverable = (*Link)(nil)

// NewLink returns a link; hint may be empty.
func NewLink(text, hint string, tapped func(), form *Form) *Link {
	l := &Link{text: text, hint: hint, tapped: tapped, form: form}
	l.tip.Text = l.whole
	l.ExtendBaseWidget(l)
	return l
}

// Text is what it says.
func (l *Link) Text() string { return l.text }

// whole is what it says, uncut.
func (l *Link) whole() string {
	if l.hint == "" {
		return l.text
	}
	return l.text + "\n" + l.hint
}

// SetCurrent shows whether it leads to what is shown now.
func (l *Link) SetCurrent(current bool) {
	if l.current != current {
		l.current = current
		l.Refresh()
	}
}

// SetMark puts a dot of a colour before the words; nil takes it away.
func (l *Link) SetMark(mark color.Color) {
	l.mark = mark
	l.Refresh()
}

// SetIcon puts an icon before the words; nil takes it away.
func (l *Link) SetIcon(icon fyne.Resource) {
	if l.icon != icon {
		l.icon = icon
		l.Refresh()
	}
}

// Tapped follows the link.
func (l *Link) Tapped(*fyne.PointEvent) {
	l.tip.Out()
	l.tapped()
}

// TappedSecondary is called by Fyne.
func (l *Link) TappedSecondary(e *fyne.PointEvent) {
	l.tip.Out()
	if l.Secondary != nil {
		l.Secondary(e.AbsolutePosition)
	}
}

// FocusGained brings it into sight.
func (l *Link) FocusGained() {
	l.focused = true
	l.Refresh()
	l.form.reached(l)
}

// FocusLost is called by Fyne.
func (l *Link) FocusLost() { l.focused = false; l.Refresh() }

// TypedRune is called by Fyne.
func (l *Link) TypedRune(rune) {}

// TypedKey follows the link, leaves, or goes to the field before or after.
func (l *Link) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		l.form.leave()
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		l.tapped()
	case fyne.KeyDown, fyne.KeyUp:
		if c := l.form.canvas(); c != nil && e.Name == fyne.KeyDown {
			c.FocusNext()
		} else if c != nil {
			c.FocusPrevious()
		}
	default:
		FunctionKey(l, e)
	}
}

// MouseIn is called by Fyne.
func (l *Link) MouseIn(e *desktop.MouseEvent) {
	l.hovered = true
	l.Refresh()
	l.tip.In(l, e)
}

// MouseMoved is called by Fyne.
func (l *Link) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is called by Fyne.
func (l *Link) MouseOut() {
	l.hovered = false
	l.Refresh()
	l.tip.Out()
}

// Cursor is a hand.
func (l *Link) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer is called by Fyne.
func (l *Link) CreateRenderer() fyne.WidgetRenderer {
	r := &linkRenderer{link: l, back: canvas.NewRectangle(nil), mark: canvas.NewCircle(nil),
		icon: widget.NewIcon(nil), text: canvas.NewText("", nil), hint: canvas.NewText("", nil)}
	r.Refresh()
	return r
}

type linkRenderer struct {
	link       *Link
	back       *canvas.Rectangle
	mark       *canvas.Circle
	icon       *widget.Icon
	text, hint *canvas.Text
}

func (r *linkRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.mark, r.icon, r.text, r.hint}
}
func (r *linkRenderer) Destroy() {}

func (r *linkRenderer) MinSize() fyne.Size {
	height := fyne.MeasureText("Ág", r.text.TextSize, r.text.TextStyle).Height
	if r.link.hint != "" {
		height += fyne.MeasureText("Ág", r.hint.TextSize, r.hint.TextStyle).Height
	}
	return fyne.NewSize(40, height+8)
}

func (r *linkRenderer) Layout(size fyne.Size) {
	const dot = 10
	var left float32 = 6
	if r.link.mark != nil {
		r.mark.Move(fyne.NewPos(left, (size.Height-dot)/2))
		r.mark.Resize(fyne.NewSquareSize(dot))
		left += dot + 6
	}
	if r.link.icon != nil {
		side := r.text.TextSize + 3
		r.icon.Move(fyne.NewPos(left-2, 4+(fyne.MeasureText("Ág", r.text.TextSize, r.text.TextStyle).Height-side)/2))
		r.icon.Resize(fyne.NewSquareSize(side))
		left += side + 2
	}
	r.back.Resize(size)
	r.text.Text = Cut(r.link.text, size.Width-left-6, r.text.TextSize, r.text.TextStyle)
	r.text.Move(fyne.NewPos(left, 4))
	r.hint.Text = Cut(r.link.hint, size.Width-left-6, r.hint.TextSize, r.hint.TextStyle)
	r.hint.Move(fyne.NewPos(left, 4+fyne.MeasureText("Ág", r.text.TextSize, r.text.TextStyle).Height))
}

func (r *linkRenderer) Refresh() {
	l := r.link
	r.back.FillColor, r.back.StrokeColor, r.back.StrokeWidth = color.Transparent, color.Transparent, 0
	r.back.CornerRadius = theme.SizeForWidget(theme.SizeNameInputRadius, l)
	if r.icon.Resource != l.icon {
		r.icon.SetResource(l.icon)
	}
	r.mark.FillColor = color.Transparent
	if l.mark != nil {
		r.mark.FillColor = l.mark
	}
	if l.current {
		r.back.FillColor = theme.ColorForWidget(theme.ColorNameSelection, l)
	}
	if l.hovered && !l.current {
		r.back.FillColor = theme.ColorForWidget(theme.ColorNameHover, l)
	}
	if l.focused {
		r.back.StrokeColor, r.back.StrokeWidth = theme.ColorForWidget(theme.ColorNamePrimary, l), 1.5
	}
	r.text.TextSize = theme.SizeForWidget(theme.SizeNameText, l)
	r.text.Color = theme.ColorForWidget(theme.ColorNameForeground, l)
	r.hint.TextSize = theme.SizeForWidget(theme.SizeNameCaptionText, l)
	r.hint.Color = theme.ColorForWidget(theme.ColorNamePlaceHolder, l)
	r.Layout(l.Size())
	canvas.Refresh(l)
}
