// Package agreementview shows how well annotators agree: heat maps of pairs and of the labels that two annotators gave,
// tables of every figure with its confidence interval and the number of items behind it, and the spans behind each. It
// exports the figures, the heat map and a paragraph that says how they were computed.
package agreementview

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// everything stands for all stories and for all labels in the drop-downs.
const (
	everyStory = "All stories"
	everyLabel = "All labels"
)

// The parts of the view, in the order of their digits.
var parts = []string{"Pairs", "Labels", "Figures", "Stories", "Articles"}

const (
	pairsPart = iota
	labelsPart
	figuresPart
	storiesPart
	articlesPart
)

// View is the agreement view.
type View struct {
	widget.BaseWidget
	session *session.Session
	window  fyne.Window
	desk    stage.Desk

	chosen     choice // what is chosen once annotators and stories were read
	withGold   bool   // gold is to be among those who are compared
	loaded     bool   // annotators and stories were read
	stale      bool   // something was marked while another view was shown
	timer      *time.Timer
	cancel     func() // ends listening
	annotators []annotate.Annotator
	stories    []store.StorySummary
	report     *agreement.Report // nil before it is computed
	figures    figures
	pair       int // number of the pair in the report whose labels and figures are shown
	run        int // counts computations: the result of an earlier one is dropped
	working    context.CancelFunc
	reading    context.CancelFunc // ends the reading of the spans behind a figure
	query      query              // what the list shows
	shown      string             // what that is, in words

	form                  *control.Form
	who                   *control.Chips
	story, measure, label *control.Select
	tabs                  *control.Chips
	pairs                 *control.Select
	pairsBox              *fyne.Container
	heat                  *heat
	heatScroll            *container.Scroll
	table                 *table
	legend                *legend
	note                  *widget.Label // what the figure at hand is, or what stands in the way of figures
	heading               *control.Caption
	differing             *control.Check
	places                *places
	result                *control.Caption
	actions               []*control.Button
	left, right           *fyne.Container
	content               fyne.CanvasObject
}

// New returns the view of the desk's project and begins to compare the people with each other, or what a state says was
// chosen when the project was left; the state may be nil.
func New(desk stage.Desk, state json.RawMessage) *View {
	v := &View{session: desk.Session, window: desk.Window, desk: desk}
	v.form = &control.Form{Window: v.window, OnUI: v.session.OnUI, Leave: desk.Leave}
	v.build()
	v.restore(state)
	v.cancel = v.session.Listen(v.hear)
	v.ExtendBaseWidget(v)
	v.load()
	return v
}

// CreateRenderer is called by Fyne.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.content) }

// FocusFirst gives the keyboard to the heat map, or to the table that is shown.
func (v *View) FocusFirst() {
	if v.tabs.Index() >= figuresPart {
		v.form.Focus(v.table)
		return
	}
	v.form.Focus(v.heat)
}

// turn shows a part of the view.
func (v *View) turn(part int) {
	v.tabs.SetIndex(part)
	v.show()
	v.FocusFirst()
}

// Close ends what is under way.
func (v *View) Close() {
	v.cancel()
	if v.timer != nil {
		v.timer.Stop()
	}
	v.run++
	for _, cancel := range []context.CancelFunc{v.working, v.reading} {
		if cancel != nil {
			cancel()
		}
	}
}

// load reads who there is, and which stories, then compares those who are chosen. The list of spans that was looked at
// comes back.
func (v *View) load() {
	var annotators []annotate.Annotator
	var stories []store.StorySummary
	v.session.Read(func(ctx context.Context) (err error) {
		if annotators, err = v.session.Project.Annotators(ctx); err == nil {
			stories, err = v.session.Project.Stories(ctx)
		}
		return err
	}, func() {
		if v.loaded {
			v.chosen = v.choice()
		}
		v.annotators, v.stories, v.loaded = annotators, stories, true
		v.choose(v.chosen)
		q, about, at := v.query, v.shown, v.places.at
		v.computeThen(func() {
			if len(q.annotators) > 0 {
				v.list(q, about, func() { v.places.choose(at) })
			}
		})
	})
}

// storyID is the id of the story that is chosen, "" for all.
func (v *View) storyID() string {
	for i, story := range v.stories {
		if v.story.SelectedIndex() == i+1 {
			return story.ID
		}
	}
	return ""
}

// compute measures the agreement of those who are chosen, in the background.
func (v *View) compute() { v.computeThen(func() {}) }

// computeThen is compute, then calls then if there are figures.
func (v *View) computeThen(then func()) {
	if v.working != nil {
		v.working()
		v.working = nil
	}
	v.run++
	run, storyID, chosen := v.run, v.storyID(), v.who.Chosen()
	v.report, v.figures = nil, nil
	v.show()
	if len(chosen) < 2 {
		return
	}
	own, cancel := context.WithCancel(v.session.Context())
	v.working = cancel
	options := agreement.Options{Codebook: v.session.Codebook(), Layers: chosen, Seed: seed}
	for _, story := range v.stories {
		if storyID == "" || storyID == story.ID {
			options.Documents += story.Documents
		}
	}
	var report *agreement.Report
	var all figures
	v.session.Background("Measuring agreement", func(ctx context.Context, progress func(done, total int)) (err error) {
		defer context.AfterFunc(ctx, cancel)()
		if report, err = agreement.Compute(own, v.session.Project.AnnotatedDocuments(own, storyID), options, progress); err == nil {
			all = newFigures(report)
		}
		return err
	}, func(err error) {
		cancel()
		if run != v.run {
			return // something else was chosen meanwhile
		}
		v.working = nil
		switch {
		case errors.Is(err, context.Canceled):
			v.result.Say("Cancelled. Choose annotators or a story to begin again.", theme.ColorNameWarning)
		case err != nil:
			v.session.Fail(err)
		default:
			v.report, v.figures = report, all
			v.pair = 0
		}
		v.show()
		if v.report != nil {
			then()
		}
		if v.Visible() && v.window.Canvas().Focused() == nil {
			v.Focus()
		}
	})
}

// seed decides what is drawn for confidence intervals and for γ: the command line uses the same.
const seed = 0
