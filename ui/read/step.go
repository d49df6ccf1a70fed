package read

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// step selects the next or the previous span of the article.
func (k *spans) step(forward bool) {
	v := k.view
	p := v.panes.current()
	id := ""
	if forward {
		id = p.reader.NextMark()
	} else {
		id = p.reader.PrevMark()
	}
	switch {
	case id == "" && p.spans == nil:
		v.session.Tell("The spans are still being read.")
		return
	case id == "" && len(p.spans) == 0:
		v.session.Tell("There is no span in this article yet.")
		return
	case id == "":
		v.session.Tell("There is no further span in this direction.")
		return
	}
	v.session.SelectSpan(id)
}

// stepUnnamed selects the next (1) or previous (-1) span of the annotator that refers to no entity yet.
func (k *spans) stepUnnamed(dir int) {
	v := k.view
	p := v.panes.current()
	if id := p.reader.StepMark(dir, func(m reader.Mark) bool { return m.Own && p.spans[m.ID].EntityID == "" }); id != "" {
		v.session.SelectSpan(id)
		return
	}
	v.session.Tell("Every span from here on has its entity.")
}

func (k *spans) stepRegion(dir int) {
	v := k.view
	region, found := v.panes.current().reader.StepRegion(dir)
	if !found {
		v.session.Tell("There is no further region in this direction.")
		return
	}
	v.session.Tell("Region: " + string(region.Kind) + ".")
}

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
