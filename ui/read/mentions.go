package read

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// anyEntity as an entity's id stands for all spans of a label, or for those without an entity.
func anyEntity(loose bool) string {
	if loose {
		return "without"
	}
	return "all"
}

// stepMentions goes to the next span of the label that refers to the entity, through the articles of the story and
// round.
func (k *spans) stepMentions(labelID, entityID, name string) {
	v := k.view
	documents, annotator := v.articles.list, v.session.Annotator().ID
	var mentions []annotate.Span
	v.session.Read(func(ctx context.Context) error {
		for _, d := range documents {
			spans, err := v.session.Project.Spans(ctx, d.ID, annotator)
			if err != nil {
				return err
			}
			for _, span := range spans {
				if span.LabelID == labelID && (entityID == "all" || span.EntityID == entityID || entityID == "without" && span.EntityID == "") {
					mentions = append(mentions, span)
				}
			}
		}
		return nil
	}, func() {
		if len(mentions) == 0 {
			return
		}
		at := slices.IndexFunc(mentions, func(s annotate.Span) bool { return s.ID == v.session.Selected() })
		next := (at + 1) % len(mentions)
		v.session.ShowSpan(mentions[next].ID)
		v.desk.Focus()
		label, _ := v.session.Codebook().LabelByID(labelID)
		v.session.Tell(strings.TrimSpace(fmt.Sprintf("%s %s: %d of %d", wording.Capital(label.Name), name, next+1, len(mentions))))
	})
}
