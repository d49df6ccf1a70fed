package ui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
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
		closed: func() {
			if w.workspace != nil {
				w.workspace.panes.focusActive()
			}
		},
	})
}

// newStory makes an empty story and opens it.
func (v *workspace) newStory() {
	v.window.askLine("New story", "Name", "", "Create", func(name string) bool {
		var story annotate.Story
		_, ok := v.session.Do("story", "Made the story "+quoted(name, 40), func(tx *store.Tx) error {
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
		_, ok := v.session.Do("story", "Renamed a story to "+quoted(name, 40), func(tx *store.Tx) error { return tx.UpdateStory(story) })
		return ok
	})
}

// storyMenu is the context menu of a story in the sidebar.
func (v *workspace) storyMenu(story store.StorySummary, at fyne.Position) {
	remove := fyne.NewMenuItem("Remove the story…", func() {
		v.window.confirm("Remove the story?",
			fmt.Sprintf("%s with its %s and everything marked in them leaves the project. Undo brings it back.",
				quoted(story.Name, 60), count(story.Documents, "article")), "Remove",
			func() {
				v.session.Do("remove", "Removed the story "+quoted(story.Name, 40), func(tx *store.Tx) error { return tx.DeleteStory(story.ID) })
			})
	})
	v.window.popUp(at, fyne.NewMenuItem("Open", func() { v.openStory(story.Story) }),
		fyne.NewMenuItem("Rename…", func() { v.renameStory(story.Story) }), fyne.NewMenuItemSeparator(), remove)
}

// withoutRegion takes [s.Start,s.End) out of the regions.
func withoutRegion(regions []annotate.Region, s annotate.Segment) []annotate.Region {
	var kept []annotate.Region
	for _, r := range regions {
		if r.End <= s.Start || r.Start >= s.End {
			kept = append(kept, r)
			continue
		}
		if r.Start < s.Start {
			kept = append(kept, annotate.Region{Start: r.Start, End: s.Start, Kind: r.Kind})
		}
		if r.End > s.End {
			kept = append(kept, annotate.Region{Start: s.End, End: r.End, Kind: r.Kind})
		}
	}
	return kept
}

func sortRegions(regions []annotate.Region) {
	slices.SortFunc(regions, func(a, b annotate.Region) int { return cmp.Compare(a.Start, b.Start) })
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
		v.panes.focusActive()
		label, _ := v.session.Codebook().LabelByID(labelID)
		v.session.Tell(strings.TrimSpace(fmt.Sprintf("%s %s: %d of %d", capital(label.Name), name, next+1, len(mentions))))
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
