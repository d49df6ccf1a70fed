package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Line is what a LineRow shows.
type Line struct {
	Words  string
	Note   string        // quiet, at the right end
	Sign   fyne.Resource // before the words; nil for none
	Bold   bool
	Indent float32
	Tip    string // what is said where the pointer rests; "" is the words and the note
}

// LineRow is a row of a List that has one line: words, which are cut where they do not fit, and a quiet note at the right end.
type LineRow struct {
	widget.BaseWidget
	Secondary func(at fyne.Position) // what the right button does, once the row is chosen; nil for nothing
	OnSign    func()                 // what a click on the sign does, once the row is chosen; nil for nothing
	line      Line
	tapped    func() // chooses the row
	tip       Tip
}

var (
	_ fyne.Tappable          = (*LineRow)(nil)
	_ fyne.SecondaryTappable = (*LineRow)(nil)
	_ desktop.Hoverable      = (*LineRow)(nil)
)

// NewLineRow returns an empty row.
func NewLineRow() *LineRow {
	r := &LineRow{}
	r.tip.Text = func() string {
		switch {
		case r.line.Tip != "":
			return r.line.Tip
		case r.line.Note != "":
			return r.line.Words + "\n" + r.line.Note
		}
		return r.line.Words
	}
	r.ExtendBaseWidget(r)
	return r
}

// Say fills the row.
func (r *LineRow) Say(line Line) {
	if r.line != line {
		r.line = line
		r.Refresh()
	}
}

func (r *LineRow) onTap(choose func()) { r.tapped = choose }

// Tapped is called by Fyne, which gives both buttons to one widget.
func (r *LineRow) Tapped(e *fyne.PointEvent) {
	r.tip.Out()
	if r.tapped(); r.OnSign != nil && e.Position.X < lineEdge+r.line.Indent+signRoom {
		r.OnSign()
	}
}

// TappedSecondary is called by Fyne.
func (r *LineRow) TappedSecondary(e *fyne.PointEvent) {
	r.tip.Out()
	if r.tapped(); r.Secondary != nil {
		r.Secondary(e.AbsolutePosition)
	}
}

// MouseIn is called by Fyne.
func (r *LineRow) MouseIn(e *desktop.MouseEvent) { r.tip.In(r, e) }

// MouseMoved is called by Fyne.
func (r *LineRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is called by Fyne.
func (r *LineRow) MouseOut() { r.tip.Out() }

const (
	lineEdge = 8  // at both ends of a row
	signRoom = 22 // for the sign
)

// CreateRenderer is called by Fyne.
func (r *LineRow) CreateRenderer() fyne.WidgetRenderer {
	v := &lineRowRenderer{row: r, words: canvas.NewText("", nil), note: canvas.NewText("", nil), sign: widget.NewIcon(nil)}
	v.note.Alignment = fyne.TextAlignTrailing
	v.Refresh()
	return v
}

type lineRowRenderer struct {
	row         *LineRow
	words, note *canvas.Text
	sign        *widget.Icon
}

// Layout draws the words anew only where they are cut otherwise: Fyne asks for it in the midst of painting what comes into view.
func (v *lineRowRenderer) Layout(size fyne.Size) {
	line := v.row.line
	left, note := lineEdge+line.Indent, v.note.MinSize()
	if line.Sign != nil {
		v.sign.Resize(fyne.NewSquareSize(18))
		v.sign.Move(fyne.NewPos(left, (size.Height-18)/2))
		left += signRoom
	}
	room := size.Width - left - lineEdge
	if note.Width > 0 {
		v.note.Resize(note)
		v.note.Move(fyne.NewPos(size.Width-lineEdge-note.Width, (size.Height-note.Height)/2))
		room -= note.Width + 10
	}
	if cut := Cut(line.Words, max(0, room), v.words.TextSize, v.words.TextStyle); cut != v.words.Text {
		v.words.Text = cut
		v.words.Refresh()
	}
	height := v.words.MinSize().Height
	v.words.Resize(fyne.NewSize(max(0, room), height))
	v.words.Move(fyne.NewPos(left, (size.Height-height)/2))
}

func (v *lineRowRenderer) MinSize() fyne.Size {
	return fyne.NewSize(80, fyne.MeasureText("Mg", theme.TextSize(), fyne.TextStyle{}).Height+8)
}

func (v *lineRowRenderer) Refresh() {
	line := v.row.line
	v.words.TextSize, v.note.TextSize = theme.SizeForWidget(theme.SizeNameText, v.row), theme.SizeForWidget(theme.SizeNameCaptionText, v.row)
	v.words.TextStyle.Bold = line.Bold
	v.words.Color, v.note.Color = theme.ColorForWidget(theme.ColorNameForeground, v.row), theme.ColorForWidget(theme.ColorNamePlaceHolder, v.row)
	v.note.Text = line.Note
	if v.sign.Hidden = line.Sign == nil; !v.sign.Hidden {
		v.sign.SetResource(line.Sign)
	}
	v.Layout(v.row.Size())
	v.words.Refresh()
	v.note.Refresh()
}

func (v *lineRowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{v.sign, v.words, v.note}
}
func (v *lineRowRenderer) Destroy() {}
