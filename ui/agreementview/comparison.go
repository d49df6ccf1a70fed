package agreementview

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"fyne.io/fyne/v2/theme"
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// seed decides what is drawn for confidence intervals and for γ: the command line uses the same.
const seed = 0

// comparison is what was measured of those who are chosen.
type comparison struct {
	view       *View
	annotators []annotate.Annotator
	stories    []store.StorySummary
	loaded     bool              // annotators and stories were read
	report     *agreement.Report // nil before it is computed
	figures    figures
	pair       int // number of the pair in the report whose labels and figures are shown
	run        int // counts computations: the result of an earlier one is dropped
	working    context.CancelFunc
}

// load reads who there is, and which stories, then compares those who are chosen. The list of spans that was looked at
// comes back.
func (co *comparison) load() {
	v := co.view
	var annotators []annotate.Annotator
	var stories []store.StorySummary
	v.session.Read(func(ctx context.Context) (err error) {
		if annotators, err = v.session.Project.Annotators(ctx); err == nil {
			stories, err = v.session.Project.Stories(ctx)
		}
		return err
	}, func() {
		if co.loaded {
			v.choices.chosen = v.choices.now()
		}
		co.annotators, co.stories, co.loaded = annotators, stories, true
		v.choices.set(v.choices.chosen)
		q, about, at := v.evidence.query, v.evidence.shown, v.evidence.places.at
		co.computeThen(func() {
			if len(q.annotators) > 0 {
				v.evidence.list(q, about, func() { v.evidence.places.choose(at) })
			}
		})
	})
}

// compute measures the agreement of those who are chosen, in the background.
func (co *comparison) compute() { co.computeThen(func() {}) }

// computeThen is compute, then calls then if there are figures.
func (co *comparison) computeThen(then func()) {
	v := co.view
	co.stop()
	run, storyID, chosen := co.run, v.choices.storyID(), v.choices.who.Chosen()
	co.report, co.figures = nil, nil
	v.show()
	if len(chosen) < 2 {
		return
	}
	own, cancel := context.WithCancel(v.session.Context())
	co.working = cancel
	options := agreement.Options{Codebook: v.session.Codebook(), Layers: chosen, Seed: seed}
	for _, story := range co.stories {
		if storyID == "" || storyID == story.ID {
			options.Documents += story.Documents
		}
	}
	var report *agreement.Report
	var all figures
	v.session.Background("Measuring agreement", func(ctx context.Context, progress func(done, total int)) (err error) {
		defer context.AfterFunc(ctx, cancel)()
		if report, err = agreement.Compute(own, exchange.AnnotatedDocuments(own, v.session.Project, storyID), options, progress); err == nil {
			all = newFigures(report)
		}
		return err
	}, func(err error) {
		cancel()
		if run != co.run {
			return // something else was chosen meanwhile
		}
		co.working = nil
		switch {
		case errors.Is(err, context.Canceled):
			v.result.Say("Cancelled. Choose annotators or a story to begin again.", theme.ColorNameWarning)
		case err != nil:
			v.session.Fail(err)
		default:
			co.report, co.figures = report, all
			co.pair = 0
		}
		v.show()
		if co.report != nil {
			then()
		}
		if v.Visible() && v.window.Canvas().Focused() == nil {
			v.Focus()
		}
	})
}

// stop ends a computation that is under way.
func (co *comparison) stop() {
	if co.working != nil {
		co.working()
		co.working = nil
	}
	co.run++
}

// missing says why there are no figures.
func (co *comparison) missing() string {
	switch {
	case co.working != nil:
		return "Measuring…"
	case co.loaded && len(co.annotators) == 0:
		return "Nobody has annotated anything yet. Agreement needs two annotators."
	case co.loaded && len(co.annotators) == 1:
		return "Only " + co.annotators[0].Name + " has annotated anything. Agreement needs two annotators."
	case len(co.view.choices.who.Chosen()) < 2:
		return "Choose at least two annotators."
	case co.report != nil:
		return "No article was annotated or marked done by two of them."
	}
	return ""
}

// summary says what the figures are about.
func (co *comparison) summary() string {
	r := co.report
	text := wording.Count(r.Documents, "article") + " compared"
	if r.LeftOut > 0 {
		text += fmt.Sprintf(", %d left out that fewer than two annotated", r.LeftOut)
	}
	if r.Bootstrap.Replicates > 0 {
		text += fmt.Sprintf("; intervals from %d draws of articles", r.Bootstrap.Replicates)
	}
	return text + "."
}

// unproven says how well γ is known, where it may be better than it is shown.
func (co *comparison) unproven() string {
	if s := co.report.Search; s.Unproven+s.UnprovenDraws > 0 {
		return " γ: " + s.Sentence()
	}
	return ""
}

// pairOf is the number of the pair of two annotators in the report.
func (co *comparison) pairOf(a, b string) int {
	return slices.IndexFunc(co.report.Pairs, func(p agreement.Pair) bool { return p.A == a && p.B == b || p.A == b && p.B == a })
}

// pairMatrix is the chosen figure of every two annotators.
func (co *comparison) pairMatrix() matrix {
	names := co.report.Annotators
	_, path := co.view.choices.figure()
	m := matrix{rows: names, columns: names}
	for i, a := range names {
		cells := make([]cell, len(names))
		for j, b := range names {
			if i == j {
				cells[j].plain = true
				continue
			}
			f := co.figures[fmt.Sprintf("pairs.%d.%s", co.pairOf(a, b), path)]
			cells[j] = cell{text: f.text(), plain: f.value == nil}
			if f.value != nil {
				cells[j].shade = *f.value
			}
			if f.interval != nil {
				cells[j].note = "[" + decimals(f.interval[0]) + ", " + decimals(f.interval[1]) + "]"
			}
		}
		m.cells = append(m.cells, cells)
	}
	return m
}

// labelMatrix counts the labels of the chosen pair against each other.
func (co *comparison) labelMatrix() matrix {
	p := co.report.Pairs[co.pair]
	var labels []string
	for _, l := range co.view.session.Codebook().Labels {
		labels = append(labels, l.Name)
	}
	counts, most := map[[2]string]int{}, 1
	for _, c := range p.Confusion {
		counts[[2]string{c.A, c.B}] = c.Spans
		most = max(most, c.Spans)
		for _, label := range []string{c.A, c.B} {
			if label != "" && !slices.Contains(labels, label) {
				labels = append(labels, label)
			}
		}
	}
	labels = append(labels, "")
	m := matrix{rowTitle: p.A, columnTitle: p.B}
	for _, a := range labels {
		m.rows, m.columns = append(m.rows, cmp.Or(a, none)), append(m.columns, cmp.Or(a, none))
		cells := make([]cell, len(labels))
		for j, b := range labels {
			n := counts[[2]string{a, b}]
			cells[j] = cell{text: fmt.Sprint(n), shade: float64(n) / float64(most), plain: n == 0}
			if a == "" && b == "" {
				cells[j] = cell{plain: true}
			}
		}
		m.cells = append(m.cells, cells)
	}
	return m
}
