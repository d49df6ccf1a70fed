package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// StorySummary is a story and how many documents it has.
type StorySummary struct {
	annotate.Story
	Documents int
}

const storyList = "SELECT id, name, date, note, (SELECT count(*) FROM document WHERE story_id = story.id) FROM story ORDER BY name"

// Stories lists the stories by name. It reads no document.
func (p *Project) Stories(ctx context.Context) (stories []StorySummary, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		stories, err = table.Collect(s, func(rows *table.Cursor) (StorySummary, error) {
			var t StorySummary
			return t, rows.Scan(&t.ID, &t.Name, &t.Date, &t.Note, &t.Documents)
		}, storyList)
		return err
	})
	return stories, err
}

// EnsureStory returns the story of that name, and makes it where there is none.
func (tx *Tx) EnsureStory(name string) (story annotate.Story, made bool, err error) {
	story, err = tx.Session.Story("name", name)
	if !errors.Is(err, annotate.ErrNotFound) {
		return story, false, err
	}
	story = annotate.Story{ID: annotate.NewID(), Name: name}
	if err := story.Validate(); err != nil {
		return annotate.Story{}, false, err
	}
	return story, true, tx.insert(table.StoryKind, table.StoryRow(story))
}

// StoryByID returns the story with that id.
func (tx *Tx) StoryByID(id string) (annotate.Story, error) { return tx.Session.Story("id", id) }

// UpdateStory renames a story or corrects its date and note. Names stay unique.
func (tx *Tx) UpdateStory(story annotate.Story) error {
	if err := story.Validate(); err != nil {
		return err
	}
	err := tx.Update(table.StoryKind, table.StoryRow(story))
	if disk.IsUnique(err) {
		return annotate.Conflictf("there is another story called %q", story.Name)
	}
	return err
}

// DeleteStory deletes a story with its documents and all that was said of them.
func (tx *Tx) DeleteStory(id string) error {
	ids, err := table.Texts(tx.Session, "SELECT id FROM document WHERE story_id = ? ORDER BY position, id", id)
	if err != nil {
		return fmt.Errorf("listing the articles of a story: %w", err)
	}
	for _, document := range ids {
		if err := tx.DeleteDocument(document); err != nil {
			return err
		}
	}
	return tx.delete(table.StoryKind, id)
}
