package read

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// sideRowView draws a row of the sidebar. A list makes as many as are in sight and shows row after row in them.
type sideRowView struct {
	widget.BaseWidget
	sidebar *sidebar
	row     sideRow
	chevron *widget.Icon
	dot     *part.Dot
	swatch  *part.Swatch
	indent  float32
	text    string
	bold    bool
	quiet   bool
	open    bool // an article that a pane shows
	active  bool // the article of the active pane
	tip     control.Tip
}

var (
	_ fyne.Tappable          = (*sideRowView)(nil)
	_ fyne.SecondaryTappable = (*sideRowView)(nil)
	_ desktop.Hoverable      = (*sideRowView)(nil)
)

func newSideRow() *sideRowView {
	r := &sideRowView{chevron: widget.NewIcon(nil), dot: part.NewDot(annotate.Todo), swatch: part.NewSwatch(annotate.Label{})}
	r.tip.Text = func() string { return r.sidebar.told(r.row) }
	r.ExtendBaseWidget(r)
	return r
}

// show draws another row.
func (r *sideRowView) show(s *sidebar, row sideRow) {
	v := s.view
	r.sidebar, r.row = s, row
	r.chevron.Hide()
	r.dot.Hide()
	r.swatch.Hide()
	r.bold, r.quiet, r.open, r.active = false, false, false, false
	switch {
	case row.story != nil:
		r.indent, r.text = 22, row.story.Name
		r.bold = row.story.ID == v.session.Story().ID
		if r.bold {
			r.chevron.SetResource(base.MenuDropDownIcon())
		} else {
			r.chevron.SetResource(base.NavigateNextIcon())
		}
		r.chevron.Show()
	case row.document != nil:
		r.indent, r.text = 40, paneName(*row.document)
		r.dot.Set(v.articles.state(row.document.ID))
		r.dot.Show()
		r.open = len(v.panes.of(row.document.ID)) > 0
		r.quiet = !r.open
		if p := v.panes.current(); p != nil {
			r.active = p.documentID == row.document.ID
		}
	case row.heading != "":
		r.indent, r.text, r.quiet = 24, row.heading, true
	case row.entity != nil:
		r.indent, r.text = 32, row.entity.Name
	case row.loose:
		r.indent, r.text, r.quiet = 32, "without a name", true
	default:
		r.indent, r.text, r.bold = 32, wording.Capital(wording.LabelPlural(row.label.Name)), true
		r.swatch.Set(*row.label)
		r.swatch.Show()
	}
	r.Refresh()
}

// Tapped does what the row is for. The row takes the tap rather than the list, which would take the keyboard too.
func (r *sideRowView) Tapped(*fyne.PointEvent) {
	r.tip.Out()
	r.sidebar.tapped(r.row)
}

// MouseIn is called by Fyne.
func (r *sideRowView) MouseIn(e *desktop.MouseEvent) { r.tip.In(r, e) }

// MouseMoved is called by Fyne.
func (r *sideRowView) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is called by Fyne.
func (r *sideRowView) MouseOut() { r.tip.Out() }

// TappedSecondary shows the row's menu.
func (r *sideRowView) TappedSecondary(e *fyne.PointEvent) {
	r.tip.Out()
	r.sidebar.menu(r.row, e.AbsolutePosition)
}

// CreateRenderer is called by Fyne.
func (r *sideRowView) CreateRenderer() fyne.WidgetRenderer {
	v := &sideRowRenderer{row: r, text: canvas.NewText("", color.Transparent), count: canvas.NewText("", color.Transparent), ground: canvas.NewRectangle(color.Transparent)}
	v.ground.CornerRadius = 4
	v.Refresh()
	return v
}

type sideRowRenderer struct {
	row         *sideRowView
	ground      *canvas.Rectangle
	text, count *canvas.Text
}

func (v *sideRowRenderer) Layout(size fyne.Size) {
	r := v.row
	const side, end = 4, 10
	v.ground.Move(fyne.NewPos(side, 0))
	v.ground.Resize(fyne.NewSize(size.Width-2*side, size.Height))
	counted := v.count.MinSize()
	v.count.Move(fyne.NewPos(size.Width-end-counted.Width, (size.Height-counted.Height)/2))
	v.count.Resize(counted)
	room := size.Width - r.indent - counted.Width - end - 6
	v.text.Text = control.Cut(r.text, room, v.text.TextSize, v.text.TextStyle)
	height := v.text.MinSize().Height
	v.text.Move(fyne.NewPos(r.indent, (size.Height-height)/2))
	v.text.Resize(fyne.NewSize(room, height))
	r.chevron.Resize(fyne.NewSize(14, 14))
	r.chevron.Move(fyne.NewPos(5, (size.Height-14)/2))
	r.dot.Resize(fyne.NewSize(15, size.Height))
	r.dot.Move(fyne.NewPos(22, 0))
	r.swatch.Resize(fyne.NewSize(18, size.Height))
	r.swatch.Move(fyne.NewPos(9, 0))
}

func (v *sideRowRenderer) MinSize() fyne.Size {
	height := fyne.MeasureText("Ag", base.TextSize(), fyne.TextStyle{}).Height
	return fyne.NewSize(80, height+6)
}

func (v *sideRowRenderer) Refresh() {
	r := v.row
	tone := theme.Color(base.ColorNameForeground)
	if r.quiet {
		tone = theme.Color(theme.ColorNameMuted)
	}
	v.text.TextSize, v.text.TextStyle, v.text.Color = base.TextSize(), fyne.TextStyle{Bold: r.bold}, tone
	v.count.TextSize, v.count.Color = base.CaptionTextSize(), theme.Color(theme.ColorNameMuted)
	v.count.Text = number(r.row.count)
	v.ground.Hidden = !r.active
	v.ground.FillColor = theme.Color(theme.ColorNameRow)
	v.Layout(r.Size())
	for _, o := range v.Objects() {
		o.Refresh()
	}
}

func (v *sideRowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{v.ground, v.row.chevron, v.row.dot, v.row.swatch, v.text, v.count}
}

func (v *sideRowRenderer) Destroy() {}
