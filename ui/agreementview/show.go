package agreementview

import (
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// show brings everything up to date with what is chosen.
func (v *View) show() {
	for _, b := range v.actions {
		if v.comparison.report == nil {
			b.Disable()
		} else {
			b.Enable()
		}
	}
	part := v.choices.tabs.Index()
	seen := func(o fyne.CanvasObject, yes bool) {
		if yes {
			o.Show()
		} else {
			o.Hide()
		}
	}
	ready := v.comparison.report != nil && len(v.comparison.report.Pairs) > 0
	seen(v.heatScroll, ready && (part == pairsPart || part == labelsPart))
	seen(v.legend, ready && part == pairsPart)
	seen(v.table, ready && part >= figuresPart)
	seen(v.choices.pairsBox, ready && part == labelsPart)
	v.evidence.clear()
	if !ready {
		v.explain(v.comparison.missing())
		return
	}
	v.choices.setPairs()
	v.result.Say(v.comparison.summary(), "")
	switch part {
	case pairsPart:
		v.heat.show(v.comparison.pairMatrix())
		if v.heat.row == v.heat.column {
			v.heat.choose(0, 1) // nobody is compared with themselves
		}
		v.moved(v.heat.row, v.heat.column)
	case labelsPart:
		v.heat.show(v.comparison.labelMatrix())
		v.moved(v.heat.row, v.heat.column)
		v.explain("How many spans of one annotator met which of the other.")
	case figuresPart:
		v.table.show(v.comparison.figureLines())
		v.explain("Every figure, with its confidence interval of 95 %, or why it is undefined, and the number of items behind it. " + v.comparison.report.Overlaps.Sentence() + v.comparison.unproven())
	case storiesPart:
		v.table.show(v.comparison.partLines(v.comparison.report.Stories, func(id string) query { return query{storyID: id} }))
		v.explain("The figures of each story by itself.")
	case articlesPart:
		v.table.show(v.comparison.partLines(v.comparison.report.Articles, func(id string) query { return query{storyID: v.choices.storyID(), documentID: id} }))
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

// none is what a row or column is called where an annotator has no span.
const none = "no span"

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

// moved says what the cell at hand is, and lists what stands behind it.
func (v *View) moved(row, column int) {
	v.reveal(row, column)
	q, what := v.behind(row, column)
	v.evidence.list(q, what, func() {})
	if v.comparison.report == nil || v.choices.tabs.Index() != pairsPart || row >= len(v.comparison.report.Annotators) || column >= len(v.comparison.report.Annotators) {
		return
	}
	a, b := v.comparison.report.Annotators[row], v.comparison.report.Annotators[column]
	m, path := v.choices.figure()
	about := ""
	if path != m.pair {
		about = " of " + v.choices.label.Selected
	}
	if row == column {
		v.explain(m.name + about + ". Choose two annotators to see the places behind their figure.")
		return
	}
	i := v.comparison.pairOf(a, b)
	f := v.comparison.figures[fmt.Sprintf("pairs.%d.%s", i, path)]
	text := fmt.Sprintf("%s and %s: %s%s %s", a, b, m.name, about, f.text())
	switch {
	case f.value == nil:
		text += ": " + f.reason
	case f.interval != nil:
		text += fmt.Sprintf(" (95 %%: %s)", f.rangeText())
	}
	v.explain(text + fmt.Sprintf(". %d %s in %s.", f.items, m.unit, wording.Count(v.comparison.report.Pairs[i].Documents, "article")))
}
