package coverage

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Group is an actor with the claims that it is said to make; of their mentions those where it is.
type Group struct {
	Actor  Actor // zero for the claims, and the mentions, of which nobody is said to make them
	Claims []Claim
	Of     []int // places of the whole claims in the table
}

// ByActor groups the claims by who makes them: those who make most claims first, then by name; what nobody is said to make last. A claim
// stands with each of its actors.
func (t *Table) ByActor() []Group {
	var groups []Group
	at := map[Actor]int{}
	for k, c := range t.Claims {
		for _, a := range append(c.Actors(), Actor{}) {
			of, some := c.of(a)
			if !some {
				continue
			}
			i, known := at[a]
			if !known {
				i = len(groups)
				at[a] = i
				groups = append(groups, Group{Actor: a})
			}
			groups[i].Claims, groups[i].Of = append(groups[i].Claims, of), append(groups[i].Of, k)
		}
	}
	slices.SortStableFunc(groups, func(a, b Group) int {
		switch {
		case a.Actor == Actor{}:
			return 1
		case b.Actor == Actor{}:
			return -1
		}
		return cmp.Or(len(b.Claims)-len(a.Claims), strings.Compare(annotate.FoldName(a.Actor.Name), annotate.FoldName(b.Actor.Name)), strings.Compare(a.Actor.ID, b.Actor.ID))
	})
	return groups
}

// of is a claim where an actor makes it, or, for none, where nobody does.
func (c Claim) of(a Actor) (of Claim, some bool) {
	kept := (&Table{Claims: []Claim{c}}).Where(func(m Mention) bool {
		actors := m.Actors()
		return slices.Contains(actors, a) || a == (Actor{}) && len(actors) == 0
	})
	if len(kept.Claims) == 0 {
		return Claim{}, false
	}
	return kept.Claims[0], true
}

// Where is what a table says of some mentions: claims of which none is among them are left out.
func (t *Table) Where(keep func(Mention) bool) *Table {
	some := &Table{Documents: t.Documents, Columns: t.Columns, entities: t.entities, counted: t.counted}
	for _, c := range t.Claims {
		of := Claim{Entity: c.Entity, Name: c.Name}
		for _, cell := range c.Cells {
			own := Cell{Column: cell.Column}
			for _, m := range cell.Mentions {
				if keep(m) {
					own.Mentions = append(own.Mentions, m)
				}
			}
			if len(own.Mentions) > 0 {
				of.Cells = append(of.Cells, own)
			}
		}
		if len(of.Cells) > 0 {
			some.Claims = append(some.Claims, of)
		}
	}
	return some
}

// Matches says whether the name or an alias of a claim, or of one of its actors, holds a text, however it is written.
func (c Claim) Matches(text string) bool {
	text = annotate.FoldName(text)
	holds := func(name string) bool { return strings.Contains(annotate.FoldName(name), text) }
	return holds(c.Name) || slices.ContainsFunc(c.Entity.Aliases, holds) ||
		slices.ContainsFunc(c.Actors(), func(a Actor) bool { return holds(a.Name) })
}

// Against finds for each claim of a table the one of another layer's table of the same articles that is the same, nil for none, and the
// claims of the other that none of the first is. Claims are the same that are one entity; where one of them is none, those whose spans lie
// over each other most often.
func Against(t, other *Table) (same []*Claim, rest []Claim) {
	byEntity, taken := map[string]int{}, make([]bool, len(other.Claims))
	at := map[string][]placed{} // of the other's mentions, by document
	for i, c := range other.Claims {
		if c.Entity.ID != "" {
			byEntity[c.Entity.ID] = i
		}
		for _, cell := range c.Cells {
			for _, m := range cell.Mentions {
				at[m.Span.DocumentID] = append(at[m.Span.DocumentID], placed{m.Span, i})
			}
		}
	}
	same = make([]*Claim, len(t.Claims))
	take := func(i, k int) { same[i], taken[k] = &other.Claims[k], true }
	for i, c := range t.Claims {
		if k, there := byEntity[c.Entity.ID]; there {
			take(i, k)
		}
	}
	for i, c := range t.Claims {
		if same[i] != nil {
			continue
		}
		counts := map[int]int{}
		for _, cell := range c.Cells {
			for _, m := range cell.Mentions {
				for _, o := range at[m.Span.DocumentID] {
					if (c.Entity.ID == "" || other.Claims[o.claim].Entity.ID == "") && overlap(m.Span, o.span) > half {
						counts[o.claim]++
					}
				}
			}
		}
		best := -1
		for k, n := range counts {
			if !taken[k] && (best < 0 || n > counts[best] || n == counts[best] && k < best) {
				best = k
			}
		}
		if best >= 0 {
			take(i, best)
		}
	}
	for k, c := range other.Claims {
		if !taken[k] {
			rest = append(rest, c)
		}
	}
	return same, rest
}

// placed is a mention's span and whose it is.
type placed struct {
	span  annotate.Span
	claim int
}

// half is how much of two spans together must be in both for them to mark the same place.
const half = 0.5

// overlap is how much of two spans together is in both, 0 to 1.
func overlap(a, b annotate.Span) float64 {
	both, all := 0, 0
	for _, s := range a.Segments {
		all += s.End - s.Start
		for _, g := range b.Segments {
			both += max(0, min(s.End, g.End)-max(s.Start, g.Start))
		}
	}
	for _, g := range b.Segments {
		all += g.End - g.Start
	}
	return float64(both) / float64(all-both)
}
