// Package reviewview is where a reviewer settles what annotators disagree on: the article with the competing spans in
// place, the queue of items, and for the item at hand one card for each candidate. Every decision is one key, after which
// the next open item comes by itself. What is decided is one act of the store, so that undo takes it back whole.
//
// With names hidden the candidates of each item stand in an order of their own, so that neither letter nor place tells who
// is who.
package reviewview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/session"
)

// refillDelay is how long the list waits for further acts before it is read whole again. What an act changed in the
// article at hand is shown at once.
const refillDelay = 400 * time.Millisecond

// Hooks are what the review asks of the window around it. All must be set.
type Hooks struct {
	OnLeave    func()                 // back to reading
	OnRune     func(r rune)           // a rune that the review has no use for
	OnKey      func(key fyne.KeyName) // a named key that it has no use for
	OnShortcut func(fyne.Shortcut)    // a shortcut that reached the text
	// Confirm asks over the window. Fields in body may answer for the button.
	Confirm func(title string, body fyne.CanvasObject, yes string, run func()) (answer func(yes bool))
}

// View is the review of a project.
type View struct {
	widget.BaseWidget
	session  *session.Session
	window   fyne.Window
	hooks    Hooks
	commands *command.Table
	content  *fyne.Container

	queue   queue
	read    bool   // the queue has been read
	story   string // whose articles are reviewed, "" for all
	gold    int    // spans in gold
	people  map[string]annotate.Annotator
	alone   bool        // fewer than two have marked anything
	anyway  bool        // the reviewer wants to see the items of one annotator
	filling bool        // the queue is being read
	again   bool        // it has changed meanwhile
	changes int         // how often an article's part of it was read again
	timer   *time.Timer // until it is read again

	document annotate.Document
	text     *textpos.Text
	items    []store.ReviewItem // of the document
	item     store.ReviewItem   // at hand; its id is "" where none is
	last     int                // where it stood in the list
	past     []place            // items that were looked at, the last one last
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

// New returns the review of the session's project. Close it when it is no longer shown for good.
func New(s *session.Session, w fyne.Window, typography reader.Typography, hooks Hooks) *View {
	v := &View{session: s, window: w, hooks: hooks, people: map[string]annotate.Annotator{}, marks: map[string]reader.Mark{}}
	v.queue.filter.show = store.ShowOpen
	v.commands = &command.Table{Commands: Commands(func() *View { return v }), View: Name, Refused: s.Tell}
	v.form = &control.Form{Window: w, OnUI: s.OnUI, Leave: v.focusText}
	v.texts = newTexts(v)
	v.reader = reader.New(v.readerOptions())
	v.reader.SetTypography(typography)
	v.heading = widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	v.heading.Truncation = fyne.TextTruncateEllipsis
	v.title = control.NewCaption("")
	v.bar, v.filters, v.list, v.panel = newBar(v), newFilters(v), newList(v), newPanel(v)
	v.content = container.NewStack(v.waiting())
	v.cancel = []func(){s.Listen(v.hear), s.OnAnnotator(func(annotate.Annotator) { v.refreshPanel() })}
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

// Focus gives the keyboard to the review.
func (v *View) Focus() { v.focusText() }

func (v *View) focusText() {
	if v.filled() {
		v.window.Canvas().Focus(v.reader)
		return
	}
	v.window.Canvas().Unfocus()
}

// filled says whether there is something to review on the screen.
func (v *View) filled() bool { return v.read && len(v.queue.all) > 0 && (!v.alone || v.anyway) }

// fill reads the queue whole, beside the window.
func (v *View) fill() {
	if v.filling {
		v.again = true
		return
	}
	v.filling = true
	chosen, story, changes := v.queue.filter, v.story, v.changes
	var fresh queue
	var people []annotate.Annotator
	gold, marking := 0, 0
	read := func(ctx context.Context, progress func(done, total int)) (err error) {
		project := v.session.Project
		if people, err = project.Annotators(ctx); err != nil {
			return err
		}
		stats, err := project.Stats(ctx)
		if err != nil {
			return err
		}
		for _, a := range people {
			if a.Kind == annotate.Gold {
				gold = stats.ByAnnotator[a.Name]
			} else if stats.ByAnnotator[a.Name] > 0 {
				marking++
			}
		}
		entries, counts, err := project.ReviewQueue(ctx, store.ReviewQuery{StoryID: story}, progress)
		fresh = newQueue(entries, counts, chosen)
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
		v.gold, v.alone = gold, marking < 2
		clear(v.people)
		for _, a := range people {
			v.people[a.ID] = a
		}
		if fresh.filter = v.queue.filter; fresh.filter != chosen {
			fresh.arrange()
		}
		v.queue = fresh
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
			v.hooks.OnLeave()
			return
		}
		done()
	})
}

// fillSoon reads the queue again once nothing has changed for a moment.
func (v *View) fillSoon() {
	if v.timer != nil {
		v.timer.Stop()
	}
	v.timer = time.AfterFunc(refillDelay, func() {
		run := v.session.OnUI
		if run == nil {
			run = fyne.Do
		}
		run(func() {
			if v.session.Context().Err() == nil {
				v.fill()
			}
		})
	})
}

// filledAnew shows a queue that was read.
func (v *View) filledAnew() {
	first := v.panel.stage == nil
	v.read = true
	v.stage()
	if !v.filled() {
		return
	}
	v.refreshList()
	if v.item.ID == "" {
		if e, ok := v.queue.step("", 0, 1, true); ok {
			v.show(place{e.DocumentID, e.ItemID}, false)
		} else if len(v.queue.all) > 0 {
			e := v.queue.all[0]
			v.show(place{e.DocumentID, e.ItemID}, false)
		}
	}
	if first {
		v.focusText()
	}
}

// stage puts the review on the screen, or why there is none.
func (v *View) stage() {
	var shown fyne.CanvasObject
	switch {
	case !v.filled():
		shown = v.nothing()
	case v.panel.stage == nil:
		v.panel.stage = v.desk()
		fallthrough
	default:
		shown = v.panel.stage
	}
	if len(v.content.Objects) != 1 || v.content.Objects[0] != shown {
		v.content.Objects = []fyne.CanvasObject{shown}
		v.content.Refresh()
	}
}

// desk is the queue, the article and the item at hand, side by side beneath the counts.
func (v *View) desk() fyne.CanvasObject {
	head := container.NewStack(newGround(chrome), container.NewBorder(nil, newRule(), nil, nil,
		container.NewPadded(control.NewColumn(0, v.heading, container.New(indent(theme.InnerPadding()), v.title)))))
	article := container.NewBorder(head, nil, nil, nil, container.NewStack(newGround(paper), v.reader))
	left := container.NewBorder(v.filters.object, nil, nil, nil, v.list.widget)
	list := container.NewStack(newGround(chrome), container.New(fixedWidth(listWidth), container.NewBorder(nil, nil, nil, newRule(), left)))
	panel := container.NewStack(newGround(chrome), container.New(fixedWidth(panelWidth), container.NewBorder(nil, nil, newRule(), nil, v.panel.object)))
	// In this order Tab leads from the article to the fields of the item.
	return &fyne.Container{Layout: layout.NewBorderLayout(v.bar.object, nil, list, panel), Objects: []fyne.CanvasObject{v.bar.object, list, article, panel}}
}
