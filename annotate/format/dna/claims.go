package dna

import (
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
		is, backwards := makes(w.codebook, relation.Type, w.claim.Name)
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
	for _, s := range r.Spans {
		if s.Label == w.claim.Name {
			all = append(all, w.statementsOf(s, makers[s.ID])...)
			continue
		}
		w.sink.Lose(1, "places of what is no claim")
	}
	return all
}

// statementsOf are the statements of a claim: one where at most a person and an organization make it, else one for each that does.
func (w *writer) statementsOf(claim dataset.Span, makers []dataset.Span) []said {
	var persons, groups []dataset.Span
	for _, m := range makers {
		if isPerson(m) {
			persons = append(persons, m)
		} else {
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
			s.agrees = !among(text, disagreeing)
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
		name := strings.Join(strings.Fields(m.Text), " ")
		if m.Entity != nil {
			name = m.Entity.Name
		}
		as := organization
		if isPerson(m) {
			as = person
		}
		s.values[as] = name
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
