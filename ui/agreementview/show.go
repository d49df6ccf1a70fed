package agreementview

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// show brings everything up to date with what is chosen.
func (v *View) show() {
	for _, b := range v.actions {
		if v.report == nil {
			b.Disable()
		} else {
			b.Enable()
		}
	}
	part := v.tabs.Index()
	seen := func(o fyne.CanvasObject, yes bool) {
		if yes {
			o.Show()
		} else {
			o.Hide()
		}
	}
	ready := v.report != nil && len(v.report.Pairs) > 0
	seen(v.heatScroll, ready && (part == pairsPart || part == labelsPart))
	seen(v.legend, ready && part == pairsPart)
	seen(v.table, ready && part >= figuresPart)
	seen(v.pairsBox, ready && part == labelsPart)
	v.clear()
	if !ready {
		v.explain(v.missing())
		return
	}
	v.showPairs()
	v.result.Say(v.summary(), "")
	switch part {
	case pairsPart:
		v.heat.show(v.pairMatrix())
		if v.heat.row == v.heat.column {
			v.heat.choose(0, 1) // nobody is compared with themselves
		}
		v.moved(v.heat.row, v.heat.column)
	case labelsPart:
		v.heat.show(v.labelMatrix())
		v.explain("How many spans of one annotator met which of the other. Choose a field to see them.")
	case figuresPart:
		v.table.show(v.figureLines())
		v.explain("Every figure, with its confidence interval of 95 %, or why it is undefined, and the number of items behind it. " + v.report.Overlaps.Sentence() + v.unproven())
	case storiesPart:
		v.table.show(partLines(v.report.Stories, func(id string) query { return query{storyID: id} }, v))
		v.explain("The figures of each story by itself.")
	case articlesPart:
		v.table.show(partLines(v.report.Articles, func(id string) query { return query{storyID: v.storyID(), documentID: id} }, v))
		v.explain("The figures of each article by itself, those that agree least first.")
	}
	control.Relayout(v.left)
	v.heatScroll.Refresh()
}

// explain writes what the figure at hand is, or what the part shows; it takes the lines that it needs.
func (v *View) explain(text string) {
	v.note.SetText(text)
	for range 2 { // words that wrap know their height once they have their width
		control.Relayout(v.right)
	}
	v.right.Refresh()
}

// missing says why there are no figures.
func (v *View) missing() string {
	switch {
	case v.working != nil:
		return "Measuring…"
	case v.loaded && len(v.annotators) == 0:
		return "Nobody has annotated anything yet. Agreement needs two annotators."
	case v.loaded && len(v.annotators) == 1:
		return "Only " + v.annotators[0].Name + " has annotated anything. Agreement needs two annotators."
	case len(v.who.Chosen()) < 2:
		return "Choose at least two annotators."
	case v.report != nil:
		return "No article was annotated or marked done by two of them."
	}
	return ""
}

// summary says what the figures are about.
func (v *View) summary() string {
	r := v.report
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
func (v *View) unproven() string {
	if s := v.report.Search; s.Unproven+s.UnprovenDraws > 0 {
		return " γ: " + s.Sentence()
	}
	return ""
}

// showPairs lists the pairs whose labels can be looked at.
func (v *View) showPairs() {
	names := make([]string, len(v.report.Pairs))
	for i, p := range v.report.Pairs {
		names[i] = p.A + " and " + p.B
	}
	v.pair = min(v.pair, len(names)-1)
	v.pairs.Options = names
	v.pairs.Set(names[v.pair])
	v.pairs.Refresh()
}

// figure is the measure that is chosen, and the path of its figure beneath a pair.
func (v *View) figure() (measure, string) {
	m := paired()[max(0, v.measure.SelectedIndex())]
	if label := v.label.Selected; label != everyLabel && m.label != "" {
		return m, strings.Replace(m.label, "*", label, 1)
	}
	return m, m.pair
}

// pairOf is the number of the pair of two annotators in the report.
func (v *View) pairOf(a, b string) int {
	return slices.IndexFunc(v.report.Pairs, func(p agreement.Pair) bool { return p.A == a && p.B == b || p.A == b && p.B == a })
}

// pairMatrix is the chosen figure of every two annotators.
func (v *View) pairMatrix() matrix {
	names := v.report.Annotators
	_, path := v.figure()
	m := matrix{rows: names, columns: names}
	for i, a := range names {
		cells := make([]cell, len(names))
		for j, b := range names {
			if i == j {
				cells[j].plain = true
				continue
			}
			f := v.figures[fmt.Sprintf("pairs.%d.%s", v.pairOf(a, b), path)]
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

// none is what a row or column is called where an annotator has no span.
const none = "no span"

// labelMatrix counts the labels of the chosen pair against each other.
func (v *View) labelMatrix() matrix {
	p := v.report.Pairs[v.pair]
	var labels []string
	for _, l := range v.session.Codebook().Labels {
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

// reveal scrolls the cell at hand into sight.
func (v *View) reveal(row, column int) {
	g, size, offset := v.heat.grid(v.heat.Size()), v.heatScroll.Size(), v.heatScroll.Offset
	within := func(offset, from, to, room float32) float32 { return max(min(offset, from), to-room) }
	next := fyne.NewPos(within(offset.X, g.width*float32(column), g.left+g.width*float32(column+1), size.Width),
		within(offset.Y, g.height*float32(row), g.top+g.height*float32(row+1), size.Height))
	if next != offset {
		v.heatScroll.ScrollToOffset(next)
	}
}

// moved says what the cell at hand is.
func (v *View) moved(row, column int) {
	v.reveal(row, column)
	if v.report == nil || v.tabs.Index() != pairsPart || row >= len(v.report.Annotators) || column >= len(v.report.Annotators) {
		return
	}
	a, b := v.report.Annotators[row], v.report.Annotators[column]
	m, path := v.figure()
	about := ""
	if path != m.pair {
		about = " of " + v.label.Selected
	}
	if row == column {
		v.explain(m.name + about + ". Choose two annotators to see the spans behind their figure.")
		return
	}
	i := v.pairOf(a, b)
	f := v.figures[fmt.Sprintf("pairs.%d.%s", i, path)]
	text := fmt.Sprintf("%s and %s: %s%s %s", a, b, m.name, about, f.text())
	switch {
	case f.value == nil:
		text += ": " + f.reason
	case f.interval != nil:
		text += fmt.Sprintf(" (95 %%: %s)", f.rangeText())
	}
	v.explain(text + fmt.Sprintf(". %d %s in %s.", f.items, m.unit, wording.Count(v.report.Pairs[i].Documents, "article")))
}
