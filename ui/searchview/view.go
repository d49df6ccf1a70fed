// Package searchview finds words in all articles of a project, and spans that have them, while they are typed: the hits stand beneath each
// other with what is around them, sorted by where they are or by the words beside them. One goes to a hit, tags all of them, or saves
// them as a concordance.
//
// It makes no rule of its own about what is found, and knows neither the window around it nor the other views. Start with View.
package searchview

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/search"
	"github.com/parallax-annotation/parallax/store/find"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// View is the search of a project.
type View struct {
	widget.BaseWidget
	desk    stage.Desk
	session *session.Session
	form    *control.Form
	finder  *find.Finder
	asked   asked
	limit   int           // how many hits are listed at most
	turn    int           // counts the searches: one that was called off may still end
	stop    func()        // ends the search that is under way; nil where there is none
	awaited bool          // Enter was pressed before it was over
	again   *session.Soon // searches once something was changed
	cancel  []func()

	answered find.Question // that was asked last

	found  find.Found
	listed asked  // what the hits are listed for
	at     int    // the hit at hand
	label  labels // what the labels and the annotators of spans are called
	detail *widget.RichText
	where  *control.Caption
	foot   *fyne.Container

	field   *part.Field
	order   *control.Chips
	count   *control.Caption
	note    *control.Caption
	list    *widget.List
	empty   *fyne.Container
	filters *filters
	content fyne.CanvasObject
}

// New returns the search of the desk's project as a state says that it was left; the state may be nil.
func New(desk stage.Desk, data json.RawMessage) *View {
	v := &View{desk: desk, session: desk.Session, finder: find.New(desk.Session.Project), limit: fewHits}
	v.asked, _ = stage.Kept[asked](data)
	v.form = &control.Form{Window: desk.Window, OnUI: v.session.OnUI, Leave: v.Focus}
	v.again = v.session.Soon(againDelay, v.search)
	v.build()
	v.cancel = []func(){v.session.Listen(v.heard), v.session.OnStory(func(annotate.Story) { v.follow() }), v.session.OnAnnotator(func(annotate.Annotator) { v.follow() })}
	v.ExtendBaseWidget(v)
	v.filters.fill()
	v.search()
	return v
}

// CreateRenderer is called by Fyne.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.content) }

// Close ends the search and listening to the session.
func (v *View) Close() {
	v.callOff()
	v.again.Stop()
	for _, cancel := range v.cancel {
		cancel()
	}
}

func (v *View) follow() {
	if v.Visible() {
		v.filters.fill()
		v.search()
	}
}

// orders are the orders of the hits, as they are called.
var orders = []string{"By article", "By words before", "By words after"}

func (v *View) build() {
	v.field = part.NewField("Find words in all articles", v.typed, v.key, v.desk.Leave)
	v.field.Text = v.asked.Query
	v.order = control.NewChips(control.Options(orders...), false, func() { v.sortBy(search.Order(max(v.order.Index(), 0))) }, v.form)
	v.order.SetRequired(true)
	v.order.SetIndex(int(v.asked.Order))
	v.count, v.note = control.NewCaption(""), control.NewCaption("")
	v.list = widget.NewList(func() int { return len(v.found.Hits) }, func() fyne.CanvasObject { return newRow(v) }, func(i widget.ListItemID, o fyne.CanvasObject) {
		if i < len(v.found.Hits) {
			o.(*row).show(i)
		}
	})
	v.list.HideSeparators = true
	v.empty = container.NewStack()
	v.detail, v.where = widget.NewRichText(), control.NewCaption("")
	v.detail.Wrapping = fyne.TextWrapWord
	v.filters = newFilters(v)

	save := control.NewSign(base.DocumentSaveIcon(), "Save all hits as CSV", v.saveCSV, v.form)
	head := container.New(layout.NewCustomPaddedLayout(10, 4, 14, 14), control.NewColumn(6, v.field,
		container.NewBorder(nil, nil, nil, container.NewVBox(container.NewHBox(container.NewGridWrap(fyne.NewSize(370, 28), v.order), save)), container.New(layout.NewCustomPaddedLayout(4, 0, 2, 8), control.NewColumn(2, v.count, v.note)))))
	v.foot = container.NewStack(part.NewGround(theme.ColorNameChrome), container.NewBorder(part.NewLine(base.ColorNameSeparator, 1), nil, nil, nil,
		container.New(layout.NewCustomPaddedLayout(6, 8, 14, 14), control.NewColumn(2, control.Flush(v.detail), v.where))))
	right := container.NewBorder(head, v.foot, nil, nil,
		container.New(layout.NewCustomPaddedLayout(0, 0, 6, 6), container.NewStack(v.list, v.empty)))
	v.content = part.NewColumns(&part.Column{Object: right, Share: 1, Least: 500}, &part.Column{Object: v.filters.object, Width: 230, Least: 200})
}

// key does what a key means while something is being typed. Up and down go through the hits.
func (v *View) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyDown:
		v.choose(v.at + 1)
	case fyne.KeyUp:
		v.choose(v.at - 1)
	case fyne.KeyPageDown:
		v.choose(v.at + v.page())
	case fyne.KeyPageUp:
		v.choose(v.at - v.page())
	case fyne.KeyReturn, fyne.KeyEnter:
		v.open()
	default:
		return false
	}
	return true
}

// page is how many rows are seen at once.
func (v *View) page() int { return max(1, int(v.list.Size().Height/newRow(v).MinSize().Height)-1) }

// choose takes a hit in hand. Behind the last one more are listed.
func (v *View) choose(i int) {
	if i >= len(v.found.Hits) && i > 0 && v.stop == nil && v.hasMore() {
		v.at = i
		v.more()
		return
	}
	v.at = max(0, min(i, len(v.found.Hits)-1))
	v.list.Refresh()
	if len(v.found.Hits) > 0 {
		v.list.ScrollTo(v.at)
	}
	v.showDetail()
}

// showDetail says more of the hit in hand.
func (v *View) showDetail() {
	if v.foot.Hidden = v.at >= len(v.found.Hits); v.foot.Hidden {
		return
	}
	h := v.found.Hits[v.at]
	words := func(text string, bold bool) widget.RichTextSegment {
		return &widget.TextSegment{Text: text, Style: widget.RichTextStyle{Inline: true, TextStyle: fyne.TextStyle{Bold: bold}}}
	}
	before, after := spaced(h.Before, h.After)
	v.detail.Segments = []widget.RichTextSegment{words("… "+before, false), words(wording.Short(wording.OneLine(h.Text), 300), true), words(after+" …", false)}
	v.detail.Refresh()
	said := h.Story
	for _, part := range []string{h.Document.Outlet, h.Document.Name(), wording.Day(h.Document.Published)} {
		if part != "" && part != h.Story {
			said += " · " + part
		}
	}
	if h.Span != nil {
		said = v.label.of(*h.Span) + " · " + said
	}
	v.where.Say(said, "")
	v.foot.Refresh()
}

// open goes to the hit in hand. Where a search is under way, what it finds is waited for.
func (v *View) open() {
	if v.stop != nil && len(v.found.Hits) == 0 {
		v.awaited = true
		return
	}
	if v.at >= len(v.found.Hits) {
		return
	}
	h := v.found.Hits[v.at]
	switch {
	case h.Span == nil:
		v.session.ShowPlace(h.Document.ID, h.At)
	case h.Span.AnnotatorID == v.session.Annotator().ID:
		v.session.ShowSpan(h.Span.ID)
	default:
		v.session.ShowAmongAll(h.Span.ID)
	}
}

// nothing says why no hit is listed.
func (v *View) nothing() fyne.CanvasObject {
	if v.asked.Query == "" {
		return part.EmptyState("Find in the project", search.Syntax)
	}
	return part.EmptyState("Nothing found", "No article has this, as far as the filters at the right let them through.")
}
