package spanform

import (
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// rename gives the entity another name.
func (e *entity) rename(name string) {
	value := e.value
	if strings.TrimSpace(name) == "" || !Rename(e.form.session, value, name) {
		e.name.Reset(value.Name) // a question may be open
	}
}

// Rename gives an entity another name and says whether it has it. Where another entity is called so already, it asks whether the two
// are one.
func Rename(s *session.Session, value annotate.Entity, name string) bool {
	named := value
	named.Name = strings.TrimSpace(name)
	namesakes, err := s.Project.Namesakes(s.Context(), named)
	switch {
	case err != nil:
		s.Fail(err)
	case len(namesakes) > 0:
		askMerge(s, named, value.Name, namesakes[0])
		return false
	}
	return renameTo(s, named, value.Name)
}

func renameTo(s *session.Session, named annotate.Entity, before string) bool {
	_, ok := s.Do("entity", fmt.Sprintf("Renamed to %s: “%s”", named.Name, before), func(tx *store.Tx) error { return tx.UpdateEntity(named) })
	return ok
}

// Merge lets all mentions of one entity refer to another.
func Merge(s *session.Session, into, from annotate.Entity) {
	s.Do("join entities", fmt.Sprintf("Merged “%s” into “%s”", from.Name, into.Name), func(tx *store.Tx) error {
		return tx.MergeEntities(into.ID, from.ID)
	})
}

// askMerge asks whether an entity that is to be called like another is that other.
func askMerge(s *session.Session, named annotate.Entity, before string, other store.EntitySummary) {
	label, _ := s.Codebook().LabelByID(named.LabelID)
	is := "There is another " + label.Name + " of that name"
	if annotate.FoldName(other.Name) != annotate.FoldName(named.Name) {
		is = fmt.Sprintf("The %s “%s” is also called so", label.Name, other.Name)
	}
	s.Ask(session.Question{
		Title: fmt.Sprintf("Merge with “%s”?", other.Name),
		Sentence: fmt.Sprintf("%s, with %s. Merged, all mentions of “%s” refer to it, and “%s” becomes one of its other names. Undo parts them again.",
			is, wording.Count(other.Mentions, "mention"), before, before),
		Answers: []session.Answer{
			{Text: "Merge", Run: func() { Merge(s, other.Entity, annotate.Entity{ID: named.ID, Name: before}) }},
			{Text: "Keep two", Run: func() { renameTo(s, named, before) }},
		},
	})
}
