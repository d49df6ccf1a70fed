package coverageview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// Sizes of the grid.
const (
	namesWidth              = 290
	reachWidth              = 52
	leastColumn, mostColumn = 136, 220
	rowHeight               = 50
	gridInset               = 6
	themeStep               = 16 // by how much a claim stands in under its theme
)

// grid shows claims against columns. The arrow keys choose a cell, or the name of a claim, which is left of its cells; Return opens it.
type grid struct {
	widget.BaseWidget
	book   *book
	heads  []head
	at     place // column -1 is the name
	moved  func(place)
	opened func(place)
	menu   func(at place, where fyne.Position)
	typed  func(rune)
	leave  func()

	focused            bool
	cells, names, head *pane
	scroll             *container.Scroll
	ring, side         *canvas.Rectangle
	corner             *canvas.Text
	content            fyne.CanvasObject
}

// head is what stands over a column.
type head struct{ name, below string }

var _ fyne.Focusable = (*grid)(nil)

func newGrid(moved, opened func(place), menu func(place, fyne.Position), typed func(rune), leave func()) *grid {
	g := &grid{book: &book{}, moved: moved, opened: opened, menu: menu, typed: typed, leave: leave, ring: canvas.NewRectangle(nil), side: canvas.NewRectangle(nil)}
	g.corner = canvas.NewText("", nil)
	nothing := func() []fyne.CanvasObject { return nil }
	g.cells = (&pane{size: func() fyne.Size {
		return fyne.NewSize(g.columnWidth()*float32(len(g.heads)), rowHeight*float32(len(g.book.lines)))
	},
		inSight: g.inSight, draw: g.drawCell, over: func() []fyne.CanvasObject { return []fyne.CanvasObject{g.ring} },
		tapped: func(p fyne.Position) { g.tap(place{int(p.Y / rowHeight), int(p.X / g.columnWidth())}) },
		second: func(p, where fyne.Position) { g.pop(place{int(p.Y / rowHeight), int(p.X / g.columnWidth())}, where) }}).init()
	g.names = (&pane{size: func() fyne.Size { return fyne.NewSize(namesWidth, rowHeight*float32(len(g.book.lines))) },
		inSight: func() (from, to place) {
			from, to = g.inSight()
			return place{from.row, 0}, place{to.row, 1}
		}, draw: g.drawName, over: func() []fyne.CanvasObject { return []fyne.CanvasObject{g.side} },
		tapped: func(p fyne.Position) { g.tap(place{int(p.Y / rowHeight), -1}) },
		second: func(p, where fyne.Position) { g.pop(place{int(p.Y / rowHeight), -1}, where) }}).init()
	g.head = (&pane{size: func() fyne.Size { return fyne.NewSize(g.columnWidth()*float32(len(g.heads)), g.headHeight()) },
		inSight: func() (from, to place) {
			from, to = g.inSight()
			return place{0, from.column}, place{1, to.column}
		}, draw: g.drawHead, over: nothing, tapped: func(fyne.Position) {}, second: func(_, _ fyne.Position) {}}).init()
	g.scroll = container.NewScroll(g.cells)
	g.scroll.OnScrolled = func(fyne.Position) { g.scrolled() }
	g.content = container.New(&gridLayout{g}, g.corner, container.NewClip(container.NewWithoutLayout(g.head)), container.NewClip(container.NewWithoutLayout(g.names)), g.scroll)
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer is called by Fyne.
func (g *grid) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.content) }

// Refresh draws all of it anew, in the colours that there are now.
func (g *grid) Refresh() {
	g.place()
	for _, p := range []*pane{g.cells, g.names, g.head} {
		p.anew()
	}
	g.BaseWidget.Refresh()
}

// show shows another book. The cell that is chosen stays where it is as far as it can.
func (g *grid) show(b *book, heads []head) {
	g.book, g.heads = b, heads
	g.at.row, g.at.column = min(g.at.row, max(0, len(b.lines)-1)), min(g.at.column, len(heads)-1)
	g.Refresh()
	g.scroll.Refresh()
	g.reveal()
	g.scrolled()
}

// gridLayout puts the heads above and the names left of the cells.
type gridLayout struct{ grid *grid }

func (l *gridLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(namesWidth+leastColumn, l.grid.headHeight()+2*rowHeight)
}

func (l *gridLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top := l.grid.headHeight()
	put := func(o fyne.CanvasObject, x, y, width, height float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(max(0, width), max(0, height)))
	}
	put(objects[0], gridInset, top-l.grid.corner.MinSize().Height-gridInset, namesWidth, 0)
	put(objects[1], namesWidth, 0, size.Width-namesWidth, top)
	put(objects[2], 0, top, namesWidth, size.Height-top)
	put(objects[3], namesWidth, top, size.Width-namesWidth, size.Height-top)
	l.grid.place()
	for _, p := range []*pane{l.grid.cells, l.grid.names, l.grid.head} {
		p.anew() // columns are as wide as there is room
	}
	l.grid.scroll.Refresh()
}

// place puts the panes where they belong, which scroll together.
func (g *grid) place() {
	g.head.Resize(g.head.size())
	g.names.Resize(g.names.size())
	g.cells.Resize(g.cells.size().Max(g.scroll.Size()))
	g.head.Move(fyne.NewPos(-g.scroll.Offset.X, 0))
	g.names.Move(fyne.NewPos(0, -g.scroll.Offset.Y))
	g.corner.Text, g.corner.Color, g.corner.TextSize = wording.Count(g.book.claims(), "claim"), theme.Color(theme.ColorNameMuted), base.CaptionTextSize()
	g.mark()
}

func (g *grid) scrolled() {
	g.place()
	for _, p := range []*pane{g.cells, g.names, g.head} {
		p.Refresh()
	}
}

func (g *grid) headHeight() float32 {
	return fyne.MeasureText("Ág", base.TextSize(), fyne.TextStyle{}).Height + fyne.MeasureText("Ág", base.CaptionTextSize(), fyne.TextStyle{}).Height + 2*gridInset
}

func (g *grid) columnWidth() float32 {
	return min(mostColumn, max(leastColumn, (g.scroll.Size().Width-base.ScrollBarSize())/float32(max(1, len(g.heads)))))
}

// inSight is which cells can be seen.
func (g *grid) inSight() (from, to place) {
	width := g.columnWidth()
	offset, size := g.scroll.Offset, g.scroll.Size()
	from = place{max(0, int(offset.Y/rowHeight)), max(0, int(offset.X/width))}
	to = place{min(len(g.book.lines), int((offset.Y+size.Height)/rowHeight)+1), min(len(g.heads), int((offset.X+size.Width)/width)+1)}
	return from, to
}

// mark shows where the keyboard is.
func (g *grid) mark() {
	color := base.Color(base.ColorNameWarning)
	if !g.focused {
		color = base.Color(base.ColorNameInputBorder)
	}
	for _, r := range []*canvas.Rectangle{g.ring, g.side} {
		r.StrokeColor, r.StrokeWidth, r.CornerRadius, r.FillColor = color, 2.5, 4, nil
	}
	g.ring.Hidden, g.side.Hidden = g.at.column < 0 || len(g.book.lines) == 0, g.at.column >= 0 || len(g.book.lines) == 0
	width := g.columnWidth()
	g.ring.Move(fyne.NewPos(float32(g.at.column)*width, float32(g.at.row)*rowHeight))
	g.ring.Resize(fyne.NewSize(width, rowHeight))
	g.side.Move(fyne.NewPos(0, float32(g.at.row)*rowHeight))
	g.side.Resize(fyne.NewSize(namesWidth, rowHeight))
}

// choose goes to a cell; a heading is all of its line.
func (g *grid) choose(at place) {
	if at.row < 0 || at.row >= len(g.book.lines) || at.column < -1 || at.column >= len(g.heads) {
		return
	}
	g.at = at
	g.reveal()
	g.scrolled()
	g.moved(at)
}

// reveal scrolls to the cell that is chosen.
func (g *grid) reveal() {
	size, offset := g.scroll.Size(), g.scroll.Offset
	top, left, width := float32(g.at.row)*rowHeight, float32(max(0, g.at.column))*g.columnWidth(), g.columnWidth()
	into := func(at, extent, offset, room float32) float32 { return max(min(offset, at), at+extent-room) }
	offset.Y = max(0, into(top, rowHeight, offset.Y, size.Height))
	offset.X = max(0, into(left, width, offset.X, size.Width))
	if offset != g.scroll.Offset {
		g.scroll.ScrollToOffset(offset)
	}
}

func (g *grid) tap(at place) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(g)
	}
	if at.row >= len(g.book.lines) || at.column >= len(g.heads) {
		return
	}
	g.choose(at)
	g.opened(at)
}

func (g *grid) pop(at place, where fyne.Position) {
	if at.row < len(g.book.lines) && at.column < len(g.heads) {
		g.choose(at)
		g.menu(at, where)
	}
}

// FocusGained shows where the keyboard is.
func (g *grid) FocusGained() { g.focused = true; g.scrolled() }

// FocusLost is called by Fyne.
func (g *grid) FocusLost() { g.focused = false; g.scrolled() }

// TypedRune hands on what is typed.
func (g *grid) TypedRune(r rune) { g.typed(r) }

// TypedKey moves, opens and leaves.
func (g *grid) TypedKey(e *fyne.KeyEvent) {
	page := max(1, int(g.scroll.Size().Height/rowHeight)-1)
	last := len(g.book.lines) - 1
	switch at := g.at; e.Name {
	case fyne.KeyUp:
		g.choose(place{at.row - 1, at.column})
	case fyne.KeyDown:
		g.choose(place{at.row + 1, at.column})
	case fyne.KeyLeft:
		g.choose(place{at.row, at.column - 1})
	case fyne.KeyRight:
		g.choose(place{at.row, at.column + 1})
	case fyne.KeyPageUp:
		g.choose(place{max(0, at.row-page), at.column})
	case fyne.KeyPageDown:
		g.choose(place{min(last, at.row+page), at.column})
	case fyne.KeyHome:
		g.choose(place{0, at.column})
	case fyne.KeyEnd:
		g.choose(place{last, at.column})
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if at.row <= last {
			g.opened(at)
		}
	case fyne.KeyEscape:
		g.leave()
	default:
		control.FunctionKey(g, e)
	}
}
