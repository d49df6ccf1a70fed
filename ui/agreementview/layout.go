package agreementview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
)

// build makes the widgets and lays them out.
func (v *View) build() {
	v.who = control.NewChips(nil, true, v.compute, v.form)
	v.story = control.NewSelect([]string{everyStory}, func(string) { v.compute() }, v.form)
	v.story.Set(everyStory)
	var names []string
	for _, m := range paired() {
		names = append(names, m.name)
	}
	v.measure = control.NewSelect(names, func(string) { v.show() }, v.form)
	v.measure.Set(names[0])
	v.label = control.NewSelect([]string{everyLabel}, func(string) { v.show() }, v.form)
	v.label.Set(everyLabel)
	v.tabs = control.NewChips(control.Options(parts...), false, v.show, v.form)
	v.tabs.SetRequired(true)
	v.tabs.SetIndex(pairsPart)
	v.pairs = control.NewSelect(nil, func(string) { v.pair = v.pairs.SelectedIndex(); v.show() }, v.form)
	v.heat = newHeat(v.moved, v.opened, v.typed, v.form.Leave)
	v.heatScroll = container.NewScroll(v.heat)
	v.table = newTable(func(l line) { v.look(*l.query, l.name) }, v.typed, v.form.Leave)
	v.legend = newLegend()
	v.note = widget.NewLabel("")
	v.note.Wrapping = fyne.TextWrapWord
	v.heading = control.NewCaption("")
	v.differing = control.NewCheck("Differences only", func(bool) { v.look(v.query, v.shown) }, v.form)
	v.places = newPlaces(v.visit, v.typed, v.form.Leave)
	v.result = control.NewCaption("")

	chips := fyne.NewSize(640, 30) // chips ask for as many rows as the width that they have makes them need
	v.who.Resize(chips)
	v.tabs.Resize(chips)
	v.pairsBox = control.Boxed(v.pairs)
	choices := container.NewHBox(control.Section("Articles", control.Least(170, 0, control.Boxed(v.story))),
		control.Section("Figure", control.Least(240, 0, control.Boxed(v.measure))), control.Section("Label", control.Least(130, 0, control.Boxed(v.label))))
	// Tab leads through the view in the order of these lists: from the top to the bottom.
	top := inOrder(nil, nil, choices, control.Section("Annotators", v.who))
	v.left = inOrder(container.NewVBox(v.tabs, v.pairsBox), v.legend, nil, container.NewStack(container.NewPadded(v.heatScroll), v.table))
	v.right = inOrder(container.NewVBox(v.note, container.NewBorder(nil, nil, nil, v.differing,
		container.NewVBox(layout.NewSpacer(), v.heading, layout.NewSpacer()))), nil, nil,
		container.NewStack(control.NewPanel(theme.ColorNameInputBackground), container.NewPadded(v.places)))
	split := container.NewHSplit(container.NewPadded(v.left), container.NewPadded(v.right))
	split.Offset = 0.6

	v.actions = []*control.Button{
		control.NewButton("Copy for the method section", theme.ContentCopyIcon(), true, v.copyMethod, v.form),
		control.NewButton("Save CSV…", theme.DocumentSaveIcon(), true, v.saveCSV, v.form),
		control.NewButton("Save PNG…", theme.FileImageIcon(), true, v.savePNG, v.form),
	}
	buttons := container.NewHBox()
	for _, b := range v.actions {
		buttons.Add(b)
	}
	buttons.Add(control.NewButton("Back to reading", nil, false, v.form.Leave, v.form))
	bottom := container.NewBorder(nil, nil, nil, buttons, container.NewVBox(layout.NewSpacer(), v.result, layout.NewSpacer()))
	title := widget.NewLabelWithStyle("Agreement", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	title.SizeName = theme.SizeNameSubHeadingText
	whole := inOrder(container.NewVBox(title, container.NewPadded(top), widget.NewSeparator()),
		container.NewVBox(widget.NewSeparator(), container.NewPadded(bottom)), nil, split)
	v.content = container.NewScroll(container.NewPadded(whole)) // what needs more room than there is can be scrolled
}

// inOrder is a border layout of which the parts are reached in the order in which they are read.
func inOrder(top, bottom, right, middle fyne.CanvasObject) *fyne.Container {
	c := &fyne.Container{Layout: layout.NewBorderLayout(top, bottom, nil, right)}
	for _, o := range []fyne.CanvasObject{top, middle, right, bottom} {
		if o != nil {
			c.Objects = append(c.Objects, o)
		}
	}
	return c
}
