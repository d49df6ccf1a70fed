package dna

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// claims are the statements of a record: one for each claim and who makes it, with offsets in code points. It counts what has no place.
func (w *writer) claims(r dataset.Record) (all []said) {
	spans := map[string]dataset.Span{}
	for _, s := range r.Spans {
		spans[s.ID] = s
	}
	makers := map[string][]dataset.Span{} // by claim
	for _, relation := range r.Relations {
		is, backwards := w.roles.Makes(relation.Type)
		head, tail := spans[relation.Head], spans[relation.Tail]
		if backwards {
			head, tail = tail, head
		}
		switch {
		case relation.HeadDocument != relation.TailDocument: // which was counted
		case !is || tail.Label != w.claim.Name || head.ID == "":
			w.sink.Lose(1, "relations that say not who makes a claim")
		default:
			makers[tail.ID] = append(makers[tail.ID], head)
		}
	}
	first := map[string]int{} // places in claims, by what a claim says beside who makes it
	var claims []dataset.Span
	var by [][]dataset.Span // who makes each
	for _, s := range r.Spans {
		if s.Label != w.claim.Name {
			w.sink.Lose(1, "places of what is no claim")
			continue
		}
		bare := w.said(s, nil)
		key := fmt.Sprint(bare.start, bare.stop) + w.key(bare)
		at, again := first[key]
		if !again {
			at = len(claims)
			first[key], claims, by = at, append(claims, s), append(by, nil)
		} else {
			w.sink.Lose(1, "claims that say the same as another in the same place")
		}
		by[at] = append(by[at], makers[s.ID]...)
	}
	for i, claim := range claims {
		all = append(all, w.statementsOf(claim, by[i])...)
	}
	return all
}

// statementsOf are the statements of a claim: one where at most a person and an organization make it, else one for each that does.
func (w *writer) statementsOf(claim dataset.Span, makers []dataset.Span) []said {
	var persons, groups []dataset.Span
	for _, m := range makers {
		same := func(other dataset.Span) bool { return nameOf(other) == nameOf(m) }
		switch {
		case nameOf(m) == "":
			w.sink.Lose(1, "actors without a name")
		case isPerson(m) && !slices.ContainsFunc(persons, same):
			persons = append(persons, m)
		case !isPerson(m) && !slices.ContainsFunc(groups, same):
			groups = append(groups, m)
		}
	}
	if len(persons) <= 1 && len(groups) <= 1 {
		return []said{w.said(claim, append(persons, groups...))}
	}
	var all []said
	for _, m := range append(persons, groups...) {
		all = append(all, w.said(claim, []dataset.Span{m}))
	}
	return all
}

// nameOf is what an actor is called: as its entity, or else as the text calls it.
func nameOf(actor dataset.Span) string {
	if actor.Entity != nil {
		return actor.Entity.Name
	}
	return strings.Join(strings.Fields(actor.Text), " ")
}

// isPerson says whether an actor is one, which it is unless it is said to be something else.
func isPerson(actor dataset.Span) bool {
	for _, a := range actor.Attributes {
		if name := annotate.FoldName(a.Name); name == "type" || name == "role" {
			if kind, is := a.Value.(string); is {
				return among(kind, personTypes)
			}
		}
	}
	return !among(actor.Label, groupTypes)
}

// said is the statement of a claim that these make.
func (w *writer) said(claim dataset.Span, makers []dataset.Span) said {
	s := said{start: claim.Start, stop: claim.End, agrees: true, values: map[string]string{}, kinds: map[string]string{}}
	if claim.Entity != nil {
		s.values[concept] = claim.Entity.Name
	}
	for _, a := range claim.Attributes {
		text := strings.Join(form.WriteValue(a.Value), "; ")
		if text == "" {
			continue
		}
		if a.Name == w.stance.Name {
			s.agrees = !annotate.Disagrees(text)
		}
		switch {
		case a.Name == person+kindOfIt:
			s.kinds[person] = text
		case a.Name == organization+kindOfIt:
			s.kinds[organization] = text
		case w.claimHas(a.Name) || a.Name == person || a.Name == organization: // who was not found in the text when it was read
			s.values[variableName(a.Name)] = text
		default:
			w.sink.Lose(1, "values of attributes")
		}
		if s.values[concept] == "" && annotate.FoldName(a.Name) == "category" {
			s.values[concept] = text
		}
	}
	for _, m := range makers {
		as := organization
		if isPerson(m) {
			as = person
		}
		s.values[as] = nameOf(m)
		for _, a := range m.Attributes {
			text, isText := a.Value.(string)
			switch {
			case !isText || text == "":
			case annotate.FoldName(a.Name) == "type" || annotate.FoldName(a.Name) == "role":
				s.kinds[as] = text
			case among(a.Name, belongsNames) && s.values[organization] == "":
				s.values[organization] = text
			}
		}
	}
	return s
}

func (w *writer) claimHas(attribute string) bool {
	_, has := w.claim.Attribute(attribute)
	return has
}
