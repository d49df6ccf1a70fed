package read

import (
	"strings"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// readerOptions say what happens when something is done in the text of a pane.
func (p *pane) readerOptions() reader.Options {
	v := p.panes.view
	return reader.Options{
		OnUI:    v.session.OnUI,
		OnFocus: func() { p.panes.activate(p) },
		OnRune: func(r rune) bool {
			p.panes.activate(p)
			v.floating.hide()
			if v.relations.making != nil && r >= '1' && r <= '9' {
				v.relations.choose(int(r - '0')) // a digit is not a label's key now
				return true
			}
			return v.desk.Commands.Rune(r)
		},
		OnKey: func(key fyne.KeyName, mods fyne.KeyModifier) bool {
			p.panes.activate(p)
			if key != fyne.KeyEscape {
				v.floating.hide()
			}
			return v.desk.Commands.Named(key, mods)
		},
		OnShortcut:          func(s fyne.Shortcut) { v.desk.Commands.Shortcut(s) },
		OnMarkSelected:      func(id string) { p.panes.activate(p); v.markSelected(id) },
		OnSelectionReleased: func(at fyne.Position) { p.panes.activate(p); v.selectionReleased(p, at) },
		OnSelectionChanged:  func() { v.floating.hide() },
		OnScrolled:          func() { v.floating.hide(); v.passages.follow(p) },
		OnMarkResized:       func(id string, segments []annotate.Segment) { v.spans.resize(p, id, segments) },
		OnContextMenu:       func(at fyne.Position, id string) { p.panes.activate(p); v.textMenu(p, at, id) },
		OnMarkActivated:     func(id string) { v.session.SelectSpan(id); v.enter() },
		Describe:            p.describe,
	}
}

// markSelected takes the span that was clicked in hand. While a relation is being made, a click beside all spans
// keeps what is chosen.
func (v *View) markSelected(id string) {
	v.floating.hide()
	if id == "" && v.relations.making != nil {
		return
	}
	v.session.SelectSpan(id)
}

// selectionReleased shows the labels at the pointer once words were selected with the mouse.
func (v *View) selectionReleased(p *pane, at fyne.Position) {
	if len(p.chosenWords()) > 0 && len(p.reader.Selection()) > 0 {
		v.floating.show(at)
	}
}

// describe is what stands at a span when the pointer rests on it.
func (p *pane) describe(id string) string {
	span, ok := p.spans[id]
	if !ok {
		return ""
	}
	v := p.panes.view
	label, _ := v.session.Codebook().LabelByID(span.LabelID)
	first := wording.Capital(label.Name)
	if name := v.names.of[span.EntityID]; name != "" {
		first += ": " + name
	}
	lines := []string{first}
	var values []string
	for _, a := range label.Attributes {
		if texts := span.Value(a.Name).Texts(); len(texts) > 0 {
			values = append(values, strings.Join(texts, ", "))
		}
	}
	if len(values) > 0 {
		lines = append(lines, strings.Join(values, " · "))
	}
	if span.Note != "" {
		lines = append(lines, wording.Short(span.Note, 80))
	}
	return strings.Join(append(lines, p.layers[span.AnnotatorID]), "\n")
}

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
	items = append(items, v.popUpItem("edit.find"), v.popUpItem("story.done"), v.popUpItem("story.details"))
	v.popUp(at, items...)
}
