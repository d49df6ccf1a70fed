package read

import (
	"fmt"
	"strings"
	"unicode"

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
	folded  string // the article in lower case, character by character; "" until it is searched
	object  *fyne.Container
}

func newFindBar(p *pane) *findBar {
	f := &findBar{pane: p, found: widget.NewLabel("")}
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
	quiet := func(icon fyne.Resource, tapped func()) *control.Button {
		return control.NewButton("", icon, true, tapped, form)
	}
	f.object = container.NewBorder(nil, nil, nil, container.NewHBox(f.found,
		quiet(base.MoveUpIcon(), func() { f.step(false) }), quiet(base.MoveDownIcon(), func() { f.step(true) }),
		quiet(base.CancelIcon(), f.leave)), f.field)
	f.object.Hide()
	return f
}

// shiftHeld says whether Shift is down; key events do not.
func shiftHeld() bool {
	driver, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && driver.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

// show opens the bar, with the selected words in it.
func (f *findBar) show() {
	p := f.pane
	if segments := p.reader.Selection(); len(segments) == 1 && segments[0].End-segments[0].Start < 200 {
		f.field.SetText(p.text.Slice(segments[0].Start, segments[0].End))
	}
	f.object.Show()
	p.object.Refresh()
	p.panes.view.desk.Window.Canvas().Focus(f.field)
	f.search()
}

// hide closes the bar and takes the marks of the hits away.
func (f *findBar) hide() {
	if f.folded == "" && !f.object.Visible() {
		return
	}
	f.folded, f.hits = "", nil
	f.object.Hide()
	f.pane.reader.SetHits(nil, 0)
	f.pane.parked = true // what is typed next may have been meant for the field
	f.pane.object.Refresh()
}

// leave closes the bar and gives the keyboard to the text, at the hit.
func (f *findBar) leave() {
	var hit *annotate.Segment
	if len(f.hits) > 0 {
		hit = &f.hits[f.current]
	}
	f.hide()
	if hit != nil {
		f.pane.reader.Select(*hit)
	}
	f.pane.takeFocus()
}

// search marks all hits; the first one after the caret is the current one.
func (f *findBar) search() {
	p := f.pane
	if p.text == nil || !f.object.Visible() {
		return
	}
	if f.folded == "" {
		f.folded = fold(p.text.String())
	}
	f.hits = textpos.Find(f.folded, fold(strings.TrimSpace(f.field.Text)), mostHits)
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
		f.pane.panes.view.relations.offer(f.pane, f.hits[f.current].Start)
	}
	f.object.Refresh() // the count may need more room
}

// fold is text in lower case with as many characters as before, so that positions stay.
func fold(text string) string { return strings.Map(unicode.ToLower, text) }

// contains says whether text holds part, whatever the case.
func contains(text, part string) bool { return strings.Contains(fold(text), fold(part)) }
