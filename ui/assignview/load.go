package assignview

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
)

// loadColumns are the columns of the table of progress, with the share of the width that each takes.
var loadColumns = []struct {
	title string
	share float32
}{{"Annotator", 0.26}, {"To do", 0.11}, {"Begun", 0.11}, {"Done", 0.11}, {"Spans", 0.12}, {"", 0.29}}

// loadRow is a line of the table: an annotator with the counts and a bar of what is done, begun and to do.
type loadRow struct {
	widget.BaseWidget
	cells            []string
	head             bool
	done, doing, all float32
}

func newLoadRow() *loadRow {
	r := &loadRow{}
	r.ExtendBaseWidget(r)
	return r
}

func newLoadHead() *loadRow {
	r := &loadRow{head: true}
	for _, c := range loadColumns {
		r.cells = append(r.cells, c.title)
	}
	r.ExtendBaseWidget(r)
	return r
}

func (r *loadRow) show(w store.Workload) {
	name := w.Annotator.Name
	if w.Annotator.Kind != annotate.Human {
		name += " (" + string(w.Annotator.Kind) + ")"
	}
	r.cells = []string{name, fmt.Sprint(w.Todo), fmt.Sprint(w.Doing), fmt.Sprint(w.Done), fmt.Sprint(w.Spans), ""}
	r.done, r.doing, r.all = float32(w.Done), float32(w.Doing), float32(w.Total())
	r.Refresh()
}

// CreateRenderer is called by Fyne.
func (r *loadRow) CreateRenderer() fyne.WidgetRenderer {
	l := &loadRenderer{row: r, ground: canvas.NewRectangle(nil), doing: canvas.NewRectangle(nil), done: canvas.NewRectangle(nil)}
	for range loadColumns {
		l.texts = append(l.texts, canvas.NewText("", nil))
	}
	l.Refresh()
	return l
}

type loadRenderer struct {
	row                 *loadRow
	texts               []*canvas.Text
	ground, doing, done *canvas.Rectangle
}

func (l *loadRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{l.ground, l.doing, l.done}
	for _, t := range l.texts {
		objects = append(objects, t)
	}
	return objects
}

func (l *loadRenderer) Destroy() {}

func (l *loadRenderer) MinSize() fyne.Size {
	return fyne.NewSize(360, fyne.MeasureText("Ág", theme.SizeForWidget(theme.SizeNameText, l.row), fyne.TextStyle{}).Height+10)
}

func (l *loadRenderer) Layout(size fyne.Size) {
	const side = 10
	x, width := float32(side), float32(0)
	for i, t := range l.texts {
		width = (size.Width - 2*side) * loadColumns[i].share
		if i < len(l.row.cells) {
			t.Text = control.Cut(l.row.cells[i], width-10, t.TextSize, t.TextStyle)
		}
		t.Move(fyne.NewPos(x, (size.Height-t.MinSize().Height)/2))
		t.Resize(fyne.NewSize(width-10, t.MinSize().Height))
		x += width
	}
	x -= width
	const thick = 10
	bar := func(o *canvas.Rectangle, share float32) {
		o.Move(fyne.NewPos(x, (size.Height-thick)/2))
		o.Resize(fyne.NewSize(width*share, thick))
	}
	total := max(1, l.row.all)
	bar(l.ground, 1)
	bar(l.doing, (l.row.done+l.row.doing)/total)
	bar(l.done, l.row.done/total)
}

func (l *loadRenderer) Refresh() {
	row := l.row
	for i, t := range l.texts {
		t.Color, t.TextSize = theme.ColorForWidget(theme.ColorNameForeground, row), theme.SizeForWidget(theme.SizeNameText, row)
		t.Alignment, t.TextStyle = fyne.TextAlignLeading, fyne.TextStyle{Bold: i == 0 && !row.head}
		if i > 0 && i < 5 {
			t.Alignment = fyne.TextAlignTrailing
		}
		if row.head {
			t.Color, t.TextSize = theme.ColorForWidget(theme.ColorNamePlaceHolder, row), theme.SizeForWidget(theme.SizeNameCaptionText, row)
		}
	}
	for _, o := range []*canvas.Rectangle{l.ground, l.doing, l.done} {
		o.CornerRadius, o.Hidden = 3, row.head || row.all == 0
	}
	l.ground.FillColor = theme.ColorForWidget(theme.ColorNameButton, row)
	l.doing.FillColor = control.Fade(theme.ColorForWidget(theme.ColorNameSuccess, row), 0x60)
	l.done.FillColor = theme.ColorForWidget(theme.ColorNameSuccess, row)
	l.Layout(row.Size())
	canvas.Refresh(row)
}
