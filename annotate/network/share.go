package network

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/coverage"
)

// Share is how an outlet, or an article without one, attributes what it reports: its mentions of claims, each in one of three.
type Share struct {
	Outlet     string
	Attributed int // to somebody who is named
	Anonymous  int // to somebody who is not
	Own        int // to nobody: in the article's own voice
}

// Mentions is all of them.
func (s Share) Mentions() int { return s.Attributed + s.Anonymous + s.Own }

// Voices are those of the columns of a table in which claims are, by name.
func Voices(t *coverage.Table) []Share {
	all := make([]Share, len(t.Columns))
	for i, c := range t.Columns {
		all[i].Outlet = c.Name
	}
	for _, c := range t.Claims {
		for _, cell := range c.Cells {
			s := &all[cell.Column]
			for _, m := range cell.Mentions {
				switch {
				case len(m.Chains) == 0:
					s.Own++
				case m.Anonymous:
					s.Anonymous++
				default:
					s.Attributed++
				}
			}
		}
	}
	all = slices.DeleteFunc(all, func(s Share) bool { return s.Mentions() == 0 })
	slices.SortStableFunc(all, func(a, b Share) int { return cmp.Compare(strings.ToLower(a.Outlet), strings.ToLower(b.Outlet)) })
	return all
}
