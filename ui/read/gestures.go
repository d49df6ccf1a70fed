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
			return v.spans.typed(r)
		},
		OnKey: func(key fyne.KeyName, mods fyne.KeyModifier) bool {
			p.panes.activate(p)
			v.trail.byHand()
			if key != fyne.KeyEscape {
				v.floating.hide()
			}
			if (key == fyne.KeyReturn || key == fyne.KeyEnter) && mods == 0 && p.reader.SelectedMark() == "" && p.reader.AtFold() && v.relations.making == nil {
				return p.reader.TurnFold()
			}
			return v.desk.Commands.Named(key, mods)
		},
		OnShortcut:          func(s fyne.Shortcut) { v.desk.Commands.Shortcut(s) },
		OnMarkSelected:      func(id string) { p.panes.activate(p); v.markSelected(id) },
		OnSelectionReleased: func(at fyne.Position) { p.panes.activate(p); v.selectionReleased(p, at) },
		OnSelectionChanged: func() {
			v.floating.hide()
			v.trail.moved(p, p.reader.Caret(), "")
			v.commons.follow(true)
			v.proposals.follow()
		},
		OnMoved:         p.moved,
		OnPressed:       func() { p.parked = false; v.trail.byHand() },
		OnScrolled:      func() { v.floating.hide(); v.passages.follow(p) },
		Linking:         v.links.linking(),
		OnPlaced:        func() { v.ribbons.placed(p) },
		OnMarkResized:   func(id string, segments []annotate.Segment) { v.spans.resize(p, id, segments) },
		OnContextMenu:   func(at fyne.Position, id string) { p.panes.activate(p); v.textMenu(p, at, id) },
		OnMarkActivated: func(id string) { v.session.SelectSpan(id); v.enter() },
		OnSideways:      p.panes.sideways,
		Fold:            p.foldCaption,
		Describe:        p.describe,
	}
}

// moved follows the caret: it was put there by hand, and a span that it stands in may be the other end of a relation.
func (p *pane) moved() {
	p.parked = false
	if len(p.reader.Selection()) == 0 {
		p.panes.view.relations.offer(p, p.reader.Caret())
	}
}

// covered remembers that something is laid over the texts: a key that is meant for it must not tag where the caret happens to be, once
// it has gone.
func (v *View) covered() { v.panes.each(func(p *pane) { p.parked = true }) }

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
		v.floating.show(p, at, false)
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
	lines = append(lines, v.flags.here(p.documentID, id)...)
	return strings.Join(append(lines, p.layers[span.AnnotatorID]), "\n")
}
