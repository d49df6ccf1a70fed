package reviewview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// list is the queue on the screen. Only the rows in sight exist.
type list struct {
	view      *View
	widget    *widget.List
	following bool // the list follows the item at hand: its choice is no click
}

func newList(v *View) *list {
	l := &list{view: v}
	l.widget = widget.NewList(func() int { return v.queue.Shown() }, func() fyne.CanvasObject { return newRow() },
		func(id widget.ListItemID, o fyne.CanvasObject) {
			if id < v.queue.Shown() {
				r := o.(*row)
				r.tapped = func() {
					l.widget.Select(id)
					v.focusText()
				}
				r.secondary = l.menu
				l.bind(r, v.queue.At(id))
			}
		})
	l.widget.HideSeparators = true
	l.widget.OnSelected = func(id widget.ListItemID) {
		if l.following || id >= v.queue.Shown() {
			return
		}
		e := v.queue.At(id)
		v.trail.show(e.Place(), true)
		v.focusText()
	}
	return l
}

// menu is what can be done with the item at hand.
func (l *list) menu(at fyne.Position) {
	desk := l.view.desk
	items := append(desk.Items("review.edit", "review.union", "review.intersection", "review.none"), fyne.NewMenuItemSeparator())
	desk.PopUp(at, append(items, desk.Items("review.why", "review.flag", "review.reopen", "review.skip")...)...)
}

// follow marks the row of the item at hand and brings it into sight.
func (l *list) follow() {
	v := l.view
	l.following = true
	defer func() { l.following = false }()
	row, there := v.queue.Row(v.hand.item.Place())
	if v.hand.item.ID == "" || !there {
		l.widget.UnselectAll()
		return
	}
	l.widget.Select(row)
}

// refresh draws the list and the counts anew.
func (l *list) refresh() {
	l.widget.UnselectAll() // rows have moved
	l.widget.Refresh()
	l.follow()
	l.view.bar.refresh()
	l.view.filters.refresh()
	l.view.panel.count()
}

// row is one item in the list.
type row struct {
	widget.BaseWidget
	mark         *canvas.Circle
	words, below *line
	state        string // what the mark says
	tapped       func() // brings its item to hand
	secondary    func(at fyne.Position)
	content      fyne.CanvasObject
}

func newRow() *row {
	r := &row{mark: canvas.NewCircle(nil)}
	r.words = newLine(" ", base.ColorNameForeground, base.SizeNameText, false)
	r.below = newLine(" ", theme.ColorNameMuted, base.SizeNameCaptionText, false)
	r.mark.StrokeWidth = 1.4
	mark := container.New(layout.NewCustomPaddedLayout(0, 0, 8, 4), container.NewCenter(control.NewTold(container.NewGridWrap(fyne.NewSize(9, 9), r.mark), func() string { return r.state })))
	r.content = container.New(layout.NewCustomPaddedLayout(3, 4, 0, 8), container.NewBorder(nil, nil, mark, nil, control.NewColumn(1, r.words, r.below)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is called by Fyne.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.content) }

// Tapped is called by Fyne, which gives both buttons to one widget.
func (r *row) Tapped(*fyne.PointEvent) { r.tapped() }

// TappedSecondary brings the item to hand and shows what can be done with it.
func (r *row) TappedSecondary(e *fyne.PointEvent) {
	r.tapped()
	r.secondary(e.AbsolutePosition)
}

// bind shows an entry in a row: a ring is open, a disc decided, a grey disc accepted by a vote.
func (l *list) bind(r *row, e review.Entry) {
	tone := theme.Color(base.ColorNamePrimary)
	fill := theme.Color(base.ColorNameHover)
	r.state = "Open"
	switch {
	case e.Changed:
		tone = theme.Color(base.ColorNameWarning)
		r.state = "Changed since it was decided"
	case !e.Open && e.Auto:
		tone = theme.Color(theme.ColorNameMuted)
		fill = tone
		r.state = "Accepted by a vote"
	case !e.Open:
		tone = theme.Color(base.ColorNameSuccess)
		fill = tone
		r.state = "Decided"
	}
	r.mark.StrokeColor, r.mark.FillColor = tone, fill
	r.mark.Refresh()
	w := l.view.texts.entry(e)
	labels := ""
	for _, id := range e.Labels {
		labels = joinedBy(labels, " / ", l.view.names.label(id))
	}
	r.words.say(w.text+" ", base.ColorNameForeground)
	said := joined(kindWords[e.Kind].name, labels, w.article)
	if e.Changed {
		said = joined("Changed", said)
	}
	if l.view.waiting.has(e.Place()) {
		said = joined("Begun", said)
	}
	r.below.say(said, theme.ColorNameMuted)
}

func joinedBy(a, by, b string) string {
	if a == "" {
		return b
	}
	return a + by + b
}
