package shell

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// paletteSize is the size of the command palette.
var paletteSize = fyne.NewSize(560, 420)

// palette finds every command by its name, and everything in the project that has one (named.go).
type palette struct {
	window   *Window
	field    *part.Field
	list     *widget.List
	nothing  *widget.Label // says that nothing is found
	found    []hit
	at       int
	popup    *widget.PopUp
	size     fyne.Size // at most
	stop     func()    // ends the search in the project that is under way; nil where there is none
	awaited  bool      // Enter was pressed before it was over
	commands []hit     // those whose name the query finds as it finds that of an article
	others   []hit     // those that have its letters further apart
}

// hit is one thing that the palette has found.
type hit struct {
	title, hint, keys string
	stopped           bool // it cannot run, and the hint says why
	points            int  // how well the query finds it
	run               func()
}

// showPalette lays the command palette over the window.
func (w *Window) showPalette() {
	w.sheets.Covered()
	p := &palette{window: w}
	p.field = part.NewField("Find a command, an article, a story, a name…", p.search, p.key, p.close)
	p.list = widget.NewList(
		func() int { return len(p.found) },
		func() fyne.CanvasObject { return newPaletteRow(p) },
		func(id widget.ListItemID, o fyne.CanvasObject) {
			if id < len(p.found) {
				o.(*paletteRow).show(p.found[id], id)
			}
		})
	p.list.HideSeparators = true
	p.nothing = widget.NewLabel("")
	p.nothing.Wrapping = fyne.TextWrapWord
	p.nothing.Hide()
	content := container.NewBorder(container.NewVBox(p.field, part.NewLine(base.ColorNameSeparator, 1), p.nothing), nil, nil, nil, p.list)
	p.popup = widget.NewPopUp(content, w.win.Canvas())
	room := w.win.Canvas().Size()
	p.size = fyne.NewSize(min(paletteSize.Width, room.Width-20), min(paletteSize.Height, room.Height-20))
	p.popup.ShowAtPosition(fyne.NewPos((room.Width-p.size.Width)/2, min(80, (room.Height-p.size.Height)/2)))
	p.search()
	w.win.Canvas().Focus(p.field)
}

// search looks for what is typed: among the commands at once, in the project beside the window.
func (p *palette) search() {
	w, query := p.window, strings.TrimSpace(p.field.Text)
	if p.stop != nil {
		p.stop()
	}
	p.commands, p.others, p.awaited, p.stop = nil, nil, false, nil
	for _, c := range w.commands.Find(query) {
		_, close := command.Match(query, c.Title())
		if c.ID == "edit.undo" || c.ID == "edit.redo" {
			_, close = command.Match(query, c.Name) // what was done last has the names of articles and words in it, which are looked for
		}
		if close && c.Reason() == "" {
			p.commands = append(p.commands, w.hitOf(c))
		} else {
			p.others = append(p.others, w.hitOf(c))
		}
	}
	if w.session == nil || query == "" {
		p.show(nil, false)
		return
	}
	p.show(nil, true)
	p.stop = w.named(query, func(named []hit) {
		p.stop = nil
		p.show(named, false)
		if p.awaited {
			p.run()
		}
	})
}

// show lists what is found. While the project is still being searched, what comes behind it waits too.
func (p *palette) show(named []hit, searching bool) {
	p.found = slices.Concat(p.commands, named, p.others)
	p.at = min(p.at, max(0, len(p.commands)-1))
	if !searching {
		p.nothing.SetText("Nothing is called " + wording.Quoted(p.field.Text, 60) + ": no command, no article, no story and no name. Of an article the title and the outlet are searched, in the open story also the words of your spans.")
	}
	p.nothing.Hidden = searching || len(p.found) > 0
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

// run does what is in hand. A command that cannot run says why and leaves the palette open. Where what is in hand may still
// change by what is found in the project, that is waited for.
func (p *palette) run() {
	if p.stop != nil && p.at >= len(p.commands) {
		p.awaited = true
		return
	}
	if p.at >= len(p.found) || p.found[p.at].stopped {
		return
	}
	h := p.found[p.at]
	p.close()
	h.run()
}

func (p *palette) close() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	p.popup.Hide()
	p.window.stage.Focus()
}

// paletteRow is what was found, with what it is and the key of a command.
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

func (r *paletteRow) show(h hit, index int) {
	r.index, r.name, r.hint, r.keys, r.stopped = index, h.title, h.hint, h.keys, h.stopped
	r.Refresh()
}

// Tapped does what the row is for.
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
