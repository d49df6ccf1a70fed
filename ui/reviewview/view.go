// Package reviewview is where a reviewer settles what annotators disagree on: the article with the competing spans in
// place, the queue of items, and for the item at hand one card for each candidate. Every decision is one key, after which
// the next open item comes by itself. What is decided is one act of the store, so that undo takes it back whole.
//
// With names hidden the candidates of each item stand in an order of their own, so that neither letter nor place tells who
// is who.
//
// View holds the parts together. What is reviewed is the queue; one item of it is in hand, where verdicts settle it; what was begun
// for others is waiting; the trail leads from item to item. Around them stand what is to be seen: bar, filters, list, page and panel.
//
// It makes no rule of its own about items or verdicts, and knows neither the window around it nor the other views. Start with View.
package reviewview

import (
	"encoding/json"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// View is the review of a project.
type View struct {
	widget.BaseWidget
	session *session.Session
	window  fyne.Window
	desk    stage.Desk
	content *fyne.Container

	names    *names
	texts    *texts
	queue    *queue
	hand     *hand
	trail    *trail
	waiting  *waiting
	verdicts *verdicts
	ballot   *ballot
	cards    *cards

	bar     *bar
	filters *filters
	list    *list
	page    *page
	panel   *panel
	form    *control.Form
	cancel  []func()
}

// New returns the review of the desk's project as a state says that it was left; the state may be nil.
func New(desk stage.Desk, state json.RawMessage) *View {
	s := desk.Session
	v := &View{session: s, window: desk.Window, desk: desk}
	v.names, v.texts, v.queue, v.hand, v.trail = &names{view: v}, newTexts(v), newQueue(v), &hand{view: v}, &trail{view: v}
	v.verdicts, v.ballot, v.cards = &verdicts{view: v}, &ballot{v}, &cards{v}
	v.waiting = &waiting{view: v}
	v.restore(state)
	v.form = &control.Form{Window: v.window, OnUI: s.OnUI, Leave: v.focusText}
	v.page = newPage(v)
	v.bar, v.filters, v.list, v.panel = newBar(v), newFilters(v), newList(v), newPanel(v)
	v.content = container.NewStack(v.comparing())
	v.cancel = []func(){s.Listen(v.hear), s.OnStory(v.follow), s.OnAnnotator(func(annotate.Annotator) { v.panel.refresh() })}
	v.ExtendBaseWidget(v)
	v.queue.fill()
	return v
}

// Close ends listening to the session.
func (v *View) Close() {
	for _, cancel := range v.cancel {
		cancel()
	}
	v.queue.soon.Stop()
}

// CreateRenderer is called by Fyne.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.content) }

// SetTypography sets the article anew.
func (v *View) SetTypography(t reader.Typography) { v.page.reader.SetTypography(t) }

func (v *View) focusText() {
	if v.queue.filled() {
		v.window.Canvas().Focus(v.page.reader)
		return
	}
	v.window.Canvas().Unfocus()
}

// filledAnew shows a queue that was read.
func (v *View) filledAnew() {
	first := v.panel.whole == nil
	v.queue.read = true
	v.arrange()
	if !v.queue.filled() {
		return
	}
	v.list.refresh()
	if v.hand.item.ID == "" {
		v.trail.begin()
	}
	if first && v.Visible() {
		v.focusText()
	}
}

// hear brings the review up to date with an act.
func (v *View) hear(act store.Act) {
	if !v.Visible() {
		v.queue.stale = true
		return
	}
	if !v.queue.read || !v.queue.filled() {
		v.queue.fill()
		return
	}
	if act.Large || session.Touches(act, "document", "story", "label", "relation_type", "region") {
		v.texts.Forget()
		v.queue.soon.Ask()
		v.trail.reopen()
		return
	}
	if session.Touches(act, "flag", "reply") {
		v.panel.asked.show()
	}
	if !session.Touches(act, "span", "decision", "relation", "progress", "entity", "annotator") {
		return
	}
	touched, undone := v.queue.touched(act)
	for _, id := range touched {
		v.queue.renew(id)
	}
	if v.verdicts.settling {
		v.queue.soon.Ask()
		return
	}
	if act.Kind != history.Do && undone.ItemID != "" && undone.ItemID != v.hand.item.ID && v.trail.show(undone, true) {
		v.list.refresh()
	} else if slices.Contains(touched, v.page.document.ID) {
		v.hand.readAgain()
	}
	v.list.refresh()
	v.queue.soon.Ask()
}

// arrange puts the review on the screen, or why there is none.
func (v *View) arrange() {
	var shown fyne.CanvasObject
	switch {
	case !v.queue.filled():
		shown = v.nothing()
	case v.panel.whole == nil:
		v.panel.whole = v.sideBySide()
		fallthrough
	default:
		shown = v.panel.whole
	}
	if len(v.content.Objects) != 1 || v.content.Objects[0] != shown {
		v.content.Objects = []fyne.CanvasObject{shown}
		v.content.Refresh()
	}
}

// sideBySide is the queue, the article and the item at hand, beneath the counts.
func (v *View) sideBySide() fyne.CanvasObject {
	left := container.NewBorder(v.filters.object, nil, nil, nil, v.list.widget)
	list := container.NewStack(part.NewGround(chrome), container.New(fixedWidth(listWidth), container.NewBorder(nil, nil, nil, newRule(), left)))
	panel := container.NewStack(part.NewGround(chrome), container.New(fixedWidth(panelWidth), container.NewBorder(nil, nil, newRule(), nil, v.panel.object)))
	// In this order Tab leads from the article to the fields of the item.
	return &fyne.Container{Layout: layout.NewBorderLayout(v.bar.object, nil, list, panel), Objects: []fyne.CanvasObject{v.bar.object, list, v.page.object, panel}}
}
