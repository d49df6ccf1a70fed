package agreementview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
)

// build makes the heat map and the tables, and lays all out.
func (v *View) build() {
	v.heat = newHeat(v.moved, v.opened, v.typed, v.form.Leave)
	v.heatScroll = container.NewScroll(v.heat)
	v.table = newTable(func(l line) { v.evidence.list(l.asks(), l.name, func() {}) }, func(l line) { v.evidence.look(l.asks(), l.name) }, v.typed, v.form.Leave)
	v.legend = newLegend()
	v.note = widget.NewLabel("")
	v.note.Wrapping = fyne.TextWrapWord
	v.result = control.NewCaption("")

	// Tab leads through the view in the order of these lists: from the top to the bottom.
	c := v.choices
	drops := container.NewHBox(control.Section("Articles", control.Least(170, 0, control.Boxed(c.story))),
		control.Section("Figure", control.Least(240, 0, control.Boxed(c.measure))), control.Section("Label", control.Least(130, 0, control.Boxed(c.label))))
	top := inOrder(nil, nil, drops, control.Section("Annotators", c.who))
	v.left = inOrder(container.NewVBox(c.tabs, c.pairsBox), v.legend, nil, container.NewStack(container.NewPadded(v.heatScroll), v.table))
	v.right = inOrder(container.NewVBox(v.note, container.NewBorder(nil, nil, nil, c.differing,
		container.NewVBox(layout.NewSpacer(), v.evidence.heading, layout.NewSpacer()))), nil, nil,
		container.NewStack(control.NewPanel(theme.ColorNameInputBackground), container.NewPadded(v.evidence.places), container.NewVBox(v.evidence.hint)))
	split := container.NewHSplit(container.NewPadded(v.left), container.NewPadded(v.right))
	split.Offset = 0.6

	v.actions = []*control.Button{
		control.NewButton("Copy for the method section", theme.ContentCopyIcon(), true, v.saving.copyMethod, v.form),
		control.NewButton("Save CSV…", theme.DocumentSaveIcon(), true, v.saving.saveCSV, v.form),
		control.NewButton("Save PNG…", theme.FileImageIcon(), true, v.saving.savePNG, v.form),
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
