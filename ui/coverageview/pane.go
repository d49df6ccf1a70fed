package coverageview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// place is a cell of the grid.
type place struct{ row, column int }

// pane draws a part of the grid: the names, the heads of the columns, or the cells. It makes what is in sight, and keeps it while it is:
// the grid may be very long.
type pane struct {
	widget.BaseWidget
	size    func() fyne.Size
	inSight func() (from, to place) // to is beyond
	draw    func(place) []fyne.CanvasObject
	over    func() []fyne.CanvasObject // what lies over the cells
	tapped  func(fyne.Position)
	second  func(fyne.Position, fyne.Position)
	drawn   map[place][]fyne.CanvasObject
}

var (
	_ fyne.Tappable          = (*pane)(nil)
	_ fyne.SecondaryTappable = (*pane)(nil)
	_ desktop.Cursorable     = (*pane)(nil)
)

func (p *pane) init() *pane {
	p.drawn = map[place][]fyne.CanvasObject{}
	p.ExtendBaseWidget(p)
	return p
}

// anew draws everything anew.
func (p *pane) anew() {
	clear(p.drawn)
	p.Refresh()
}

// Tapped is called by Fyne.
func (p *pane) Tapped(e *fyne.PointEvent) { p.tapped(e.Position) }

// TappedSecondary is called by Fyne.
func (p *pane) TappedSecondary(e *fyne.PointEvent) { p.second(e.Position, e.AbsolutePosition) }

// Cursor is a hand.
func (p *pane) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer is called by Fyne.
func (p *pane) CreateRenderer() fyne.WidgetRenderer {
	r := &paneRenderer{pane: p}
	r.Refresh()
	return r
}

type paneRenderer struct {
	pane    *pane
	objects []fyne.CanvasObject
}

func (r *paneRenderer) MinSize() fyne.Size           { return r.pane.size() }
func (r *paneRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *paneRenderer) Destroy()                     {}
func (r *paneRenderer) Layout(fyne.Size)             {}

func (r *paneRenderer) Refresh() {
	p := r.pane
	from, to := p.inSight()
	for at := range p.drawn {
		if at.row < from.row || at.row >= to.row || at.column < from.column || at.column >= to.column {
			delete(p.drawn, at)
		}
	}
	r.objects = r.objects[:0]
	for row := from.row; row < to.row; row++ {
		for column := from.column; column < to.column; column++ {
			at := place{row, column}
			objects, there := p.drawn[at]
			if !there {
				objects = p.draw(at)
				p.drawn[at] = objects
			}
			r.objects = append(r.objects, objects...)
		}
	}
	r.objects = append(r.objects, p.over()...)
	canvas.Refresh(p)
}
