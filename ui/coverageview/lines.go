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
	theme   string          // the id of a theme, over the claims that belong to it
	depth   int             // of how many themes it stands under
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
	folded         map[string]bool // themes of which only one line is shown
	rows           []coverage.Row  // the claims under their themes, where neither layers nor actors are set against each other
}

// arrange makes the lines.
func (b *book) arrange(order coverage.Order, byActor bool, filter string) {
	b.lines, b.rows = nil, nil
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
		b.lines = b.underThemes(filter)
	}
}

// underThemes are the claims under their themes. Of what is found the themes above are there too, and all that belongs to a theme that is.
func (b *book) underThemes(filter string) (lines []line) {
	rows := b.table.Themes()
	b.rows = rows
	kept := make([]bool, len(rows))
	wanted, found := map[string]bool{}, map[string]bool{} // themes that are called so, and those over what is found
	called := func(r coverage.Row) bool {
		return (&coverage.Claim{Entity: r.Claim.Entity, Name: r.Claim.Name}).Matches(filter)
	}
	for i, r := range rows {
		wanted[r.Theme] = wanted[r.Theme] || r.Theme != "" && called(r)
		if kept[i] = filter == "" || slices.ContainsFunc(r.Above, func(id string) bool { return wanted[id] }) || r.Theme == "" && r.Claim.Matches(filter) || wanted[r.Theme]; kept[i] {
			for _, id := range r.Above {
				found[id] = true
			}
		}
	}
	for i, r := range rows {
		if !kept[i] && !found[r.Theme] || slices.ContainsFunc(r.Above, func(id string) bool { return b.folded[id] }) {
			continue
		}
		claim := &rows[i].Claim
		if r.Of >= 0 {
			claim = &b.table.Claims[r.Of]
		}
		lines = append(lines, line{claim: claim, theme: r.Theme, depth: len(r.Above)})
	}
	return lines
}

// themeAt is the theme of a line, or the one over it; "" for none.
func (b *book) themeAt(line int) string {
	for row := min(line, len(b.lines)-1); row >= 0; row-- {
		if l := b.lines[row]; l.theme != "" && (row == line || l.depth < b.lines[line].depth) {
			return l.theme
		}
	}
	return ""
}

// themed says whether some claims stand under themes.
func (b *book) themed() bool {
	return slices.ContainsFunc(b.rows, func(r coverage.Row) bool { return r.Theme != "" })
}

// themes are those of the table.
func (b *book) themes() (ids []string) {
	for _, r := range b.rows {
		if r.Theme != "" {
			ids = append(ids, r.Theme)
		}
	}
	return ids
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
	seen := map[string]bool{}
	for _, l := range b.lines {
		switch {
		case l.heading != "":
		case l.theme == "":
			seen[cmp.Or(l.whole, l.any()).Key()] = true
		case b.folded[l.theme]:
			for _, r := range b.rows {
				if r.Theme == "" && slices.Contains(r.Above, l.theme) {
					seen[r.Claim.Key()] = true
				}
			}
		}
	}
	return len(seen)
}
