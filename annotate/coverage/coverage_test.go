package coverage_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/coverage"
)

// story builds what a layer has marked, in short: a document, a span, a relation a line.
type story struct {
	coverage.Marks
}

func newStory(documents ...annotate.Document) *story {
	s := &story{}
	s.Documents = documents
	s.Entities, s.Words = map[string]annotate.Entity{}, map[string]string{}
	s.Codebook.Labels = []annotate.Label{{ID: "a", Name: "actor"}, {ID: "c", Name: "claim"}}
	for _, t := range [][3]string{{"makes", "actor", "claim"}, {"targets", "claim", "actor"}, {"reports", "claim", "claim"}, {"same_claim", "claim", "claim"}, {"disputes", "claim", "claim"}} {
		s.Codebook.RelationTypes = append(s.Codebook.RelationTypes, annotate.RelationType{ID: t[0], Name: t[0], HeadLabel: t[1], TailLabel: t[2], Symmetric: t[0] == "same_claim", Scope: annotate.WithinStory})
	}
	return s
}

// mark marks a span; its words are its id where no entity is named.
func (s *story) mark(document, label, id, entity string, attributes map[string]any) {
	at := 10 * len(s.Spans)
	if entity != "" {
		s.Entities["E"+entity] = annotate.Entity{ID: "E" + entity, LabelID: label, Name: entity}
		entity = "E" + entity
	} else {
		s.Words[id] = id
	}
	s.Spans = append(s.Spans, annotate.Span{ID: id, DocumentID: document, LabelID: label, EntityID: entity, Segments: []annotate.Segment{{Start: at, End: at + 8}}, Attributes: attributes})
}

func (s *story) relate(relation, head, tail string) {
	s.Relations = append(s.Relations, annotate.Relation{ID: fmt.Sprint(len(s.Relations)), TypeID: relation, HeadSpanID: head, TailSpanID: tail})
}

// shown is a table as text: a line a claim, with its cells as column: mentions [actors] {attributes}.
func shown(t *coverage.Table) (lines []string) {
	for _, c := range t.Claims {
		line := c.Name
		for _, cell := range c.Cells {
			var names []string
			for _, a := range cell.Actors() {
				names = append(names, a.Name)
			}
			line += fmt.Sprintf(" | %s: %d %v", t.Columns[cell.Column].Name, len(cell.Mentions), names)
			if counts := cell.Attributes(); len(counts) > 0 {
				line += fmt.Sprint(" ", counts)
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func document(id, outlet string) annotate.Document {
	return annotate.Document{ID: id, Outlet: outlet, Title: "T" + id}
}

func wants(t *testing.T, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestClaimsAgainstArticles(t *testing.T) {
	s := newStory(document("1", "Quay"), document("2", "Ledger"), document("3", ""))
	s.mark("1", "a", "a1", "Vell", nil)
	s.mark("1", "c", "c1", "harbour shut", map[string]any{"voice": "direct quote", "roles": []string{"x", "y"}, "denied": true})
	s.mark("1", "c", "c2", "harbour shut", map[string]any{"voice": "direct quote", "weight": 0.5})
	s.mark("2", "a", "a2", "", nil)
	s.mark("2", "c", "c3", "harbour shut", map[string]any{"voice": "paraphrase"})
	s.mark("3", "c", "c4", "no spill", nil)
	s.relate("makes", "a1", "c1")
	s.relate("makes", "a1", "c2")
	s.relate("makes", "a2", "c3")
	s.relate("makes", "a1", "c3") // two who make it
	s.relate("targets", "c4", "a1")
	table := coverage.Of(s.Marks, coverage.Articles)
	wants(t, shown(table),
		"harbour shut | Quay: 2 [Vell] map[denied:map[yes:1] roles:map[x:1 y:1] voice:map[direct quote:2] weight:map[0.5:1]] | Ledger: 1 [Vell a2] map[voice:map[paraphrase:1]]",
		"no spill | T3: 1 []")
	if table.Claims[0].In(2) != nil || table.Claims[0].In(1).Mentions[0].Span.ID != "c3" || table.Claims[1].In(0) != nil {
		t.Error("the cells are not those of their columns")
	}
}

// Spans without an entity are one claim where they are said to be the same, directly or through others; those that are the same as an
// entity's are that entity; an entity stays apart from another.
func TestTheSameClaimIsOneRow(t *testing.T) {
	s := newStory(document("1", "One"), document("2", "Two"), document("3", "Three"), document("4", "Four"))
	s.mark("1", "c", "p", "", nil)
	s.mark("2", "c", "q", "", nil)
	s.mark("3", "c", "r", "", nil)
	s.mark("4", "c", "lone", "", nil)
	s.mark("1", "c", "e1", "shut", nil)
	s.mark("2", "c", "same as shut", "", nil)
	s.mark("3", "c", "e2", "open", nil)
	s.mark("4", "c", "same as both", "", nil)
	s.relate("same_claim", "p", "q")
	s.relate("same_claim", "r", "q")
	s.relate("same_claim", "e1", "same as shut")
	s.relate("same_claim", "e1", "e2")
	s.relate("same_claim", "same as both", "e1")
	s.relate("same_claim", "e2", "same as both")
	s.relate("disputes", "lone", "p")
	wants(t, shown(coverage.Of(s.Marks, coverage.Articles)),
		"p | One: 1 [] | Two: 1 [] | Three: 1 []",
		"shut | One: 1 [] | Two: 1 []",
		"lone | Four: 1 []", "open | Three: 1 []", "same as both | Four: 1 []")
}

// Officials say that Haqqani told somebody that p; a claim that nobody is said to make is made by whoever reports it.
func TestClaimsWithinClaims(t *testing.T) {
	s := newStory(document("1", "One"))
	for _, actor := range []string{"officials", "Haqqani", "editor"} {
		s.mark("1", "a", actor, "", nil)
	}
	s.mark("1", "c", "told", "", nil)
	s.mark("1", "c", "p", "", nil)
	s.mark("1", "c", "outer", "", nil)
	s.mark("1", "c", "unsaid", "", nil)
	s.relate("makes", "officials", "told")
	s.relate("makes", "Haqqani", "p")
	s.relate("reports", "told", "p")
	s.relate("makes", "editor", "outer")
	s.relate("reports", "outer", "told")
	s.relate("reports", "told", "unsaid")
	s.relate("reports", "p", "outer") // in a circle
	var got []string
	for _, c := range coverage.Of(s.Marks, coverage.Articles).Claims {
		for _, chain := range c.Cells[0].Mentions[0].Chains {
			var names []string
			for _, a := range chain {
				names = append(names, a.Name)
			}
			got = append(got, c.Name+": "+strings.Join(names, " > "))
		}
	}
	wants(t, got, "outer: officials > Haqqani > editor", "p: editor > officials > Haqqani", "told: Haqqani > editor > officials", "unsaid: Haqqani > editor > officials")
}

// Copies of one agency text are one column, in which a claim counts as often as in the copy that has it most.
func TestCopiesCountOnce(t *testing.T) {
	s := newStory(document("1", "Agency"), document("2", "Copy"), document("3", "Other"))
	s.Copies = [][]int{{0, 1}}
	s.mark("1", "c", "c1", "shut", map[string]any{"voice": "in the first"})
	s.mark("2", "c", "c2", "shut", map[string]any{"voice": "in the copy"})
	s.mark("2", "c", "c3", "shut", nil)
	s.mark("2", "c", "c4", "open", nil)
	s.mark("3", "c", "c5", "open", nil)
	table := coverage.Of(s.Marks, coverage.Articles)
	if len(table.Columns) != 2 || !slices.Equal(table.Columns[0].Copies, []int{1}) {
		t.Fatalf("%+v", table.Columns)
	}
	wants(t, shown(table), "open | Agency: 1 [] | Other: 1 []", "shut | Agency: 2 [] map[voice:map[in the copy:1]]")
}

func TestColumnsOfOutlets(t *testing.T) {
	s := newStory(document("1", "Quay"), document("2", "Ledger"), document("3", "Quay"), document("4", ""), document("5", ""))
	for _, id := range []string{"1", "2", "3", "4", "5"} {
		s.mark(id, "c", "c"+id, "shut", nil)
	}
	wants(t, shown(coverage.Of(s.Marks, coverage.Outlets)), "shut | Quay: 2 [] | Ledger: 1 [] | T4: 1 [] | T5: 1 []")
}

func TestOrdersAndGroups(t *testing.T) {
	s := newStory(document("1", "One"), document("2", "Two"))
	s.mark("1", "a", "vell", "Vell", nil)
	s.mark("1", "a", "osk", "Osk", nil)
	s.mark("1", "c", "b1", "b", nil)
	s.mark("1", "c", "b2", "b", nil)
	s.mark("1", "c", "b3", "b", nil)
	s.mark("1", "c", "A1", "A", nil)
	s.mark("2", "c", "A2", "A", nil)
	s.relate("makes", "vell", "b1")
	s.relate("makes", "osk", "b2")
	s.relate("makes", "vell", "A1")
	table := coverage.Of(s.Marks, coverage.Articles)
	for by, want := range map[coverage.Order]string{coverage.ByReports: "Ab", coverage.ByMentions: "bA", coverage.ByName: "Ab", coverage.ByGaps: "bA"} {
		table.Sort(by)
		if got := table.Claims[0].Name + table.Claims[1].Name; got != want {
			t.Errorf("order %d: %s", by, got)
		}
	}
	table.Sort(coverage.ByName)
	var got []string
	for _, g := range table.ByActor() {
		got = append(got, "* "+g.Actor.Name)
		got = append(got, shown(&coverage.Table{Columns: table.Columns, Claims: g.Claims})...)
	}
	wants(t, got, "* Vell", "A | One: 1 [Vell]", "b | One: 1 [Vell]", "* Osk", "b | One: 1 [Osk]", "* ", "A | Two: 1 []", "b | One: 1 []")
	if !table.Claims[0].Matches("vELL") || table.Claims[0].Matches("osk") || !table.Claims[1].Matches("B") {
		t.Error("claims are not found by their names and actors")
	}
}

func TestOneLayerAgainstAnother(t *testing.T) {
	documents := []annotate.Document{document("1", "One")}
	anna, ben := newStory(documents...), newStory(documents...)
	anna.mark("1", "c", "a1", "shut", nil)
	anna.mark("1", "c", "a2", "", nil)     // at 10
	anna.mark("1", "c", "a3", "open", nil) // at 20: an entity against none
	anna.mark("1", "c", "a4", "", nil)
	ben.mark("1", "c", "b0", "", nil)
	ben.mark("1", "c", "b1", "", nil)
	ben.mark("1", "c", "b2", "", nil)
	ben.mark("1", "c", "b3", "shut", nil)
	a, b := coverage.Of(anna.Marks, coverage.Articles), coverage.Of(ben.Marks, coverage.Articles)
	same, rest := coverage.Against(a, b)
	var got []string
	for i, c := range same {
		name := "none"
		if c != nil {
			name = c.Name
		}
		got = append(got, a.Claims[i].Name+" = "+name)
	}
	wants(t, got, "a2 = b1", "a4 = none", "open = b2", "shut = shut")
	wants(t, shown(&coverage.Table{Columns: b.Columns, Claims: rest}), "b0 | One: 1 []")
}

// Every claim's span stands in one row and in one cell, in the column of its article, and the order of what was marked changes nothing.
func TestEverySpanStandsOnce(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := newStory(document("1", "One"), document("2", "Two"), document("3", "Two"))
		n := rapid.IntRange(0, 12).Draw(r, "spans")
		for i := range n {
			s.mark(fmt.Sprint(rapid.IntRange(1, 3).Draw(r, "in")), rapid.SampledFrom([]string{"a", "c", "c"}).Draw(r, "label"), fmt.Sprint("s", i), rapid.SampledFrom([]string{"", "", "E", "F"}).Draw(r, "entity"), nil)
		}
		for range rapid.IntRange(0, 10).Draw(r, "relations") {
			end := func() string { return fmt.Sprint("s", rapid.IntRange(0, 12).Draw(r, "end")) }
			s.relate(rapid.SampledFrom([]string{"makes", "reports", "same_claim"}).Draw(r, "type"), end(), end())
		}
		table := coverage.Of(s.Marks, coverage.Articles)
		seen := map[string]bool{}
		for _, c := range table.Claims {
			for _, cell := range c.Cells {
				for _, m := range cell.Mentions {
					if seen[m.Span.ID] || table.Documents[table.Columns[cell.Column].Articles[0]].ID != m.Span.DocumentID || m.Span.LabelID != "c" {
						r.Fatal(m)
					}
					seen[m.Span.ID] = true
				}
			}
		}
		for _, span := range s.Spans {
			if span.LabelID == "c" && !seen[span.ID] {
				r.Fatal(span.ID, "is nowhere")
			}
		}
		before := shown(table)
		s.Relations = rapid.Permutation(s.Relations).Draw(r, "other order")
		after := shown(coverage.Of(s.Marks, coverage.Articles))
		if diff := cmp.Diff(before, after); diff != "" {
			r.Fatal(diff)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	var documents []annotate.Document
	for i := range 50 {
		documents = append(documents, document(fmt.Sprint(i), fmt.Sprint("outlet ", i)))
	}
	s := newStory(documents...)
	for i := range 50 {
		for k := range 500 {
			if (i+k)%3 == 0 {
				id := fmt.Sprint(i, "-", k)
				s.mark(fmt.Sprint(i), "a", "a"+id, fmt.Sprint("actor ", k%40), nil)
				s.mark(fmt.Sprint(i), "c", "c"+id, fmt.Sprint("claim ", k), map[string]any{"voice": "paraphrase"})
				s.relate("makes", "a"+id, "c"+id)
			}
		}
	}
	for b.Loop() {
		if t := coverage.Of(s.Marks, coverage.Articles); len(t.Claims) != 500 {
			b.Fatal(len(t.Claims))
		}
	}
}
