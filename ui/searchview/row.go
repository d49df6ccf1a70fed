package searchview

import (
	"image/color"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// row is a hit between what stands before and after it, with its article at the end of the line. What is written from right to left has
// what stands before it at its right.
type row struct {
	widget.BaseWidget
	view               *View
	index              int
	before, hit, after string
	place              string
	ground             *canvas.Rectangle
	left, words, right *canvas.Text
	side               *canvas.Text
}

var _ fyne.DoubleTappable = (*row)(nil)
var _ fyne.Tappable = (*row)(nil)

func newRow(v *View) *row {
	r := &row{view: v, ground: canvas.NewRectangle(color.Transparent)}
	text := func() *canvas.Text { return canvas.NewText("", color.Transparent) }
	r.left, r.words, r.right, r.side = text(), text(), text(), text()
	r.words.TextStyle.Bold = true
	r.ground.CornerRadius = 4
	r.ExtendBaseWidget(r)
	return r
}

// show shows a hit.
func (r *row) show(i int) {
	h := r.view.found.Hits[i]
	r.index = i
	r.hit = wording.OneLine(h.Text)
	r.before, r.after = spaced(h.Before, h.After)
	r.place = h.Document.Name()
	if h.Document.Outlet != "" && h.Document.Outlet != r.place {
		r.place = h.Document.Outlet + " · " + r.place
	}
	if h.Span != nil {
		r.place = r.view.label.of(*h.Span) + " · " + r.place
	}
	r.Refresh()
}

// spaced is what stands around a hit, in one line, with a space only where white space parts it from the hit.
func spaced(before, after string) (string, string) {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	if before = wording.OneLine(before); unicode.IsSpace(last) {
		before += " "
	}
	if after = wording.OneLine(after); unicode.IsSpace(first) {
		after = " " + after
	}
	return before, after
}

// Tapped takes the hit in hand.
func (r *row) Tapped(*fyne.PointEvent) { r.view.choose(r.index) }

// DoubleTapped goes to it.
func (r *row) DoubleTapped(*fyne.PointEvent) {
	r.view.choose(r.index)
	r.view.open()
}

// CreateRenderer is called by Fyne.
func (r *row) CreateRenderer() fyne.WidgetRenderer {
	v := &rowRenderer{r}
	v.Refresh()
	return v
}

type rowRenderer struct{ row *row }

// Layout puts the hits of all rows beneath each other.
func (v *rowRenderer) Layout(size fyne.Size) {
	const edge = 8
	r := v.row
	r.ground.Resize(size)
	place := min(260, size.Width/4)
	room := size.Width - place - 3*edge
	middle := edge + room*0.4
	text, style := base.TextSize(), fyne.TextStyle{}
	top := (size.Height - r.words.MinSize().Height) / 2
	first, last := r.before, r.after
	toLeft := rightToLeft(r.hit)
	if toLeft {
		first, last = r.after, r.before
	}
	r.words.Text = control.Cut(r.hit, room*0.5, text, r.words.TextStyle)
	words := r.words.MinSize().Width
	r.words.Move(fyne.NewPos(middle, top))
	// What is cut off is what stands far from the hit: the end of what comes after it, the beginning of what comes before.
	r.left.Text = cutFar(first, middle-edge, text, style, toLeft)
	r.left.Move(fyne.NewPos(middle-r.left.MinSize().Width, top))
	r.right.Text = cutFar(last, edge+room-middle-words, text, style, !toLeft)
	r.right.Move(fyne.NewPos(middle+words, top))
	r.side.Text = control.Cut(r.place, place-edge, r.side.TextSize, style)
	r.side.Move(fyne.NewPos(size.Width-place, (size.Height-r.side.MinSize().Height)/2))
}

// rightToLeft says whether the first letter of a text is of a script that is written so.
func rightToLeft(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) {
			return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana)
		}
	}
	return false
}

// cutFar shortens a text so that it fits: at its end, or at its beginning.
func cutFar(text string, width, size float32, style fyne.TextStyle, end bool) string {
	if end {
		return control.Cut(text, width, size, style)
	}
	if fyne.MeasureText(text, size, style).Width <= width {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes) // runes[low:] does not fit, runes[high:] does
	for high-low > 1 {
		m := (low + high) / 2
		if fyne.MeasureText("…"+string(runes[m:]), size, style).Width <= width {
			high = m
		} else {
			low = m
		}
	}
	if high == len(runes) {
		return ""
	}
	return "…" + string(runes[high:])
}

// MinSize is the height of a line.
func (v *rowRenderer) MinSize() fyne.Size {
	return fyne.NewSize(300, fyne.MeasureText("Ag", base.TextSize(), fyne.TextStyle{}).Height+4)
}

// Refresh takes the colours of the theme.
func (v *rowRenderer) Refresh() {
	r := v.row
	for _, t := range []*canvas.Text{r.left, r.words, r.right} {
		t.TextSize, t.Color = base.TextSize(), theme.Color(base.ColorNameForeground)
	}
	r.words.Color = theme.Color(base.ColorNamePrimary)
	r.side.TextSize, r.side.Color = base.CaptionTextSize(), theme.Color(theme.ColorNameMuted)
	r.ground.Hidden = r.index != r.view.at
	r.ground.FillColor = theme.Color(theme.ColorNameRow)
	v.Layout(r.Size())
	for _, o := range v.Objects() {
		o.Refresh()
	}
}

// Objects is called by Fyne.
func (v *rowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{v.row.ground, v.row.left, v.row.words, v.row.right, v.row.side}
}

// Destroy is called by Fyne.
func (v *rowRenderer) Destroy() {}
