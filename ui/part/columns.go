package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// gap is the width of the handle between two columns, in logical pixels; the line that is seen is one wide.
const gap float32 = 7

// Column is one object of Columns.
type Column struct {
	Object fyne.CanvasObject
	Width  float32 // a fixed width; 0 shares what is left
	Share  float32 // how much of what is left, against the other columns that share
	Least  float32 // it is not dragged narrower than this
}

// Columns stands objects side by side, or one beneath the other, with handles between them, which are dragged to
// resize. Fyne's Split holds two and draws a thick bar; a row of articles needs any number and a hairline. A column
// whose object is hidden takes no room.
type Columns struct {
	widget.BaseWidget
	OnResized func() // after a handle was let go

	// Wide makes the columns ask for the room that all need at their least, for a window that scrolls sideways.
	Wide bool

	vertical bool
	columns  []*Column
	handles  []*handle
}

// NewColumns returns the columns in their order.
func NewColumns(columns ...*Column) *Columns {
	c := &Columns{}
	c.ExtendBaseWidget(c)
	c.Set(columns)
	return c
}

// NewRows returns the columns turned by a quarter: one beneath the other, their widths being heights.
func NewRows(columns ...*Column) *Columns {
	c := &Columns{vertical: true}
	c.ExtendBaseWidget(c)
	c.Set(columns)
	return c
}

// along is how far a size reaches in the direction in which the columns stand.
func (c *Columns) along(size fyne.Size) float32 {
	if c.vertical {
		return size.Height
	}
	return size.Width
}

// put places an object from a distance on over a length, across the whole of size.
func (c *Columns) put(o fyne.CanvasObject, from, length float32, size fyne.Size) {
	if c.vertical {
		o.Move(fyne.NewPos(0, from))
		o.Resize(fyne.NewSize(size.Width, length))
		return
	}
	o.Move(fyne.NewPos(from, 0))
	o.Resize(fyne.NewSize(length, size.Height))
}

// Set replaces the columns.
func (c *Columns) Set(columns []*Column) {
	c.columns = columns
	c.handles = nil
	for i := 1; i < len(columns); i++ {
		c.handles = append(c.handles, newHandle(c, i))
	}
	c.Refresh()
}

// visible lists the columns that are shown.
func (c *Columns) visible() []*Column {
	var shown []*Column
	for _, column := range c.columns {
		if column.Object.Visible() {
			shown = append(shown, column)
		}
	}
	return shown
}

// widths returns the width of each shown column when all have total together. A fixed column gives way where the
// others would get less than their least.
func widths(shown []*Column, total float32) []float32 {
	total -= gap * float32(len(shown)-1)
	result := make([]float32, len(shown))
	var shares, fixed, least float32
	for _, column := range shown {
		fixed += column.Width
		if column.Width == 0 {
			shares += max(column.Share, 0.01)
			least += column.Least
		}
	}
	squeeze := float32(1)
	if fixed > 0 && shares > 0 && total-fixed < least {
		squeeze = max(0, min(1, (total-least)/fixed))
	}
	rest := max(0, total-fixed*squeeze)
	for i, column := range shown {
		if column.Width > 0 {
			result[i] = column.Width * squeeze
		}
	}
	share(shown, result, rest, shares, rest >= least)
	return result
}

// share parts rest among the columns without a width by their shares. Where there is room, none gets less than its least.
func share(shown []*Column, result []float32, rest, shares float32, room bool) {
	for again := room; again; {
		again = false
		for i, column := range shown {
			part := max(column.Share, 0.01)
			if column.Width == 0 && result[i] == 0 && column.Least > 0 && rest*part/shares < column.Least {
				result[i] = column.Least
				rest, shares, again = rest-column.Least, shares-part, true
				break
			}
		}
	}
	for i, column := range shown {
		if column.Width == 0 && result[i] == 0 {
			result[i] = max(0, rest*max(column.Share, 0.01)/shares)
		}
	}
}

// drag moves the line to the left of the shown column at index by dx, or the line above it.
func (c *Columns) drag(index int, dx float32) {
	shown := c.visible()
	if index < 1 || index >= len(shown) {
		return
	}
	now := widths(shown, c.along(c.Size()))
	left, right := shown[index-1], shown[index]
	dx = max(dx, left.Least-now[index-1])
	dx = min(dx, now[index]-right.Least)
	var total, shares float32
	for i, column := range shown {
		if column.Width == 0 {
			total += now[i]
			shares += max(column.Share, 0.01)
		}
	}
	for i, change := range []float32{dx, -dx} {
		column, width := shown[index-1+i], now[index-1+i]+change
		if column.Width > 0 {
			column.Width = max(1, width)
		} else if left.Width == 0 && right.Width == 0 && total > 0 {
			column.Share = width / total * shares
		}
	}
	c.Refresh()
}

// MinSize keeps the window usable when it holds many columns: it does not grow with them.
func (c *Columns) MinSize() fyne.Size {
	c.ExtendBaseWidget(c)
	var least fyne.Size
	wanted := -gap
	for _, column := range c.visible() {
		least = least.Max(column.Object.MinSize())
		wanted += gap + max(column.Width, column.Least)
	}
	if c.Wide {
		return fyne.NewSize(max(wanted, 0), least.Height)
	}
	if c.vertical {
		return fyne.NewSize(least.Width, 200)
	}
	return fyne.NewSize(200, least.Height)
}

// CreateRenderer is called by Fyne.
func (c *Columns) CreateRenderer() fyne.WidgetRenderer { return &columnsRenderer{columns: c} }

type columnsRenderer struct{ columns *Columns }

func (r *columnsRenderer) Layout(size fyne.Size) {
	shown := r.columns.visible()
	for _, h := range r.columns.handles {
		h.Hide()
	}
	var at float32
	for i, width := range widths(shown, r.columns.along(size)) {
		if i > 0 {
			h := r.columns.handles[i-1]
			h.index = i
			r.columns.put(h, at, gap, size)
			h.Show()
			at += gap
		}
		r.columns.put(shown[i].Object, at, width, size)
		at += width
	}
}

func (r *columnsRenderer) MinSize() fyne.Size { return r.columns.MinSize() }

func (r *columnsRenderer) Refresh() {
	r.Layout(r.columns.Size())
	canvas.Refresh(r.columns)
}

func (r *columnsRenderer) Objects() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, column := range r.columns.columns {
		objects = append(objects, column.Object)
	}
	for _, h := range r.columns.handles {
		objects = append(objects, h)
	}
	return objects
}

func (r *columnsRenderer) Destroy() {}

// handle is the line between two columns.
type handle struct {
	widget.BaseWidget
	columns *Columns
	index   int // of the shown column to its right
	line    *canvas.Rectangle
	hovered bool
	tip     control.Tip
}

var (
	_ fyne.Draggable     = (*handle)(nil)
	_ desktop.Cursorable = (*handle)(nil)
	_ desktop.Hoverable  = (*handle)(nil)
)

func newHandle(columns *Columns, index int) *handle {
	h := &handle{columns: columns, index: index, line: canvas.NewRectangle(color.Transparent), tip: control.Tips("Drag to give more or less room")}
	h.ExtendBaseWidget(h)
	return h
}

func (h *handle) Dragged(e *fyne.DragEvent) {
	h.tip.Out()
	if h.columns.vertical {
		h.columns.drag(h.index, e.Dragged.DY)
		return
	}
	h.columns.drag(h.index, e.Dragged.DX)
}

func (h *handle) Cursor() desktop.Cursor {
	if h.columns.vertical {
		return desktop.VResizeCursor
	}
	return desktop.HResizeCursor
}

func (h *handle) MouseIn(e *desktop.MouseEvent)       { h.hovered = true; h.Refresh(); h.tip.In(h, e) }
func (h *handle) MouseMoved(*desktop.MouseEvent)      {}
func (h *handle) MouseOut()                           { h.hovered = false; h.Refresh(); h.tip.Out() }
func (h *handle) CreateRenderer() fyne.WidgetRenderer { return &handleRenderer{h} }

func (h *handle) DragEnd() {
	if h.columns.OnResized != nil {
		h.columns.OnResized()
	}
}

type handleRenderer struct{ handle *handle }

func (r *handleRenderer) Layout(size fyne.Size) {
	width := float32(1)
	if r.handle.hovered {
		width = 3
	}
	r.handle.columns.put(r.handle.line, (gap-width)/2, width, size)
}

func (r *handleRenderer) MinSize() fyne.Size { return fyne.NewSize(0, 0) }

func (r *handleRenderer) Refresh() {
	name := base.ColorNameSeparator
	if r.handle.hovered {
		name = base.ColorNamePrimary
	}
	r.handle.line.FillColor = theme.Color(name)
	r.Layout(r.handle.Size())
	r.handle.line.Refresh()
}

func (r *handleRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.handle.line} }
func (r *handleRenderer) Destroy()                     {}
