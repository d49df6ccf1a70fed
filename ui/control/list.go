package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// List is a list of which one row is chosen. The arrow keys choose, Return goes on, Delete takes a row off, Escape
// leaves the form. Set the On fields before it is shown.
type List struct {
	widget.List
	OnChosen func()        // another row was chosen
	OnReturn func()        // Return was pressed
	OnRemove func(row int) // Delete was pressed at a row
	OnRune   func(r rune)  // something was typed; may be nil
	form     *Form
	at       int // the row that is chosen, -1 for none
}

// NewList returns a list without a choice. Its rows are made by row and filled by show.
func NewList[Row fyne.CanvasObject](length func() int, row func() Row, show func(i int, r Row), form *Form) *List {
	l := &List{form: form, at: -1}
	l.Length = length
	l.CreateItem = func() fyne.CanvasObject { return row() }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		if r, is := o.(interface{ onTap(func()) }); is {
			r.onTap(func() {
				Focus(l)
				l.Choose(i)
			})
		}
		show(i, o.(Row))
	}
	l.OnSelected = func(i widget.ListItemID) {
		if l.at != i {
			l.at = i
			l.OnChosen()
		}
	}
	l.ExtendBaseWidget(l)
	return l
}

// Chosen is the row that is chosen, -1 for none.
func (l *List) Chosen() int {
	if l.at >= l.Length() {
		return -1
	}
	return l.at
}

// Choose chooses row i, or the last one; none where there are no rows.
func (l *List) Choose(i int) {
	if i = min(i, l.Length()-1); i >= 0 {
		l.Highlight(i) // else Fyne's own highlight stays behind
		l.Select(i)
		return
	}
	l.UnselectAll()
	l.at = -1
}

// Changed chooses row i, or the last one, of rows that are not what they were.
func (l *List) Changed(i int) {
	l.at = -1
	l.UnselectAll()
	l.Choose(i)
}

// TypedRune is called by Fyne.
func (l *List) TypedRune(r rune) {
	if l.OnRune != nil {
		l.OnRune(r)
	}
}

// TypedKey is called by Fyne.
func (l *List) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		l.Choose(l.at + 1)
	case fyne.KeyUp:
		l.Choose(max(0, l.at-1))
	case fyne.KeyHome:
		l.Choose(0)
	case fyne.KeyEnd:
		l.Choose(l.Length() - 1)
	case fyne.KeyDelete, fyne.KeyBackspace:
		if at := l.Chosen(); at >= 0 {
			l.OnRemove(at)
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		l.OnReturn()
	case fyne.KeyEscape:
		l.form.leave()
	default:
		if !FunctionKey(l, e) {
			l.List.TypedKey(e)
		}
	}
}

// FileRow is a row for a file: its name, beneath it what is known of it, and what would become of it.
type FileRow struct {
	widget.BaseWidget
	Secondary   func(at fyne.Position) // what the right button does, once the row is chosen; nil for nothing
	name        *widget.Label
	about, fate *Caption
	tapped      func() // chooses the row
	content     fyne.CanvasObject
}

var (
	_ fyne.Tappable          = (*FileRow)(nil)
	_ fyne.SecondaryTappable = (*FileRow)(nil)
)

// NewFileRow returns an empty row.
func NewFileRow() *FileRow {
	r := &FileRow{name: widget.NewLabel(""), about: NewCaption(""), fate: NewCaption("")}
	r.name.Truncation = fyne.TextTruncateEllipsis
	r.content = &fyne.Container{Layout: RowInset{}, Objects: []fyne.CanvasObject{NewColumn(0, Flush(r.name), r.about, r.fate)}}
	r.ExtendBaseWidget(r)
	return r
}

// Tapped is called by Fyne, which gives both buttons to one widget.
func (r *FileRow) Tapped(*fyne.PointEvent) { r.tapped() }

// TappedSecondary is called by Fyne.
func (r *FileRow) TappedSecondary(e *fyne.PointEvent) {
	if r.tapped(); r.Secondary != nil {
		r.Secondary(e.AbsolutePosition)
	}
}

func (r *FileRow) onTap(choose func()) { r.tapped = choose }

// Say fills the row; tone is the colour of the fate.
func (r *FileRow) Say(name, about, fate string, tone fyne.ThemeColorName) {
	r.name.SetText(name)
	r.about.Say(about, "")
	r.fate.Say(fate, tone)
}

// CreateRenderer is called by Fyne.
func (r *FileRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.content) }

// RowInset keeps a row's content off its edges.
type RowInset struct{}

func (RowInset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(16, 10)
}

func (RowInset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(8, 5))
	objects[0].Resize(size.SubtractWidthHeight(16, 10))
}
