package read

import (
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
	filter *part.Field
	scroll *container.Scroll
	rows   *fyne.Container
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
	f.pane, f.labels, f.marked = p, f.view.session.Codebook().Labels, finding
	f.filter = part.NewField("Find a label…", f.search, f.key, func() { f.hide(); f.view.desk.Focus() })
	f.rows = container.NewVBox()
	f.scroll = container.NewVScroll(f.rows)
	keys := "A label’s key tags · / by name · Esc closes"
	top := container.NewStack()
	if finding || len(f.labels) > digitLabels {
		top.Add(f.filter)
	}
	if finding {
		keys = "Enter tags · arrows choose · Esc closes"
	}
	card := part.NewCard(container.NewPadded(container.NewBorder(top, container.NewPadded(whole(keys)), nil, nil, f.scroll)))
	f.search()
	f.place(card, at)
	f.object.Objects = []fyne.CanvasObject{card}
	f.object.Refresh()
	if finding {
		f.view.desk.Window.Canvas().Focus(f.filter)
	}
}

// whole is a caption that is not cut.
func whole(text string) fyne.CanvasObject {
	return control.Least(fyne.MeasureText(text, base.CaptionTextSize(), fyne.TextStyle{}).Width+2, 0, control.NewCaption(text))
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
		if !textpos.Fold(label.Name, true).Contains(f.filter.Text) {
			continue
		}
		f.found = append(f.found, i)
		ground := part.NewFill(theme.ColorNameRow)
		ground.Hidden = true
		f.rows.Add(container.NewStack(ground, part.NewLabelButton(label, i, func() { f.take(label.ID) })))
	}
	if len(f.found) == 0 {
		f.rows.Add(widget.NewLabel("No label is called so."))
	}
	f.point(0)
	f.rows.Refresh()
	f.scroll.ScrollToTop()
}

// point shows which label Enter takes.
func (f *floating) point(at int) {
	if len(f.found) == 0 {
		return
	}
	f.at = min(max(at, 0), len(f.found)-1)
	for i := range f.found {
		row := f.rows.Objects[i].(*fyne.Container)
		row.Objects[0].(*part.Fill).Hidden = i != f.at || !f.marked
		row.Refresh()
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
