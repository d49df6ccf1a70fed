// Package reviewview is where a reviewer settles what annotators disagree on: the article with the competing spans in
// place, the queue of items, and for the item at hand one card for each candidate. Every decision is one key, after which
// the next open item comes by itself. What is decided is one act of the store, so that undo takes it back whole.
//
// With names hidden the candidates of each item stand in an order of their own, so that neither letter nor place tells who
// is who.
package reviewview

import (
	"context"
	"encoding/json"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// refillDelay is how long the list waits for further acts before it is read whole again. What an act changed in the
// article at hand is shown at once.
const refillDelay = 400 * time.Millisecond

// View is the review of a project.
type View struct {
	widget.BaseWidget
	session *session.Session
	window  fyne.Window
	desk    stage.Desk
	content *fyne.Container

	queue   *review.Queue
	filter  review.Filter // of the list
	sorting review.Sorting
	read    bool   // the queue has been read
	story   string // whose articles are reviewed, "" for all
	gold    int    // spans in gold
	people  map[string]annotate.Annotator
	alone   bool        // fewer than two have marked anything
	anyway  bool        // the reviewer wants to see the items of one annotator
	filling bool        // the queue is being read
	again   bool        // it has changed meanwhile
	stale   bool        // it has changed while another view was shown
	changes int         // how often an article's part of it was read again
	timer   *time.Timer // until it is read again

	document annotate.Document
	text     *textpos.Text
	items    []store.ReviewItem // of the document
	item     store.ReviewItem   // at hand; its id is "" where none is
	last     int                // where it stood in the list
	past     []place            // items that were looked at, the last one last
	before   place              // the item at hand when the project was left
	order    []int              // card → candidate
	picked   []int              // candidates that are to be taken together
	several  bool               // they are being picked
	draft    *draft             // of an edit, nil unless one is made
	goldSpan string             // the gold span that was clicked
	settling bool               // an act is committed after which the next item comes
	blind    bool

	texts   *texts
	list    *list
	bar     *bar
	filters *filters
	panel   *panel
	reader  *reader.Reader
	title   *control.Caption
	heading *widget.Label
	marks   map[string]reader.Mark
	form    *control.Form
	cancel  []func()
}

// place is an item in its document.
type place struct{ documentID, itemID string }

// New returns the review of the desk's project as a state says that it was left; the state may be nil.
func New(desk stage.Desk, state json.RawMessage) *View {
	s := desk.Session
	v := &View{session: s, window: desk.Window, desk: desk, people: map[string]annotate.Annotator{}, queue: review.NewQueue(), marks: map[string]reader.Mark{}}
	v.filter.Show = review.ShowOpen
	v.restore(state)
	v.form = &control.Form{Window: v.window, OnUI: s.OnUI, Leave: v.focusText}
	v.texts = newTexts(v)
	v.reader = reader.New(v.readerOptions())
	v.reader.SetTypography(desk.Typography())
	v.heading = widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	v.heading.Truncation = fyne.TextTruncateEllipsis
	v.title = control.NewCaption("")
	v.bar, v.filters, v.list, v.panel = newBar(v), newFilters(v), newList(v), newPanel(v)
	v.content = container.NewStack(v.waiting())
	v.cancel = []func(){s.Listen(v.hear), s.OnStory(v.follow), s.OnAnnotator(func(annotate.Annotator) { v.refreshPanel() })}
	v.ExtendBaseWidget(v)
	v.fill()
	return v
}

// Close ends listening to the session.
func (v *View) Close() {
	for _, cancel := range v.cancel {
		cancel()
	}
	if v.timer != nil {
		v.timer.Stop()
	}
}

// CreateRenderer is called by Fyne.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.content) }

// SetTypography sets the article anew.
func (v *View) SetTypography(t reader.Typography) { v.reader.SetTypography(t) }

func (v *View) focusText() {
	if v.filled() {
		v.window.Canvas().Focus(v.reader)
		return
	}
	v.window.Canvas().Unfocus()
}

// filled says whether there is something to review on the screen.
func (v *View) filled() bool { return v.read && v.queue.Counts().Items > 0 && (!v.alone || v.anyway) }

// fill reads the queue whole, beside the window.
func (v *View) fill() {
	if v.filling {
		v.again = true
		return
	}
	v.filling = true
	chosen, sorting, story, changes := v.filter, v.sorting, v.story, v.changes
	var fresh store.ReviewQueue
	var people []annotate.Annotator
	read := func(ctx context.Context, progress func(done, total int)) (err error) {
		project := v.session.Project
		if people, err = project.Annotators(ctx); err != nil {
			return err
		}
		fresh, err = project.ReviewQueue(ctx, store.ReviewQuery{StoryID: story}, progress)
		if err == nil {
			fresh.Arrange(chosen, sorting)
		}
		return err
	}
	done := func() {
		v.filling = false
		if v.again {
			v.again = false
			v.fill()
			return
		}
		if v.read && changes != v.changes {
			v.fillSoon() // what was read is older than what is shown
			return
		}
		v.gold, v.alone = fresh.Gold, len(fresh.Marking) < 2
		clear(v.people)
		for _, a := range people {
			v.people[a.ID] = a
		}
		v.queue = fresh.Queue
		if v.filter != chosen || v.sorting != sorting {
			v.sift()
		}
		v.dropUnknown()
		v.filledAnew()
	}
	if v.read {
		v.session.Read(func(ctx context.Context) error { return read(ctx, func(int, int) {}) }, done)
		return
	}
	v.session.Background("Comparing the annotations", read, func(err error) {
		if err != nil {
			v.filling = false
			v.session.Fail(err)
			v.desk.Leave()
			return
		}
		done()
	})
}

// sift lists what the filter admits.
func (v *View) sift() { v.queue.Arrange(v.filter, v.sorting) }

// at is where the item at hand stands.
func (v *View) at() review.Place {
	return review.Place{DocumentID: v.item.DocumentID, ItemID: v.item.ID}
}

// fillSoon reads the queue again once nothing has changed for a moment.
func (v *View) fillSoon() {
	if v.timer != nil {
		v.timer.Stop()
	}
	v.timer = v.session.After(refillDelay, v.fill)
}

// filledAnew shows a queue that was read.
func (v *View) filledAnew() {
	first := v.panel.whole == nil
	v.read = true
	v.arrange()
	if !v.filled() {
		return
	}
	v.refreshList()
	if v.item.ID == "" {
		v.begin()
	}
	if first && v.Visible() {
		v.focusText()
	}
}

// begin brings the first item to hand: the one at which the project was left, else an open one.
func (v *View) begin() {
	before := v.before
	v.before = place{}
	if _, there := v.queue.Row(review.Place{DocumentID: before.documentID, ItemID: before.itemID}); there && v.show(before, false) {
		return
	}
	if e, ok := v.queue.Step(review.Place{}, 0, 1, true); ok {
		v.show(place{e.DocumentID, e.ItemID}, false)
	} else if e, ok := v.queue.Any(); ok {
		v.show(place{e.DocumentID, e.ItemID}, false)
	}
}

// arrange puts the review on the screen, or why there is none.
func (v *View) arrange() {
	var shown fyne.CanvasObject
	switch {
	case !v.filled():
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
	head := container.NewStack(newGround(chrome), container.NewBorder(nil, newRule(), nil, nil,
		container.NewPadded(control.NewColumn(0, v.heading, container.New(indent(theme.InnerPadding()), v.title)))))
	article := container.NewBorder(head, nil, nil, nil, container.NewStack(newGround(paper), v.reader))
	left := container.NewBorder(v.filters.object, nil, nil, nil, v.list.widget)
	list := container.NewStack(newGround(chrome), container.New(fixedWidth(listWidth), container.NewBorder(nil, nil, nil, newRule(), left)))
	panel := container.NewStack(newGround(chrome), container.New(fixedWidth(panelWidth), container.NewBorder(nil, nil, newRule(), nil, v.panel.object)))
	// In this order Tab leads from the article to the fields of the item.
	return &fyne.Container{Layout: layout.NewBorderLayout(v.bar.object, nil, list, panel), Objects: []fyne.CanvasObject{v.bar.object, list, article, panel}}
}
