package shell

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// paletteSize is the size of the command palette.
var paletteSize = fyne.NewSize(560, 420)

// palette finds every command by its name.
type palette struct {
	window *Window
	field  *part.Field
	list   *widget.List
	found  []*command.Command
	at     int
	popup  *widget.PopUp
	size   fyne.Size // at most
}

// showPalette lays the command palette over the window.
func (w *Window) showPalette() {
	w.sheets.Covered()
	p := &palette{window: w}
	p.field = part.NewField("Find a command…", p.search, p.key, p.close)
	p.list = widget.NewList(
		func() int { return len(p.found) },
		func() fyne.CanvasObject { return newPaletteRow(p) },
		func(id widget.ListItemID, o fyne.CanvasObject) {
			if id < len(p.found) {
				o.(*paletteRow).show(p.found[id], id)
			}
		})
	p.list.HideSeparators = true
	content := container.NewBorder(container.NewVBox(p.field, part.NewLine(base.ColorNameSeparator, 1)), nil, nil, nil, p.list)
	p.popup = widget.NewPopUp(content, w.win.Canvas())
	room := w.win.Canvas().Size()
	p.size = fyne.NewSize(min(paletteSize.Width, room.Width-20), min(paletteSize.Height, room.Height-20))
	p.popup.ShowAtPosition(fyne.NewPos((room.Width-p.size.Width)/2, min(80, (room.Height-p.size.Height)/2)))
	p.search()
	w.win.Canvas().Focus(p.field)
}

func (p *palette) search() {
	p.found = p.window.commands.Find(p.field.Text)
	p.at = 0
	p.popup.Resize(fyne.NewSize(p.size.Width, min(p.size.Height, p.popup.MinSize().Height+rowsHeight(len(p.found)))))
	p.list.Refresh()
	if len(p.found) > 0 {
		p.list.ScrollToTop()
	}
}

// rowsHeight is how high n rows stand.
func rowsHeight(n int) float32 {
	return float32(n) * ((&paletteRowRenderer{}).MinSize().Height + base.Padding())
}

func (p *palette) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyDown:
		p.move(1)
	case fyne.KeyUp:
		p.move(-1)
	case fyne.KeyPageDown:
		p.move(8)
	case fyne.KeyPageUp:
		p.move(-8)
	case fyne.KeyReturn, fyne.KeyEnter:
		p.run()
	default:
		return false
	}
	return true
}

func (p *palette) move(by int) {
	p.at = max(0, min(p.at+by, len(p.found)-1))
	p.list.Refresh()
	if len(p.found) > 0 {
		p.list.ScrollTo(p.at)
	}
}

// run starts the command in hand. One that cannot run says why and leaves the palette open.
func (p *palette) run() {
	if p.at >= len(p.found) {
		return
	}
	c := p.found[p.at]
	if c.Reason() != "" {
		return
	}
	p.close()
	p.window.commands.Start(c)
}

func (p *palette) close() {
	p.popup.Hide()
	p.window.stage.Focus()
}

// paletteRow is a command with its menu and its key, or why it cannot run.
type paletteRow struct {
	widget.BaseWidget
	palette           *palette
	index             int
	name, hint, keys  string
	ground            *canvas.Rectangle
	title, side, last *canvas.Text
	stopped           bool
}

var _ fyne.Tappable = (*paletteRow)(nil)

func newPaletteRow(p *palette) *paletteRow {
	r := &paletteRow{palette: p, ground: canvas.NewRectangle(color.Transparent)}
	r.title, r.side, r.last = canvas.NewText("", color.Transparent), canvas.NewText("", color.Transparent), canvas.NewText("", color.Transparent)
	r.ground.CornerRadius = 4
	r.ExtendBaseWidget(r)
	return r
}

func (r *paletteRow) show(c *command.Command, index int) {
	r.index, r.name, r.hint, r.keys = index, c.Title(), c.Menu, c.KeyNames()
	if reason := c.Reason(); reason != "" {
		r.stopped, r.hint = true, reason
	} else {
		r.stopped = false
		if c.Help != "" {
			r.hint = c.Help
		}
	}
	r.Refresh()
}

// Tapped runs the command.
func (r *paletteRow) Tapped(*fyne.PointEvent) {
	r.palette.at = r.index
	r.palette.list.Refresh()
	r.palette.run()
}

func (r *paletteRow) CreateRenderer() fyne.WidgetRenderer {
	v := &paletteRowRenderer{r}
	v.Refresh()
	return v
}

type paletteRowRenderer struct{ row *paletteRow }

func (v *paletteRowRenderer) Layout(size fyne.Size) {
	r := v.row
	const side = 10
	r.ground.Resize(size)
	keys := fyne.MeasureText(r.keys, r.last.TextSize, r.last.TextStyle)
	r.last.Text = r.keys
	r.last.Move(fyne.NewPos(size.Width-side-keys.Width, (size.Height-keys.Height)/2))
	room := size.Width - 3*side - keys.Width
	r.title.Text = control.Cut(r.name, room, r.title.TextSize, r.title.TextStyle)
	r.title.Move(fyne.NewPos(side, 5))
	r.side.Text = control.Cut(r.hint, room, r.side.TextSize, r.side.TextStyle)
	r.side.Move(fyne.NewPos(side, 5+r.title.MinSize().Height))
}

func (v *paletteRowRenderer) MinSize() fyne.Size {
	high := fyne.MeasureText("Ag", base.TextSize(), fyne.TextStyle{}).Height + fyne.MeasureText("Ag", base.CaptionTextSize(), fyne.TextStyle{}).Height
	return fyne.NewSize(200, high+10)
}

func (v *paletteRowRenderer) Refresh() {
	r := v.row
	r.title.TextSize, r.side.TextSize, r.last.TextSize = base.TextSize(), base.CaptionTextSize(), base.CaptionTextSize()
	r.title.Color, r.side.Color, r.last.Color = theme.Color(base.ColorNameForeground), theme.Color(theme.ColorNameMuted), theme.Color(theme.ColorNameMuted)
	if r.stopped {
		r.title.Color = theme.Color(base.ColorNameDisabled)
	}
	r.ground.Hidden = r.index != r.palette.at
	r.ground.FillColor = theme.Color(theme.ColorNameRow)
	v.Layout(r.Size())
	for _, o := range v.Objects() {
		o.Refresh()
	}
}

func (v *paletteRowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{v.row.ground, v.row.title, v.row.side, v.row.last}
}
func (v *paletteRowRenderer) Destroy() {}
