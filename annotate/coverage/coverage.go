// Package coverage sets the claims of a story against its articles: which article reports which claim, whom it says to make it, and how.
//
// A claim is an entity, or spans without one that are said to be the same claim, directly or through others; a span that is linked to
// none is a claim of its own. It is in whatever language, since it is people who say what is the same. Articles that are copies of one
// text are one column and count once. Who makes a claim is followed through claims within claims.
//
// It knows what one layer has marked, and no project. Start with Of.
package coverage

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Marks are what one layer has marked in the articles of a story.
type Marks struct {
	Codebook  annotate.Codebook
	Documents []annotate.Document // in the order of the story; their texts are not needed
	Copies    [][]int             // groups of documents, by their places, that are copies of one text
	Spans     []annotate.Span     // of these documents: at least all claims and actors, those of a document in the order of its text
	Relations []annotate.Relation
	Entities  map[string]annotate.Entity // of the spans, and the themes over those
	Words     map[string]string          // by the id of a span that has no entity
}

// Columns says what the columns of a table are.
type Columns int

// The columns.
const (
	Articles Columns = iota
	Outlets          // all articles of an outlet are one column; those without are one each
)

// Table is the claims of a story against its articles.
type Table struct {
	Documents []annotate.Document
	Columns   []Column
	Claims    []Claim // those that most columns report first, then those with most mentions, then by name

	entities map[string]annotate.Entity
	counted  []int // of each document the one for which it counts: itself, or what it is a copy of
}

// Column is an article, or those of an outlet, and how it is called.
type Column struct {
	Name     string
	Articles []int // places in Table.Documents
	Copies   []int // of the articles, which are in no column of their own
	Marked   bool  // something is marked in one of them; where nothing is, that a claim is left out says nothing
}

// Claim is a row.
type Claim struct {
	Entity annotate.Entity // zero where it is none
	Name   string          // of the entity, or the words of the first span
	Cells  []Cell          // those of the columns that report it, in their order
}

// Cell is how a column reports a claim.
type Cell struct {
	Column   int
	Mentions []Mention // at least one
}

// Mention is a place where an article reports a claim. Where copies of the article are marked too, it is in the one with most mentions.
type Mention struct {
	Span   annotate.Span
	Chains [][]Actor // who says that who says … it: the last of each makes the claim

	Anonymous bool // somebody makes it, and all who do are said to be unnamed
}

// Actor is who is said to make a claim.
type Actor struct {
	ID   string // of the entity, or of the span where it has none
	Name string // of the entity, or the span's words
}

// Of sets the claims of a story against its articles.
func Of(m Marks, by Columns) *Table {
	t := &Table{Documents: m.Documents, entities: m.Entities}
	columnOf := t.columns(m, by)
	said := read(m)
	for _, d := range said.in {
		t.Columns[columnOf[d]].Marked = true
	}
	for _, r := range said.rows() {
		t.Claims = append(t.Claims, said.claimOf(r, columnOf, t.counted))
	}
	t.Sort(ByReports)
	return t
}

// columns makes the columns. It returns of each document its column.
func (t *Table) columns(m Marks, by Columns) (columnOf []int) {
	columnOf, t.counted = make([]int, len(m.Documents)), make([]int, len(m.Documents))
	copies := map[int][]int{}
	copyOf := map[int]int{}
	for _, group := range m.Copies {
		first := slices.Min(group)
		for _, i := range group {
			if i != first {
				copies[first], copyOf[i] = append(copies[first], i), first
			}
		}
	}
	outlets := map[string]int{}
	for i, d := range m.Documents {
		if _, is := copyOf[i]; is {
			continue
		}
		name := cmp.Or(d.Outlet, d.Name())
		at, known := outlets[name]
		if !known || by == Articles || d.Outlet == "" {
			at = len(t.Columns)
			t.Columns = append(t.Columns, Column{Name: name})
			if d.Outlet != "" {
				outlets[name] = at
			}
		}
		c := &t.Columns[at]
		c.Articles, c.Copies = append(c.Articles, i), append(c.Copies, copies[i]...)
		for _, k := range append([]int{i}, copies[i]...) {
			columnOf[k], t.counted[k] = at, i
		}
	}
	return columnOf
}

// Order is an order of claims.
type Order int

// The orders.
const (
	ByReports  Order = iota // by how many columns report them, most first
	ByMentions              // by how often they are mentioned, most first
	ByName
	ByGaps // by how many columns leave them out, most first
)

// Sort puts the claims into an order.
func (t *Table) Sort(by Order) {
	folded := make(map[string]string, len(t.Claims))
	mentions := make(map[string]int, len(t.Claims))
	for _, c := range t.Claims {
		folded[c.Key()], mentions[c.Key()] = annotate.FoldName(c.Name), c.Mentions()
	}
	slices.SortFunc(t.Claims, func(a, b Claim) int {
		first, second := a.Key(), b.Key()
		more, most := len(b.Cells)-len(a.Cells), mentions[second]-mentions[first]
		name := cmp.Or(strings.Compare(folded[first], folded[second]), strings.Compare(a.Name, b.Name), strings.Compare(first, second))
		switch by {
		case ByMentions:
			return cmp.Or(most, more, name)
		case ByName:
			return name
		case ByGaps:
			return cmp.Or(-more, most, name)
		}
		return cmp.Or(more, most, name)
	})
}

// Key tells a claim from the others: the id of its entity, or of its first span.
func (c Claim) Key() string { return cmp.Or(c.Entity.ID, c.Cells[0].Mentions[0].Span.ID) }

// Mentions counts the mentions of a claim.
func (c Claim) Mentions() (n int) {
	for _, cell := range c.Cells {
		n += len(cell.Mentions)
	}
	return n
}

// In is the cell of a column, nil where it leaves the claim out.
func (c Claim) In(column int) *Cell {
	i, found := slices.BinarySearchFunc(c.Cells, column, func(cell Cell, column int) int { return cell.Column - column })
	if !found {
		return nil
	}
	return &c.Cells[i]
}

// Actors are those who are said to make a claim, each once, in order of their first mention.
func (c Claim) Actors() []Actor {
	var all []Mention
	for _, cell := range c.Cells {
		all = append(all, cell.Mentions...)
	}
	return actorsOf(all)
}

// Actors are those who are said to make the claim, each once, in order of their first mention.
func (c Cell) Actors() []Actor { return actorsOf(c.Mentions) }

func actorsOf(mentions []Mention) (all []Actor) {
	seen := map[Actor]bool{}
	for _, m := range mentions {
		for _, a := range m.Actors() {
			if !seen[a] {
				seen[a] = true
				all = append(all, a)
			}
		}
	}
	return all
}

// Actors are those who are said to make the claim there.
func (m Mention) Actors() (all []Actor) {
	for _, chain := range m.Chains {
		if a := chain[len(chain)-1]; !slices.Contains(all, a) {
			all = append(all, a)
		}
	}
	return all
}

// Attributes counts the values that the mentions have, by attribute. Of a list each item counts.
func (c Cell) Attributes() map[string]map[string]int {
	counts := map[string]map[string]int{}
	for _, m := range c.Mentions {
		for name, kept := range m.Span.Attributes {
			value := annotate.ValueOf(kept)
			texts := value.Texts()
			if texts == nil && value.IsSet() {
				texts = []string{value.Words()}
			}
			for _, text := range texts {
				if counts[name] == nil {
					counts[name] = map[string]int{}
				}
				counts[name][text]++
			}
		}
	}
	return counts
}

// CountsFor is the place of the document for which one counts: its own, or that of what it is a copy of.
func (t *Table) CountsFor(document int) int { return t.counted[document] }
