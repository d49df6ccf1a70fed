package coverageview

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/coverage"
)

// line is one row of the grid: a claim, or the actor over the claims that they make.
type line struct {
	heading string
	claim   *coverage.Claim // nil over a heading, and where only the other layer has it
	other   *coverage.Claim // the same in the layer against which the first is held
	whole   *coverage.Claim // where the claim is only what one actor makes of it: all of it
}

// any is the claim, of whichever layer.
func (l line) any() *coverage.Claim {
	if l.claim != nil {
		return l.claim
	}
	return l.other
}

// standing is what a field says of a claim and a column.
type standing int

const (
	isReported standing = iota
	isLeftOut
	isUnmarked // nothing at all is marked there
	isDifferent
)

// field is what a cell of the grid shows.
type field struct {
	text, note string
	standing   standing
}

// book is what the grid shows: the tables of one layer, or of two, as they are sorted, grouped and filtered.
type book struct {
	table, against *coverage.Table // against is nil where one layer is shown
	layers         [2]string       // their names
	attribute      string
	lines          []line
}

// arrange makes the lines.
func (b *book) arrange(order coverage.Order, byActor bool, filter string) {
	b.lines = nil
	add := func(l line) {
		if c := l.any(); filter == "" || c.Matches(filter) || l.other != nil && l.other.Matches(filter) {
			b.lines = append(b.lines, l)
		}
	}
	b.table.Sort(order)
	switch {
	case b.against != nil:
		b.against.Sort(order)
		same, rest := coverage.Against(b.table, b.against)
		for i := range b.table.Claims {
			add(line{claim: &b.table.Claims[i], other: same[i]})
		}
		for i := range rest {
			add(line{other: &rest[i]})
		}
	case byActor:
		for _, g := range b.table.ByActor() {
			name := g.Actor.Name
			if g.Actor == (coverage.Actor{}) {
				name = "Made by nobody named"
			}
			at := len(b.lines)
			for i := range g.Claims {
				add(line{claim: &g.Claims[i], whole: &b.table.Claims[g.Of[i]]})
			}
			if len(b.lines) > at {
				b.lines = slices.Insert(b.lines, at, line{heading: name})
			}
		}
	default:
		for i := range b.table.Claims {
			add(line{claim: &b.table.Claims[i]})
		}
	}
}

// field is what a line shows in a column.
func (b *book) field(l line, column int) field {
	cell := inColumn(l.claim, column)
	if b.against == nil {
		switch {
		case cell != nil:
			return field{by(*cell), b.how(*cell), isReported}
		case !b.table.Columns[column].Marked:
			return field{standing: isUnmarked}
		case inColumn(l.whole, column) != nil:
			return field{text: "by others", standing: isLeftOut}
		}
		return field{text: leftOut, standing: isLeftOut}
	}
	other := inColumn(l.other, column)
	if cell == nil && other == nil {
		if !b.table.Columns[column].Marked && !b.against.Columns[column].Marked {
			return field{standing: isUnmarked}
		}
		return field{leftOut, "both", isLeftOut}
	}
	first, second := b.said(cell, b.table, column), b.said(other, b.against, column)
	if cell != nil && other != nil && first == second {
		return field{first, "both", isReported}
	}
	return field{b.layers[0] + ": " + first, b.layers[1] + ": " + second, isDifferent}
}

// leftOut is what a field says of a column that does not report a claim.
const leftOut = "left out"

func (b *book) said(c *coverage.Cell, t *coverage.Table, column int) string {
	switch {
	case c != nil:
		return by(*c)
	case !t.Columns[column].Marked:
		return "nothing marked"
	}
	return leftOut
}

func inColumn(c *coverage.Claim, column int) *coverage.Cell {
	if c == nil {
		return nil
	}
	return c.In(column)
}

// how says how a cell reports a claim: how often, and the values of the attribute that is shown.
func (b *book) how(c coverage.Cell) string { return how(c, b.attribute) }

func how(c coverage.Cell, attribute string) string {
	said := strings.Join(coverage.Values(c.Attributes()[attribute]), ", ")
	if n := len(c.Mentions); n > 1 {
		said = strings.TrimSpace(fmt.Sprintf("%d × %s", n, said))
	}
	return said
}

// reach says in how many columns a claim is reported; of two layers, by each.
func (b *book) reach(l line) string {
	of := func(c *coverage.Claim) int {
		if c == nil {
			return 0
		}
		return len(c.Cells)
	}
	if b.against != nil {
		return fmt.Sprintf("%d | %d", of(l.claim), of(l.other))
	}
	return fmt.Sprintf("%d of %d", of(l.claim), len(b.table.Columns))
}

// claims counts the claims of the lines, each once.
func (b *book) claims() int {
	seen := map[*coverage.Claim]bool{}
	for _, l := range b.lines {
		if l.heading == "" {
			seen[cmp.Or(l.whole, l.any())] = true
		}
	}
	return len(seen)
}
