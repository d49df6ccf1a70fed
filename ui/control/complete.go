package control

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Suggestion is one line of a completion list.
type Suggestion struct {
	ID   string // "" to make what was typed
	Text string
	Hint string // small words at the end of the line
}

// Complete is a field that is filled by choosing: typing narrows a list that floats beneath it, Up and Down move in
// the list, Return or a click takes a line. Where it is left without choosing, what was typed is handed on as it stands;
// Escape drops it.
type Complete struct {
	Entry
	Suggest  func(typed string) []Suggestion
	OnChosen func(s Suggestion, typed string)
	OnTyped  func(typed string) bool // takes what was typed; false leaves it standing in the field
	OnFocus  func()                  // the field gets the keyboard; may be nil

	layer *Layer
	lines []*line
	at    int
}

// NewComplete returns a completion field whose list floats in layer.
func NewComplete(placeholder string, layer *Layer, suggest func(string) []Suggestion, chosen func(Suggestion, string), typed func(string) bool, form *Form) *Complete {
	c := &Complete{Suggest: suggest, OnChosen: chosen, OnTyped: typed, layer: layer}
	c.setUp(c, placeholder, nil, form)
	c.OnChanged = func(string) { c.open() }
	c.OnSubmitted = nil
	c.OnKey = c.key
	c.ExtendBaseWidget(c)
	return c
}

// Open says whether the list is shown.
func (c *Complete) Open() bool { return len(c.lines) > 0 }

func (c *Complete) open() {
	c.lines, c.at = nil, 0
	rows := NewColumn(0)
	for i, s := range c.Suggest(c.Text) {
		l := newLine(s, func() { c.take(i) })
		c.lines = append(c.lines, l)
		rows.Add(l)
	}
	if len(c.lines) == 0 {
		c.layer.Sink()
		return
	}
	c.light()
	list := container.NewStack(NewPanel(theme.ColorNameMenuBackground), container.NewPadded(rows))
	c.form.bring(c, list.MinSize().Height)
	c.layer.Float(list, c)
}

// Offer shows the list, also where nothing was typed.
func (c *Complete) Offer() {
	if !c.Open() {
		c.open()
	}
}

// Again asks for the suggestions anew where they are shown.
func (c *Complete) Again() {
	if c.Open() {
		c.open()
	}
}

func (c *Complete) close() {
	if c.Open() {
		c.lines = nil
		c.layer.Sink()
	}
}

func (c *Complete) light() {
	for i, l := range c.lines {
		l.light(i == c.at)
	}
}

func (c *Complete) take(i int) {
	if i >= len(c.lines) {
		return
	}
	s, typed := c.lines[i].suggestion, c.Text
	c.close()
	c.Reset(c.saved)
	c.OnChosen(s, typed)
}

func (c *Complete) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyDown:
		if !c.Open() {
			c.open()
		} else {
			c.at = min(len(c.lines)-1, c.at+1)
			c.light()
		}
	case fyne.KeyUp:
		c.at = max(0, c.at-1)
		c.light()
	case fyne.KeyReturn, fyne.KeyEnter:
		if !c.Open() {
			c.open()
		} else {
			c.take(c.at)
		}
	case fyne.KeyEscape:
		open := c.Open()
		c.close()
		c.Reset(c.saved)
		return open // the first Escape closes the list, the next one leaves the field
	default:
		return false
	}
	return true
}

// FocusGained selects the text, so that typing replaces it.
func (c *Complete) FocusGained() {
	c.Entry.FocusGained()
	c.TypedShortcut(&fyne.ShortcutSelectAll{})
	if c.OnFocus != nil {
		c.OnFocus()
	}
}

// Commit closes the list and hands on what was typed, if anything was.
func (c *Complete) Commit() {
	c.close()
	if !c.Dirty() {
		return
	}
	typed := c.Text
	c.Reset(c.saved)
	if !c.OnTyped(typed) {
		c.Retype(typed)
	}
}

// FocusLost commits.
func (c *Complete) FocusLost() {
	c.focused = false
	c.Entry.Entry.FocusLost()
	c.Commit()
}

// line is one line of the list. It takes the press, not the release: by then the field has lost the keyboard and the
// list is gone.
type line struct {
	widget.BaseWidget
	suggestion Suggestion
	taken      func()
	lit        bool
}

func newLine(s Suggestion, taken func()) *line {
	l := &line{suggestion: s, taken: taken}
	l.ExtendBaseWidget(l)
	return l
}

func (l *line) light(on bool) {
	if l.lit != on {
		l.lit = on
		l.Refresh()
	}
}

// MouseDown takes the line.
func (l *line) MouseDown(*desktop.MouseEvent) { l.taken() }

// MouseUp is called by Fyne.
func (l *line) MouseUp(*desktop.MouseEvent) {}

// CreateRenderer is called by Fyne.
func (l *line) CreateRenderer() fyne.WidgetRenderer {
	r := &lineRenderer{line: l, back: canvas.NewRectangle(nil), text: canvas.NewText("", nil), hint: canvas.NewText("", nil)}
	r.Refresh()
	return r
}

type lineRenderer struct {
	line       *line
	back       *canvas.Rectangle
	text, hint *canvas.Text
}

func (r *lineRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.text, r.hint}
}
func (r *lineRenderer) Destroy() {}

func (r *lineRenderer) MinSize() fyne.Size {
	return fyne.NewSize(40, fyne.MeasureText("Ág", r.text.TextSize, r.text.TextStyle).Height+8)
}

func (r *lineRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	hint := fyne.MeasureText(r.line.suggestion.Hint, r.hint.TextSize, r.hint.TextStyle)
	hint.Width = min(hint.Width, size.Width/2)
	r.hint.Text = Cut(r.line.suggestion.Hint, hint.Width, r.hint.TextSize, r.hint.TextStyle)
	r.hint.Move(fyne.NewPos(size.Width-hint.Width-8, (size.Height-hint.Height)/2))
	r.text.Text = Cut(r.line.suggestion.Text, size.Width-hint.Width-24, r.text.TextSize, r.text.TextStyle)
	r.text.Move(fyne.NewPos(8, 4))
}

func (r *lineRenderer) Refresh() {
	r.back.FillColor, r.back.CornerRadius = color.Transparent, theme.SizeForWidget(theme.SizeNameSelectionRadius, r.line)
	if r.line.lit {
		r.back.FillColor = theme.ColorForWidget(theme.ColorNameSelection, r.line)
	}
	r.text.TextSize = theme.SizeForWidget(theme.SizeNameText, r.line)
	r.text.Color = theme.ColorForWidget(theme.ColorNameForeground, r.line)
	r.hint.TextSize = theme.SizeForWidget(theme.SizeNameCaptionText, r.line)
	r.hint.Color = theme.ColorForWidget(theme.ColorNamePlaceHolder, r.line)
	r.Layout(r.line.Size())
	canvas.Refresh(r.line)
}
