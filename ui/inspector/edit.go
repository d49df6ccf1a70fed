package inspector

import (
	"fmt"
	"maps"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// notePause is how long a note waits for the next letter before it is saved.
const notePause = 600 * time.Millisecond

// change commits one change of the span that is shown. Where it is refused the fields show what holds again.
func (i *Inspector) change(action, summary string, edit func(*annotate.Span)) {
	id := i.span.ID
	if _, ok := i.session.Do(action, summary, func(tx *store.Tx) error {
		span, err := tx.Span(id)
		if err != nil {
			return err
		}
		span.Attributes = maps.Clone(span.Attributes)
		edit(&span)
		return tx.UpdateSpan(span)
	}); !ok && i.span.ID == id && i.load(id) {
		i.refresh(false)
	}
}

// quoted names the span in a summary.
func (i *Inspector) quoted() string {
	text, _ := i.words.of(i.span)
	return wording.Quoted(text, 40)
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
		i.session.Tell(fmt.Sprintf("%d values and links that %s cannot have were removed with the change; undo brings them back.", dropped, withArticle(label.Name)))
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
