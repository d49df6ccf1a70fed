package spanform

import (
	"fmt"
	"slices"
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
	return edited(s, named.ID, fmt.Sprintf("Renamed to %s: “%s”", named.Name, before), func(e *annotate.Entity) { e.Name = named.Name })
}

// Update changes an entity, at once for all its mentions, and says whether that was done.
func Update(s *session.Session, value annotate.Entity, did string, edit func(*annotate.Entity)) bool {
	return edited(s, value.ID, fmt.Sprintf("%s “%s”", did, value.Name), edit)
}

// edited changes an entity as it is now: what is shown of it may be older.
func edited(s *session.Session, id, summary string, edit func(*annotate.Entity)) bool {
	_, ok := s.Do("entity", summary, func(tx *store.Tx) error {
		value, err := tx.Entity(id)
		if err != nil {
			return err
		}
		edit(&value)
		return tx.UpdateEntity(value)
	})
	return ok
}

// NamesIn are the names in a text that has one a line.
func NamesIn(text string) (names []string) {
	for line := range strings.Lines(text) {
		if name := strings.TrimSpace(line); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Merge lets all mentions of one entity refer to another.
func Merge(s *session.Session, into, from annotate.Entity) {
	did := fmt.Sprintf("Merged “%s” into “%s”", from.Name, into.Name)
	if _, ok := s.Do("join entities", did, func(tx *store.Tx) error { return tx.MergeEntities(into.ID, from.ID) }); ok {
		s.Tell(did + ", of which it is another name now. Undo parts them again.")
	}
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
