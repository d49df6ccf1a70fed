package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// readerOptions say what happens when something is done in the text of a pane.
func (p *pane) readerOptions() reader.Options {
	v := p.panes.workspace
	return reader.Options{
		OnUI:    v.window.onUI,
		OnFocus: func() { p.panes.activate(p) },
		OnRune: func(r rune) bool {
			p.panes.activate(p)
			v.floating.hide()
			if v.relating != nil && r >= '1' && r <= '9' {
				v.choose(int(r - '0')) // a digit is not a label's key now
				return true
			}
			return v.window.commands.Rune(r)
		},
		OnKey: func(key fyne.KeyName, mods fyne.KeyModifier) bool {
			p.panes.activate(p)
			if key != fyne.KeyEscape {
				v.floating.hide()
			}
			return v.window.commands.Named(key, mods)
		},
		OnShortcut:          func(s fyne.Shortcut) { v.window.commands.Shortcut(s) },
		OnMarkSelected:      func(id string) { p.panes.activate(p); v.markSelected(id) },
		OnSelectionReleased: func(at fyne.Position) { p.panes.activate(p); v.selectionReleased(p, at) },
		OnSelectionChanged:  func() { v.floating.hide() },
		OnScrolled:          func() { v.floating.hide(); v.scrolled(p) },
		OnMarkResized:       func(id string, segments []annotate.Segment) { v.resizeSpan(p, id, segments) },
		OnContextMenu:       func(at fyne.Position, id string) { p.panes.activate(p); v.textMenu(p, at, id) },
		OnMarkActivated:     func(id string) { v.session.SelectSpan(id); v.enter() },
		Describe:            p.describe,
	}
}

// markSelected takes the span that was clicked in hand. While a relation is being made, a click beside all spans
// keeps what is chosen.
func (v *workspace) markSelected(id string) {
	v.floating.hide()
	if id == "" && v.relating != nil {
		return
	}
	v.session.SelectSpan(id)
}

// selectionReleased shows the labels at the pointer once words were selected with the mouse.
func (v *workspace) selectionReleased(p *pane, at fyne.Position) {
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
	v := p.panes.workspace
	label, _ := v.session.Codebook().LabelByID(span.LabelID)
	first := wording.Capital(label.Name)
	if name := v.names[span.EntityID]; name != "" {
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
	v := p.panes.workspace
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

// listSpans shows the spans at the caret, to choose one.
func (v *workspace) listSpans() {
	p := v.panes.current()
	ids, at := p.reader.MarksHere()
	if len(ids) == 0 {
		v.session.Tell("There is no span at the caret.")
		return
	}
	v.window.popUp(at, p.spanItems(ids)...)
}

// submenu is an item that opens others.
func submenu(name string, items ...*fyne.MenuItem) *fyne.MenuItem {
	item := fyne.NewMenuItem(name, nil)
	item.ChildMenu = fyne.NewMenu("", items...)
	return item
}

// textMenu is the context menu of the text: what fits the span beneath the pointer, and the selection.
func (v *workspace) textMenu(p *pane, at fyne.Position, id string) {
	w := v.window
	var items []*fyne.MenuItem
	if id != "" {
		if v.relating != nil {
			v.session.SelectSpan(id)
			confirm := fyne.NewMenuItem("Make the relation", v.confirmRelation)
			confirm.Disabled = len(v.relating.choices) == 0
			w.popUp(at, confirm, fyne.NewMenuItem("Cancel", v.stopRelating))
			return
		}
		v.session.SelectSpan(id)
		var labels []*fyne.MenuItem
		for _, label := range v.session.Codebook().Labels {
			if label.ID != p.spans[id].LabelID {
				labels = append(labels, w.popUpItem("relabel."+label.ID))
			}
		}
		items = append(items, w.popUpItem("span.edit"), submenu("Change the label", labels...), w.popUpItem("span.relate"),
			w.popUpItem("span.occurrences"), w.popUpItem("edit.delete"))
		if ids := p.reader.MarksUnder(at); len(ids) > 1 {
			items = append(items, submenu("Spans here", p.spanItems(ids)...))
		}
		items = append(items, fyne.NewMenuItemSeparator())
	}
	if len(p.chosenWords()) > 0 {
		for _, label := range v.session.Codebook().Labels {
			items = append(items, w.popUpItem("tag."+label.ID))
		}
		items = append(items, fyne.NewMenuItemSeparator())
	}
	if len(p.reader.Selection()) > 0 {
		var kinds []*fyne.MenuItem
		for _, kind := range annotate.RegionKinds {
			kinds = append(kinds, w.popUpItem("story.region."+string(kind)))
		}
		items = append(items, submenu("Mark as region", kinds...), w.popUpItem("story.region.none"), w.popUpItem("edit.copy"), fyne.NewMenuItemSeparator())
	}
	items = append(items, w.popUpItem("edit.find"), w.popUpItem("story.done"), w.popUpItem("story.details"))
	w.popUp(at, items...)
}
