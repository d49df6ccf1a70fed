package agreementview

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// figureLines are the figures of all annotators, then of each pair.
func (co *comparison) figureLines() []line {
	var lines []line
	if len(co.report.Pairs) > 1 {
		lines = append(lines, line{name: "All annotators", head: true})
		lines = append(lines, co.linesUnder("overall.", co.report.Annotators)...)
	}
	for i, p := range co.report.Pairs {
		lines = append(lines, line{name: fmt.Sprintf("%s and %s, %s", p.A, p.B, wording.Count(p.Documents, "article")), head: true})
		lines = append(lines, co.linesUnder(fmt.Sprintf("pairs.%d.", i), []string{p.A, p.B})...)
	}
	return lines
}

func (co *comparison) linesUnder(prefix string, annotators []string) []line {
	var lines []line
	for _, f := range co.figures.under(prefix) {
		lines = append(lines, lineOf(f, co.queryOf(f.path, annotators)))
	}
	return lines
}

// queryOf asks for the spans behind a figure of some annotators.
func (co *comparison) queryOf(path string, annotators []string) *query {
	q := &query{annotators: annotators, storyID: co.view.choices.storyID(), label: anyLabel}
	name, about, _ := named(path)
	switch {
	case strings.HasPrefix(path, "attributes."):
		q.attribute = about
	case strings.HasPrefix(path, "entities."):
		q.entities, q.label = true, about
	case name == relationF1:
		q.relations, q.relation = true, about
	case about != "":
		q.label = about
	}
	return q
}

// partLines are the figures of each story or article, those with the lowest first figure first.
func (co *comparison) partLines(parts []agreement.Part, asking func(id string) query) []line {
	type group struct {
		part    agreement.Part
		figures []figure
	}
	groups := make([]group, len(parts))
	for i, part := range parts {
		groups[i] = group{part, partFigures(part)}
	}
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(lowest(a.figures), lowest(b.figures)) })
	var lines []line
	for _, g := range groups {
		lines = append(lines, line{name: fmt.Sprintf("%s — %s", g.part.Name, wording.Count(g.part.Documents, "article")), head: true})
		for _, f := range g.figures {
			q := asking(g.part.ID)
			q.annotators, q.label = co.report.Annotators, anyLabel
			lines = append(lines, lineOf(f, &q))
		}
	}
	return lines
}

// lowest is the first figure that has a value; parts without any come last.
func lowest(figures []figure) float64 {
	for _, f := range figures {
		if f.value != nil {
			return *f.value
		}
	}
	return 2
}
