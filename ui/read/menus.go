package read

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// popUp shows a menu at a place of the window.
func (v *View) popUp(at fyne.Position, items ...*fyne.MenuItem) {
	v.floating.hide()
	v.desk.PopUp(at, items...)
}

// popUpItem is a command as an item of a menu that pops up.
func (v *View) popUpItem(id string) *fyne.MenuItem { return v.desk.Item(id) }

// spanItems are spans of the pane as items of a menu, to choose one.
func (p *pane) spanItems(ids []string) []*fyne.MenuItem {
	v := p.panes.view
	var items []*fyne.MenuItem
	for _, id := range ids {
		span := p.spans[id]
		label, _ := v.session.Codebook().LabelByID(span.LabelID)
		name := wording.Capital(label.Name) + " " + p.words(span.Segments, 40) + " · " + p.layers[span.AnnotatorID]
		item := fyne.NewMenuItem(name, func() { v.session.SelectSpan(id) })
		item.Checked = id == v.session.Selected()
		items = append(items, item)
	}
	return items
}

// list shows the spans at the caret, to choose one.
func (k *spans) list() {
	v := k.view
	p := v.panes.current()
	ids, at := p.reader.MarksHere()
	if len(ids) == 0 {
		v.session.Tell("There is no span at the caret.")
		return
	}
	v.popUp(at, p.spanItems(ids)...)
}

// submenu is an item that opens others.
func submenu(name string, items ...*fyne.MenuItem) *fyne.MenuItem {
	item := fyne.NewMenuItem(name, nil)
	item.ChildMenu = fyne.NewMenu("", items...)
	return item
}

// textMenu is the context menu of the text: what fits the span beneath the pointer, and the selection.
func (v *View) textMenu(p *pane, at fyne.Position, id string) {
	var items []*fyne.MenuItem
	if id != "" {
		if v.relations.making != nil {
			v.session.SelectSpan(id)
			confirm := fyne.NewMenuItem("Make the relation", v.relations.confirm)
			confirm.Disabled = len(v.relations.making.choices) == 0
			v.popUp(at, confirm, fyne.NewMenuItem("Cancel", v.relations.stop))
			return
		}
		v.session.SelectSpan(id)
		var labels []*fyne.MenuItem
		for _, label := range v.session.Codebook().Labels {
			if label.ID != p.spans[id].LabelID {
				labels = append(labels, v.popUpItem("relabel."+label.ID))
			}
		}
		items = append(items, v.popUpItem("span.edit"), submenu("Change the label", labels...), v.popUpItem("span.relate"),
			v.popUpItem("span.occurrences"), v.popUpItem("edit.delete"))
		if named := v.known.items(p.spans[id].EntityID); len(named) > 0 {
			items = append(append(items, fyne.NewMenuItemSeparator()), named...)
		}
		if ids := p.reader.MarksUnder(at); len(ids) > 1 {
			items = append(items, submenu("Spans here", p.spanItems(ids)...))
		}
		items = append(items, fyne.NewMenuItemSeparator())
	}
	if len(p.chosenWords()) > 0 {
		for _, label := range v.session.Codebook().Labels {
			items = append(items, v.popUpItem("tag."+label.ID))
		}
		items = append(items, fyne.NewMenuItemSeparator())
	}
	if len(p.reader.Selection()) > 0 {
		var kinds []*fyne.MenuItem
		for _, kind := range annotate.RegionKinds {
			kinds = append(kinds, v.popUpItem("story.region."+string(kind)))
		}
		items = append(items, submenu("Mark as region", kinds...), v.popUpItem("story.region.none"), v.popUpItem("edit.copy"), fyne.NewMenuItemSeparator())
	}
	items = append(items, v.popUpItem("flag.ask"), v.popUpItem("edit.find"), v.popUpItem("story.done"), v.popUpItem("story.details"))
	v.popUp(at, items...)
}
