package read

import (
	"image/color"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// floating is the label palette that stands near the pointer when a selection is made with the mouse, and by the caret when a label
// is looked for by its name. It lies in the window rather than over it, so that the text keeps the keyboard and a label's key works
// at once. It belongs to the words that are selected in one article, and goes as soon as these are left.
type floating struct {
	view   *View
	object *fyne.Container
	pane   *pane // whose words it is for; nil while it is hidden
	labels []annotate.Label

	// These are made when they are first needed, and anew where the labels or the colours are others.
	card   *part.Card
	paper  color.Color // in whose theme they were made
	filter *part.Field
	keys   *control.Caption
	scroll *container.Scroll
	rows   *fyne.Container
	all    []*labelRow
	none   *widget.Label

	found  []int // the labels that are shown, by their places in the codebook
	at     int   // of these, the one that Enter takes
	marked bool  // it is shown which that is
}

const (
	digitLabels = 9  // so many labels have a digit; where there are more, a field to find them stands above
	fullRows    = 12 // so many stand beneath each other without scrolling
	leastRows   = 3  // where there is little room
	aside       = 8  // how far it stays off the edges of the window
)

// show puts the labels near a position of the window, for the words that are selected in a pane. finding gives the keyboard to
// the field that finds a label by its name.
func (f *floating) show(p *pane, at fyne.Position, finding bool) {
	labels, paper := f.view.session.Codebook().Labels, theme.Color(theme.ColorNamePaper)
	if f.card == nil || f.paper != paper || !reflect.DeepEqual(f.labels, labels) {
		f.build(labels, paper)
	}
	f.pane, f.marked = p, finding
	f.filter.Hidden = !finding && len(f.labels) <= digitLabels
	f.keys.Say(keysAtHand, "")
	if finding {
		f.keys.Say(keysToFind, "")
	}
	for _, row := range f.all {
		row.press.MouseOut() // it may have gone from beneath the pointer
	}
	if f.filter.Text != "" {
		f.filter.SetText("") // which searches
		f.marked = finding
	}
	f.search()
	f.place(f.card, at)
	f.object.Objects = []fyne.CanvasObject{f.card}
	f.object.Refresh()
	if finding {
		f.view.desk.Window.Canvas().Focus(f.filter)
	}
}

// What stands below the labels: the keys that do something now.
const (
	keysAtHand = "A label’s key tags · / by name · Esc closes"
	keysToFind = "Enter tags · arrows choose · Esc closes"
)

// labelRow is one label in the palette.
type labelRow struct {
	*fyne.Container
	ground *part.Fill // seen where Enter takes it
	press  *part.HoverPress
}

// build makes the card with a row for each label.
func (f *floating) build(labels []annotate.Label, paper color.Color) {
	f.labels, f.paper, f.all = labels, paper, make([]*labelRow, len(labels))
	f.filter = part.NewField("Find a label…", f.search, f.key, func() { f.hide(); f.view.desk.Focus() })
	f.none = widget.NewLabel("No label is called so.")
	for i, label := range labels {
		row := &labelRow{ground: part.NewFill(theme.ColorNameRow), press: part.NewLabelButton(label, i, func() { f.take(label.ID) })}
		row.Container = container.NewStack(row.ground, row.press)
		f.all[i] = row
	}
	f.rows = container.NewVBox()
	f.scroll = container.NewVScroll(f.rows)
	f.keys = control.NewCaption("")
	width := fyne.MeasureText(keysAtHand, base.CaptionTextSize(), fyne.TextStyle{}).Width + 2
	f.card = part.NewCard(container.NewPadded(container.NewBorder(f.filter, container.NewPadded(control.Least(width, 0, f.keys)), nil, nil, f.scroll)))
}

// find looks for a label by its name, for the words that are selected or the one at the caret.
func (f *floating) find() {
	v := f.view
	p := v.panes.current()
	if len(p.chosenWords()) == 0 {
		v.session.Tell("Select some words first, or put the caret on a word.")
		return
	}
	_, at := p.reader.MarksHere()
	f.show(p, at, true)
}

// search shows the labels whose names hold what was typed.
func (f *floating) search() {
	f.found, f.at = f.found[:0], 0
	f.marked = f.marked || f.filter.Text != ""
	f.rows.Objects = nil
	for i, label := range f.labels {
		if f.filter.Text != "" && !textpos.Fold(label.Name, true).Contains(f.filter.Text) {
			continue
		}
		f.found = append(f.found, i)
		f.rows.Objects = append(f.rows.Objects, f.all[i].Container) // a struct around it would not be drawn
	}
	if len(f.found) == 0 {
		f.rows.Objects = append(f.rows.Objects, f.none)
	}
	f.rows.Refresh()
	f.point(0)
	f.scroll.ScrollToTop()
}

// point shows which label Enter takes.
func (f *floating) point(at int) {
	if len(f.found) == 0 {
		return
	}
	f.at = min(max(at, 0), len(f.found)-1)
	for i, label := range f.found {
		ground := f.all[label].ground
		if hidden := i != f.at || !f.marked; hidden != ground.Hidden {
			ground.Hidden = hidden
			ground.Refresh()
		}
	}
	row := f.rows.Objects[f.at]
	switch y := row.Position().Y; {
	case y < f.scroll.Offset.Y:
		f.scroll.ScrollToOffset(fyne.NewPos(0, y))
	case y+row.Size().Height > f.scroll.Offset.Y+f.scroll.Size().Height:
		f.scroll.ScrollToOffset(fyne.NewPos(0, y+row.Size().Height-f.scroll.Size().Height))
	}
}

// key are the keys of the field.
func (f *floating) key(name fyne.KeyName) bool {
	known := f.marked
	f.marked = true // from the first key on
	switch name {
	case fyne.KeyDown:
		f.point(f.at + 1)
	case fyne.KeyUp:
		f.point(f.at - 1)
	case fyne.KeyPageDown:
		f.point(f.at + digitLabels)
	case fyne.KeyPageUp:
		f.point(f.at - digitLabels)
	case fyne.KeyReturn, fyne.KeyEnter:
		if known && len(f.found) > 0 {
			f.take(f.labels[f.found[f.at]].ID)
		}
	default:
		f.marked = known
		return false
	}
	return true
}

// take tags the words that the labels were shown for.
func (f *floating) take(labelID string) {
	p := f.pane
	f.hide()
	if p != nil && p == f.view.panes.current() {
		f.view.Tag(labelID)
	}
}

// place puts the card where it covers neither the selected words nor the line beneath them, to which a drag with Ctrl may go on: below
// that line, else above the line before.
func (f *floating) place(card *part.Card, at fyne.Position) {
	origin, room := fyne.CurrentApp().Driver().AbsolutePositionForObject(f.object), f.object.Size()
	at = at.Subtract(origin)
	above, below := at.Y-14, at.Y+14
	if top, bottom, line, ok := f.pane.reader.LinesOf(f.stretch()); ok {
		above = min(above, top-origin.Y-line)
		below = max(below, bottom-origin.Y+line)
		if below > room.Height { // the selection reaches out of view
			below = at.Y + 2*line
		}
	}
	row := f.rows.Objects[0].MinSize().Height
	rows := f.rows.MinSize().Height
	f.scroll.SetMinSize(fyne.NewSize(0, min(rows, fullRows*row)))
	size := card.MinSize()
	beneath := room.Height - aside - below
	y := below
	if over := above - aside; size.Height > beneath && over > beneath {
		f.shrink(size.Height-over, row)
		size = card.MinSize()
		y = above - size.Height
	} else {
		f.shrink(size.Height-beneath, row)
		size = card.MinSize()
	}
	x := min(at.X+6, room.Width-size.Width-aside)
	card.Resize(size)
	card.Move(fyne.NewPos(max(aside, x), max(aside, y)))
}

// shrink takes what is too much from the height of the list.
func (f *floating) shrink(by, row float32) {
	if by <= 0 {
		return
	}
	height := f.scroll.MinSize().Height
	f.scroll.SetMinSize(fyne.NewSize(0, min(height, max(height-by, leastRows*row))))
}

// stretch is the selected stretch in which the caret is: the one that was selected last.
func (f *floating) stretch() annotate.Segment {
	caret := f.pane.reader.Caret()
	for _, s := range f.pane.reader.Selection() {
		if s.Start <= caret && caret <= s.End {
			return s
		}
	}
	return annotate.Segment{Start: caret, End: caret}
}

// hide takes the labels away and says whether they were there.
func (f *floating) hide() bool {
	if f.pane == nil {
		return false
	}
	f.pane = nil
	f.object.Objects = nil
	f.object.Refresh()
	return true
}
