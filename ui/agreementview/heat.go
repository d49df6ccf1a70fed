package agreementview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
)

// matrix is what a heat map shows.
type matrix struct {
	rows, columns []string
	rowTitle      string // what the rows are: an annotator's name, "" where it goes without saying
	columnTitle   string
	cells         [][]cell
}

// cell is one field of a heat map.
type cell struct {
	text  string  // the number, "" in a field that stands for nothing
	note  string  // a second, smaller line
	shade float64 // 0 to 1
	plain bool    // no colour: undefined, or the diagonal
}

// heat draws a matrix. Arrow keys and the pointer choose a cell, Return and a click open it.
type heat struct {
	widget.BaseWidget
	matrix
	row, column int
	focused     bool
	moved       func(row, column int)
	opened      func(row, column int)
	typed       func(rune) // what it has no use for
	leave       func()
}

var (
	_ fyne.Focusable     = (*heat)(nil)
	_ fyne.Tappable      = (*heat)(nil)
	_ desktop.Cursorable = (*heat)(nil)
)

func newHeat(moved, opened func(row, column int), typed func(rune), leave func()) *heat {
	h := &heat{moved: moved, opened: opened, typed: typed, leave: leave}
	h.ExtendBaseWidget(h)
	return h
}

// show draws another matrix; the chosen cell stays where it is if it can.
func (h *heat) show(m matrix) {
	h.matrix = m
	h.row, h.column = min(h.row, max(0, len(m.rows)-1)), min(h.column, max(0, len(m.columns)-1))
	h.Refresh()
}

// choose goes to a cell.
func (h *heat) choose(row, column int) {
	if row < 0 || column < 0 || row >= len(h.rows) || column >= len(h.columns) {
		return
	}
	h.row, h.column = row, column
	h.Refresh()
	h.moved(row, column)
}

// FocusGained shows where the keyboard is.
func (h *heat) FocusGained() { h.focused = true; h.Refresh() }

// FocusLost is called by Fyne.
func (h *heat) FocusLost() { h.focused = false; h.Refresh() }

// TypedRune hands on what is typed: digits turn to another part of the view.
func (h *heat) TypedRune(r rune) { h.typed(r) }

// TypedKey moves, opens and leaves.
func (h *heat) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		h.choose(h.row-1, h.column)
	case fyne.KeyDown:
		h.choose(h.row+1, h.column)
	case fyne.KeyLeft:
		h.choose(h.row, h.column-1)
	case fyne.KeyRight:
		h.choose(h.row, h.column+1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		h.open()
	case fyne.KeyEscape:
		h.leave()
	default:
		control.FunctionKey(h, e)
	}
}

func (h *heat) open() {
	if h.row < len(h.cells) && h.column < len(h.columns) && h.cells[h.row][h.column].text != "" {
		h.opened(h.row, h.column)
	}
}

// Tapped opens the cell at the pointer.
func (h *heat) Tapped(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(h); c != nil {
		c.Focus(h)
	}
	g := h.grid(h.Size())
	row, column := int((e.Position.Y-g.top)/g.height), int((e.Position.X-g.left)/g.width)
	if e.Position.X < g.left || e.Position.Y < g.top || row >= len(h.rows) || column >= len(h.columns) {
		return
	}
	h.choose(row, column)
	h.open()
}

// Cursor is a hand.
func (h *heat) Cursor() desktop.Cursor { return desktop.PointerCursor }

// grid says where cells lie.
type grid struct{ left, top, width, height float32 }

const (
	leastCellWidth, mostCellWidth   = 64, 132
	leastCellHeight, mostCellHeight = 38, 60
	mostRowName                     = 140
)

func (h *heat) grid(size fyne.Size) grid {
	text := theme.SizeForWidget(theme.SizeNameText, h)
	g := grid{top: fyne.MeasureText("Ág", text, fyne.TextStyle{}).Height + 8}
	if h.columnTitle != "" {
		g.top += fyne.MeasureText("Ág", theme.SizeForWidget(theme.SizeNameCaptionText, h), fyne.TextStyle{}).Height
	}
	for _, name := range append([]string{h.rowTitle}, h.rows...) {
		g.left = max(g.left, min(mostRowName, fyne.MeasureText(name, text, fyne.TextStyle{Bold: true}).Width+12))
	}
	n, m := float32(max(1, len(h.columns))), float32(max(1, len(h.rows)))
	g.width = min(mostCellWidth, max(leastCellWidth, (size.Width-g.left)/n))
	g.height = min(mostCellHeight, max(leastCellHeight, (size.Height-g.top)/m))
	return g
}

// CreateRenderer is called by Fyne.
func (h *heat) CreateRenderer() fyne.WidgetRenderer {
	r := &heatRenderer{heat: h, ring: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type heatRenderer struct {
	heat    *heat
	ring    *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *heatRenderer) MinSize() fyne.Size {
	g := r.heat.grid(fyne.Size{})
	return fyne.NewSize(g.left+g.width*float32(len(r.heat.columns)), g.top+g.height*float32(len(r.heat.rows)))
}

func (r *heatRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *heatRenderer) Destroy() {}

func (r *heatRenderer) Layout(fyne.Size) { r.Refresh() }

// Refresh draws everything anew: a matrix has a few hundred objects at most, and changes as a whole.
func (r *heatRenderer) Refresh() {
	h := r.heat
	g, scale := h.grid(h.Size()), scaleOf(h)
	r.objects = r.objects[:0]
	ink, quiet := theme.ColorForWidget(theme.ColorNameForeground, h), theme.ColorForWidget(theme.ColorNamePlaceHolder, h)
	text, small := theme.SizeForWidget(theme.SizeNameText, h), theme.SizeForWidget(theme.SizeNameCaptionText, h)
	put := func(words string, x, y, width float32, t canvas.Text) {
		t.Text = control.Cut(words, width, t.TextSize, t.TextStyle)
		line := t
		line.Move(fyne.NewPos(x, y))
		line.Resize(fyne.NewSize(width, fyne.MeasureText("Ág", t.TextSize, t.TextStyle).Height))
		r.objects = append(r.objects, &line)
	}
	line := fyne.MeasureText("Ág", text, fyne.TextStyle{}).Height
	low := fyne.MeasureText("Ág", small, fyne.TextStyle{}).Height
	if h.columnTitle != "" {
		put(h.columnTitle, g.left, 0, g.width*float32(len(h.columns)), canvas.Text{Color: quiet, TextSize: small})
		put(h.rowTitle, 0, g.top-low-6, g.left-8, canvas.Text{Color: quiet, TextSize: small})
	}
	for j, name := range h.columns {
		put(name, g.left+float32(j)*g.width+2, g.top-line-6, g.width-6,
			canvas.Text{Color: ink, TextSize: text, Alignment: fyne.TextAlignCenter, TextStyle: fyne.TextStyle{Bold: j == h.column && h.focused}})
	}
	for i, name := range h.rows {
		y := g.top + float32(i)*g.height
		put(name, 0, y+(g.height-line)/2, g.left-8, canvas.Text{Color: ink, TextSize: text, TextStyle: fyne.TextStyle{Bold: i == h.row && h.focused}})
		for j, c := range h.cells[i] {
			x := g.left + float32(j)*g.width
			field := canvas.NewRectangle(theme.ColorForWidget(theme.ColorNameHover, h))
			front := quiet
			if !c.plain {
				field.FillColor = shade(scale, c.shade)
				front = control.Readable(field.FillColor)
			}
			field.CornerRadius = 3
			field.Move(fyne.NewPos(x+1, y+1))
			field.Resize(fyne.NewSize(g.width-2, g.height-2))
			r.objects = append(r.objects, field)
			at := y + (g.height-line)/2
			if c.note != "" {
				at = y + (g.height-line-low)/2
				put(c.note, x+3, at+line-1, g.width-6, canvas.Text{Color: front, TextSize: small, Alignment: fyne.TextAlignCenter})
			}
			put(c.text, x+3, at, g.width-6, canvas.Text{Color: front, TextSize: text, Alignment: fyne.TextAlignCenter, TextStyle: fyne.TextStyle{Bold: !c.plain}})
		}
	}
	r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.CornerRadius = theme.ColorForWidget(theme.ColorNameWarning, h), 2.5, 4
	r.ring.FillColor = nil
	r.ring.Move(fyne.NewPos(g.left+float32(h.column)*g.width, g.top+float32(h.row)*g.height))
	r.ring.Resize(fyne.NewSize(g.width, g.height))
	r.ring.Hidden = len(h.rows) == 0 || !h.focused
	r.objects = append(r.objects, r.ring)
	canvas.Refresh(h)
}
