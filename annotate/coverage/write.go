package coverage

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// object is a table as it is written.
type object struct {
	Story    string          `json:"story"`
	Layer    string          `json:"layer"` // whose marks they are
	Articles []articleObject `json:"articles"`
	Claims   []claimObject   `json:"claims"`
}

type articleObject struct {
	Document  string  `json:"document"`
	Title     string  `json:"title"`
	Outlet    string  `json:"outlet"`
	Published string  `json:"published"`
	CopyOf    *string `json:"copy_of"` // the article with which it is counted
}

type claimObject struct {
	Entity entityObject `json:"entity"`
	Cells  []cellObject `json:"cells"`
}

type entityObject struct {
	ID   *string `json:"id"` // null for spans without an entity
	Name string  `json:"name"`
}

type cellObject struct {
	Document   string                    `json:"document"`
	Mentions   int                       `json:"mentions"`
	Actors     []string                  `json:"actors"`
	Chains     [][]string                `json:"chains,omitempty"` // who says that who says it, the outermost first
	Attributes map[string]map[string]int `json:"attributes"`
	Spans      []string                  `json:"spans"`
}

// WriteJSON writes a table of articles, or of outlets by the first article of each, as one line of JSON. A cell that is not there is an
// article without the claim; copies are among the articles, and have no cells of their own.
func (t *Table) WriteJSON(w io.Writer, story, layer string) error {
	o := object{Story: story, Layer: layer, Articles: []articleObject{}, Claims: []claimObject{}}
	for i, d := range t.Documents {
		a := articleObject{Document: d.ID, Title: d.Title, Outlet: d.Outlet, Published: d.Published}
		if of := t.counted[i]; of != i {
			a.CopyOf = &t.Documents[of].ID
		}
		o.Articles = append(o.Articles, a)
	}
	for _, c := range t.Claims {
		claim := claimObject{Entity: entityObject{Name: c.Name}, Cells: []cellObject{}}
		if c.Entity.ID != "" {
			claim.Entity.ID = &c.Entity.ID
		}
		for _, cell := range c.Cells {
			claim.Cells = append(claim.Cells, t.cell(cell))
		}
		o.Claims = append(o.Claims, claim)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(o); err != nil {
		return fmt.Errorf("writing the coverage: %w", err)
	}
	return nil
}

func (t *Table) cell(c Cell) cellObject {
	o := cellObject{Document: t.Documents[t.Columns[c.Column].Articles[0]].ID, Mentions: len(c.Mentions), Actors: c.Names(), Attributes: c.Attributes()}
	for _, m := range c.Mentions {
		o.Spans = append(o.Spans, m.Span.ID)
		for _, chain := range m.Chains {
			if names := namesOf(chain); len(names) > 1 && !slices.ContainsFunc(o.Chains, func(known []string) bool { return slices.Equal(known, names) }) {
				o.Chains = append(o.Chains, names)
			}
		}
	}
	return o
}

// Names are what those are called who are said to make the claim, each name once.
func (c Cell) Names() []string { return namesOf(c.Actors()) }

func namesOf(actors []Actor) []string {
	names := []string{}
	for _, a := range actors {
		if !slices.Contains(names, a.Name) {
			names = append(names, a.Name)
		}
	}
	return names
}

// WriteCSV writes one row for each claim and column, also where it is left out: then there are 0 mentions. Of the attributes each has a
// column, in which each value stands with how often it was given.
func (t *Table) WriteCSV(w io.Writer, story, layer string) error {
	attributes := map[string]bool{}
	for _, c := range t.Claims {
		for _, cell := range c.Cells {
			for name := range cell.Attributes() {
				attributes[name] = true
			}
		}
	}
	names := slices.Sorted(maps.Keys(attributes))
	head := []string{"story", "layer", "claim_id", "claim", "document_id", "title", "outlet", "published", "copies", "mentions", "actors"}
	for _, name := range names {
		head = append(head, "attr."+name)
	}
	out := csv.NewWriter(w)
	write := func(row []string) {
		for i, cell := range row {
			row[i] = form.Guarded(cell)
		}
		out.Write(row) // an error stays with the writer
	}
	write(head)
	for _, c := range t.Claims {
		for i, column := range t.Columns {
			d := t.Documents[column.Articles[0]]
			row := []string{story, layer, c.Entity.ID, c.Name, d.ID, d.Title, d.Outlet, d.Published, strconv.Itoa(len(column.Copies)), "0", ""}
			counts := map[string]map[string]int{}
			if cell := c.In(i); cell != nil {
				row[9], row[10] = strconv.Itoa(len(cell.Mentions)), strings.Join(cell.Names(), "; ")
				counts = cell.Attributes()
			}
			for _, name := range names {
				row = append(row, Counted(counts[name]))
			}
			write(row)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing the coverage: %w", err)
	}
	return nil
}

// Counted is values with how often they were given: "direct quote 2; paraphrase 1".
func Counted(counts map[string]int) string {
	values := Values(counts)
	for i, value := range values {
		values[i] = fmt.Sprintf("%s %d", value, counts[value])
	}
	return strings.Join(values, "; ")
}

// Values are the values that were given, the most frequent first.
func Values(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], strings.Compare(a, b))
	})
}
