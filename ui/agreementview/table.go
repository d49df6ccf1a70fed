package agreementview

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
)

// line is one line of a table of figures.
type line struct {
	name  string
	value string
	span  string // the confidence interval, or why the figure is undefined
	items string
	head  bool   // a heading
	query *query // the spans behind it; nil where nothing opens
}

// asks is the query for the spans behind it, one that asks for none where nothing opens.
func (l line) asks() query {
	if l.query == nil {
		return query{}
	}
	return *l.query
}

// lineOf is a figure as a line.
func lineOf(f figure, q *query) line {
	_, _, unit := named(f.path)
	return line{name: title(f.path), value: f.text(), span: f.rangeText(), items: fmt.Sprintf("%d %s", f.items, unit), query: q}
}

// table lists figures. Arrow keys choose, Return goes to the spans behind one.
type table struct {
	widget.List
	lines  []line
	at     int
	moved  func(line)
	opened func(line)
	typed  func(rune) // what it has no use for
	leave  func()
}

func newTable(moved, opened func(line), typed func(rune), leave func()) *table {
	t := &table{at: -1, moved: moved, opened: opened, typed: typed, leave: leave}
	t.Length = func() int { return len(t.lines) }
	t.CreateItem = func() fyne.CanvasObject { return newLineRow() }
	t.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		row := o.(*lineRow)
		row.line = t.lines[i]
		row.tapped = func() { t.Select(i); t.open() }
		row.Refresh()
	}
	t.OnSelected = func(i widget.ListItemID) {
		t.at = i
		t.moved(t.lines[i])
	}
	t.HideSeparators = true
	t.ExtendBaseWidget(t)
	return t
}

func (t *table) show(lines []line) {
	t.lines, t.at = lines, -1
	t.UnselectAll()
	t.ScrollToTop()
	t.Refresh()
}

func (t *table) open() {
	if t.at >= 0 && t.at < len(t.lines) && t.lines[t.at].query != nil {
		t.opened(t.lines[t.at])
	}
}

// TypedRune hands on what is typed: digits turn to another part of the view.
func (t *table) TypedRune(r rune) { t.typed(r) }

// TypedKey chooses, opens and leaves.
func (t *table) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		t.step(1)
	case fyne.KeyUp:
		t.step(-1)
	case fyne.KeyReturn, fyne.KeyEnter:
		t.open()
	case fyne.KeyEscape:
		t.leave()
	default:
		if !control.FunctionKey(t, e) {
			t.List.TypedKey(e)
		}
	}
}

// step goes to the next line that is no heading.
func (t *table) step(by int) {
	for i := t.at + by; i >= 0 && i < len(t.lines); i += by {
		if !t.lines[i].head {
			t.Select(i)
			return
		}
	}
}

// lineRow draws a line in columns: what, how much, from where to where, of how many.
type lineRow struct {
	widget.BaseWidget
	line   line
	tapped func()
}

func newLineRow() *lineRow {
	r := &lineRow{}
	r.ExtendBaseWidget(r)
	return r
}

// Tapped opens the line.
func (r *lineRow) Tapped(*fyne.PointEvent) { r.tapped() }

// CreateRenderer is called by Fyne.
func (r *lineRow) CreateRenderer() fyne.WidgetRenderer {
	l := &lineRenderer{row: r}
	for i := range l.texts {
		l.texts[i] = canvas.NewText("", nil)
	}
	l.Refresh()
	return l
}

type lineRenderer struct {
	row   *lineRow
	texts [4]*canvas.Text // name, value, range, items
}

// lineShares are how much of the width the columns take.
var lineShares = [4]float32{0.42, 0.13, 0.25, 0.20}

func (l *lineRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{l.texts[0], l.texts[1], l.texts[2], l.texts[3]}
}

func (l *lineRenderer) Destroy() {}

func (l *lineRenderer) MinSize() fyne.Size {
	return fyne.NewSize(200, fyne.MeasureText("Ág", theme.SizeForWidget(theme.SizeNameText, l.row), fyne.TextStyle{}).Height+6)
}

func (l *lineRenderer) Layout(size fyne.Size) {
	values := [4]string{l.row.line.name, l.row.line.value, l.row.line.span, l.row.line.items}
	shares := lineShares
	if l.row.line.head {
		shares = [4]float32{1, 0, 0, 0}
	}
	var x float32 = 8
	for i, t := range l.texts {
		width := (size.Width - 16) * shares[i]
		t.Text = control.Cut(values[i], max(0, width-8), t.TextSize, t.TextStyle)
		t.Move(fyne.NewPos(x, (size.Height-t.MinSize().Height)/2))
		t.Resize(fyne.NewSize(width, t.MinSize().Height))
		x += width
	}
}

func (l *lineRenderer) Refresh() {
	ink, quiet := theme.ColorForWidget(theme.ColorNameForeground, l.row), theme.ColorForWidget(theme.ColorNamePlaceHolder, l.row)
	size, small := theme.SizeForWidget(theme.SizeNameText, l.row), theme.SizeForWidget(theme.SizeNameCaptionText, l.row)
	for i, t := range l.texts {
		t.Color, t.TextSize, t.TextStyle = ink, size, fyne.TextStyle{Bold: i == 1 || l.row.line.head}
		if i > 1 || l.row.line.value == "undefined" && i == 1 {
			t.Color, t.TextSize, t.TextStyle = quiet, small, fyne.TextStyle{}
		}
	}
	l.Layout(l.row.Size())
	canvas.Refresh(l.row)
}
