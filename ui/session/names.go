package session

import (
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// Blind says whether the names of the other annotators are hidden.
func (s *Session) Blind() bool { return s.blind }

// SetBlind hides or shows the names of the other annotators. Views hear of it as of a change of the annotator.
func (s *Session) SetBlind(on bool) {
	if on != s.blind {
		s.blind = on
		s.people.call(s.annotator)
	}
}

// Names is what annotators are called on the screen, by id: their names or, while these are hidden, A, B, C and so on
// for everybody but the annotator at work and the gold layer. The order is that of ids, which says nothing of names.
func (s *Session) Names(all []annotate.Annotator) map[string]string {
	names := make(map[string]string, len(all))
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b annotate.Annotator) int { return cmp.Compare(a.ID, b.ID) })
	hidden := 0
	for _, a := range all {
		names[a.ID] = a.Name
		if s.blind && a.ID != s.annotator.ID && a.Kind != annotate.Gold {
			names[a.ID] = letter(hidden)
			hidden++
		}
	}
	return names
}

// letter is A for 0, Z for 25, AA for 26.
func letter(n int) string {
	text := string(rune('A' + n%26))
	if n >= 26 {
		text = letter(n/26-1) + text
	}
	return text
}
