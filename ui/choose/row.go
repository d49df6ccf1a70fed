package choose

import (
	"image/color"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// row is a file or a folder: what it is, its name with the ending, when it was changed last.
type row struct {
	widget.BaseWidget
	chooser      *chooser
	index        int
	name, about  string
	quiet        bool
	icon         *widget.Icon
	title, aside *canvas.Text
	ground       *canvas.Rectangle
}

var _ fyne.Tappable = (*row)(nil)

func newRow(c *chooser) *row {
	r := &row{chooser: c, icon: widget.NewIcon(nil), ground: canvas.NewRectangle(color.Transparent)}
	r.title, r.aside = canvas.NewText("", color.Transparent), canvas.NewText("", color.Transparent)
	r.ground.CornerRadius = 4
	r.ExtendBaseWidget(r)
	return r
}

// show draws another row.
func (r *row) show(index int) {
	c := r.chooser
	e := c.shown[index]
	r.index, r.name, r.about = index, e.name, ""
	r.quiet = c.kind == aFolder && !e.folder
	switch marked := c.marked[c.path(index)]; {
	case e.folder:
		r.icon.SetResource(base.FolderIcon())
	case marked:
		r.icon.SetResource(base.CheckButtonCheckedIcon())
	case c.kind == manyFiles:
		r.icon.SetResource(base.CheckButtonIcon())
	default:
		r.icon.SetResource(base.FileIcon())
	}
	if info, err := os.Stat(c.path(index)); err == nil && !e.folder {
		r.about = info.ModTime().Format("2 Jan 2006")
	}
	r.Refresh()
}

// Tapped is called by Fyne.
func (r *row) Tapped(*fyne.PointEvent) { r.chooser.tap(r.index) }

// CreateRenderer is called by Fyne.
func (r *row) CreateRenderer() fyne.WidgetRenderer {
	v := &rowRenderer{r}
	v.Refresh()
	return v
}

type rowRenderer struct{ row *row }

func (v *rowRenderer) Layout(size fyne.Size) {
	r := v.row
	const side, icon = 8, 18
	r.ground.Resize(size)
	r.icon.Resize(fyne.NewSquareSize(icon))
	r.icon.Move(fyne.NewPos(side, (size.Height-icon)/2))
	when := r.aside.MinSize()
	r.aside.Resize(when)
	r.aside.Move(fyne.NewPos(size.Width-side-when.Width, (size.Height-when.Height)/2))
	room := size.Width - 4*side - icon - when.Width
	r.title.Text = control.Cut(r.name, room, r.title.TextSize, r.title.TextStyle)
	high := r.title.MinSize().Height
	r.title.Resize(fyne.NewSize(room, high))
	r.title.Move(fyne.NewPos(2*side+icon, (size.Height-high)/2))
}

func (v *rowRenderer) MinSize() fyne.Size {
	return fyne.NewSize(200, fyne.MeasureText("Ag", base.TextSize(), fyne.TextStyle{}).Height+8)
}

func (v *rowRenderer) Refresh() {
	r := v.row
	r.title.TextSize, r.aside.TextSize = base.TextSize(), base.CaptionTextSize()
	r.title.Color, r.aside.Color = theme.Color(base.ColorNameForeground), theme.Color(theme.ColorNameMuted)
	if r.quiet {
		r.title.Color = theme.Color(theme.ColorNameMuted)
	}
	r.aside.Text = r.about
	r.ground.Hidden = r.index != r.chooser.at
	r.ground.FillColor = theme.Color(theme.ColorNameRow)
	v.Layout(r.Size())
	for _, o := range v.Objects() {
		o.Refresh()
	}
}

func (v *rowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{v.row.ground, v.row.icon, v.row.title, v.row.aside}
}

func (v *rowRenderer) Destroy() {}
