package agreementview

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// dock is the list of places behind a figure beneath the articles: it stays while one reads what stands there.
type dock struct {
	view   *View
	about  string // which figure of whom
	title  *control.Caption
	list   *places
	object fyne.CanvasObject
}

// dockHeight leaves room for two places.
const dockHeight = 150

// What walks through the places, as commands and as the buttons say.
var (
	nextKey     = command.Rune('n')
	previousKey = command.Rune('N')
)

func newDock(v *View, items []behind, about string) *dock {
	d := &dock{view: v, about: about, title: control.NewCaption("")}
	form := &control.Form{Window: v.window, Leave: v.desk.Leave}
	d.list = newPlaces(d.open, v.typed, func() { v.desk.Focus() })
	d.list.items = items
	d.list.menu = func(p behind, at fyne.Position) {
		menu := append([]*fyne.MenuItem{fyne.NewMenuItem(goToPlace, func() { d.open(p) })}, v.desk.Items("agreement.next", "agreement.previous")...)
		v.desk.PopUp(at, append(menu, fyne.NewMenuItem("Take the list away", d.away))...)
	}
	buttons := container.NewHBox(control.NewSign(base.MoveUpIcon(), "The place before ("+previousKey.String()+")", func() { d.step(-1) }, form),
		control.NewSign(base.MoveDownIcon(), "The next place ("+nextKey.String()+")", func() { d.step(1) }, form),
		control.NewSign(base.CancelIcon(), "Take the list away (Esc)", d.away, form))
	head := container.NewBorder(nil, nil, nil, buttons, container.NewPadded(container.NewCenter(), d.title))
	d.object = control.Least(0, dockHeight, container.NewStack(part.NewGround(theme.ColorNameChrome),
		container.NewBorder(container.NewVBox(part.NewLine(base.ColorNameSeparator, 1), head), nil, nil, nil, d.list)))
	return d
}

// away takes the list away.
func (d *dock) away() {
	d.view.desk.Undock()
	d.view.desk.Focus()
}

// step goes to the next (1) or the previous (-1) place.
func (d *dock) step(by int) {
	i := d.list.at + by
	if i < 0 || i >= len(d.list.items) {
		d.view.session.Tell("There is no further place in this direction.")
		return
	}
	d.open(d.list.items[i])
}

// open goes to the words of a place, and leaves the keyboard there.
func (d *dock) open(p behind) {
	v := d.view
	if id := d.spanOf(p); id != "" {
		v.desk.GoTo(id)
	} else {
		v.session.Tell("What was marked at this place is not there any more.")
	}
	v.desk.Focus()
	for _, list := range []*places{d.list, v.evidence.places} { // which may have been read anew since
		if i := slices.Index(list.items, p); i >= 0 {
			list.choose(i)
		}
	}
	d.title.Say(fmt.Sprintf("%s · place %d of %d · %s next, %s back", d.about, d.list.at+1, len(d.list.items), nextKey, previousKey), "")
}

// spanOf is the span of a place that is still there, "" for none.
func (d *dock) spanOf(p behind) string {
	s := d.view.session
	for _, id := range []string{p.a.spanID, p.b.spanID} {
		if id == "" {
			continue
		}
		if _, err := s.Project.Span(s.Context(), id); err == nil {
			return id
		}
	}
	return ""
}
