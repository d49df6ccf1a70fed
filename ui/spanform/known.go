package spanform

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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

// knownEntities are the entities of the span's label. They are read beside the window when the field gets the keyboard,
// since counting what refers to them takes long in a large project; until then those that were read last are offered.
type knownEntities struct {
	list    []known
	label   string // whose they are
	fresh   bool   // no act has come since they were read
	reading bool
}

// readKnown reads the entities of the span's label anew where an act may have changed them.
func (e *entity) readKnown() {
	s, label, k := e.form.session, e.form.shown.Span.LabelID, &e.known
	if k.label != label {
		*k = knownEntities{label: label, reading: k.reading}
	}
	if k.fresh || k.reading {
		return
	}
	k.reading, k.fresh = true, true // an act that comes meanwhile takes this back
	story := s.Story().ID
	var list []known
	var err error
	s.Read(func(ctx context.Context) error {
		list, err = readKnown(ctx, s.Project, label, story)
		return nil // said below, once another reading may begin
	}, func() {
		k.reading = false
		if err != nil {
			k.fresh = false
			s.Fail(err)
			return
		}
		if k.label == label {
			k.list = list
		} else {
			k.fresh = false
		}
		if !k.fresh {
			e.readKnown()
		}
		e.field.Again()
		e.spread.Say(e.mentions(), "")
	})
}

func readKnown(ctx context.Context, project *store.Project, label, story string) ([]known, error) {
	here := map[string]int{}
	if story != "" {
		inStory, err := project.Entities(ctx, store.EntityQuery{StoryID: story, LabelID: label})
		if err != nil {
			return nil, err
		}
		for _, k := range inStory {
			here[k.ID] = k.Mentions
		}
	}
	everywhere, err := project.Entities(ctx, store.EntityQuery{LabelID: label})
	list := make([]known, len(everywhere))
	for i, k := range everywhere {
		list[i] = known{EntitySummary: k, here: here[k.ID]}
	}
	return list, err
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
	for _, k := range e.known.list {
		class, alias := match(k, typed)
		if typed == "" {
			class, alias = match(k, own)
			switch {
			case class >= 0:
				class -= 10 // before all others, of another story too
			case fits(k, own):
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

// named finds the entity of a name, however its letters are written; where none has it, the only one that is also called so.
func (k *knownEntities) named(name string) (known, bool) {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		if i := slices.IndexFunc(k.list, func(e known) bool { return same(e.Name, name) }); i >= 0 {
			return k.list[i], true
		}
	}
	var called []known
	for _, e := range k.list {
		if slices.ContainsFunc(e.Aliases, func(alias string) bool { return strings.EqualFold(alias, name) }) {
			called = append(called, e)
		}
	}
	if len(called) != 1 {
		return known{}, false
	}
	return called[0], true
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

// fits says whether the words of a span fit an entity: they begin a name of it, or hold its name.
func fits(k known, own string) bool {
	class, _ := match(k, own)
	return class >= 0 || len(k.Name) > 2 && strings.Contains(strings.ToLower(own), strings.ToLower(k.Name))
}

// isName says whether words look like a name: they begin with no small letter. "he" and "the envoy" are somebody who has one.
func isName(words string) bool {
	first, _ := utf8.DecodeRuneInString(words)
	return unicode.IsLetter(first) && !unicode.IsLower(first)
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
