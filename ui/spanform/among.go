package spanform

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
)

// among is the part that says which one thing the span refers to, where there are few to choose from.
type among struct {
	form  *Form
	box   *fyne.Container
	chips *control.Chips
	few   []annotate.Entity // what stands on the chips; the last is none
}

func newAmong(f *Form) *among {
	a := &among{form: f}
	a.chips = control.NewChips(nil, false, func() { f.hooks.Link(a.few[a.chips.Index()]) }, f.fields)
	a.chips.SetRequired(true)
	a.box = control.Section("Entity", a.chips)
	return a
}

func (a *among) show() {
	f := a.form
	a.few = append(slices.Clone(f.hooks.Among()), annotate.Entity{})
	if len(a.few) == 1 {
		a.box.Hide()
		return
	}
	names := make([]string, len(a.few))
	for i, e := range a.few {
		names[i] = e.Name
	}
	names[len(names)-1] = "none"
	a.chips.Update(control.Options(names...))
	a.chips.SetIndex(slices.IndexFunc(a.few, func(e annotate.Entity) bool { return e.ID == f.shown.Span.EntityID }))
	control.Enable(a.chips, f.shown.Own)
	a.box.Show()
}
