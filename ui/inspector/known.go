package inspector

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/store"
)

// suggestions is how many known entities are offered at once.
const suggestions = 8

// known is an entity that the span could refer to.
type known struct {
	store.EntitySummary
	here int    // mentions in the open story
	hint string // why it is offered
}

// all lists the entities of the span's label. The list is kept until an act may have changed it, because it is
// asked for with each letter that is typed.
func (e *entity) all() []known {
	if e.known != nil {
		return e.known
	}
	s, label := e.inspector.session, e.inspector.span.LabelID
	here := map[string]int{}
	if story := s.Story().ID; story != "" {
		inStory, err := s.Project.Entities(s.Context(), store.EntityQuery{StoryID: story, LabelID: label})
		if err != nil {
			s.Fail(err)
		}
		for _, k := range inStory {
			here[k.ID] = k.Mentions
		}
	}
	everywhere, err := s.Project.Entities(s.Context(), store.EntityQuery{LabelID: label})
	if err != nil {
		s.Fail(err)
	}
	e.known = make([]known, len(everywhere))
	for i, k := range everywhere {
		e.known[i] = known{EntitySummary: k, here: here[k.ID]}
	}
	return e.known
}

// rank returns the few entities that fit best: those of the open story before others, a name that begins with what
// was typed before an alias and a later word of the name, and what is mentioned often before what is not. With
// nothing typed those that fit the words of the span come first, then those of the story.
func (e *entity) rank(typed, own string) []known {
	type candidate struct {
		known
		class int
	}
	var fit []candidate
	for _, k := range e.all() {
		class, alias := match(k, typed)
		if typed == "" {
			class, alias = match(k, own)
			switch {
			case class >= 0:
				class -= 10 // before all others, of another story too
			case len(k.Name) > 2 && strings.Contains(strings.ToLower(own), strings.ToLower(k.Name)):
				class = -5
			default:
				class = 9
			}
		}
		if class < 0 && typed != "" || class == 9 && k.here == 0 {
			continue
		}
		switch {
		case alias != "":
			k.hint = "also " + alias
		case k.here > 0:
			k.hint = fmt.Sprintf("%d×", k.here)
		case k.Mentions > 0:
			k.hint = "other story"
		}
		fit = append(fit, candidate{k, class})
	}
	slices.SortStableFunc(fit, func(a, b candidate) int {
		return cmp.Or(
			cmp.Compare(min(a.class, 0), min(b.class, 0)),
			-cmp.Compare(min(a.here, 1), min(b.here, 1)),
			cmp.Compare(a.class, b.class),
			-cmp.Compare(a.Mentions, b.Mentions),
		)
	})
	best := make([]known, 0, suggestions)
	for _, c := range fit[:min(len(fit), suggestions)] {
		best = append(best, c.known)
	}
	return best
}

// match says how well an entity fits: 0 where its name begins with what was typed, 1 where an alias does (which is
// returned), 2 where a later word does, -1 where it does not fit.
func match(k known, typed string) (class int, alias string) {
	typed = strings.ToLower(typed)
	if strings.HasPrefix(strings.ToLower(k.Name), typed) {
		return 0, ""
	}
	for _, a := range k.Aliases {
		if strings.HasPrefix(strings.ToLower(a), typed) {
			return 1, a
		}
	}
	if wordBegins(k.Name, typed) {
		return 2, ""
	}
	for _, a := range k.Aliases {
		if wordBegins(a, typed) {
			return 2, a
		}
	}
	return -1, ""
}

// wordBegins says whether lower-case text begins one of the words of name.
func wordBegins(name, text string) bool {
	before := ' '
	lower := strings.ToLower(name)
	for at, r := range lower {
		if !unicode.IsLetter(before) && strings.HasPrefix(lower[at:], text) {
			return true
		}
		before = r
	}
	return false
}
