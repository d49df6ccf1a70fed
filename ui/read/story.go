package read

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// stories are those of the project, as they are opened, made and changed.
type stories struct{ view *View }

// open shows a story with its first articles side by side, as many as the width lets one read.
func (t *stories) open(story annotate.Story) {
	t.view.trail.leave()
	t.bring(story)
}

// bring is open on a way that has left the place before already.
func (t *stories) bring(story annotate.Story) {
	v := t.view
	v.desk.Leave()
	v.sidebar.refreshStories()
	t.show(story)
}

// show is bring behind the view that is shown.
func (t *stories) show(story annotate.Story) {
	v := t.view
	v.session.SetStory(story)
	v.articles.load(story, func() {
		var ids []string
		for _, d := range v.articles.ownFirst()[:min(len(v.articles.list), v.panes.fitting())] {
			ids = append(ids, d.ID)
		}
		v.panes.show(ids, 0)
		v.commons.find()
		v.desk.Focus()
	})
}

// read reads the stories beside the window, lists them, and hands them on.
func (t *stories) read(then func([]store.StorySummary)) {
	v := t.view
	var stories []store.StorySummary
	v.session.Read(func(ctx context.Context) (err error) {
		stories, err = v.session.Project.Stories(ctx)
		return err
	}, func() {
		v.sidebar.setStories(stories)
		then(stories)
	})
}

// openByID shows the story with that id.
func (t *stories) openByID(id string) {
	t.view.trail.leave()
	t.read(func(stories []store.StorySummary) {
		for _, story := range stories {
			if story.ID == id {
				t.bring(story.Story)
			}
		}
	})
}

// create makes an empty story and opens it.
func (t *stories) create() {
	v := t.view
	v.desk.Sheets.AskLine("New story", "Name", "", "Create", func(name string) bool {
		var story annotate.Story
		_, ok := v.session.Do("story", "Made the story "+wording.Quoted(name, 40), func(tx *store.Tx) error {
			if err := annotate.ShortName(name); err != nil {
				return err
			}
			made, fresh, err := tx.EnsureStory(name)
			if err == nil && !fresh {
				err = annotate.Conflictf("there is a story called %q already", name)
			}
			story = made
			return err
		})
		if ok {
			t.open(story)
		}
		return ok
	}, v.desk.Focus)
}

// rename gives a story another name.
func (t *stories) rename(story annotate.Story) {
	v := t.view
	v.desk.Sheets.AskLine("Rename the story", "Name", story.Name, "Rename", func(name string) bool {
		if name == story.Name {
			return true
		}
		story.Name = name
		_, ok := v.session.Do("story", "Renamed a story to "+wording.Quoted(name, 40), func(tx *store.Tx) error { return tx.UpdateStory(story) })
		return ok
	}, v.desk.Focus)
}

// remove deletes a story with its articles; undo brings them back.
func (t *stories) remove(story annotate.Story, articles int) {
	v := t.view
	v.desk.Sheets.Confirm("Remove the story?",
		fmt.Sprintf("%s, with its %s and everything marked there, leaves the project. Undo brings it back.",
			wording.Quoted(story.Name, 60), wording.Count(articles, "article")), "Remove",
		func() {
			v.session.Do("remove", "Removed the story "+wording.Quoted(story.Name, 40), func(tx *store.Tx) error { return tx.DeleteStory(story.ID) })
		})
}

// menu is the context menu of a story in the sidebar.
func (t *stories) menu(story store.StorySummary, at fyne.Position) {
	v := t.view
	v.popUp(at, fyne.NewMenuItem("Open", func() { t.open(story.Story) }),
		fyne.NewMenuItem("Rename the story…", func() { t.rename(story.Story) }), fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Remove the story…", func() { t.remove(story.Story, story.Documents) }))
}
