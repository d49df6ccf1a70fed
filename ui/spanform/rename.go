package spanform

import (
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// rename gives the entity another name. Where another entity is called so already, it asks whether the two are one.
func (e *entity) rename(name string) {
	name, value, s := strings.TrimSpace(name), e.value, e.form.session
	if name == "" {
		e.name.Reset(value.Name)
		return
	}
	named := value
	named.Name = name
	namesakes, err := s.Project.Namesakes(s.Context(), named)
	switch {
	case err != nil:
		s.Fail(err)
	case len(namesakes) > 0:
		e.name.Reset(value.Name) // until that is answered
		e.askMerge(named, value.Name, namesakes[0])
		return
	}
	e.renameTo(name)
}

func (e *entity) renameTo(name string) {
	e.update(fmt.Sprintf("Renamed to %s:", name), func(v *annotate.Entity) { v.Name = name })
}

// askMerge asks whether an entity that is to be called like another is that other.
func (e *entity) askMerge(named annotate.Entity, before string, other store.EntitySummary) {
	s := e.form.session
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
			{Text: "Merge", Run: func() {
				s.Do("join entities", fmt.Sprintf("Merged “%s” into “%s”", before, other.Name), func(tx *store.Tx) error {
					return tx.MergeEntities(other.ID, named.ID)
				})
			}},
			{Text: "Keep two", Run: func() {
				if e.value.ID == named.ID {
					e.renameTo(named.Name)
				}
			}},
		},
	})
}
