package read

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
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
		fyne.NewMenuItem("Merge “"+wording.Short(e.Name, 30)+"” with…", func() { spanform.AskMerge(v.session, v.desk.Sheets, e, v.desk.Focus) }),
		fyne.NewMenuItem("Show in the registry", func() { v.session.ShowEntity(e.ID) })}
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
