package read

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/spanform"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// known are the entities that the sidebar lists, as they are renamed and merged from there.
type known struct{ view *View }

// items are what can be done with an entity; none where there is none.
func (k *known) items(id string) []*fyne.MenuItem {
	v := k.view
	if id == "" {
		return nil
	}
	e, err := v.session.Project.Entity(v.session.Context(), id)
	if err != nil {
		v.session.Fail(err)
		return nil
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItem("Go through the mentions", func() { v.spans.stepMentions(e.LabelID, e.ID, e.Name) }),
		fyne.NewMenuItem("Find the name in the article", func() { k.find(e.Name) }),
		fyne.NewMenuItem("Rename “"+wording.Short(e.Name, 30)+"”…", func() { k.rename(e) }),
		fyne.NewMenuItem("Merge “"+wording.Short(e.Name, 30)+"” with…", func() { k.merge(e) })}
}

// find looks for a name in the article at hand.
func (k *known) find(name string) {
	v := k.view
	if c := v.desk.Commands.ByID("edit.find"); c.Reason() != "" {
		v.session.Tell(c.Reason())
		return
	}
	p := v.panes.current()
	p.reader.ClearSelection()
	p.find.show()
	p.find.field.SetText(name)
	p.find.search()
}

// rename asks for another name.
func (k *known) rename(e annotate.Entity) {
	v := k.view
	v.desk.Sheets.AskLine("Rename “"+wording.Short(e.Name, 40)+"”", "Name", e.Name, "Rename", func(name string) bool {
		if name != e.Name {
			spanform.Rename(v.session, e, name)
		}
		return true // what is asked further stands in a sheet of its own
	}, v.desk.Focus)
}

// merge asks with which other entity of its label one is to be merged.
func (k *known) merge(e annotate.Entity) {
	v := k.view
	label, _ := v.session.Codebook().LabelByID(e.LabelID)
	var all []store.EntitySummary
	v.session.Read(func(ctx context.Context) (err error) {
		all, err = v.session.Project.Entities(ctx, store.EntityQuery{LabelID: e.LabelID})
		return err
	}, func() {
		all = slices.DeleteFunc(all, func(other store.EntitySummary) bool { return other.ID == e.ID })
		if len(all) == 0 {
			v.session.Tell("There is no other " + label.Name + " to merge it with.")
			return
		}
		k.askWith(e, all)
	})
}

func (k *known) askWith(e annotate.Entity, all []store.EntitySummary) {
	v := k.view
	var s *sheet.Sheet
	shown := all
	list := control.NewList(func() int { return len(shown) }, control.NewFileRow, func(i int, row *control.FileRow) {
		row.Say(shown[i].Name, wording.Count(shown[i].Mentions, "mention"), "", "")
	}, v.desk.Sheets.Form())
	list.OnChosen, list.OnRemove, list.OnReturn = func() {}, func(int) {}, func() { s.Confirm() }
	field := sheet.NewField("", &s)
	field.OnChanged = func(text string) {
		shown = nil
		for _, other := range all {
			if textpos.Fold(other.Name, true).Contains(text) {
				shown = append(shown, other)
			}
		}
		list.Refresh()
		list.Changed(0)
	}
	head := container.NewVBox(part.Wrapped("All mentions of “"+e.Name+"” refer to the one that you choose, and its name becomes one of the other names. Undo parts them again."), field)
	s = v.desk.Sheets.Show(sheet.Options{
		Title: "Merge “" + wording.Short(e.Name, 40) + "” with…", Body: container.NewBorder(head, nil, nil, nil, list), Width: 520, Height: 460,
		Action: "Merge", Focus: field, Closed: v.desk.Focus,
		Run: func() bool {
			i := list.Chosen()
			if i < 0 {
				return false
			}
			spanform.Merge(v.session, shown[i].Entity, e)
			return true
		},
	})
	list.Choose(0)
}
