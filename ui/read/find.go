package read

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
)

// mostHits is how many hits are marked in one article.
const mostHits = 10000

// findBar finds words in the article of a pane.
type findBar struct {
	pane    *pane
	field   *part.Field
	found   *widget.Label
	hits    []annotate.Segment
	current int
	folded  *textpos.Folded // the article as it is searched; nil until it is
	from    step            // where one was before the search
	layout  *findLayout
	object  *fyne.Container
}

func newFindBar(p *pane) *findBar {
	f := &findBar{pane: p, found: widget.NewLabel(""), layout: &findLayout{}}
	f.found.Importance = widget.LowImportance
	f.field = part.NewField("Find in the article", f.search, func(key fyne.KeyName) bool {
		switch key {
		case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF3:
			f.step(!shiftHeld())
			return true
		}
		return false
	}, f.leave)
	form := &control.Form{Leave: f.leave}
	f.object = container.New(f.layout, f.field, f.found, container.NewHBox(
		control.NewSign(base.MoveUpIcon(), "The hit before (Shift+F3)", func() { f.step(false) }, form),
		control.NewSign(base.MoveDownIcon(), "The next hit (F3)", func() { f.step(true) }, form),
		control.NewSign(base.CancelIcon(), "Close (Esc)", f.leave, form)))
	f.object.Hide()
	return f
}

// shiftHeld says whether Shift is down; key events do not.
func shiftHeld() bool {
	driver, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && driver.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

// show opens the bar with the words that are selected in the text, else with those that were looked for last, ready to be
// typed over.
func (f *findBar) show() {
	p, v := f.pane, f.pane.panes.view
	segments := p.reader.Selection()
	switch {
	case len(segments) == 1 && segments[0].End-segments[0].Start < 200 && v.desk.Window.Canvas().Focused() != f.field:
		f.field.SetText(spaced(p.text.Slice(segments[0].Start, segments[0].End)))
	case !f.object.Visible():
		f.field.SetText(v.sought)
	}
	if !f.object.Visible() {
		f.from = v.trail.here
	}
	f.object.Show()
	p.object.Refresh()
	v.desk.Window.Canvas().Focus(f.field)
	f.field.TypedShortcut(&fyne.ShortcutSelectAll{})
	f.search()
}

// hide closes the bar and takes the marks of the hits away.
func (f *findBar) hide() {
	if f.folded == nil && !f.object.Visible() {
		return
	}
	f.folded, f.hits = nil, nil
	f.object.Hide()
	f.pane.reader.SetHits(nil, 0)
	f.pane.parked = true // what is typed next may have been meant for the field
	f.pane.object.Refresh()
}

// leave closes the bar and gives the keyboard to the text, with the caret where the hit was. Nothing is selected: a label's key
// would tag it.
func (f *findBar) leave() {
	var hit *annotate.Segment
	if len(f.hits) > 0 {
		hit = &f.hits[f.current]
	}
	f.hide()
	if hit != nil {
		f.pane.reader.SetCaret(hit.Start)
	}
	f.pane.takeFocus()
}

// search marks all hits; the first one after the caret is the current one.
func (f *findBar) search() {
	p := f.pane
	if p.text == nil || !f.object.Visible() {
		return
	}
	if f.folded == nil {
		f.folded = textpos.Fold(p.text.String(), true)
	}
	p.panes.view.sought = f.field.Text
	f.hits = f.folded.Find(f.field.Text, mostHits)
	f.current = 0
	for i, hit := range f.hits {
		if hit.Start >= p.reader.Caret() {
			f.current = i
			break
		}
	}
	f.reveal()
}

// goOn is step from the text; where nothing is being looked for it asks for what.
func (f *findBar) goOn(forward bool) {
	if !f.object.Visible() {
		f.show()
		return
	}
	f.step(forward)
}

// step goes to the next or the previous hit, round the ends.
func (f *findBar) step(forward bool) {
	if len(f.hits) == 0 {
		return
	}
	if forward {
		f.current = (f.current + 1) % len(f.hits)
	} else {
		f.current = (f.current + len(f.hits) - 1) % len(f.hits)
	}
	f.reveal()
}

func (f *findBar) reveal() {
	f.pane.reader.SetHits(f.hits, f.current)
	switch {
	case strings.TrimSpace(f.field.Text) == "":
		f.found.SetText("")
	case len(f.hits) == 0:
		f.found.SetText("not found")
	default:
		all := fmt.Sprint(len(f.hits))
		if len(f.hits) == mostHits {
			all = "the first " + all
		}
		f.found.SetText(fmt.Sprintf("%d of %s", f.current+1, all))
		f.pane.reader.Reveal(f.hits[f.current])
		f.pane.panes.view.trail.sought(f.from, step{document: f.pane.documentID, at: f.hits[f.current].Start})
		f.pane.panes.view.relations.offer(f.pane, f.hits[f.current].Start)
	}
	f.object.Refresh() // the count may need more room
}
