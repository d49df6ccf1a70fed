package agreementview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
)

// places lists the places behind a figure. Arrow keys choose, Return goes to the text.
type places struct {
	widget.List
	items  []behind
	at     int
	opened func(behind)
	menu   func(p behind, at fyne.Position) // what the right button shows
	typed  func(rune)                       // what it has no use for
	leave  func()
}

func newPlaces(opened func(behind), typed func(rune), leave func()) *places {
	l := &places{at: -1, opened: opened, typed: typed, leave: leave}
	l.Length = func() int { return len(l.items) }
	l.CreateItem = func() fyne.CanvasObject { return newPlaceRow() }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		row := o.(*placeRow)
		row.show(l.items[i])
		row.tapped = func() { l.Select(i); l.opened(l.items[i]) }
		row.secondary = func(at fyne.Position) { l.Select(i); l.menu(l.items[i], at) }
	}
	l.OnSelected = func(i widget.ListItemID) { l.at = i }
	l.ExtendBaseWidget(l)
	return l
}

// show lists other places.
func (l *places) show(items []behind) {
	l.items, l.at = items, -1
	l.UnselectAll()
	l.ScrollToTop()
	l.Refresh()
}

// TypedRune hands on what is typed: digits turn to another part of the view.
func (l *places) TypedRune(r rune) { l.typed(r) }

// TypedKey chooses, opens and leaves.
func (l *places) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		l.choose(l.at + 1)
	case fyne.KeyUp:
		l.choose(l.at - 1)
	case fyne.KeyHome:
		l.choose(0)
	case fyne.KeyEnd:
		l.choose(len(l.items) - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if l.at >= 0 && l.at < len(l.items) {
			l.opened(l.items[l.at])
		}
	case fyne.KeyEscape:
		l.leave()
	default:
		if !control.FunctionKey(l, e) {
			l.List.TypedKey(e)
		}
	}
}

func (l *places) choose(i int) {
	if len(l.items) > 0 {
		l.Select(min(max(i, 0), len(l.items)-1))
	}
}

// placeRow shows what two annotators have at one place.
type placeRow struct {
	widget.BaseWidget
	where, first, second *control.Caption
	tapped               func()
	secondary            func(at fyne.Position)
	content              fyne.CanvasObject
}

func newPlaceRow() *placeRow {
	r := &placeRow{where: control.NewCaption(""), first: control.NewCaption(""), second: control.NewCaption("")}
	r.content = &fyne.Container{Layout: control.RowInset{}, Objects: []fyne.CanvasObject{control.NewColumn(2, r.where, r.first, r.second)}}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is called by Fyne.
func (r *placeRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.content) }

// Tapped goes to the text.
func (r *placeRow) Tapped(*fyne.PointEvent) { r.tapped() }

// TappedSecondary shows what can be done with the place.
func (r *placeRow) TappedSecondary(e *fyne.PointEvent) { r.secondary(e.AbsolutePosition) }

func (r *placeRow) show(p behind) {
	tone := theme.ColorNameWarning
	if p.agreed {
		tone = theme.ColorNameSuccess
	}
	r.where.Say(p.how+" · "+p.document, tone)
	r.first.Say(p.a.line(), p.a.tone())
	r.second.Say(p.b.line(), p.b.tone())
}

// line is what an annotator has there.
func (s side) line() string {
	name := s.annotator
	if runes := []rune(name); len(runes) > mostName {
		name = string(runes[:mostName-1]) + "…"
	}
	switch {
	case s.spanID == "":
		return name + " · nothing here"
	case s.value != "":
		return name + " · " + s.value + ": " + s.words
	}
	return name + " · " + s.label + ": " + s.words
}

// mostName is how many characters of an annotator's name stand before the words, which are to be seen too.
const mostName = 20

func (s side) tone() fyne.ThemeColorName {
	if s.spanID == "" {
		return ""
	}
	return theme.ColorNameForeground
}
