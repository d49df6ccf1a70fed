package read

import (
	"slices"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/session"
)

// follow brings the counts of the entities up to date with an act, in the picture that shows it. It is false where rows
// come or go by it, so that they have to be read anew.
func (s *sidebar) follow(act store.Act) bool {
	v := s.view
	switch {
	case session.Touches(act, "entity", "label"):
		return false
	case !session.Touches(act, "span"):
		return true
	case s.pending: // what is being read may be too early to hold the act
		return false
	}
	moved := map[int]bool{}
	for _, change := range act.Changes {
		if _, here := v.articles.byID(change.DocumentID()); change.EntityKind != "span" || !here {
			continue
		}
		before, after := change.Span()
		if own := v.session.Annotator().ID; !change.Made() && before.AnnotatorID == own && !s.count(before.LabelID, before.EntityID, -1, moved) ||
			!change.Deleted() && after.AnnotatorID == own && !s.count(after.LabelID, after.EntityID, 1, moved) {
			return false
		}
	}
	for i := range moved {
		s.lower.RefreshItem(i)
	}
	return !slices.ContainsFunc(s.entities, func(r sideRow) bool { return r.count == 0 })
}

// count adds to the two rows in which a span is counted, and notes which they are. It is false where one is not there.
func (s *sidebar) count(labelID, entityID string, by int, moved map[int]bool) bool {
	found := 0
	for i := range s.entities {
		r := &s.entities[i]
		heading := r.entity == nil && !r.loose
		if r.label.ID != labelID || !heading && r.entityID() != entityID {
			continue
		}
		r.count += by
		moved[i] = true
		found++
	}
	return found == 2
}

// entityID is the entity of a row, "" for the spans without one.
func (r *sideRow) entityID() string {
	if r.entity == nil {
		return ""
	}
	return r.entity.ID
}
