package coverage

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// mostChains bounds in how many ways one mention is followed to who makes it, and deepest through how many claims within claims.
const (
	mostChains = 64
	deepest    = 16
)

// said is what is said of the claims of a story. Spans and documents are meant by their places.
type said struct {
	Marks
	claim  string          // id of the label
	in     []int           // documents of the spans
	makers map[int][]Actor // by claim
	named  map[int]bool    // claims of which somebody who makes them is not anonymous
	outer  map[int][]int   // the claims within which a claim stands
	same   map[int][]int   // claims that are the same, both ways
}

func read(m Marks) *said {
	s := &said{Marks: m, in: make([]int, len(m.Spans)), makers: map[int][]Actor{}, named: map[int]bool{}, outer: map[int][]int{}, same: map[int][]int{}}
	roles := m.Codebook.Roles()
	if l, known := m.Codebook.LabelByName(roles.Claim); known {
		s.claim = l.ID
	}
	places, spans := make(map[string]int, len(m.Documents)), make(map[string]int, len(m.Spans))
	for i, d := range m.Documents {
		places[d.ID] = i
	}
	for i, span := range m.Spans {
		spans[span.ID], s.in[i] = i, places[span.DocumentID]
	}
	types := map[string]string{}
	for _, t := range m.Codebook.RelationTypes {
		types[t.ID] = t.Name
	}
	for _, r := range m.Relations {
		head, known := spans[r.HeadSpanID]
		tail, alsoKnown := spans[r.TailSpanID]
		if known && alsoKnown && head != tail {
			s.relation(roles, types[r.TypeID], head, tail)
		}
	}
	for id, makers := range s.makers {
		slices.SortFunc(makers, func(a, b Actor) int { return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID)) })
		s.makers[id] = slices.Compact(makers)
	}
	for _, outer := range s.outer {
		slices.Sort(outer)
	}
	return s
}

func (s *said) relation(roles annotate.Roles, name string, head, tail int) {
	if is, backwards := roles.Makes(name); is {
		maker, claim := head, tail
		if backwards {
			maker, claim = tail, head
		}
		if s.isClaim(claim) && !s.isClaim(maker) {
			s.makers[claim] = append(s.makers[claim], s.actor(maker))
			s.named[claim] = s.named[claim] || !anonymous(s.Spans[maker])
		}
		return
	}
	switch {
	case !s.isClaim(head) || !s.isClaim(tail):
	case roles.Same[name]:
		s.same[head], s.same[tail] = append(s.same[head], tail), append(s.same[tail], head)
	case roles.Reports[name]:
		s.outer[tail] = append(s.outer[tail], head)
	}
}

func (s *said) isClaim(span int) bool { return s.claim != "" && s.Spans[span].LabelID == s.claim }

func (s *said) actor(span int) Actor {
	if e, known := s.Entities[s.Spans[span].EntityID]; known {
		return Actor{e.ID, e.Name}
	}
	id := s.Spans[span].ID
	return Actor{id, s.Words[id]}
}

// anonymous says whether an actor's span is said to name nobody: by an attribute "named", or by a type such as "unnamed individual".
func anonymous(s annotate.Span) bool {
	for name, kept := range s.Attributes {
		words := annotate.FoldName(annotate.ValueOf(kept).Words())
		if annotate.FoldName(name) == "named" && (words == "no" || words == "false") || strings.HasPrefix(words, "unnamed ") {
			return true
		}
	}
	return false
}

// hidden says whether all who make a claim are anonymous. It is not where nobody is said to make it.
func (s *said) hidden(claim int, within []int) bool {
	if len(s.makers[claim]) > 0 || len(within) >= deepest {
		return len(s.makers[claim]) > 0 && !s.named[claim]
	}
	some := false
	for _, outer := range s.outer[claim] {
		if slices.Contains(within, outer) || len(s.chains(outer, append(slices.Clone(within), claim))) == 0 {
			continue
		}
		if some = true; !s.hidden(outer, append(slices.Clone(within), claim)) {
			return false
		}
	}
	return some
}

// chains follows who says that who says … a claim that stands within others.
func (s *said) chains(claim int, within []int) (all [][]Actor) {
	own := s.makers[claim]
	var above [][]Actor
	if len(within) < deepest {
		for _, outer := range s.outer[claim] {
			if !slices.Contains(within, outer) {
				above = append(above, s.chains(outer, append(slices.Clone(within), claim))...)
			}
		}
	}
	switch {
	case len(own) == 0:
		all = above
	case len(above) == 0:
		for _, a := range own {
			all = append(all, []Actor{a})
		}
	default:
		for _, chain := range above {
			for _, a := range own {
				all = append(all, append(slices.Clone(chain), a))
			}
		}
	}
	return all[:min(len(all), mostChains)]
}

// row is the spans of one claim.
type row struct {
	entity annotate.Entity
	spans  []int
}

// rows are the claims, each with its spans in the order of the story. Spans that have an entity are that claim, whatever they are said
// to be the same as; those without one that are the same as spans of only one entity are that claim too.
func (s *said) rows() (all []*row) {
	known := map[string]*row{} // by entity
	of := func(e annotate.Entity) *row {
		r := known[e.ID]
		if r == nil || e.ID == "" {
			r = &row{entity: e}
			all = append(all, r)
			known[e.ID] = r
		}
		return r
	}
	var ordered []int
	for i := range s.Spans {
		if s.isClaim(i) {
			ordered = append(ordered, i)
		}
	}
	slices.SortStableFunc(ordered, func(a, b int) int { return s.in[a] - s.in[b] })
	rowOf := make([]*row, len(s.Spans))
	for _, i := range ordered {
		if e, named := s.Entities[s.Spans[i].EntityID]; named {
			rowOf[i] = of(e)
		}
		if rowOf[i] != nil {
			continue
		}
		joined, entities := s.joined(i)
		e := annotate.Entity{}
		if len(entities) == 1 {
			e = entities[0]
		}
		r := of(e)
		for _, other := range joined {
			rowOf[other] = r
		}
	}
	for _, i := range ordered {
		rowOf[i].spans = append(rowOf[i].spans, i)
	}
	return all
}

// joined are the spans without an entity that are the same claim as one of them, and the entities of others that are.
func (s *said) joined(span int) (spans []int, entities []annotate.Entity) {
	seen := map[int]bool{span: true}
	for next := []int{span}; len(next) > 0; {
		at := next[len(next)-1]
		next = next[:len(next)-1]
		spans = append(spans, at)
		for _, other := range s.same[at] {
			if seen[other] {
				continue
			}
			seen[other] = true
			if e, named := s.Entities[s.Spans[other].EntityID]; !named {
				next = append(next, other)
			} else if !slices.ContainsFunc(entities, func(known annotate.Entity) bool { return known.ID == e.ID }) {
				entities = append(entities, e)
			}
		}
	}
	return spans, entities
}

// claimOf makes the row of a claim. columnOf and unitOf say of each document in which column it is and for which document it counts. Of an
// article and its copies those mentions count that stand in the one with most of them.
func (s *said) claimOf(r *row, columnOf, unitOf []int) Claim {
	c := Claim{Entity: r.entity, Name: r.entity.Name}
	if c.Name == "" {
		c.Name = s.Words[s.Spans[r.spans[0]].ID]
	}
	type part struct{ column, unit, document, from, to int } // of the spans, which are in the order of the documents
	var parts []part
	for i, span := range r.spans {
		d := s.in[span]
		if n := len(parts); n > 0 && parts[n-1].document == d {
			parts[n-1].to = i + 1
			continue
		}
		parts = append(parts, part{columnOf[d], unitOf[d], d, i, i + 1})
	}
	slices.SortFunc(parts, func(a, b part) int {
		return cmp.Or(a.column-b.column, a.unit-b.unit, (b.to-b.from)-(a.to-a.from), a.document-b.document)
	})
	for i, p := range parts {
		if i > 0 && parts[i-1].unit == p.unit {
			continue // a copy with fewer
		}
		if n := len(c.Cells); n == 0 || c.Cells[n-1].Column != p.column {
			c.Cells = append(c.Cells, Cell{Column: p.column})
		}
		cell := &c.Cells[len(c.Cells)-1]
		for _, span := range r.spans[p.from:p.to] {
			cell.Mentions = append(cell.Mentions, Mention{s.Spans[span], s.chains(span, nil), s.hidden(span, nil)})
		}
	}
	return c
}
