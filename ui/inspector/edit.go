package inspector

import (
	"cmp"
	"fmt"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// change commits one change of the span that is shown. Where it is refused the fields show what holds again.
func (i *Inspector) change(action, summary string, edit func(*annotate.Span)) {
	id := i.span.ID
	if _, ok := i.session.Do(action, summary, func(tx *store.Tx) error {
		span, err := tx.Span(id)
		if err != nil {
			return err
		}
		edit(&span)
		return tx.UpdateSpan(span)
	}); !ok && i.span.ID == id && i.load(id) {
		i.refresh(false)
	}
}

// quoted names the span in a summary.
func (i *Inspector) quoted() string {
	text, _ := i.words(i.span)
	return wording.Quoted(text, 40)
}

// set gives the span a value; nil takes it away.
func (i *Inspector) set(attribute annotate.Attribute, value any) {
	summary := fmt.Sprintf("Set %s of %s to %s", attribute.Name, i.quoted(), annotate.ValueOf(value).Words())
	if value == nil {
		summary = fmt.Sprintf("Cleared %s of %s", attribute.Name, i.quoted())
	}
	i.change("attribute", summary, func(s *annotate.Span) { *s = s.With(attribute.Name, value) })
}

// link sets the span's entity, making it where it has no id yet, or takes it away where it has no name either.
func (i *Inspector) link(value annotate.Entity) {
	summary := fmt.Sprintf("Set the entity of %s to %s", i.quoted(), value.Name)
	if value.Name == "" {
		summary = "Cleared the entity of " + i.quoted()
	}
	id := i.span.ID
	_, ok := i.session.Do("entity", summary, func(tx *store.Tx) error {
		if value.ID == "" && value.Name != "" {
			there, found, err := tx.FindEntity(value.LabelID, value.Name) // made since the list was read
			if found {
				value = there
			} else if err = cmp.Or(err, annotate.ShortName(value.Name)); err == nil {
				err = tx.CreateEntity(&value)
			}
			if err != nil {
				return err
			}
		}
		span, err := tx.Span(id)
		if err != nil {
			return err
		}
		span.EntityID = value.ID
		return tx.UpdateSpan(span)
	})
	if !ok {
		i.refresh(false)
	}
}

func (i *Inspector) saveNote(text string) {
	summary := "Wrote a note on " + i.quoted()
	if text == "" {
		summary = "Removed the note on " + i.quoted()
	}
	i.change("note", summary, func(s *annotate.Span) { s.Note = text })
}

// Relabel gives the span that is shown another label. What the new label cannot have goes with the same act, and is
// said.
func (i *Inspector) Relabel(label annotate.Label) {
	if label.ID == i.span.LabelID {
		return
	}
	dropped := 0
	relations, unfit := i.relations.all, []string{}
	for _, r := range relations {
		if !i.relations.fits(r, label.Name) {
			unfit = append(unfit, r.ID)
		}
	}
	id := i.span.ID
	_, ok := i.session.Do("relabel", fmt.Sprintf("Changed the label of %s to %s", i.quoted(), label.Name), func(tx *store.Tx) error {
		span, err := tx.Span(id)
		if err != nil {
			return err
		}
		for _, relation := range unfit {
			if err := tx.DeleteRelation(relation); err != nil {
				return err
			}
		}
		span, dropped = span.Relabel(label)
		return tx.UpdateSpan(span)
	})
	if !ok {
		i.refresh(false)
		return
	}
	if dropped += len(unfit); dropped > 0 {
		i.session.Tell(fmt.Sprintf("%d values and relations that %s cannot have were removed with the change; undo brings them back.", dropped, withArticle(label.Name)))
	}
}

func withArticle(noun string) string {
	for _, vowel := range "aeiouAEIOU" {
		if []rune(noun)[0] == vowel {
			return "an " + noun
		}
	}
	return "a " + noun
}
