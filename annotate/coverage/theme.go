package coverage

import "slices"

// Row is a claim of a table, or a theme with all that is said of the claims under it.
type Row struct {
	Claim Claim  // of a theme it has the mentions of all claims under it and its own
	Theme string // its id where the row is a theme
	Of    int    // the place of the claim in the table, -1 for a theme
	Above []string
}

// Themes sets the claims under their themes, and themes under theirs. A theme stands where the first of its claims would, and before them;
// where it is a claim itself, that is the first of them. Above are the themes over a row, the outermost first. Without themes the rows are
// the claims.
func (t *Table) Themes() []Row {
	under := map[string][]int{} // claims, by the theme right above
	inner := map[string][]string{}
	var top []Row
	placed := map[string]bool{}
	isTheme := map[string]bool{}
	for _, c := range t.Claims {
		for _, theme := range t.above(c.Entity.ParentID) {
			isTheme[theme] = true
		}
	}
	for i, c := range t.Claims {
		above := t.above(c.Entity.ParentID)
		if isTheme[c.Entity.ID] {
			above = append(above, c.Entity.ID)
		}
		if len(above) == 0 {
			top = append(top, Row{Claim: c, Of: i})
			continue
		}
		for k, theme := range above {
			switch {
			case placed[theme]:
			case k == 0:
				top = append(top, Row{Theme: theme, Of: -1})
			default:
				inner[above[k-1]] = append(inner[above[k-1]], theme)
			}
			placed[theme] = true
		}
		last := above[len(above)-1]
		if c.Entity.ID == last {
			under[last] = slices.Insert(under[last], 0, i)
		} else {
			under[last] = append(under[last], i)
		}
	}
	var rows []Row
	for _, r := range top {
		if r.Theme == "" {
			rows = append(rows, r)
			continue
		}
		rows = append(rows, t.themeRows(r.Theme, nil, under, inner)...)
	}
	return rows
}

// themeRows are a theme and what is under it.
func (t *Table) themeRows(theme string, above []string, under map[string][]int, inner map[string][]string) []Row {
	e := t.entities[theme]
	head := Row{Claim: Claim{Entity: e, Name: e.Name}, Theme: theme, Of: -1, Above: above}
	below := append(slices.Clone(above), theme)
	rows := []Row{head}
	for _, i := range under[theme] {
		rows = append(rows, Row{Claim: t.Claims[i], Of: i, Above: below})
	}
	for _, other := range inner[theme] {
		rows = append(rows, t.themeRows(other, below, under, inner)...)
	}
	for _, r := range rows[1:] {
		if r.Theme == "" {
			rows[0].Claim.add(r.Claim)
		}
	}
	return rows
}

// add takes the mentions of another claim in.
func (c *Claim) add(o Claim) {
	for _, cell := range o.Cells {
		i, found := slices.BinarySearchFunc(c.Cells, cell.Column, func(own Cell, column int) int { return own.Column - column })
		if !found {
			c.Cells = slices.Insert(c.Cells, i, Cell{Column: cell.Column})
		}
		c.Cells[i].Mentions = slices.Concat(c.Cells[i].Mentions, cell.Mentions)
	}
}

// above are the themes from the outermost to one, which may be "". A circle, which no act makes, ends where it begins.
func (t *Table) above(theme string) (all []string) {
	for theme != "" && !slices.Contains(all, theme) && t.entities[theme].ID != "" {
		all = append(all, theme)
		theme = t.entities[theme].ParentID
	}
	slices.Reverse(all)
	return all
}
