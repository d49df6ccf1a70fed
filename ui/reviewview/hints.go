package reviewview

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/reader"
)

// hint is a key with what it does, which a click does too.
type hint struct {
	key, text, id string
	run           func()
}

// hintsNow are the keys that matter for the item at hand.
func (v *View) hintsNow() []hint {
	digits := "1"
	if n := min(len(v.order), 9); n > 1 {
		digits = fmt.Sprintf("1–%d", n)
	}
	switch {
	case v.draft != nil && v.draft.relation != nil:
		return []hint{{"Enter", "take", "", v.draft.take}, {"Esc", "cancel", "", v.cancelEdit}, {"Tab", "fields", "", nil}, {"↑ ↓", "candidate", "", nil}}
	case v.draft != nil:
		d := v.draft
		return []hint{{"Enter", "take", "", d.take}, {"Esc", "cancel", "", v.cancelEdit}, {"Tab", "fields", "", nil},
			{"← →", "its end", "", nil}, {"Shift ← →", "start", "", nil}, {"Space", "step", "", func() { d.rune(' ') }},
			{"↑ ↓", "candidate", "", nil}, {"1–9", "label", "", nil}}
	case v.several:
		return []hint{{digits, "pick", "", nil}, {"Enter", "take picked", "", v.takePicked}, {"Esc", "cancel", "", v.cancelPicking},
			{"u", "union", "review.union", nil}, {"i", "intersection", "review.intersection", nil}}
	case v.item.Kind == review.Added:
		return []hint{{"e", "edit", "review.edit", nil}, {"x", "delete", "review.none", nil}, {"s", "next", "review.skip", nil}, {"b", "back", "review.back", nil},
			{"v", "open / all", "review.show", nil}, {"?", "all keys", "", func() { v.desk.Commands.Rune('?') }}}
	}
	hints := []hint{{digits, "take", "", nil}, {"t", "several", "review.several", nil}, {"x", "none", "review.none", nil}}
	if v.item.Kind != review.Relation {
		hints = append(hints, hint{"u", "union", "review.union", nil}, hint{"i", "intersection", "review.intersection", nil})
	}
	return append(hints, hint{"e", "edit", "review.edit", nil}, hint{"s", "skip", "review.skip", nil}, hint{"b", "back", "review.back", nil},
		hint{"w", "why", "review.why", nil}, hint{"o", "reopen", "review.reopen", nil}, hint{"h", "names", "review.blind", nil},
		hint{"v", "open / all", "review.show", nil}, hint{"?", "all keys", "", func() { v.desk.Commands.Rune('?') }})
}

// showKeys lists the keys that hold now, greyed where they cannot be used.
func (p *panel) showKeys() {
	v := p.view
	var hints []fyne.CanvasObject
	for _, h := range v.hintsNow() {
		tone, run := base.ColorNameForeground, h.run
		if h.id != "" {
			c := v.desk.Commands.ByID(h.id)
			run = func() { v.desk.Commands.Start(c) }
			if c.Reason() != "" {
				tone = base.ColorNameDisabled
			}
		}
		if run == nil {
			run = func() {}
		}
		name := newLine(h.text, tone, base.SizeNameCaptionText, false)
		hints = append(hints, newPress(container.NewBorder(nil, nil, control.NewKey(h.key), nil, centred(name)), run))
	}
	p.keys.Objects = []fyne.CanvasObject{container.NewGridWithColumns(3, hints...)}
	p.keys.Refresh()
}

// offerReasons opens the list beneath the field.
func (p *panel) offerReasons() {
	if !p.reason.Open() {
		p.reason.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
}

// readerOptions are what the article tells the review.
func (v *View) readerOptions() reader.Options {
	return reader.Options{
		OnUI:           v.session.OnUI,
		OnRune:         v.onRune,
		OnKey:          v.onKey,
		OnShortcut:     func(s fyne.Shortcut) { v.desk.Commands.Shortcut(s) },
		OnMarkSelected: v.markClicked,
		OnSelectionChanged: func() {
			if v.panel != nil && v.draft == nil && (v.panel.add.Visible() || len(v.reader.Selection()) > 0) {
				v.panel.showAdd()
				v.panel.relayout()
			}
		},
		OnMarkResized: v.resized,
		Describe:      v.describe,
	}
}

// resized gives the draft, or a gold span, other ends.
func (v *View) resized(id string, segments []annotate.Segment) {
	if v.draft != nil {
		v.draft.resized(segments)
		return
	}
	for _, item := range v.items {
		for _, g := range item.Gold {
			if g.ID == id {
				v.resizeGold(g, segments)
			}
		}
	}
}
