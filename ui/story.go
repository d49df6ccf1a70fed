package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// askLine asks for one line of text; then says whether it will do.
func (w *Window) askLine(title, label, value, action string, then func(text string) bool) {
	var s *sheet
	entry := newSheetField(value, &s)
	s = w.showSheet(sheetOptions{
		title: title, body: widget.NewForm(widget.NewFormItem(label, entry)), width: 460, action: action, focus: entry,
		run: func() bool {
			text := strings.TrimSpace(entry.Text)
			return text != "" && then(text)
		},
		closed: w.stage.Focus,
	})
}

// newStory makes an empty story and opens it.
func (v *workspace) newStory() {
	v.window.askLine("New story", "Name", "", "Create", func(name string) bool {
		var story annotate.Story
		_, ok := v.session.Do("story", "Made the story "+wording.Quoted(name, 40), func(tx *store.Tx) error {
			made, fresh, err := tx.Story(name)
			if err == nil && !fresh {
				err = annotate.Conflictf("there is a story called %q already", name)
			}
			story = made
			return err
		})
		if ok {
			v.openStory(story)
		}
		return ok
	})
}

// renameStory gives a story another name.
func (v *workspace) renameStory(story annotate.Story) {
	v.window.askLine("Rename the story", "Name", story.Name, "Rename", func(name string) bool {
		if name == story.Name {
			return true
		}
		story.Name = name
		_, ok := v.session.Do("story", "Renamed a story to "+wording.Quoted(name, 40), func(tx *store.Tx) error { return tx.UpdateStory(story) })
		return ok
	})
}

// removeStory deletes a story with its articles; undo brings them back.
func (v *workspace) removeStory(story annotate.Story, articles int) {
	v.window.confirm("Remove the story?",
		fmt.Sprintf("%s, with its %s and everything marked there, leaves the project. Undo brings it back.",
			wording.Quoted(story.Name, 60), wording.Count(articles, "article")), "Remove",
		func() {
			v.session.Do("remove", "Removed the story "+wording.Quoted(story.Name, 40), func(tx *store.Tx) error { return tx.DeleteStory(story.ID) })
		})
}

// storyMenu is the context menu of a story in the sidebar.
func (v *workspace) storyMenu(story store.StorySummary, at fyne.Position) {
	v.window.popUp(at, fyne.NewMenuItem("Open", func() { v.openStory(story.Story) }),
		fyne.NewMenuItem("Rename the story…", func() { v.renameStory(story.Story) }), fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Remove the story…", func() { v.removeStory(story.Story, story.Documents) }))
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
func (v *workspace) stepMentions(labelID, entityID, name string) {
	documents, annotator := v.documents, v.session.Annotator().ID
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
		v.window.stage.Focus()
		label, _ := v.session.Codebook().LabelByID(labelID)
		v.session.Tell(strings.TrimSpace(fmt.Sprintf("%s %s: %d of %d", wording.Capital(label.Name), name, next+1, len(mentions))))
	})
}

// learnName remembers the name of an entity, for the tags at the spans.
func (v *workspace) learnName(entityID string) {
	if _, known := v.names[entityID]; known || entityID == "" {
		return
	}
	entity, err := v.session.Project.Entity(v.session.Context(), entityID)
	if err != nil {
		v.session.Fail(err)
		return
	}
	v.names[entityID] = entity.Name
}

// forgetNames reads the names anew of the entities that an act changed.
func (v *workspace) forgetNames(act store.Act) {
	changed := map[string]bool{} // id → whether it is still there
	for _, change := range act.Changes {
		if change.EntityKind == "entity" {
			changed[change.EntityID] = len(change.After) > 0 && string(change.After) != "null"
		}
	}
	v.panes.each(func(p *pane) {
		p.hear(func() {
			for id, there := range changed {
				if delete(v.names, id); there {
					v.learnName(id)
				}
			}
			p.namesChanged(changed)
		})
	})
}
