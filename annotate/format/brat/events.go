package brat

import (
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// An event becomes relations from its trigger to its arguments, named like their roles. That of an attribution is no span of its own:
// PolNeAR puts it on the very words of the cue. There the source is related to the content and the cue, in the words of the codebook
// where that has attributions.

// attribution is the type of PolNeAR's events, and the roles of what they hold.
const (
	attribution = "Attribution"
	roleSource  = "Source"
	roleCue     = "Cue"
	roleContent = "Content"
)

// triggers are the spans that only double the cue of an attribution.
func (m *marks) triggers() map[string]bool {
	doubles := map[string]bool{}
	spans := map[string]textBound{}
	for _, t := range m.annotations.spans {
		spans[t.id] = t
	}
	for _, e := range m.events {
		if e.kind != attribution || spans[e.trigger].kind != attribution {
			continue
		}
		for _, a := range e.arguments {
			if a.role == roleCue && slices.Equal(spans[a.id].fragments, spans[e.trigger].fragments) {
				doubles[e.trigger] = true
			}
		}
	}
	return doubles
}

func (m *marks) takeEvents(doubles map[string]bool) {
	for _, e := range m.events { // whatever their order, one may be an argument of another
		trigger := e.trigger
		if doubles[trigger] {
			for _, a := range e.arguments {
				if a.role == roleCue {
					trigger = a.id
				}
			}
		}
		if i, there := m.spans[trigger]; there {
			m.spans[e.id] = i
		} else {
			m.leave(e.line, e.id+" has no trigger that is there")
		}
	}
	for _, e := range m.events {
		switch _, there := m.spans[e.id]; {
		case !there:
		case doubles[e.trigger]:
			m.attribute(e)
		default:
			for _, a := range e.arguments {
				m.relate(e.id, m.words.relations.Meaning(a.role), e.id, a.id, e.line)
			}
		}
	}
}

// attribute relates the parts of an attribution, each source and content to each other.
func (m *marks) attribute(e event) {
	of := func(role string) (ids []string) {
		for _, a := range e.arguments {
			if a.role == role {
				ids = append(ids, a.id)
			}
		}
		return ids
	}
	attributed, introduces := m.relationBetween(roleContent, roleSource), m.relationBetween(roleCue, roleContent)
	for _, source := range of(roleSource) {
		for _, content := range of(roleContent) {
			if attributed != "" {
				m.relate(e.id, attributed, content, source, e.line)
			} else {
				m.relate(e.id, roleContent, source, content, e.line)
			}
		}
		for _, cue := range of(roleCue) {
			if introduces == "" {
				m.relate(e.id, roleCue, source, cue, e.line)
			}
		}
	}
	for _, cue := range of(roleCue) {
		for _, content := range of(roleContent) {
			if introduces != "" {
				m.relate(e.id, introduces, cue, content, e.line)
			} else if len(of(roleSource)) == 0 {
				m.relate(e.id, roleContent, cue, content, e.line)
			}
		}
	}
}

// relationBetween is the codebook's only relation from one of these labels to the other within an article, "" where there is none.
func (m *marks) relationBetween(head, tail string) string {
	found := ""
	for _, kind := range m.options.Codebook.RelationTypes {
		if kind.HeadLabel != "" && strings.EqualFold(kind.HeadLabel, head) && strings.EqualFold(kind.TailLabel, tail) && kind.Scope == annotate.WithinDocument {
			found = kind.Name
		}
	}
	return found
}
