package reviewview

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
)

// hint is a key with what it does, which a click does too.
type hint struct {
	key, text, id string
	run           func()
}

// hints are the keys that matter for the item at hand.
func (p *panel) hints() []hint {
	v := p.view
	digits := "1"
	if n := min(len(v.hand.order), 9); n > 1 {
		digits = fmt.Sprintf("1–%d", n)
	}
	switch {
	case v.hand.draft != nil && v.hand.draft.relation != nil:
		return []hint{{"Enter", "take", "", v.hand.draft.take}, {"Esc", "cancel", "", v.hand.cancelEdit}, {"Tab", "fields", "", nil}, {"↑ ↓", "candidate", "", nil}}
	case v.hand.draft != nil:
		d := v.hand.draft
		return []hint{{"Enter", "take", "", d.take}, {"Esc", "cancel", "", v.hand.cancelEdit}, {"Tab", "fields", "", nil},
			{"← →", "its end", "", nil}, {"Shift ← →", "start", "", nil}, {"Space", "step", "", func() { d.rune(' ') }},
			{"↑ ↓", "candidate", "", nil}, {"1–9", "label", "", nil}}
	case v.hand.several:
		return []hint{{digits, "pick", "", nil}, {"Enter", "take picked", "", v.hand.takePicked}, {"Esc", "cancel", "", v.hand.cancelPicking},
			{"u", "union", "review.union", nil}, {"i", "intersection", "review.intersection", nil}}
	case v.hand.item.Kind == review.Added:
		return []hint{{"e", "edit", "review.edit", nil}, {"x", "delete", "review.none", nil}, {"s", "next", "review.skip", nil}, {"b", "back", "review.back", nil},
			{"v", "open / all", "review.show", nil}, {"?", "all keys", "", func() { v.desk.Commands.Rune('?') }}}
	}
	hints := []hint{{digits, "take", "", nil}, {"t", "several", "review.several", nil}, {"x", "none", "review.none", nil}}
	if v.hand.item.Kind != review.Relation {
		hints = append(hints, hint{"u", "union", "review.union", nil}, hint{"i", "intersection", "review.intersection", nil})
	}
	return append(hints, hint{"e", "edit", "review.edit", nil}, hint{"s", "skip", "review.skip", nil}, hint{"b", "back", "review.back", nil},
		hint{"w", "why", "review.why", nil}, hint{"o", "reopen", "review.reopen", nil}, hint{"h", "names", "review.blind", nil},
		hint{"v", "open / all", "review.show", nil}, hint{"q", "unsure", "review.flag", nil}, hint{"?", "all keys", "", func() { v.desk.Commands.Rune('?') }})
}

// showKeys lists the keys that hold now, greyed where they cannot be used.
func (p *panel) showKeys() {
	v := p.view
	var hints []fyne.CanvasObject
	for _, h := range p.hints() {
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
		hints = append(hints, part.NewPress(container.NewBorder(nil, nil, control.NewKey(h.key), nil, centred(name)), run))
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
