package read

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/command"
)

// storyCommands are the menu Story.
func (w commands) storyCommands() []*command.Command {
	commands := []*command.Command{
		{ID: "story.next", Name: "Next article", Menu: "Story", Keys: []command.Key{command.Ctrl(fyne.KeyPageDown)},
			Stop: w.needsAnyPane, Run: func() { w.view().panes.step(1) }},
		{ID: "story.previous", Name: "Previous article", Menu: "Story", Keys: []command.Key{command.Ctrl(fyne.KeyPageUp)},
			Stop: w.needsAnyPane, Run: func() { w.view().panes.step(-1) }},
		{ID: "story.done", Name: "Mark done and go on", Menu: "Story", Keys: []command.Key{command.Ctrl(fyne.KeyD)},
			Help: "Marks the article done and goes to the next that is not", Stop: w.needsPane, Run: func() { w.view().articles.doneAndNext() }},
		{ID: "story.reopen", Name: "Mark not done", Menu: "Story",
			Stop: func() string {
				if reason := w.needsPane(); reason != "" {
					return reason
				}
				if w.view().articles.state(w.view().panes.current().documentID) != annotate.Done {
					return "The article is not marked done."
				}
				return ""
			},
			Run: func() { w.view().articles.setState(w.view().panes.current().documentID, annotate.Doing) }},
		{ID: "story.details", Name: "Article details…", Menu: "Story", Group: "details", Stop: w.needsPane,
			Help: "Title, outlet, author, date and language", Run: func() { w.view().articles.edit(w.view().panes.current().documentID) }},
		{ID: "story.remove", Name: "Remove the article…", Menu: "Story", Group: "details", Stop: w.needsPane,
			Run: func() { w.view().articles.remove(w.view().panes.current().documentID) }},
		{ID: "story.new", Name: "New story…", Menu: "Story", Group: "story", Stop: w.needsProject, Run: func() { w.view().stories.create() }},
		{ID: "story.rename", Name: "Rename the story…", Menu: "Story", Group: "story", Stop: w.needsStory,
			Run: func() { w.view().stories.rename(w.session().Story()) }},
		{ID: "story.delete", Name: "Remove the story…", Menu: "Story", Group: "story", Stop: w.needsStory,
			Run: func() { w.view().stories.remove(w.session().Story(), len(w.view().articles.list)) }},
	}
	for _, kind := range annotate.RegionKinds {
		commands = append(commands, &command.Command{
			ID: "story.region." + string(kind), Name: "Mark as " + string(kind), Menu: "Story", Group: "region",
			Under: "Mark as region", Help: "The selection is not the article's own prose", Stop: w.needsSelection,
			Run: func() { w.view().articles.markRegion(kind) },
		})
	}
	return append(commands, &command.Command{
		ID: "story.region.none", Name: "Not a region", Menu: "Story", Group: "region",
		Help: "The selection is the article's own prose", Stop: w.needsSelection, Run: func() { w.view().articles.markRegion("") },
	})
}
